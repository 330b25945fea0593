"""The checklist, counted from what is in the workspace: what counts as done, and why the rest does not yet (G15)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

import pandas as pd

from prepkit.content.library import find
from prepkit.content.shapes.planning import ChecklistItem
from prepkit.content.shapes.stories import Principle
from prepkit.content.shapes.writing import Limit
from prepkit.models import PRFAQ, Bullet, Letter, MetricPlan, Mock, Reading, Story
from prepkit.models.listing import make_table
from prepkit.models.preparation import Preparation
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.models.resume import LETTER_MOVES
from prepkit.planning.loop import list_items
from prepkit.planning.weeks import measure_elapsed
from prepkit.planning.words import say_count, say_date, say_list
from prepkit.text.blanks import has_blank

# The three that the guide puts first (G7); its five narratives go over these (G15).
PRIORITY_PRINCIPLES = ("customer-obsession", "ownership", "invent-and-simplify")
_MOST_PER_PROJECT = 2


@dataclass(frozen=True)
class Count:
    """How many are done, the names of what was counted, and a note on what was not."""

    done: int
    names: tuple[str, ...] = ()
    note: str = ""

    @property
    def evidence(self) -> str:
        """What was counted, in words."""
        counted = say_list(self.names) or "Nothing counts yet"
        return f"{counted} ({self.note})" if self.note else counted


def count(item: ChecklistItem, prep: Preparation, today: dt.date) -> Count:
    """Count from a preparation's records how many of a checklist item are done."""
    match item.counts:
        case "complete_prfaqs":
            return _count_complete(prep.prfaqs)
        case "complete_metric_plans":
            return _count_complete(prep.metric_plans)
        case "principle_stories":
            return _count_principle_stories(prep.stories, item.target)
        case "distinct_stories":
            return _count_distinct_stories(prep.stories)
        case "rewritten_bullets":
            return _count_bullets(prep.bullets)
        case "finished_letters":
            return _count_letters(prep.letters)
        case "plain_language_mocks":
            return _count_mocks(prep.mocks, "plain language", today)
        case "bar_raiser_mocks":
            return _count_mocks(prep.mocks, "bar raiser", today)
        case "readings":
            return _count_readings(prep.readings, today)
        case "planned_weeks":
            return _count_plan(prep, today)
        case unknown:
            assert_never(unknown)


def _count_complete(records: Sequence[PRFAQ] | Sequence[MetricPlan]) -> Count:
    complete = [record for record in records if record.is_complete() and not _has_blank_left(record)]
    unfinished = sum(not record.is_blank() for record in records) - len(complete)
    return _make_count([record.label for record in complete], (unfinished, "unfinished"))


def _has_blank_left(record: PRFAQ | MetricPlan) -> bool:
    return isinstance(record, PRFAQ) and any(has_blank(getattr(record, section)) for section in RELEASE_SECTIONS)


def _count_principle_stories(stories: Sequence[Story], target: int) -> Count:
    """Count stories for the three principles; a principle without any keeps one place free."""
    tagged = [story for story in stories if set(story.principles) & set(PRIORITY_PRINCIPLES)]
    told = [story for story in tagged if story.is_told()]
    shown = {principle for story in told for principle in story.principles}
    missing = [find(Principle, principle).name for principle in PRIORITY_PRINCIPLES if principle not in shown]
    notes = [f"{len(tagged) - len(told)} unfinished"] if len(tagged) > len(told) else []
    if told and missing:
        notes.append(f"none for {' or '.join(missing)} yet")
    done = min(len(told), target - len(missing)) if missing else len(told)
    return Count(max(done, 0), tuple(story.label for story in told), ", ".join(notes))


def _count_distinct_stories(stories: Sequence[Story]) -> Count:
    """Count told stories, at most two of one project."""
    names = []
    projects: Counter[str] = Counter()
    told = [story for story in stories if story.is_told()]
    for story in told:
        project = " ".join(story.project.split()).casefold()
        projects[project] += 1
        if not project or projects[project] <= _MOST_PER_PROJECT:
            names.append(story.label)
    unfinished = sum(not story.is_told() and not story.is_blank() for story in stories)
    shared = (len(told) - len(names), "more of a project that two stories share already")
    return _make_count(names, (unfinished, "unfinished"), shared)


