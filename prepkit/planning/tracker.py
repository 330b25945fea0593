"""The checklist, counted from what is in the workspace (G15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from prepkit.content.shapes.planning import ChecklistItem
from prepkit.models.listing import make_table
from prepkit.models.preparation import Preparation
from prepkit.planning.counts import Count, count
from prepkit.planning.loop import list_items
from prepkit.planning.weeks import measure_elapsed

_COLUMNS = "item str, target int64, done int64, remaining int64, status str, evidence str, area str"


def tracker(prep: Preparation, today: dt.date, *, items: Sequence[ChecklistItem] | None = None) -> pd.DataFrame:
    """Show how far the checklist is done. Nothing is ticked off: what is done is counted from the records.

    Args:
        prep: The records, as `Workspace.read` gives them.
        today: The day to judge from; records dated later do not count.
        items: The checklist; the one of `checklist.toml` if None, without areas that no stage of the loop asks for.

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
