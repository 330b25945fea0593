"""Hours over the weeks, summed up: what was planned first, what was logged, and what is left (a burn-up)."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from prepkit.charts.chart import LINE, SMALL, Chart, begin, name_days, name_hours, say_missing, write
from prepkit.charts.theme import AMBER, BLUE, INK, MUTED
from prepkit.planning.replanning import count_due
from prepkit.planning.words import say_hours

_HEIGHT = 220  # pixels

Line = tuple[list[float], list[float]]  # days as matplotlib counts them, hours


def burn_up(weeks: pd.DataFrame, today: dt.date) -> Chart:
    """Draw hours summed up over the weeks: planned first, logged so far, and what is left on top of that.

    Args:
        weeks: The weeks of `replan`.
        today: The day up to which is logged.
    """
    if weeks.empty:
        return say_missing("No hours are planned yet. Set an interview date and the hours a week in your profile.")
    by_week = weeks.groupby(["starts", "ends"], sort=True)[["first_minutes", "logged_minutes", "left_minutes"]].sum()
    begins = float(date2num(by_week.index.get_level_values("starts")[0]))
    last = by_week.index.get_level_values("ends")[-1]
    edges = [float(date2num(end)) + 1 for end in by_week.index.get_level_values("ends")]
    now = min(max(float(date2num(today)), begins), edges[-1])
    first, logged, left = ([minutes / 60 for minutes in by_week[name]] for name in by_week.columns)
    planned: Line = ([begins, *edges], [0, *accumulate(first)])
    past = [(edge, hours) for edge, hours in zip(edges, accumulate(logged), strict=True) if edge < now]
    done: Line = ([begins, *(edge for edge, _ in past), now], [0, *(hours for _, hours in past), sum(logged)])
    due = [(max(edge, now), hours) for edge, hours in zip(edges, left, strict=True) if hours]
    ahead: Line = ([now, *(edge for edge, _ in due)], list(accumulate([sum(logged), *(hours for _, hours in due)])))
    total = {name: int(by_week[name].sum()) for name in by_week.columns}
    title = f"{say_hours(total['logged_minutes'])} logged, {say_hours(count_due(weeks, today))} planned until today"
    facts = (
        f"First plan: {say_hours(total['first_minutes'])} by {last:%B} {last.day}. "
        f"Left: {say_hours(total['left_minutes'])}."
    )
    chart, axes = begin(title, f"{title}. {facts}", _HEIGHT, left=56, right=150, foot=44, above=12 + LINE)
    axes.set(xlim=(begins, edges[-1]), ylim=(0, 1.02 * max(1, planned[1][-1], ahead[1][-1])))
    name_hours(axes)
    name_days(axes, [start.date() for start in by_week.index.get_level_values("starts")])
    axes.axvline(now, color=INK, linewidth=0.9, linestyle="-")
    for label, line, color, width, style in (
        ("First plan", planned, MUTED, 1.4, "-"),
        ("Left", ahead, AMBER, 2.2, (0, (4, 1.6))),
        ("Logged", done, BLUE, 3.0, "-"),
    ):
        axes.plot(*line, color=color, linewidth=width, linestyle=style, label=label)
    axes.plot([now], [done[1][-1]], color=BLUE, marker="o", markersize=7, linestyle="none")
    _name_lines(axes, planned, ahead, total, now)
    return chart


def _name_lines(axes: Axes, planned: Line, ahead: Line, total: dict[str, int], now: float) -> None:
    """Name today with what is logged above the plot, and the other lines where they end."""
    begins, ends = axes.get_xlim()
    share = (now - begins) / (ends - begins)
    words = f"Today: {say_hours(total['logged_minutes'])} logged"
    look: dict[str, Any] = {"size": SMALL, "transform": axes.transAxes}
    ha = "left" if share < 0.2 else "right" if share > 0.8 else "center"
    write(axes, share, 1 + 9 / _HEIGHT, words, weight="bold", ha=ha, **look)
    highest, apart = axes.get_ylim()[1], 2.2 * LINE / _HEIGHT
    left = (ahead[1][-1] / highest, f"Left\n{say_hours(total['left_minutes'])}")
    (low, under), (high, over) = sorted(
        [left, (planned[1][-1] / highest, f"First plan\n{say_hours(total['first_minutes'])}")]
    )
    low = max(min(low, high - apart), apart / 2)
    write(axes, 1.02, low, under, **look)
    write(axes, 1.02, max(high, low + apart), over, **look)