def _count_bullets(bullets: Sequence[Bullet]) -> Count:
    names = [bullet.label for bullet in bullets if _is_rewritten(bullet)]
    waiting = sum(not _is_rewritten(bullet) and not bullet.is_blank() for bullet in bullets)
    return _make_count(names, (waiting, "not rewritten"))


def _is_rewritten(bullet: Bullet) -> bool:
    changed = bool(bullet.rewritten.strip()) and bullet.rewritten.split() != bullet.original.split()
    return changed and not has_blank(bullet.rewritten)


def _count_letters(letters: Sequence[Letter]) -> Count:
    limit = find(Limit, "letter_words").high
    written = [letter for letter in letters if all(_is_written(getattr(letter, move)) for move in LETTER_MOVES)]
    names = [letter.label for letter in written if letter.words() <= limit]
    unfinished = sum(not letter.is_blank() for letter in letters) - len(written)
    return _make_count(names, (unfinished, "unfinished"), (len(written) - len(names), f"over {limit:g} words"))


def _is_written(text: str) -> bool:
    return bool(text.strip()) and not has_blank(text)


def _count_mocks(mocks: Sequence[Mock], kind: str, today: dt.date) -> Count:
    """Count mocks of a kind that were held by today, with someone listening."""
    alike = [mock for mock in mocks if mock.mock_kind == kind]
    dated = [mock for mock in alike if mock.date is not None]
    held = [mock for mock in dated if mock.date is not None and mock.date <= today]
    heard = [mock for mock in held if mock.partner.strip()]
    names = [f"{say_date(mock.date)}, with {mock.partner}" for mock in heard if mock.date is not None]
    return _make_count(
        names,
        (len(alike) - len(dated), "without a date"),
        (len(dated) - len(held), "still ahead"),
        (len(held) - len(heard), "without a partner"),
    )


def _count_readings(readings: Sequence[Reading], today: dt.date) -> Count:
    titled = [reading for reading in readings if reading.title.strip()]
    read = [reading for reading in titled if reading.date is None or reading.date <= today]
    nameless = sum(not reading.is_blank() for reading in readings) - len(titled)
    ahead = len(titled) - len(read)
    return _make_count([reading.title for reading in read], (nameless, "without a title"), (ahead, "still ahead"))


def _count_plan(prep: Preparation, today: dt.date) -> Count:
    """Count a plan as made once there is an interview date and an hour logged."""
    interview = prep.profile.interview_date
    logged = [entry for entry in prep.hours if entry.date is not None and entry.date <= today and entry.minutes > 0]
    facts = [f"interview on {say_date(interview)}"] if interview else []
    facts += [say_count(len(logged), "entry", "entries") + " of hours"] if logged else []
    missing = ["no interview date"] if not interview else []
    missing += ["no hours logged"] if not logged else []
    return Count(int(not missing), tuple(facts), ", ".join(missing))


def _make_count(names: Sequence[str], *left_out: tuple[int, str]) -> Count:
    return Count(len(names), tuple(names), ", ".join(f"{number} {why}" for number, why in left_out if number))


_COLUMNS = "item str, target int64, done int64, remaining int64, status str, evidence str, area str"


def tracker(prep: Preparation, today: dt.date, *, items: Sequence[ChecklistItem] | None = None) -> pd.DataFrame:
    """Show how far the checklist is done. Nothing is ticked off: what is done is counted from the records.

    Records dated after today do not count, nor areas that no stage of the loop asks for. `items` takes the place of
    the checklist of `checklist.toml`.

    Returns:
        Columns item (str, its name), target, done, remaining (int64; done may exceed the target), status (str: `done`,
        `in progress`, `behind`, `to do`), evidence (str, names what was counted), area (str), one row an item in the
        checklist's order. An item is behind once more of the time to the interview is over than its `due` allows.
    """
    checklist = list_items(prep.loop) if items is None else items
    elapsed = measure_elapsed(prep.profile, today)
    rows = []
    for item in checklist:
        counted = count(item, prep, today)
        remaining = max(item.target - counted.done, 0)
        status = _judge(item, counted, elapsed)
        rows.append((item.name, item.target, counted.done, remaining, status, counted.evidence, item.area))
    return make_table(_COLUMNS, rows)


def _judge(item: ChecklistItem, counted: Count, elapsed: Fraction) -> str:
    if counted.done >= item.target:
        return "done"
    if elapsed > Fraction(str(item.due)):
        return "behind"
    return "in progress" if counted.done else "to do"
