"""Hours over the weeks, summed up: what was planned first, what was logged, and what is left (a burn-up)."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass

import pandas as pd

from prepkit.charts.chart import BLUE, INK, MARGIN, MUTED, ORANGE, WIDTH, Align, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT
from prepkit.planning.replan_words import count_due
from prepkit.planning.words import say_decimal, say_hours

_PLOT_HEIGHT = 200
_AXIS = 56
_RIGHT = WIDTH - 190  # the names of the lines stand right of it
_MOST_TICKS = 9
_STEPS = tuple(60 * first * 10**power for power in range(5) for first in (1, 2, 5))  # minutes between two lines

Point = tuple[float, float]  # days since the first one, minutes


@dataclass(frozen=True)
class _Frame:
    """Where a day and a minute stand on the sheet."""

    starts: dt.date
    days: int
    top: float
    highest: int

    def place(self, point: Point) -> Point:
        """Return the pixels of a point."""
        x = _AXIS + point[0] * (_RIGHT - _AXIS) / max(self.days, 1)
        return x, self.top + _PLOT_HEIGHT * (1 - point[1] / self.highest)


def burn_up(weeks: pd.DataFrame, today: dt.date) -> Chart:
    """Draw hours summed up over the weeks: planned first, logged so far, and what is left on top of that.

    Args:
        weeks: The weeks of `replan`.
        today: The day up to which is logged.
    """
    if weeks.empty:
        return say_missing("No hours are planned yet. Set an interview date and the hours a week in your profile.")
    by_week = weeks.groupby(["starts", "ends"], sort=True)[["first_minutes", "logged_minutes", "left_minutes"]].sum()
    starts = [stamp.date() for stamp in by_week.index.get_level_values("starts")]
    ends = [stamp.date() for stamp in by_week.index.get_level_values("ends")]
    first, logged, left = (by_week[name].tolist() for name in by_week.columns)
    edges = [(end - starts[0]).days + 1 for end in ends]
    planned = [(0.0, 0.0), *zip(map(float, edges), itertools.accumulate(first), strict=True)]
    now = min(max(float((today - starts[0]).days), 0.0), float(edges[-1]))
    done = _stop(zip(map(float, edges), itertools.accumulate(logged), strict=True), now, sum(logged))
    ahead = [(now, float(sum(logged)))]
    for edge, minutes in zip(edges, left, strict=True):
        if minutes:
            ahead.append((max(float(edge), now), ahead[-1][1] + minutes))
    title = f"{say_hours(sum(logged))} logged, {say_hours(count_due(weeks, today))} planned until today"
    frame = _Frame(starts[0], edges[-1], 0, max(60, math.ceil(max(planned[-1][1], ahead[-1][1]))))
    chart, bottom = _draw(title, frame, planned, done, ahead)
    facts = f"First plan: {say_hours(sum(first))} by {ends[-1]:%B} {ends[-1].day}. Left: {say_hours(sum(left))}."
    return chart.finish(bottom, f"{title}. {facts}")


def _stop(points: zip[tuple[float, int]], now: float, total: int) -> list[Point]:
    """Keep the points up to now, the last one being the whole of what is logged."""
    kept = [(0.0, 0.0), *((day, float(minutes)) for day, minutes in points if day < now)]
    return [*kept, (now, float(total))]


def _draw(
    title: str, frame: _Frame, planned: list[Point], done: list[Point], ahead: list[Point]
) -> tuple[Chart, float]:
    chart = Chart()
    top = chart.write(MARGIN, MARGIN, [title], bold=True) + 14
    frame = _Frame(frame.starts, frame.days, top, frame.highest)
    _draw_grid(chart, frame)
    lines = [
        ("First plan", planned, MUTED, 1.4),
        ("Logged", done, BLUE, 3.0),
        ("Left", ahead, ORANGE, 1.8),
    ]
    for name, points, color, width in lines:
        _draw_line(chart, frame, points, color, width, dashed=name == "Left")
    x, bottom = frame.place(done[-1])[0], top + _PLOT_HEIGHT
    chart.rule((x, x), (top, bottom), INK, 1.0)
    align: Align = "left" if x < _RIGHT - 50 else "right"
    chart.write(x + (4 if align == "left" else -4), top - 4, ["Today"], align=align)
    _draw_names(chart, frame, lines)
    return chart, bottom + LINE_HEIGHT + MARGIN + 4


def _draw_grid(chart: Chart, frame: _Frame) -> None:
    step = next((step for step in _STEPS if frame.highest / step <= 5), frame.highest)
    for minutes in range(0, frame.highest + 1, step):
        y = frame.place((0, minutes))[1]
        chart.rule((_AXIS, _RIGHT), (y, y))
        label = f"{say_decimal(minutes / 60)} h" if minutes else "0"
        chart.write(_AXIS - 6, y - LINE_HEIGHT / 2, [label], color=MUTED, align="right")
    every = 7 * max(1, math.ceil(frame.days / 7 / _MOST_TICKS))
    for day in range(0, frame.days, every):
        x, date = frame.place((day, 0))[0], frame.starts + dt.timedelta(days=day)
        chart.rule((x, x), (frame.top + _PLOT_HEIGHT, frame.top + _PLOT_HEIGHT + 4), MUTED)
        chart.write(x, frame.top + _PLOT_HEIGHT + 4, [f"{date:%b} {date.day}"], color=MUTED)


def _draw_line(
    chart: Chart, frame: _Frame, points: list[Point], color: str, width: float, *, dashed: bool = False
) -> None:
    for begin, end in itertools.pairwise(map(frame.place, points)):
        pieces = max(int(math.dist(begin, end) // 10), 1) if dashed else 1
        for piece in range(pieces):
            start, stop = piece / pieces, (piece + (0.6 if dashed else 1)) / pieces
            xs = (begin[0] + (end[0] - begin[0]) * start, begin[0] + (end[0] - begin[0]) * stop)
            ys = (begin[1] + (end[1] - begin[1]) * start, begin[1] + (end[1] - begin[1]) * stop)
            chart.rule(xs, ys, color, width)


def _draw_names(chart: Chart, frame: _Frame, lines: list[tuple[str, list[Point], str, float]]) -> None:
    """Name the lines beside the plot, each with its sum, as high as it ends where there is room."""
    y = frame.top
    for name, points, color, width in sorted(lines, key=lambda line: -line[1][-1][1]):
        y = max(y, min(frame.place(points[-1])[1] - LINE_HEIGHT, frame.top + _PLOT_HEIGHT - 2 * LINE_HEIGHT))
        chart.rule((_RIGHT + 10, _RIGHT + 26), (y + LINE_HEIGHT / 2,) * 2, color, width)
        chart.write(_RIGHT + 32, y, [name], bold=name == "Logged")
        y = chart.write(_RIGHT + 32, y + LINE_HEIGHT, [f"to {say_hours(int(points[-1][1]))}"], color=MUTED) + 4
