"""Product impact: the outcomes of resume lines and stories, counted in the guide's four kinds (G10)."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Heading, Item, Paragraph
from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import MetricFamily, WordList
from prepkit.models import Bullet, ImpactMetric, Story
from prepkit.models.listing import make_table
from prepkit.models.resume import ImpactCategory
from prepkit.text import read

_MOST = 50  # outcomes of a kind that are shown
_ASK = {
    "revenue": "What did customers buy, renew or keep because of your decision?",
    "cost": "What no longer has to be paid, shipped, refunded or repaired?",
    "satisfaction": "What do fewer customers complain about, return or cancel?",
    "time saved": "Who waits or works less, and how many minutes?",
}

IMPACTS: tuple[ImpactCategory, ...] = ("revenue", "cost", "satisfaction", "time saved")
UNPLACED = "not placed yet"
NO_STORY = "No story behind it: you will be asked."
LOST_STORY = "Its story has been deleted: you will be asked."
_NO_LINE = "No finished line tells it yet."
_COLUMNS = "impact str, line str, story str, result str, missing str"
_FAMILIES: dict[str, ImpactCategory] = {"satisfaction": "satisfaction", "effort": "time saved"}
_LONGEST_TERM = 5  # words


def list_impacts(bullets: Iterable[Bullet], stories: Iterable[Story] = ()) -> pd.DataFrame:
    """Count outcomes as revenue, cost, satisfaction or time saved (G10), each with the story that proves it.

    A finished line counts under the kind that the person gave it. A story whose impact metric is complete and that no
    such line tells stands there too, without a line, under the kind that its metric's name and unit suggest.

    Args:
        bullets: Resume lines; one without a kind, or not rewritten yet, is left out.
        stories: The stories behind them.

    Returns:
        Columns impact (str: revenue, cost, satisfaction, time saved, or "not placed yet" for a story whose metric
        suggests none), line (str, blank for a story without one), story (str: its title, blank if there is none),
        result (str: the story's metric in one line), missing (str: what an interviewer would miss, blank if nothing),
        sorted by kind in this order, then as given.
    """
    known = {story.id: story for story in stories}
    rows: list[tuple[str, str, str, str, str]] = []
    told = set()
    for bullet in bullets:
        if bullet.impact and bullet.rewritten.strip():
            told.add(bullet.story_id)
            rows.append((bullet.impact, bullet.rewritten, *_prove(bullet, known.get(bullet.story_id))))
    for story in known.values():
        metric = story.customer_impact_metric
        if story.id not in told and metric.is_complete():
            rows.append((guess_impact(metric) or UNPLACED, "", story.label, metric.describe(), _NO_LINE))
    order: dict[str, int] = {impact: place for place, impact in enumerate((*IMPACTS, UNPLACED))}
    rows.sort(key=lambda row: order[row[0]])
    return make_table(_COLUMNS, rows)


def guess_impact(metric: ImpactMetric) -> ImpactCategory:
    """Return the kind of outcome that a metric's name and unit suggest; blank if they suggest none."""
    name = read(metric.name).lowers
    unit = set(read(metric.unit).lowers[:1])
    found = _find_families(name)
    if "money" in found or any(sign in metric.unit for sign in "$€£¥") or unit & _words("money-unit"):
        return "cost" if _words("cost-word") & set(name) else "revenue"
    if unit & _words("time-unit"):
        return "time saved"
    return next((_FAMILIES[family] for family in found if family in _FAMILIES), "")


def say_behind(story_id: str, known: Iterable[str]) -> str:
    """Say what is wrong with the story behind a line: none chosen, or deleted since; blank if it is there.

    Args:
        story_id: The story that the line names, blank for none.
        known: The ids of the stories that are there.
    """
    if not story_id:
        return NO_STORY
    return "" if story_id in known else LOST_STORY


def _prove(bullet: Bullet, story: Story | None) -> tuple[str, str, str]:
    if story is None:
        return "", "", say_behind(bullet.story_id, ())
    metric = story.customer_impact_metric
    missing = "" if metric.is_complete() else "Its impact metric has blanks."
    return story.label, metric.describe() or "[no metric yet]", missing


def _find_families(words: list[str]) -> list[str]:
    spans = [
        " ".join(words[start : start + length])
        for start in range(min(len(words), 50))
        for length in range(_LONGEST_TERM, 0, -1)
    ]
    return [_terms()[span] for span in spans if span in _terms() and span not in _words("time-unit")]


@functools.cache
def _terms() -> dict[str, str]:
    return {term: family.id for family in reversed(load(MetricFamily)) for term in family.terms}


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(find(WordList, name).words)


def list_metrics(stories: Iterable[Story]) -> pd.DataFrame:
    """Say each story's customer impact metric in one line.

    Returns:
        Columns title (str), metric (str, with square brackets for what is missing), complete (bool).
    """
    metrics = [(story.label, story.customer_impact_metric) for story in stories]
    rows = [(title, metric.describe() or "[no metric yet]", metric.is_complete()) for title, metric in metrics]
    return make_table("title str, metric str, complete bool", rows)


def read_impact(frame: pd.DataFrame) -> list[Block]:
    """Return outcomes by kind: revenue, cost, satisfaction, time saved.

    Args:
        frame: The table of `list_impacts`.
    """
    if frame.empty:
        said = "No outcome is counted yet. Finish a line and choose its kind, or complete a story's impact metric."
        return [Paragraph(said)]
    kinds = [*IMPACTS, *([UNPLACED] if UNPLACED in set(frame["impact"]) else [])]
    blocks: list[Block] = [Paragraph(summarize_impact(frame))]
    for kind in kinds:
        rows = frame[frame["impact"] == kind]
        rest = len(rows) - _MOST
        blocks.append(Heading(kind.capitalize()))
        blocks += [_read_outcome(row) for row in rows.head(_MOST).to_dict("records")]
        blocks += [] if len(rows) else [Paragraph(f"None yet. {_ASK.get(kind, '')}")]
        blocks += [Paragraph(f"And {rest:,} more of this kind.")] if rest > 0 else []
    return blocks


def summarize_impact(frame: pd.DataFrame) -> str:
    """Count the lines of each kind, and the stories that no line tells yet, in a sentence."""
    lines = frame[frame["line"] != ""]
    counts = [f"{int((lines['impact'] == impact).sum())} {impact}" for impact in IMPACTS]
    waiting = len(frame) - len(lines)
    more = f" {waiting} finished stor{'y' if waiting == 1 else 'ies'} without a line." if waiting else ""
    return f"Lines that count an outcome: {', '.join(counts)}.{more}"


def _read_outcome(row: dict[Any, Any]) -> Item:
    proof = f"Story: {row['story']}. {row['result'] if row['line'] else ''}" if row["story"] else ""
    detail = "\n".join(text.strip() for text in (proof, row["missing"]) if text)
    return Item(row["line"] or f"[{row['result']}]", detail, "warn" if row["missing"] else "right")
