"""The weeks before the interview, the areas stacked, on an axis of days."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from prepkit.charts.chart import AREA_STYLES, INK, MARGIN, MUTED, VERMILION, WIDTH, Align, Box, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT, wrap
from prepkit.models.listing import Listing
from prepkit.planning.words import say_count, say_dates, say_decimal, say_hours

_PLOT_HEIGHT = 210
_LABELS = 190  # the column of names at the right
_SWATCH = 14
_AXIS = 40  # the column of hours at the left
_WIDEST_DAY = 13.0
_NARROWEST = 91.0  # of all weeks together
_TICK_ROOM = 60
_STEPS = (30, 60, 120, 180, 240, 300, 600, 1200)  # minutes between two lines of the grid


@dataclass(frozen=True)
class _Band:
    """One layer of the stack: its name, its look, and its minutes in each week."""

    name: str
    color: str
    hatch: str
    minutes: list[int]


@dataclass(frozen=True)
class _Frame:
    """Where a day and a minute stand on the sheet."""

    starts: list[dt.date]
    ends: list[dt.date]
    top: float
    bottom: float
    day: float  # pixels a day
    minute: float  # pixels a minute
    highest: int  # minutes of the fullest week

    @property
    def right(self) -> float:
        """The end of the last day."""
        return self.left_of(self.ends[-1] + dt.timedelta(days=1))

    def left_of(self, date: dt.date) -> float:
        """Return where a day begins."""
        return _AXIS + (date - self.starts[0]).days * self.day

    def height_of(self, minutes: float) -> float:
        """Return how far down so many minutes reach."""
        return self.bottom - minutes * self.minute


def weeks(plan: Listing | pd.DataFrame) -> Chart:
    """Draw the hours of each week, the areas stacked, the bar-raiser mocks apart.

    Args:
        plan: What `Workspace.plan` returns, or its table.
    """
    table = plan if isinstance(plan, pd.DataFrame) else plan.frame
    if table.empty:
        sentence = str(getattr(plan, "summary", ""))
        return say_missing(sentence or "No weeks are planned yet. Set an interview date in your profile.")
    bands = _stack(table)
    frame_rows = table.drop_duplicates("week")
    starts = [stamp.date() for stamp in frame_rows["starts"]]
    ends = [stamp.date() for stamp in frame_rows["ends"]]
    total = sum(sum(band.minutes) for band in bands)
    title = f"{say_hours(total)} in {say_count(len(starts), 'week')}, {say_dates(starts[0], ends[-1])}"
    chart = Chart()
    top = chart.write(MARGIN, MARGIN, [title], bold=True) + 30
    labels = [[*wrap(band.name, _LABELS - 24), say_hours(sum(band.minutes))] for band in bands]
    height = max(_PLOT_HEIGHT, sum(len(lines) * LINE_HEIGHT + 8 for lines in labels))
    frame = _make_frame(starts, ends, bands, top, height)
    _draw_grid(chart, frame)
    _draw_bars(chart, frame, bands)
    _draw_labels(chart, frame, bands, labels)
    _draw_dates(chart, frame)
    return chart.finish(frame.bottom + 2 * LINE_HEIGHT + MARGIN + 6, _summarize(title, bands))


def _stack(plan: pd.DataFrame) -> list[_Band]:
    bands = []
    for area, rows in plan.groupby("area", sort=False):
        name, (color, hatch) = str(rows["name"].iloc[0]), AREA_STYLES[str(area)]
        mocks = [int(minutes) for minutes in rows["mock_minutes"]]
        rest = [int(minutes) - mock for minutes, mock in zip(rows["minutes"], mocks, strict=True)]
        if any(rest) or not any(mocks):
            bands.append(_Band(name, color, hatch, rest))
        if any(mocks):
            bands.append(_Band(f"{name}: bar-raiser mocks", VERMILION, "\\\\\\\\", mocks))
    return bands


def _make_frame(
    starts: list[dt.date], ends: list[dt.date], bands: Sequence[_Band], top: float, height: float
) -> _Frame:
    days = (ends[-1] - starts[0]).days + 1
    day = min((WIDTH - _AXIS - _LABELS - 2 * MARGIN) / days, max(_WIDEST_DAY, _NARROWEST / days))
    highest = max(sum(minutes) for minutes in zip(*(band.minutes for band in bands), strict=True))
    return _Frame(starts, ends, top, top + height, day, height / max(highest, 60), max(highest, 60))


def _draw_grid(chart: Chart, frame: _Frame) -> None:
    step = next((step for step in _STEPS if frame.highest / step <= 5), _STEPS[-1])
    for minutes in range(0, frame.highest + 1, step):
        y = frame.height_of(minutes)
        chart.rule((_AXIS, frame.right), (y, y))
        label = f"{say_decimal(minutes / 60)} h" if minutes else "0"
        chart.write(_AXIS - 6, y - LINE_HEIGHT / 2, [label], color=MUTED, align="right")


def _draw_bars(chart: Chart, frame: _Frame, bands: Sequence[_Band]) -> None:
    gap = 2 if frame.day * 7 >= 8 else 0
    lefts = [frame.left_of(start) for start in frame.starts]
    rights = [frame.left_of(end + dt.timedelta(days=1)) - gap for end in frame.ends]
    floors = [0] * len(lefts)
    for band in bands:
        boxes: list[Box] = []
        for place, minutes in enumerate(band.minutes):
            roof = frame.height_of(floors[place] + minutes)
            boxes.append((lefts[place], roof, rights[place] - lefts[place], minutes * frame.minute))
            floors[place] += minutes
        chart.fill(boxes, band.color, band.hatch)


def _draw_labels(chart: Chart, frame: _Frame, bands: Sequence[_Band], labels: Sequence[list[str]]) -> None:
    """Name the bands beside the stack, in its order, each with its swatch and its hours."""
    x = frame.right + 20
    spare = frame.bottom - frame.top - sum(len(lines) * LINE_HEIGHT for lines in labels)
    y = frame.top
    for band, lines in zip(reversed(bands), reversed(labels), strict=True):
        chart.fill([(x, y + 3, _SWATCH, _SWATCH)], band.color, band.hatch)
        y = chart.write(x + _SWATCH + 8, y, lines[:-1])
        y = chart.write(x + _SWATCH + 8, y, lines[-1:], color=MUTED) + spare / max(len(bands) - 1, 1)


def _draw_dates(chart: Chart, frame: _Frame) -> None:
    """Write the first day below as many weeks as there is room for, and mark the interview."""
    every = max(1, math.ceil(_TICK_ROOM / (frame.day * 7)))
    year = 0
    for start in frame.starts[::every]:
        x, y = frame.left_of(start), frame.bottom
        chart.rule((x, x), (y, y + 4), MUTED)
        lines = [f"{start:%b} {start.day}", *([str(start.year)] if start.year != year else [])]
        chart.write(x, y + 4, lines, color=MUTED)
        year = start.year
    interview = frame.ends[-1] + dt.timedelta(days=1)
    chart.rule((frame.right, frame.right), (frame.top - 8, frame.bottom), INK, 1.2)
    words = f"Interview {interview:%b} {interview.day}" + (f", {interview.year}" if interview.year != year else "")
    align: Align = "right" if frame.right > WIDTH / 3 else "left"
    x = frame.right if align == "right" else MARGIN
    chart.write(x, frame.top - 8 - LINE_HEIGHT, [words], align=align)


def _summarize(title: str, bands: Sequence[_Band]) -> str:
    parts = []
    for band in bands:
        used = [week for week, minutes in enumerate(band.minutes, start=1) if minutes]
        if used:
            span = f"week {used[0]}" if len(used) == 1 else f"weeks {used[0]} to {used[-1]}"
            parts.append(f"{band.name}: {say_hours(sum(band.minutes))} in {span}")
    return f"{title}. {'; '.join(parts) or 'No time is set aside'}."
