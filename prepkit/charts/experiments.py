"""Experiments as pictures: how surely a change is found, and the difference week by week."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from prepkit.charts.chart import BLUE, GRID, INK, MARGIN, MUTED, VERMILION, WIDTH, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT, measure

_LEFT, _RIGHT = 60, WIDTH - 40
_HEIGHT = 150
_ROW = 30
_LABEL = 130


def power_curve(curve: pd.DataFrame, change: float, power: float, unit: str) -> Chart:
    """Draw how surely a test of one size finds changes of different sizes.

    Args:
        curve: The table of `tabulate_power`.
        change: The smallest change worth it, marked; in the units of the curve.
        power: The power that the test was sized for, in percent.
        unit: What the changes are measured in.
    """
    if len(curve) < 2:
        return say_missing("No power curve: enter where the metric stands and the smallest change worth launching for.")
    title = f"How surely this test finds a change, by its true size in {unit}"
    chart = Chart()
    top = chart.write(MARGIN, MARGIN, [title], bold=True) + 8
    most = float(curve["change"].iloc[-1])
    place_x = _scale(0, most, _LEFT, _RIGHT)
    place_y = _scale(0, 100, top + _HEIGHT, top)
    for level in (0, 50, 100):
        chart.rule((_LEFT, _RIGHT), (place_y(level), place_y(level)), GRID)
        chart.write(_LEFT - 8, place_y(level) - LINE_HEIGHT / 2, [f"{level}%"], color=MUTED, align="right")
    marked_x, marked_y = place_x(change), place_y(power)
    chart.rule((_LEFT, marked_x), (marked_y, marked_y), VERMILION)
    chart.rule((marked_x, marked_x), (marked_y, place_y(0)), VERMILION)
    chart.rule([place_x(x) for x in curve["change"]], [place_y(y) for y in curve["power"]], BLUE, 2)
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        chart.write(place_x(part * most), place_y(0) + 4, [f"{part * most:.3g}"], color=MUTED, align="center")
    words = f"{power:.3g}% at {change:.3g}"
    chart.write(min(marked_x + 8, _RIGHT - measure(words)), marked_y + 4, [words], color=VERMILION)
    half = float(curve["power"].iloc[(curve["change"] - change / 2).abs().argmin()])
    summary = f"{title}: {power:.3g}% at {change:.3g}, about {half:.0f}% at half of that."
    return chart.finish(place_y(0) + LINE_HEIGHT + 10, summary)


def differences(weeks: pd.DataFrame, smallest: float) -> Chart:
    """Draw the difference of each week, and of all, as a dot on its 95% range.

    Args:
        weeks: The table of `tabulate_weeks`.
        smallest: The smallest change worth launching for, in percentage points; a dashed line.
    """
    if weeks.empty:
        return say_missing("No week is over yet.")
    title = "Treatment minus control, in percentage points, with the 95% range"
    chart = Chart()
    top = chart.write(MARGIN, MARGIN, [title], bold=True) + 8
    low, high = min(weeks["low"].min(), 0), max(weeks["high"].max(), smallest)
    place = _scale(low, high, _LABEL, _RIGHT)
    bottom = top + _ROW * len(weeks)
    for value, color, words in ((0.0, MUTED, "0"), (smallest, VERMILION, f"worth it: {smallest:g}")):
        chart.rule((place(value), place(value)), (top, bottom), color)
        chart.write(place(value), bottom + 2, [words], color=color, align="right" if value == 0 else "left")
    for number, row in enumerate(weeks.to_dict("records")):
        y = top + _ROW * (number + 0.5)
        whole = row["week"] == "All"
        name = "All together" if whole else f"Week {row['week']}"
        chart.write(MARGIN, y - LINE_HEIGHT / 2, [name], bold=whole, color=INK)
        chart.rule((place(row["low"]), place(row["high"])), (y, y), BLUE, 3 if whole else 1.6)
        size = 10 if whole else 8
        chart.fill([(place(row["difference"]) - size / 2, y - size / 2, size, size)], BLUE)
    facts = [
        f"{'All together' if row['week'] == 'All' else 'week ' + row['week']} {row['difference']:+.2f} "
        f"({row['low']:+.2f} to {row['high']:+.2f})"
        for row in weeks.to_dict("records")
    ]
    return chart.finish(bottom + LINE_HEIGHT + 8, f"{title}: {'; '.join(facts)}. Worth it from {smallest:g}.")


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)
