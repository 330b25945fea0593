"""Planned hours beside logged hours."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from prepkit.models import HoursEntry
from prepkit.planning.frames import list_areas, make_frame

_COLUMNS = {
    "area": "str",
    "name": "str",
    "planned_minutes": "int64",
    "logged_minutes": "int64",
    "remaining_minutes": "int64",
}


def compare_hours(entries: Iterable[HoursEntry], allocation: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Set what was logged beside what was planned.

    Args:
        entries: Logged time; an entry without a date, or dated after today, is not counted.
        allocation: The table of `allocate`, read for its columns area and minutes.
        today: The last day that counts.

    Returns:
        Columns area, name (str), planned_minutes, logged_minutes, remaining_minutes (int64, 0 where more was logged
        than planned), one row an area.
    """
    planned = {str(area): int(part) for area, part in zip(allocation["area"], allocation["minutes"], strict=True)}
    logged: Counter[str] = Counter()
    for entry in entries:
        if entry.date is not None and entry.date <= today:
            logged[entry.area] += entry.minutes
    rows = []
    for area in list_areas():
        plan, log = planned.get(area.id, 0), logged[area.id]
        rows.append((area.id, area.name, plan, log, max(plan - log, 0)))
    return make_frame(_COLUMNS, rows)
