"""How ready each stage of the loop is, from the first to the last (a funnel of readiness)."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import AREA_STYLES, MARGIN, MUTED, OUTLINE, TRACK, WIDTH, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT, wrap

_NAMES = 200  # the column of stages at the left
_BARS = 190  # the column of bars, each in its middle
_LEFT = MARGIN + _NAMES + 10
_WORDS = _LEFT + _BARS + 16
_BAR = 18


def readiness(stages: pd.DataFrame) -> Chart:
    """Draw the stages of the loop below one another, each as wide as it is ready, with what is missing beside it.

    Args:
        stages: The table of `measure_readiness`.
    """
    if stages.empty:
        return say_missing("No stage of the loop is left to prepare for.")
    rows = stages.to_dict("records")
    narrowest = min(rows, key=lambda row: row["share"])
    title = "Every stage is ready, as far as it can be counted"
    if not any(row["share"] for row in rows):
        title = f"Nothing is ready yet. Begin with the first: {rows[0]['name']}"
    elif narrowest["share"] < 1:
        title = f"Narrowest: {narrowest['name']}, {narrowest['share']:.0%} ready"
    chart = Chart()
    y = chart.write(MARGIN, MARGIN, wrap(title, WIDTH - 2 * MARGIN, bold=True), bold=True) + 8
    for row in rows:
        name = wrap(row["name"], _NAMES)
        words = [f"{row['share']:.0%} ready", *wrap(row["reason"], WIDTH - MARGIN - _WORDS)]
        chart.write(MARGIN, y, name)
        _draw_bar(chart, y, row["share"], *AREA_STYLES[row["area"]])
        chart.write(_WORDS, y, words[:1], bold=row is narrowest)
        chart.write(_WORDS, y + LINE_HEIGHT, words[1:], color=MUTED)
        y += max(len(name), len(words)) * LINE_HEIGHT + 8
    facts = " ".join(f"{row['name']}: {row['share']:.0%} ready. {row['reason']}" for row in rows)
    return chart.finish(y, f"{title}. {facts}")


def _draw_bar(chart: Chart, y: float, share: float, color: str, hatch: str) -> None:
    width = _BARS * min(max(share, 0.0), 1.0)
    chart.fill([(_LEFT, y, _BARS, _BAR)], TRACK)
    chart.fill([(_LEFT + (_BARS - width) / 2, y, width, _BAR)], color, hatch)
    chart.fill([(_LEFT, y, _BARS, _BAR)], "none", outline=OUTLINE)
