"""Which leadership principles the stories cover, and where a story is missing (G7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.models import Story
from prepkit.models.listing import make_table
from prepkit.planning.words import say_list

_COLUMNS = "principle str, name str, tier str, stories int64, titles str, gap str"
_ASKED = {"A": 2, "B": 1}  # of tier C, one story for all its principles together is enough


def cover_principles(stories: Iterable[Story], *, principles: Sequence[Principle] | None = None) -> pd.DataFrame:
    """Show which stories stand for each principle. A story counts for every principle that it is tagged with.

    Args:
        stories: The stories, finished or not.
        principles: The principles; the ones of `principles.toml` if None.

    Returns:
        Columns principle (str, its id), name, tier (str: A is nearly always asked, B often, C seldom), stories (int64),
        titles (str), gap (str, empty where there are enough: two for A, one for B, one for C as a whole), one row a
        principle in the content's order.
    """
    entries = load(Principle) if principles is None else principles
    told = list(stories)
    titles = {entry.id: [story.label for story in told if entry.id in story.principles] for entry in entries}
    seldom = any(titles[entry.id] for entry in entries if entry.tier == "C")
    rows = [
        (
            entry.id,
            entry.name,
            entry.tier,
            len(titles[entry.id]),
            say_list(titles[entry.id]),
            _say_gap(entry, len(titles[entry.id]), seldom),
        )
        for entry in entries
    ]
    return make_table(_COLUMNS, rows)


def _say_gap(entry: Principle, count: int, seldom: bool) -> str:
    if entry.tier == "C":
        return "" if seldom else "You have no story for any of the seldom asked principles; one will do for all."
    lacking = _ASKED[entry.tier] - count
    if lacking <= 0:
        return ""
    if count:
        return "You have one story and need one more."
    return "You have no story and need two." if lacking > 1 else "You have no story and need one."
