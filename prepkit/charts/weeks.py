"""The weeks before the interview, the areas stacked, on an axis of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from prepkit.charts.chart import LINE, SMALL, WIDTH, Chart, begin, fold, name_days, name_hours, say_missing, write
from prepkit.charts.theme import INK, ON_MARK, SEAM, color_area
from prepkit.models.listing import Listing
from prepkit.planning.words import say_count, say_dates, say_decimal, say_hours

_HEIGHT = 210  # pixels at least
_NAMES = 196  # the column of names at the right
_AXIS = 46  # the column of hours at the left
_WIDEST_DAY = 13.0
_NARROWEST = 91.0  # of all weeks together
_VALUE_ROOM = (34, 15)  # pixels of a part of a bar in which its hours can be read


class _Band(NamedTuple):
    """One layer of the stack: its name, its look, and its minutes in each week."""

    name: str
    color: str
    alpha: float
    minutes: list[int]


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
    days = table.drop_duplicates("week")
    starts, ends = ([stamp.date() for stamp in days[name]] for name in ("starts", "ends"))
    total = say_hours(sum(sum(band.minutes) for band in bands))
    title = f"{total} in {say_count(len(starts), 'week')}, {say_dates(starts[0], ends[-1])}"
    names = [f"{fold(band.name, _NAMES - 36, SMALL)}\n{say_hours(sum(band.minutes))}" for band in bands]
    height = max(_HEIGHT, sum(len(name.splitlines()) * LINE + 10 for name in names))
    span = (ends[-1] - starts[0]).days + 1
    width = span * min((WIDTH - _AXIS - _NAMES) / span, max(_WIDEST_DAY, _NARROWEST / span))
    sides = {"left": _AXIS, "right": WIDTH - _AXIS - width, "foot": 44, "above": 12 + LINE}
    chart, axes = begin(title, _summarize(title, bands), height, **sides)
    highest = max(60, *map(sum, zip(*(band.minutes for band in bands), strict=True))) / 60
    lefts = [float(date2num(start)) for start in starts]
    axes.set(xlim=(lefts[0], lefts[0] + span), ylim=(0, highest))
    name_hours(axes)
    name_days(axes, starts)
    gap = 2 * span / width if width / span * 7 >= 8 else 0
    _draw_bars(axes, bands, lefts, [float(date2num(end)) + 1 - gap for end in ends])
    _name_bands(axes, bands, names, 18 / width, 1 / height)
    interview = ends[-1] + dt.timedelta(days=1)
    axes.axvline(lefts[0] + span, color=INK, linewidth=1.2, linestyle="-", clip_on=False)
    said = f"Interview {interview:%b} {interview.day}" + f", {interview.year}" * (interview.year != starts[0].year)
    x, ha = (1, "right") if width > WIDTH / 3 else (0, "left")
    write(axes, x, 1.02, said, size=SMALL, weight="bold", ha=ha, va="bottom", transform=axes.transAxes)
    return chart


def _stack(plan: pd.DataFrame) -> list[_Band]:
    bands = []
    for area, rows in plan.groupby("area", sort=False):
        name, color = str(rows["name"].iloc[0]), color_area(str(area))
        mocks = rows["mock_minutes"].tolist()
        rest = (rows["minutes"] - rows["mock_minutes"]).tolist()
        if any(rest) or not any(mocks):
            bands.append(_Band(name, color, 1, rest))
        if any(mocks):
            bands.append(_Band(f"{name}: bar-raiser mocks", color, 0.5, mocks))
    return bands


def _draw_bars(axes: Axes, bands: Sequence[_Band], lefts: Sequence[float], rights: Sequence[float]) -> None:
    """Stack the bands, with the hours in each part that has room for them."""
    (begins, ends), (_, highest) = axes.get_xlim(), axes.get_ylim()
    wide, tall = _VALUE_ROOM[0] * (ends - begins) / axes.bbox.width, _VALUE_ROOM[1] * highest / axes.bbox.height
    widths = [right - left for left, right in zip(lefts, rights, strict=True)]
    floors = [0.0] * len(lefts)
    for name, color, alpha, minutes in bands:
        hours = [each / 60 for each in minutes]
        look: dict[str, Any] = {"color": color, "alpha": alpha, "edgecolor": SEAM, "linewidth": 0.8}
        axes.bar(lefts, hours, widths, floors, align="edge", label=name, **look)
        for left, width, floor, each in zip(lefts, widths, floors, hours, strict=True):
            if width >= wide and each >= tall:
                ink = ON_MARK if alpha == 1 else INK
                write(axes, left + width / 2, floor + each / 2, say_decimal(each), color=ink, size=SMALL, ha="center")
        floors = [floor + each for floor, each in zip(floors, hours, strict=True)]


def _name_bands(axes: Axes, bands: Sequence[_Band], names: Sequence[str], across: float, down: float) -> None:
    """Name the bands beside the stack, in its order, each with its swatch and its hours."""
    heights = [len(name.splitlines()) * LINE * down for name in names]
    spare = (1 - sum(heights)) / max(len(bands) - 1, 1)
    look: dict[str, Any] = {"size": SMALL, "va": "top", "transform": axes.transAxes}
    y = 1.0
    for band, name, height in reversed(list(zip(bands, names, heights, strict=True))):
        write(axes, 1 + across, y, "\u25a0", color=band.color, alpha=band.alpha, **look)
        write(axes, 1 + across * 1.9, y, name, **look)
        y -= height + spare


def _summarize(title: str, bands: Sequence[_Band]) -> str:
    parts = []
    for band in bands:
        used = [week for week, minutes in enumerate(band.minutes, start=1) if minutes]
        if used:
            span = f"week {used[0]}" if len(used) == 1 else f"weeks {used[0]} to {used[-1]}"
            parts.append(f"{band.name}: {say_hours(sum(band.minutes))} in {span}")
    return f"{title}. {'; '.join(parts) or 'No time is set aside'}."
