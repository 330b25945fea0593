"""How the scores of rehearsals go on, with no conclusion from too few."""

from __future__ import annotations

from typing import Any

from prepkit.charts.chart import SMALL, Chart, begin, name_ticks, say_missing, write
from prepkit.charts.theme import BLUE, MUTED
from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Verdict
from prepkit.models.listing import Listing
from prepkit.rehearsal.scores import ENOUGH

_NAMED = 5  # answers named in the summary
_DATES = 8  # dates written below at most


def scores(trend: Listing) -> Chart:
    """Draw the mean score of each answer by day; a line joins them only once there are enough to read a trend.

    Args:
        trend: What `Workspace.trace_scores` returns.
    """
    conclusion = trend.summary
    if trend.frame.empty:
        return say_missing(conclusion or "No answer is scored yet.")
    rows = trend.frame.to_dict("records")
    facts = "; ".join(_say_row(row) for row in rows[-_NAMED:])
    head = f"The last {_NAMED} of {len(rows)}: " if len(rows) > _NAMED else ""
    chart, axes = begin(conclusion, f"{conclusion} {head}{facts}.", 190, left=34, right=130)
    places, means = range(len(rows)), [row["mean"] for row in rows]
    edge = max(0.5, 0.03 * len(rows))
    axes.set(xlim=(-edge, len(rows) - 1 + edge), ylim=(0.9, 5.1))
    name_ticks(axes.yaxis, range(1, 6), [str(score) for score in range(1, 6)], grid=True)
    marks = [verdict.least_mean for verdict in load(Verdict)[:-1]]
    for verdict in load(Verdict)[:-1]:
        axes.axhline(verdict.least_mean, color=MUTED, linewidth=1, linestyle="--")
        write(axes, 1.01, verdict.least_mean, verdict.name, size=SMALL, transform=axes.get_yaxis_transform())
    line = "-" if len(rows) >= ENOUGH else "none"
    axes.plot(places, means, color=BLUE, linewidth=2, linestyle=line, marker="o", markersize=7, label="mean score")
    if len(rows) <= _DATES:
        for place, row in zip(places, rows, strict=True):
            over, under = (row["mean"] + 0.32, row["mean"] - 0.32)
            y = max(over, under, key=lambda y: min(abs(y - mark) for mark in (*marks, 5.2)))
            write(axes, place, y, f"{row['mean']:.1f}", ha="center")
    every = -(-len(rows) // _DATES)
    name_ticks(axes.xaxis, places[::every], [f"{row['date']:%b} {row['date'].day}" for row in rows[::every]])
    return chart


def _say_row(row: dict[Any, Any]) -> str:
    return f"{row['date']:%B} {row['date'].day}, {row['kind']}: {row['mean']:.1f}, {row['verdict'].lower()}"
