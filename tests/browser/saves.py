"""A save of every kind of record in a sample workspace; a kernel and a process beside it run this file too."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from prepkit.models import (
    AcknowledgedFinding,
    CardReview,
    DrillAnswer,
    HoursEntry,
    Interviewer,
    Reading,
    ResumeImport,
    ScratchText,
)
from prepkit.store import Workspace


def _first(collection: Any, **values: Any) -> None:
    records = collection.all()
    record = records[0] if records else collection.model()
    collection.save(record.replace(**values))


def _save_story(prep: Workspace, mark: str) -> None:
    metric = prep.stories.all()[0].customer_impact_metric.model_copy(update={"actual": float(len(mark))})
    _first(prep.stories, title=f"Told anew {mark}", customer_impact_metric=metric, learning=f"We leverage {mark}.")


def _save_panel(prep: Workspace, mark: str) -> None:
    seats = prep.panel().interviewers[:3]
    prep.panels.save(prep.panel().replace(interviewers=(*seats, Interviewer(name=mark, first_principle="ownership"))))


def _save_loop(prep: Workspace, mark: str) -> None:
    minutes = 45 if prep.loop.session_minutes != 45 else 50
    prep.loops.save(prep.loop.replace(session_minutes=minutes, technical_sessions=2))


def _save_profile(prep: Workspace, mark: str) -> None:
    profile = prep.profiles.get()
    prep.profiles.save(profile.replace(candidate=f"Ines {mark}", hours_per_week=profile.hours_per_week + 1))


def _save_mock(prep: Workspace, mark: str) -> None:
    mock = prep.mocks.all()[0]
    scores = tuple(one.model_copy(update={"score": 5}) for one in mock.scores)
    prep.mocks.save(mock.replace(answer=f"I decided, {mark}.", scores=scores))


# Each changes what views show of its kind: a record that is shown where there is one, a new one where logs grow.
SAVES: dict[str, Callable[[Workspace, str], object]] = {
    "story": _save_story,
    "prfaq": lambda prep, mark: _first(prep.prfaqs, heading=f"Pay once {mark}", problem=f"We leverage {mark}."),
    "bullet": lambda prep, mark: _first(prep.bullets, rewritten=f"Launched a check that leveraged {mark} returns."),
    "resume": lambda prep, mark: _first(prep.resumes, summary=f"I decide with customers, {mark}."),
    "letter": lambda prep, mark: _first(prep.letters, company=f"Harbor {mark}", closing=f"I would leverage {mark}."),
    "metric_plan": lambda prep, mark: _first(prep.metric_plans, feature=f"Second check {mark}", baseline_rate=7.0),
    "drill_answer": lambda prep, mark: prep.drill_answers.save(
        DrillAnswer(date=prep.today, setting=mark, fault="none", seed=1, decision="ship", reason=mark)
    ),
    "mock": _save_mock,
    "hours": lambda prep, mark: prep.hours.save(
        HoursEntry(date=prep.today, area="leadership_stories", minutes=45, note=f"Read aloud, {mark}")
    ),
    "reading": lambda prep, mark: prep.readings.save(Reading(date=prep.today, title=f"A release {mark}")),
    "panel": _save_panel,
    "loop": _save_loop,
    "profile": _save_profile,
    "card_review": lambda prep, mark: prep.card_reviews.save(
        CardReview(card=f"principle:{mark}", rating="good", day=prep.today)
    ),
    "resume_import": lambda prep, mark: prep.resume_imports.save(ResumeImport(file=f"{mark}.pdf", added=mark)),
    "scratch_text": lambda prep, mark: prep.scratch_texts.save(
        ScratchText(id="resume-line", text=f"We leverage {mark}.")
    ),
    "acknowledged_finding": lambda prep, mark: prep.acknowledged_findings.save(
        AcknowledgedFinding.of("AL012", "leverage", f"Said so, {mark}")
    ),
}


def save(prep: Workspace, kind: str, mark: str) -> float:
    """Save a record of a kind that holds a mark; return the moment before, in milliseconds of the page's clock."""
    before = time.time() * 1000
    SAVES[kind](prep, mark)
    return before


def save_all(prep: Workspace, mark: str) -> None:
    """Save a record of every kind."""
    for kind in SAVES:
        save(prep, kind, mark)


if __name__ == "__main__":
    import datetime as dt

    path, day, mark, *kinds = sys.argv[1:]
    workspace = Workspace.open(path, today=dt.date.fromisoformat(day))
    for kind in kinds or SAVES:
        print(save(workspace, kind, mark))
