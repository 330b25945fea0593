"""A figure that also says in words what it shows, and how charts are set: sizes, margins, text.

No pyplot, and every look is given where it is drawn: whatever a notebook has set for matplotlib, a chart is the same.
"""

from __future__ import annotations

import datetime as dt
import html
import math
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.transforms import blended_transform_factory

from prepkit.charts.svg import FAMILY, Writer, write_svg
from prepkit.charts.theme import GRID, INK, MUTED, SHEET
from prepkit.planning.words import say_decimal

WIDTH = 720  # pixels, which CSS has 96 of in an inch, as the points of a font are 72
DPI = 96
HEADING, TEXT, SMALL = 11.25, 9.75, 9.0  # points: 15, 13 and 12 pixels
LINE = 17  # pixels from one line of text to the next
_DAY_ROOM = 62  # pixels for a day below the axes
_HOURS = (0.5, *(first * 10**power for power in range(7) for first in (1, 2, 5)))  # between two lines of a grid
_STYLE: dict[str, Any] = {"fontfamily": FAMILY, "parse_math": False, "usetex": False}
_MEASURE = Writer(WIDTH, WIDTH, DPI)


class Chart(Figure):
    """A matplotlib Figure with ordinary axes, 720 pixels wide, and with `summary`: what it shows, in words.

    Where it is shown it is SVG, whose accessible name is the summary. A file (`savefig`) has real colors on white.

    Args:
        height: In pixels.
        summary: The facts of the chart.
    """

    def __init__(self, height: float, summary: str) -> None:
        super().__init__(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=SHEET, edgecolor=SHEET)
        self.set_layout_engine("none")
        self.summary = summary

    def to_html(self) -> str:
        """Return the chart for a page, light or dark, as an image whose name is the summary."""
        # JupyterLab takes style sheets and SVG out of a notebook that is not trusted, but leaves the SVG's letters:
        # there the picture stays hidden, and the summary is read.
        words = html.escape(self.summary)
        return (
            f'<figure role="img" aria-label="{words}" style="margin:0 0 12px">'
            "<style>.pk-picture{display:block!important}.pk-words{display:none}</style>"
            f'<div class="pk-picture" style="display:none">{write_svg(self)}</div>'
            f'<p class="pk-words">{words}</p></figure>'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.to_html(), "text/plain": self.summary}


def begin(
    title: str,
    summary: str,
    height: float,
    *,
    left: float = 0,
    right: float = 0,
    foot: float = 26,
    above: float = 12,
    note: str = "",
) -> tuple[Chart, Axes]:
    """Return a chart and its axes, with a title that says what there is to see, at the left edge of the sheet.

    Args:
        title: Wrapped if it is long.
        summary: The facts of the chart.
        height: Of the axes, in pixels, as are all that follow.
        left: Room left of the axes, as for the names of rows.
        right: Room right of the axes, as for the names of lines.
        foot: Room below the axes, as for dates.
        above: Room between the title and the axes.
        note: A line below the title, as how to read it.
    """
    heading, remark = fold(title, WIDTH, HEADING, bold=True), fold(note, WIDTH, SMALL)
    below = 4 + 20 * len(heading.splitlines())
    top = below + LINE * len(remark.splitlines()) + above
    chart = Chart(top + height + foot, summary)
    full = top + height + foot
    width = WIDTH - left - right
    axes = chart.add_axes((left / WIDTH, foot / full, width / WIDTH, height / full), facecolor="none")
    _clear(axes)
    look = {**_STYLE, "fontsize": HEADING, "fontweight": "bold", "color": INK, "va": "top"}
    axes.set_title(heading, loc="left", x=-left / width, y=1 + (top - 2) / height, pad=0, **look)
    if remark:
        y = 1 - below / full
        write(axes, 0, y, remark, color=MUTED, size=SMALL, va="top", transform=chart.transFigure)
    return chart, axes


