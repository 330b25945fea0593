"""How surely an experiment finds a change, by the size of the change."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import Chart, begin, name_ticks, say_missing, write
from prepkit.charts.theme import BLUE, RED


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
    half = float(curve["power"].iloc[(curve["change"] - change / 2).abs().argmin()])
    summary = f"{title}: {power:.3g}% at {change:.3g}, about {half:.0f}% at half of that."
    chart, axes = begin(title, summary, 170, left=46, right=30)
    most = float(curve["change"].iloc[-1])
    axes.set(xlim=(0, most), ylim=(0, 104))
    name_ticks(axes.yaxis, [0, 50, 100], ["0%", "50%", "100%"], grid=True)
    parts = [part * most for part in (0, 0.25, 0.5, 0.75, 1)]
    name_ticks(axes.xaxis, parts, [f"{part:.3g}" for part in parts])
    axes.plot([0, change, change], [power, power, 0], color=RED, linewidth=0.9, linestyle="-")
    axes.plot(curve["change"], curve["power"], color=BLUE, linewidth=2, linestyle="-", label="power")
    axes.plot([change], [power], color=RED, marker="o", markersize=6, linestyle="none")
    right = change < 0.75 * most
    words = f"{power:.3g}% at {change:.3g}{' ' if right else '  '}"
    shift = 0.02 * most if right else -0.02 * most
    write(axes, change + shift, power - 10, words.strip(), weight="bold", ha="left" if right else "right")
    return chart
