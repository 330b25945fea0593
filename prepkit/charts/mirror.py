"""A draft beside a published release, measure by measure."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import SMALL, Chart, begin, fold, name_rows, say_missing, write
from prepkit.charts.theme import AMBER, BLUE, MUTED, TRACK

_SHOWN = (
    "Words in a sentence",
    "Longest sentence",
    "School grade to read it",
    "Numbers",
    "Words that are spoken",
    "Adjectives",
    "Words of praise",
)
_NAMES = 190  # pixels for the names of the measures
_VALUES = 172
_ROW = 46


def mirror(compared: pd.DataFrame) -> Chart:
    """Draw a bar for the draft and one for the published release, for each measure on a scale of its own.

    Args:
        compared: The table of `compare_releases`.
    """
    rows = [row for row in compared.to_dict("records") if row["measure"] in _SHOWN]
    if not rows:
        return say_missing("Nothing to compare yet: paste a published press release, and choose one of your drafts.")
    title = "Your draft beside the published release"
    units = ["" if row["unit"] in ("grade", "words") else f" {row['unit']}" for row in rows]
    facts = [
        f"{row['measure']}: yours {row['yours']:g}, theirs {row['theirs']:g}{unit}."
        for row, unit in zip(rows, units, strict=True)
    ]
    note = "Each measure has a scale of its own."
    chart, axes = begin(
        title, " ".join([f"{title}.", *facts]), _ROW * len(rows), left=_NAMES, right=_VALUES, foot=4, note=note
    )
    axes.set(xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5))
    places = range(len(rows))
    longest = [max(row["yours"], row["theirs"]) or 1 for row in rows]
    for side, color, shift in (("yours", BLUE, -0.18), ("theirs", AMBER, 0.18)):
        at = [place + shift for place in places]
        axes.barh(at, 1, height=0.3, color=TRACK, linewidth=0)
        shares = [row[side] / whole for row, whole in zip(rows, longest, strict=True)]
        axes.barh(at, shares, height=0.3, color=color, linewidth=0, label=side)
        for row, unit, y in zip(rows, units, at, strict=True):
            write(axes, 1.02, y, f"{side} {row[side]:g}{unit}", color=MUTED, size=SMALL)
    name_rows(axes, places, [fold(row["measure"], _NAMES - 14) for row in rows])
    return chart
