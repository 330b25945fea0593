"""The interview loop as a timeline."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.charts.chart import BLUE, MARGIN, MUTED, VERMILION, WIDTH, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT, measure, wrap
from prepkit.planning.words import say_decimal

_NAMES = 216  # the column of stages at the left
_LEFT = MARGIN + _NAMES + 12
_RIGHT = WIDTH - MARGIN - 10
_BAR = 14
_GAP = 8
_THINNEST = 6
_MOST_TICKS = 9


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
    chart = Chart()
    y = chart.write(MARGIN, MARGIN, [title], bold=True)
    legend = "Filled: in the guide. Outlined: other public sources, or your recruiter, add it."
    y = chart.write(MARGIN, y, [legend], color=MUTED) + 8
    lines = [_lay_line(row, last) for row in rows]
    origin = _find_origin(rows)
    height = sum(line.height for line in lines)
    _draw_axis(chart, y, height, last, origin)
    y += (LINE_HEIGHT if origin is None else 2 * LINE_HEIGHT) + 6
    now = -1.0 if today is None or origin is None else (today - origin).days / 7
    if 0 <= now <= last:
        x = _LEFT + now * (_RIGHT - _LEFT) / last
        chart.rule((x, x), (y - 4, y + height), VERMILION, 1.6)
    for line in lines:
        line.draw(chart, y)
        y += line.height
    facts = "; ".join(f"{row['name']}: {_say_when(row)}, {_say_beside(row)}" for row in rows)
    if 0 <= now <= last:
        y = chart.write(_LEFT + now * (_RIGHT - _LEFT) / last, y, ["Today"], color=VERMILION, align="center")
        facts = f"{facts}; today: week {say_decimal(now)}"
    return chart.finish(y + MARGIN, f"{title}. {facts}.")


def _find_origin(rows: list[dict[Any, Any]]) -> dt.date | None:
    """Return the day from which the weeks count, if any stage that lies after it has a day."""
    for row in rows:
        if not pd.isna(row["first_day"]) and row["first_week"] > 0:
            day: dt.date = row["first_day"].date() - dt.timedelta(days=round(row["first_week"] * 7))
            return day
    return None


@dataclass(frozen=True)
class _Line:
    """One stage: its name in lines, its bar, and the words beside the bar."""

    name: list[str]
    left: float
    width: float
    words: list[str]
    words_at_right: bool
    in_guide: bool

    @property
    def height(self) -> float:
        """Pixels down to the next stage."""
        return max(len(self.name), len(self.words)) * LINE_HEIGHT + 10

    def draw(self, chart: Chart, y: float) -> None:
        """Draw the stage with its top at y."""
        chart.write(MARGIN, y, self.name)
        bar = (self.left, y + 3, self.width, _BAR)
        chart.fill([bar], BLUE if self.in_guide else "white", "" if self.in_guide else "////", outline=BLUE)
        x = self.left + self.width + _GAP if self.words_at_right else self.left - _GAP
        room = max(map(measure, self.words)) + 6  # white below the words keeps the lines of the axis out of them
        left = x - 3 if self.words_at_right else x + 3 - room
        chart.fill([(left, y, room, len(self.words) * LINE_HEIGHT)], "white")
        chart.write(x, y, self.words, color=MUTED, align="left" if self.words_at_right else "right")


def _lay_line(row: dict[Any, Any], last: float) -> _Line:
    scale = (_RIGHT - _LEFT) / last
    left = _LEFT + row["first_week"] * scale
    width = max((row["last_week"] - row["first_week"]) * scale, _THINNEST)
    left = min(left, _RIGHT - width)
    right_room, left_room = _RIGHT - left - width - _GAP, left - _LEFT - _GAP
    words = _say_beside(row)
    at_right = len(wrap(words, max(right_room, 1))) == 1 or right_room >= left_room
    lines = wrap(words, max(right_room if at_right else left_room, 60))
    return _Line(wrap(row["name"], _NAMES), left, width, lines, at_right, bool(row["in_guide"]))


def _draw_axis(chart: Chart, y: float, height: float, last: float, origin: dt.date | None) -> None:
    step = max(1, math.ceil(last / (_MOST_TICKS - 1)))
    for week in range(0, math.floor(last) + 1, step):
        x = _LEFT + week * (_RIGHT - _LEFT) / last
        lines = [f"{week}" if week else "Week 0"]
        if origin is not None:
            day = origin + dt.timedelta(weeks=week)
            lines.append(f"{day:%b} {day.day}")
        below = chart.write(x, y, lines, color=MUTED, align="center")
        chart.rule((x, x), (below + 2, below + 2 + height))


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
