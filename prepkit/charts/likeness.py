"""A draft beside a published release, measure by measure."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import BLUE, MARGIN, MUTED, ORANGE, TRACK, WIDTH, Chart, say_missing
from prepkit.charts.lettering import measure, wrap

_SHOWN = (
    "Words in a sentence",
    "Longest sentence",
    "School grade to read it",
    "Numbers",
    "Words that are spoken",
    "Adjectives",
    "Words of praise",
)
_NAMES = 220  # pixels for the names of the measures
_VALUES = 130
_BAR = 11


def mirror(compared: pd.DataFrame) -> Chart:
    """Draw a bar for the draft and one for the published release, for each measure on a scale of its own.

    Args:
        compared: The table of `compare_releases`.
    """
    rows = [row for row in compared.to_dict("records") if row["measure"] in _SHOWN]
    if not rows:
        return say_missing("Nothing to compare yet: paste a published press release, and choose one of your drafts.")
    chart = Chart()
    y = chart.write(MARGIN, MARGIN, ["Your draft beside the published release"], bold=True) + 4
    y = _draw_key(chart, y) + 8
    left, full = MARGIN + _NAMES, WIDTH - 2 * MARGIN - _NAMES - _VALUES
    facts = []
    for row in rows:
        longest = max(row["yours"], row["theirs"]) or 1
        unit = "" if row["unit"] in ("grade", "words") else f" {row['unit']}"
        top = y
        for value, color, hatch in ((row["yours"], BLUE, ""), (row["theirs"], ORANGE, "//")):
            chart.fill([(left, y + 2, full, _BAR)], TRACK)
            chart.fill([(left, y + 2, full * value / longest, _BAR)], color, hatch)
            chart.write(left + full + 8, y - 2, [f"{value:g}{unit}"], color=MUTED)
            y += _BAR + 5
        chart.write(MARGIN, top + 4, wrap(row["measure"], _NAMES - 10))
        y += 8
        facts.append(f"{row['measure']}: yours {row['yours']:g}, theirs {row['theirs']:g}{unit}.")
    return chart.finish(y, " ".join(["Your draft beside the published release.", *facts]))


def _draw_key(chart: Chart, y: float) -> float:
    x = float(MARGIN)
    for name, color, hatch in (("Your draft", BLUE, ""), ("Published release", ORANGE, "//")):
        chart.fill([(x, y + 4, 22, _BAR)], color, hatch)
        chart.write(x + 28, y, [name], color=MUTED)
        x += 28 + measure(name) + 24
    return y + 18
