"""The difference that an experiment made, week by week."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import LINE, SMALL, Chart, begin, name_rows, name_ticks, say_missing, write
from prepkit.charts.theme import BLUE, MUTED, RED

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
