"""The workbook's page: one self-contained HTML file that reads in any browser and prints well."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from prepkit import charts
from prepkit.blocks import Block, Entry, Figure, Group, Heading, Item, Paragraph, Table
from prepkit.errors import UsageError
from prepkit.models import PRFAQ
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.readiness import check_assumptions, measure_readiness
from prepkit.planning.replanning import replan
from prepkit.planning.tracker import tracker
from prepkit.planning.weeks import check_fit
from prepkit.rehearsal.scores import trace_scores
from prepkit.review.mirror import compare_releases
from prepkit.review.reviewer import review
from prepkit.show.html import read_styles, render_inner
from prepkit.show.record import read_record
from prepkit.store import Workspace
from prepkit.stories.bank import cover_principles
from prepkit.stories.evidence import score_stories
from prepkit.workbook.html import load_templates

SPOKEN_ANSWER = "spoken-answer"  # the text that notebook 06 keeps
_NO_STORY = "No story yet. Write the first one in notebook 01, Frame your projects."
_NO_PRFAQ = "No PRFAQ yet. Draft the first one in notebook 02, Draft a PRFAQ."
_TEMPLATES = load_templates("prepkit.workbook")


class _Section(NamedTuple):
    id: str
    name: str  # in the navigation
    title: str
    blocks: list[Block]


def render_page(workspace: Workspace) -> str:
    """Return the page of a workspace as HTML: readiness, plan, charts, stories and PRFAQs. No request leaves it."""
    read, today = workspace.read(), workspace.today
    checklist = tracker(read, today)
    fit = check_fit(read.profile, today, checklist)
    mirror = Figure(charts.mirror(_compare_release(workspace)))
    sections = [
        _Section("readiness", "Readiness", "How ready you are", _read_readiness(workspace, checklist)),
        _Section("plan", "Plan", "Where your hours go", _read_plan(workspace, fit.cuts)),
        _Section("loop", "The loop", "What you are preparing for", [_draw_loop(workspace)]),
        _Section("principles", "Principles", "Which principles your stories cover", _read_principles(workspace)),
        _Section("rehearsals", "Rehearsals", "How your answers score", _read_rehearsals(workspace)),
        _Section("stories", "Stories", "Your stories", _read_cards(workspace.stories, _NO_STORY)),
        _Section("prfaqs", "PRFAQs", "Your PRFAQs", [mirror, *_read_cards(workspace.prfaqs, _NO_PRFAQ)]),
    ]
    return _TEMPLATES.get_template("page.html.j2").render(
        profile=read.profile,
        today=today,
        fit=fit,
        styles=Markup("".join(read_styles().values())),  # noqa: S704 - ours, and nobody's text is in it
        # Every text was escaped where the blocks became HTML.
        sections=[(one, Markup(render_inner(one.blocks))) for one in sections],  # noqa: S704
    )


def _read_readiness(workspace: Workspace, checklist: pd.DataFrame) -> list[Block]:
    heads = {"item": "To finish", "done": "Done", "target": "Of", "status": "Status", "evidence": "What counts"}
    assumptions = check_assumptions(workspace.profile, workspace.loop)
    advice = [Entry(row["assumption"], row["advice"]) for row in assumptions.to_dict("records") if not row["holds"]]
    said: list[Block] = [Heading("What does not hold for you, and what to do"), *advice] if advice else []
    return [
        Figure(charts.readiness(measure_readiness(workspace.read(), workspace.today))),
        _choose(checklist, heads),
        *said,
    ]


def _read_plan(workspace: Workspace, cuts: Any) -> list[Block]:
    again = replan(workspace.read(), workspace.today)
    spent = again.plan.frame[again.plan.frame["minutes"] > 0]
    spans = zip(spent["week"], spent["starts"], spent["ends"], strict=True)
    weeks = [f"{week}: {first:%b} {first.day} to {last:%b} {last.day}" for week, first, last in spans]
    left: list[Block] = [Heading("What to cut"), *map(Item, cuts)] if cuts else []
    heads = {"when": "Week", "name": "Area", "minutes": "Minutes", "focus": "What to do"}
    return [
        Figure(charts.burn_up(again.weeks, workspace.today)),
        Paragraph(again.summary),
        *left,
        Figure(charts.weeks(again.plan)),
        *([_choose(spent.assign(when=weeks), heads)] if len(spent) else []),
    ]


def _draw_loop(workspace: Workspace) -> Block:
    return Figure(charts.loop(lay_out_loop(workspace.profile, workspace.loop), workspace.today))


def _read_principles(workspace: Workspace) -> list[Block]:
    stories = workspace.stories.all()
    heads = {"name": "Principle", "tier": "Tier", "stories": "Stories", "titles": "Which", "gap": "Gap"}
    drawn = [Figure(charts.story_bank(score_stories(stories)))] if stories else []
    try:
        return [*drawn, _choose(cover_principles(stories, workspace.panel()), heads)]
    except UsageError as error:  # the panel asks for what is no principle
        return [*drawn, Paragraph(str(error), "wrong")]


def _read_rehearsals(workspace: Workspace) -> list[Block]:
    scores = trace_scores(workspace.mocks.all(), workspace.today)
    return [Figure(charts.scores(scores)), Figure(charts.talk(review(_find_answer(workspace), "talk")))]


def _read_cards(collection: Any, nothing: str) -> list[Block]:
    return [Group(read_record(record), "card") for record in collection.all()] or [Paragraph(nothing)]


def _choose(frame: pd.DataFrame, heads: dict[str, str]) -> Table:
    return Table(frame[list(heads)].rename(columns=heads))


def _find_answer(workspace: Workspace) -> str:
    """Return what was last said aloud and written down: the answer being worked on, or the latest mock's."""
    typed = next((one.text for one in workspace.scratch_texts.all() if one.id == SPOKEN_ANSWER), "")
    said = [mock.answer for mock in workspace.mocks.all() if mock.answer.strip()]
    return typed if typed.strip() else said[-1] if said else ""


def _compare_release(workspace: Workspace) -> Any:
    """Measure the first PRFAQ against the last press release that was pasted."""
    drafts = workspace.prfaqs.all()
    read = {reading.id for reading in workspace.readings.all()}
    pasted = [one.text for one in workspace.scratch_texts.all() if one.id in read and one.text.strip()]
    return compare_releases(drafts[0] if drafts else PRFAQ(), pasted[-1] if pasted else "")