def _clear(axes: Axes) -> None:
    """Leave of axes their limits alone: no frame, no grid, no ticks, and small names once there are some."""
    axes.set_frame_on(False)
    axes.grid(False)
    axes.set(xticks=[], yticks=[])
    off: dict[str, Any] = dict.fromkeys(("top", "right", "bottom", "left", "labeltop", "labelright"), False)
    look: dict[str, Any] = {"labelsize": SMALL, "labelcolor": MUTED, "labelfontfamily": FAMILY, "length": 0, "pad": 5}
    axes.tick_params(which="both", labelbottom=True, labelleft=True, **off, **look)


def write(axes: Axes, x: Any, y: Any, text: str, *, color: str = INK, size: float = TEXT, **look: Any) -> Text:
    """Write text into axes, as it is: a dollar sign is a dollar sign."""
    return axes.text(x, y, text, color=color, fontsize=size, **{"va": "center", **_STYLE, **look})


def write_left(axes: Axes, y: float, text: str, **look: Any) -> Text:
    """Write small text at the left edge of the sheet, as high as y is on the axes."""
    return write(
        axes,
        0,
        y,
        text,
        size=SMALL,
        transform=blended_transform_factory(axes.figure.transFigure, axes.transData),
        **look,
    )


def name_rows(axes: Axes, places: Sequence[float], names: Sequence[str]) -> None:
    """Name the rows of axes, which grow downward, at the left edge of the sheet."""
    room = axes.get_position().x0 * WIDTH
    axes.tick_params(axis="y", labelsize=TEXT, labelcolor=INK, pad=room * 72 / DPI)
    name_ticks(axes.yaxis, places, names, ha="left")


def name_ticks(axis: Axis, places: Sequence[float], names: Sequence[str], *, grid: bool = False, **look: Any) -> None:
    """Name places on an axis, with a light line at each if asked for."""
    axis.set_ticks(places, names, parse_math=False, usetex=False, **look)
    if grid:
        axis.grid(True, color=GRID, linewidth=0.75, linestyle="-")
        axis.axes.set_axisbelow(True)


def name_hours(axes: Axes) -> None:
    """Name some hours of the y-axis, with a light line at each."""
    highest = axes.get_ylim()[1]
    step = next(step for step in _HOURS if highest / step <= 5)
    hours = [step * place for place in range(int(highest / step) + 1)]
    name_ticks(axes.yaxis, hours, [f"{say_decimal(each)} h" if each else "0" for each in hours], grid=True)


def name_days(axes: Axes, days: Sequence[dt.date]) -> None:
    """Name as many days of the x-axis as there is room for, each with its year where that is a new one."""
    shown = days[:: math.ceil(_DAY_ROOM * len(days) / axes.bbox.width)]
    years = [0, *(day.year for day in shown)]
    names = [
        f"{day:%b} {day.day}" + f"\n{day.year}" * (day.year != year) for day, year in zip(shown, years, strict=False)
    ]
    name_ticks(axes.xaxis, [float(date2num(day)) for day in shown], names, ha="left")


def fold(text: str, width: float, size: float = TEXT, *, bold: bool = False) -> str:
    """Break a text into lines of at most so many pixels; control characters are left out."""
    text = "".join(each for each in " ".join(text.split()) if unicodedata.category(each) not in ("Cc", "Cs"))
    font = FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")
    letters = len(text)
    while letters > 1:
        lines = textwrap.wrap(text, letters)
        widest = max(_MEASURE.get_text_width_height_descent(line, font, False)[0] for line in lines)
        if widest <= width:
            return "\n".join(lines)
        letters = min(letters - 1, int(letters * width / widest))
    return text


def say_missing(sentence: str) -> Chart:
    """Return a chart that says in words why there is nothing to draw."""
    words = fold(sentence, WIDTH - 20)
    height = LINE * len(words.splitlines())
    chart = Chart(height + 40, sentence)
    axes = chart.add_axes((0, 0, 1, 1), facecolor="none")
    axes.set_axis_off()
    write(axes, 10 / WIDTH, 0.5, words, color=MUTED, transform=axes.transAxes)
    return chart
