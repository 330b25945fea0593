"""Tables as CSV that a spreadsheet cannot mistake for formulas, and stories as cards to learn by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.models import Story

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guard_formula(value: Any) -> Any:
    """Return a cell's value; a text that would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def format_csv(frame: pd.DataFrame) -> str:
    """Return the table as CSV; a text that would run as a formula gets an apostrophe in front."""
    guarded = frame.apply(lambda column: column.map(guard_formula))
    return str(guarded.to_csv(index=False, lineterminator="\n"))


def make_cards(stories: Iterable[Story]) -> pd.DataFrame:
    """Turn stories into cards to learn by.

    Returns:
        Columns front (str: title and principle), back (str: need, decision, result in three lines), tags (str).
    """
    names = {one.id: one.name for one in load(Principle)}
    rows = []
    for story in stories:
        main = next((names.get(one, one) for one in story.principles), "")
        parts = (story.customer_need, story.product_decision, story.customer_impact_metric.describe())
        front = f"{story.label} ({main})" if main else story.label
        rows.append((front, "\n".join(part for part in parts if part), " ".join(story.principles)))
    return pd.DataFrame(rows, columns=["front", "back", "tags"]).astype("str")
