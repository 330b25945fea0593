"""Logged hours over planned hours, by area."""

from __future__ import annotations

from typing import Any

import pandas as pd

from prepkit.charts.chart import (
    AREA_STYLES,
    INK,
    MARGIN,
    MUTED,
    OUTLINE,
    TRACK,
    WIDTH,
    Chart,
    say_missing,
)
from prepkit.charts.lettering import measure, wrap
from prepkit.planning.words import say_hours

_FULL = WIDTH - 2 * MARGIN
_BAR = 16


def allocation(hours: pd.DataFrame) -> Chart:
    """Draw logged hours over planned hours, a bar an area.

    Args:
        hours: The table of `compare_hours`.
    """
    if hours.empty:
        return say_missing("No hours are planned yet. Set an interview date and the hours a week in your profile.")
    rows = hours.to_dict("records")
    planned, logged = (sum(row[column] for row in rows) for column in ("planned_minutes", "logged_minutes"))
    chart = Chart()
    title = f"{say_hours(logged)} logged, {say_hours(planned)} planned"
    y = chart.write(MARGIN, MARGIN, [title], bold=True)
    y = chart.write(MARGIN, y, ["Filled: logged. Outlined: planned."], color=MUTED) + 10
    longest = max(1, *(max(row["planned_minutes"], row["logged_minutes"]) for row in rows))
    for row in rows:
        y = _draw_area(chart, y, row, _FULL / longest)
    facts = "; ".join(f"{row['name']}: {_compare(row)}" for row in rows)
    return chart.finish(y, f"{title}. {facts}.")


def _draw_area(chart: Chart, y: float, row: dict[Any, Any], scale: float) -> float:
    color, hatch = AREA_STYLES[row["area"]]
    words = _compare(row)
    chart.write(WIDTH - MARGIN, y, [words], color=MUTED, align="right")
    y = chart.write(MARGIN, y, wrap(row["name"], _FULL - measure(words) - 20, bold=True), bold=True) + 2
    plan, log = row["planned_minutes"] * scale, row["logged_minutes"] * scale
    chart.fill([(MARGIN, y, plan, _BAR)], TRACK)
    chart.fill([(MARGIN, y, log, _BAR)], color, hatch)
    chart.fill([(MARGIN, y, plan, _BAR)], "none", outline=OUTLINE)
    if log > plan:
        chart.rule((MARGIN + plan, MARGIN + plan), (y - 3, y + _BAR + 3), INK, 1.5)
    return y + _BAR + 14


def _compare(row: dict[Any, Any]) -> str:
    plan, log = int(row["planned_minutes"]), int(row["logged_minutes"])
    words = f"{say_hours(log)} of {say_hours(plan)}"
    if log > plan:
        return f"{words}, {say_hours(log - plan)} over"
    return f"{words}, {say_hours(plan - log)} to go" if plan > log else words
