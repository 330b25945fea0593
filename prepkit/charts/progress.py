"""How far each area is."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import AREA_STYLES, MARGIN, MUTED, OUTLINE, TRACK, WIDTH, Chart, say_missing
from prepkit.charts.lettering import measure, wrap

_FULL = WIDTH - 2 * MARGIN
_BAR = 14


def readiness(areas: pd.DataFrame) -> Chart:
    """Draw how much of each area's checklist is done, with what is missing below each bar.

    Args:
        areas: The table of `measure_readiness`.
    """
    if areas.empty:
        return say_missing("Nothing is measured yet: the checklist is empty.")
    items, done = int(areas["items"].sum()), int(areas["done"].sum())
    title = f"{done} of {items} items on the checklist are finished"
    chart = Chart()
    y = chart.write(MARGIN, MARGIN, [title], bold=True) + 10
    facts = []
    for row in areas.to_dict("records"):
        words = f"{row['share']:.0%} there, {row['done']} of {row['items']} items finished"
        chart.write(WIDTH - MARGIN, y, [words], color=MUTED, align="right")
        y = chart.write(MARGIN, y, wrap(row["name"], _FULL - measure(words) - 20, bold=True), bold=True) + 2
        color, hatch = AREA_STYLES[row["area"]]
        chart.fill([(MARGIN, y, _FULL, _BAR)], TRACK)
        chart.fill([(MARGIN, y, _FULL * min(max(row["share"], 0), 1), _BAR)], color, hatch)
        chart.fill([(MARGIN, y, _FULL, _BAR)], "none", outline=OUTLINE)
        y = chart.write(MARGIN, y + _BAR + 3, wrap(row["reason"], _FULL), color=MUTED) + 12
        facts.append(f"{row['name']}: {words}. {row['reason']}")
    return chart.finish(y, " ".join([f"{title}.", *facts]))
