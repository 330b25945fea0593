"""How the scores of rehearsals go on, with no conclusion from too few."""

from __future__ import annotations

import itertools
from typing import Any

from prepkit.charts.chart import BLUE, GRID, INK, MARGIN, MUTED, WIDTH, Chart, say_missing
from prepkit.charts.lettering import LINE_HEIGHT, wrap
from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Verdict
from prepkit.models.listing import Listing
from prepkit.rehearsal.scores import ENOUGH

_LEFT, _RIGHT = 34, 130  # columns of the scale and of the verdicts' names
_HEIGHT = 170
_LOW, _HIGH = 1, 5
_DOT = 8
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
    chart = Chart()
    y = chart.write(MARGIN, MARGIN, wrap(conclusion, WIDTH - 2 * MARGIN, bold=True), bold=True) + 14
    _draw_scale(chart, y)
    places = _place(rows, y)
    if len(rows) >= ENOUGH:
        for (x1, y1), (x2, y2) in itertools.pairwise(places):
            chart.rule((x1, x2), (y1, y2), BLUE, 1.5)
    chart.fill([(x - _DOT / 2, top - _DOT / 2, _DOT, _DOT) for x, top in places], BLUE)
    bottom = _draw_dates(chart, rows, places, y + _HEIGHT + 6)
    facts = "; ".join(_say_row(row) for row in rows[-_NAMED:])
    head = f"The last {_NAMED} of {len(rows)}: " if len(rows) > _NAMED else ""
    return chart.finish(bottom + MARGIN, f"{conclusion} {head}{facts}.")


def _place(rows: list[dict[Any, Any]], top: float) -> list[tuple[float, float]]:
    room = WIDTH - _RIGHT - _LEFT - 40
    step = room / max(1, len(rows) - 1)
    middle = _LEFT + 20 + (room / 2 if len(rows) == 1 else 0)
    return [(middle + number * step, _height(row["mean"], top)) for number, row in enumerate(rows)]


def _height(score: float, top: float) -> float:
    return top + _HEIGHT * (_HIGH - score) / (_HIGH - _LOW)


def _draw_scale(chart: Chart, top: float) -> None:
    for score in range(_LOW, _HIGH + 1):
        y = _height(score, top)
        chart.rule((_LEFT, WIDTH - _RIGHT), (y, y), GRID)
        chart.write(_LEFT - 8, y - LINE_HEIGHT / 2, [str(score)], color=MUTED, align="right")
    for verdict in load(Verdict)[:-1]:
        y = _height(verdict.least_mean, top)
        chart.rule((_LEFT, WIDTH - _RIGHT), (y, y), INK, 1)
        chart.write(WIDTH - _RIGHT + 8, y - LINE_HEIGHT / 2, [verdict.name], color=MUTED)


def _draw_dates(chart: Chart, rows: list[dict[Any, Any]], places: list[tuple[float, float]], y: float) -> float:
    every = -(-len(rows) // _DATES)
    for number, (row, (x, _)) in enumerate(zip(rows, places, strict=True)):
        if number % every == 0:
            chart.write(x, y, [f"{row['date']:%b} {row['date'].day}"], color=MUTED, align="center")
    return y + LINE_HEIGHT


def _say_row(row: dict[Any, Any]) -> str:
    return f"{row['date']:%B} {row['date'].day}, {row['kind']}: {row['mean']:.1f}, {row['verdict'].lower()}"
