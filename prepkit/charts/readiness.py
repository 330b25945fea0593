"""How ready each stage of the loop is, the widest gap first."""

from __future__ import annotations

import pandas as pd

from prepkit.charts.chart import LINE, SMALL, Chart, begin, fold, name_rows, say_missing, write
from prepkit.charts.theme import MUTED, TRACK, color_area

_NAMES = 190  # pixels for the names of the stages
_WORDS = 316  # for what is missing
_BAR = 16


def readiness(stages: pd.DataFrame) -> Chart:
    """Draw a bar for each stage of the loop, as long as it is ready, with what is missing beside it.

    Args:
        stages: The table of `measure_readiness`.
    """
    if stages.empty:
        return say_missing("No stage of the loop is left to prepare for.")
    rows = stages.sort_values("share", kind="stable").to_dict("records")
    title = "Every stage is ready, as far as it can be counted"
    if not stages["share"].any():
        title = f"Nothing is ready yet. Begin with the first: {rows[0]['name']}"
    elif rows[0]["share"] < 1:
        title = f"Narrowest: {rows[0]['name']}, {rows[0]['share']:.0%} ready"
    facts = " ".join(f"{row['name']}: {row['share']:.0%} ready. {row['reason']}" for row in rows)
    names = [fold(row["name"], _NAMES - 14) for row in rows]
    reasons = [fold(row["reason"], _WORDS - 8, SMALL) for row in rows]
    tops, height = [], 0.0
    for name, reason in zip(names, reasons, strict=True):
        tops.append(height)
        height += max(len(name.splitlines()), len(reason.splitlines())) * LINE + 9
    chart, axes = begin(title, f"{title}. {facts}", height, left=_NAMES, right=_WORDS, foot=4)
    axes.set(xlim=(0, 1.32), ylim=(height, 0))
    middles = [top + LINE / 2 for top in tops]
    axes.barh(middles, 1, height=_BAR, color=TRACK, linewidth=0)
    colors = [color_area(row["area"]) for row in rows]
    axes.barh(middles, [row["share"] for row in rows], height=_BAR, color=colors, linewidth=0, label="ready")
    name_rows(axes, [top + LINE * len(name.splitlines()) / 2 for top, name in zip(tops, names, strict=True)], names)
    for row, top, reason in zip(rows, tops, reasons, strict=True):
        write(axes, 1.04, top + LINE / 2, f"{row['share']:.0%}", weight="bold" if row is rows[0] else "normal")
        write(axes, 1.36, top + 1, reason, color=MUTED, size=SMALL, va="top")
    return chart
