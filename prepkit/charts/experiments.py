"""An experiment: how surely it finds a change, and the difference that it made, week by week."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import LINE, SMALL, Chart, begin, name_rows, name_ticks, say_missing, write
from prepkit.charts.theme import BLUE, MUTED, RED


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


_ROW = 30  # pixels


def differences(weeks: pd.DataFrame, smallest: float) -> Chart:
    """Draw the difference of each week, and of all, as a dot on its 95% range.

    Args:
        weeks: The table of `tabulate_weeks`.
        smallest: The smallest change worth launching for, in percentage points; a dashed line.
    """
    if weeks.empty:
        return say_missing("No week is over yet.")
    title = "Treatment minus control, in percentage points, with the 95% range"
    rows = weeks.to_dict("records")
    names = ["All together" if row["week"] == "All" else f"Week {row['week']}" for row in rows]
    said = [f"{row['difference']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f})" for row in rows]
    facts = "; ".join(
        f"{name if name.startswith('All') else name.lower()} {each}" for name, each in zip(names, said, strict=True)
    )
    chart, axes = begin(
        title, f"{title}: {facts}. Worth it from {smallest:g}.", _ROW * len(rows), left=96, right=152, above=8 + LINE
    )
    low, high = min(weeks["low"].min(), 0), max(weeks["high"].max(), smallest)
    room = 0.03 * ((high - low) or 1)
    axes.set(xlim=(low - room, high + room), ylim=(len(rows) - 0.5, -0.5))
    axes.axvline(0, color=MUTED, linewidth=1, linestyle="-")
    axes.axvline(smallest, color=RED, linewidth=1.2, linestyle="--")
    write(axes, smallest, -0.56, f"worth it: {smallest:g}", size=SMALL, ha="center", va="bottom")
    for place, row in enumerate(rows):
        width = 3.0 if row["week"] == "All" else 1.6
        axes.plot([row["low"], row["high"]], [place, place], color=BLUE, linewidth=width, linestyle="-")
    size = [8.0 if row["week"] == "All" else 6.0 for row in rows]
    for place, row in enumerate(rows):
        axes.plot([row["difference"]], [place], color=BLUE, marker="o", markersize=size[place], linestyle="none")
    name_rows(axes, range(len(rows)), names)
    for place, text in enumerate(said):
        write(axes, 1.01, place, text, color=MUTED, size=SMALL, transform=axes.get_yaxis_transform())
    name_ticks(axes.xaxis, [0], ["0"])
    return chart
