"""The interview loop as a timeline."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from prepkit.charts.chart import LINE, SMALL, WIDTH, Chart, begin, fold, name_rows, name_ticks, say_missing, write
from prepkit.charts.theme import BLUE, MUTED, RED
from prepkit.planning.words import say_decimal

_NAMES = 196  # the column of stages at the left
_RIGHT = 12
_BAR = 14
_GAP = 8
_THINNEST = 6
_MOST_TICKS = 9
_SCALE = WIDTH - _NAMES - _RIGHT


def loop(stages: pd.DataFrame, today: dt.date | None = None) -> Chart:
    """Draw the stages from application to offer, a bar a stage, on an axis of weeks, with the days that are known.

    Args:
        stages: The table of `lay_out_loop`.
        today: Marked, if it falls on the axis and the stages have a day to count from.
    """
    if stages.empty:
        return say_missing("No stage of the loop is known.")
    rows = stages.to_dict("records")
    last = max(1.0, *(float(row["last_week"]) for row in rows))
    title = f"From application to offer: up to {_say_weeks(last)}"
    origin = _find_origin(rows)
    now = -1.0 if today is None or origin is None else (today - origin).days / 7
    facts = "; ".join(f"{row['name']}: {_say_when(row)}, {_say_beside(row)}" for row in rows)
    if 0 <= now <= last:
        facts = f"{facts}; today: week {say_decimal(now)}"
    names = [fold(row["name"], _NAMES - 14) for row in rows]
    beside = [_lay_words(row, last) for row in rows]
    tops, height = [], 4.0
    for name, (words, _, _) in zip(names, beside, strict=True):
        tops.append(height)
        height += max(len(name.splitlines()), len(words.splitlines())) * LINE + 10
    note = "Filled: in the guide. Outlined: other public sources, or your recruiter, add it."
    above = 12 + LINE * (1 if origin is None else 2)
    sides = {"left": _NAMES, "right": _RIGHT, "foot": 24 if 0 <= now <= last else 6}
    chart, axes = begin(title, f"{title}. {facts}.", height, **sides, above=above, note=note)
    axes.set(xlim=(0, last), ylim=(height, 0))
    _name_weeks(axes, last, origin)
    for row, top, (words, x, ha) in zip(rows, tops, beside, strict=True):
        width = max(row["last_week"] - row["first_week"], _THINNEST * last / _SCALE)
        look: dict[str, Any] = {"color": BLUE if row["in_guide"] else "none", "edgecolor": BLUE, "linewidth": 1.2}
        axes.barh(top + LINE / 2, width, left=_start(row, last), height=_BAR, clip_on=False, **look)
        write(axes, x, top + LINE * len(words.splitlines()) / 2, words, color=MUTED, size=SMALL, ha=ha)
    name_rows(axes, [top + LINE * len(name.splitlines()) / 2 for top, name in zip(tops, names, strict=True)], names)
    if 0 <= now <= last:
        axes.axvline(now, color=RED, linewidth=1.2, linestyle="-", zorder=1)
        write(axes, now, height + 4, "Today", size=SMALL, weight="bold", ha="center", va="top")
    return chart


def _find_origin(rows: list[dict[Any, Any]]) -> dt.date | None:
    """Return the day from which the weeks count, if any stage that lies after it has a day."""
    for row in rows:
        if not pd.isna(row["first_day"]) and row["first_week"] > 0:
            day: dt.date = row["first_day"].date() - dt.timedelta(days=round(row["first_week"] * 7))
            return day
    return None


def _start(row: dict[Any, Any], last: float) -> float:
    """Return the week in which a bar begins: that of the stage, or so much before that a short one can be seen."""
    return float(min(row["first_week"], last - _THINNEST * last / _SCALE))


def _lay_words(row: dict[Any, Any], last: float) -> tuple[str, float, str]:
    """Return the words beside a bar in lines, the week where they stand, and on which side of it they do."""
    week = last / _SCALE  # of a pixel
    left = _start(row, last)
    right = max(row["last_week"], left + _THINNEST * week)
    room_left, room_right = left / week - _GAP, (last - right) / week + _RIGHT - _GAP
    words = _say_beside(row)
    if room_right >= room_left or (room_right > 40 and "\n" not in fold(words, room_right, SMALL)):
        return fold(words, max(room_right, 60), SMALL), right + _GAP * week, "left"
    return fold(words, max(room_left, 60), SMALL), left - _GAP * week, "right"


def _name_weeks(axes: Axes, last: float, origin: dt.date | None) -> None:
    step = max(1, math.ceil(last / (_MOST_TICKS - 1)))
    weeks = range(0, math.floor(last) + 1, step)
    names = [str(week) if week else "Week 0" for week in weeks]
    if origin is not None:
        days = [origin + dt.timedelta(weeks=week) for week in weeks]
        names = [f"{name}\n{day:%b} {day.day}" for name, day in zip(names, days, strict=True)]
    axes.tick_params(axis="x", labeltop=True, labelbottom=False)
    name_ticks(axes.xaxis, weeks, names, grid=True)


def _say_sessions(row: dict[Any, Any]) -> str:
    if not row["minutes"]:
        return "nothing to attend"
    return f"{row['sessions']} × {row['minutes']} min" if row["sessions"] > 1 else f"{row['minutes']} min"


def _say_beside(row: dict[Any, Any]) -> str:
    """Say the day, where there is one of its own, and the sessions."""
    day = row["last_day"] if row["stage"] == "debrief" else row["first_day"]
    if pd.isna(day):
        return _say_sessions(row)
    said = f"{day:%a %b} {day.day}"
    if row["stage"] == "debrief":
        return f"by {said}"
    return f"{said}, {_say_sessions(row)}" if row["minutes"] else said


def _say_when(row: dict[Any, Any]) -> str:
    first, last = say_decimal(row["first_week"]), say_decimal(row["last_week"])
    return f"week {first}" if first == last else f"weeks {first} to {last}"


def _say_weeks(number: float) -> str:
    text = say_decimal(number)
    return f"{text} week" if text == "1" else f"{text} weeks"
