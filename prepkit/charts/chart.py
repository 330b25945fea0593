"""A figure that also says in words what it shows, drawn in pixels from the top left corner.

No pyplot, no axes and no rcParams: a chart looks the same whatever else a notebook has set, and draws fast.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from prepkit.charts.lettering import FAMILY, LINE_HEIGHT, SIZE, clean, wrap
from prepkit.charts.line import Line

WIDTH = 720
MARGIN = 10
DPI = 100
_LAYER = 1  # one for all: what is drawn later lies on top

INK = "#1a1a1a"
MUTED = "#565656"
GRID = "#dcdcdc"
TRACK = "#ececec"
OUTLINE = "#767676"

# Okabe and Ito's palette; the hatch tells areas apart without color.
BLUE, ORANGE, GREEN, PURPLE, VERMILION = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00"
AREA_STYLES = {
    "product_sense": (BLUE, ""),
    "leadership_stories": (ORANGE, "//"),
    "technical_analytics": (GREEN, ".."),
    "resume": (PURPLE, "xx"),
}

Box = tuple[float, float, float, float]  # left, top, width, height
Align = Literal["left", "center", "right"]


class Chart(Figure):
    """A matplotlib Figure, 720 pixels wide at 100 dots an inch, with `summary`: what it shows, in words.

    Where it is displayed, it is an image with the summary as its alternative text. Its bytes depend on its data alone.
    """

    def __init__(self) -> None:
        super().__init__(figsize=(WIDTH / DPI, 1), dpi=DPI, facecolor="white", edgecolor="white")
        self.set_layout_engine("none")
        FigureCanvasAgg(self)
        self.summary = ""
        self._flip = Affine2D()
        self._pixels = self._flip + self.dpi_scale_trans

    def finish(self, height: float, summary: str) -> Chart:
        """Cut the sheet to its height in pixels and set the summary."""
        self.set_size_inches(WIDTH / DPI, height / DPI)
        self._flip.clear().scale(1 / DPI, -1 / DPI).translate(0, height / DPI)
        self.summary = summary
        return self

    def write(
        self, x: float, y: float, lines: Iterable[str], *, bold: bool = False, color: str = INK, align: Align = "left"
    ) -> float:
        """Write lines below one another, the first with its top at y; return where the next line would start."""
        for line in lines:
            font = FontProperties(family=FAMILY, size=SIZE, weight="bold" if bold else "normal")
            text = Line(
                x,
                y + 2,
                clean(line, bold=bold),
                color=color,
                fontproperties=font,
                horizontalalignment=align,
                verticalalignment="top",
                parse_math=False,
                usetex=False,
                transform=self._pixels,
                zorder=_LAYER,
            )
            self.add_artist(text)
            y += LINE_HEIGHT
        return y

    def fill(self, boxes: Iterable[Box], color: str, hatch: str = "", *, outline: str = "") -> None:
        """Fill boxes with a color and a hatch, in white or in the outline's color."""
        corners = [_box_path(box) for box in boxes if box[2] > 0 and box[3] > 0]
        if corners:
            patch = PathPatch(
                Path.make_compound_path(*corners),
                facecolor=color,
                edgecolor=outline or "white",
                linewidth=0.8 if outline else 0,
                hatch=hatch or None,
                transform=self._pixels,
                zorder=_LAYER,
            )
            self.add_artist(patch)

    def rule(self, xs: Sequence[float], ys: Sequence[float], color: str = GRID, width: float = 0.8) -> None:
        """Draw a straight line, or one through more than two points."""
        self.add_artist(
            Line2D(xs, ys, color=color, linewidth=width, linestyle="-", transform=self._pixels, zorder=_LAYER)
        )

    def png(self, dpi: int = DPI) -> bytes:
        """Return the chart as PNG of so many dots an inch, without date or version in it."""
        buffer = io.BytesIO()
        # A third of the usual effort packs these flat pictures as small.
        packing = {"compress_level": 3}
        self.savefig(buffer, format="png", dpi=dpi, facecolor="white", metadata={"Software": None}, pil_kwargs=packing)
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        # JupyterLab gives an image/png no alternative text, whatever its metadata say; an <img> in HTML keeps its own.
        # Exporters and other viewers read the metadata's alt.
        image = base64.b64encode(self.png()).decode("ascii")
        alt = html.escape(self.summary)
        data = {
            "text/html": f'<img src="data:image/png;base64,{image}" alt="{alt}" width="{WIDTH}">',
            "image/png": image,
            "text/plain": self.summary,
        }
        return data, {"image/png": {"alt": self.summary}}


def say_missing(sentence: str) -> Chart:
    """Return a chart that says in words why there is nothing to draw."""
    chart = Chart()
    bottom = chart.write(MARGIN, 24, wrap(sentence, WIDTH - 2 * MARGIN), color=MUTED)
    return chart.finish(bottom + 24, sentence)


def _box_path(box: Box) -> Path:
    left, top, width, height = box
    right, bottom = left + width, top + height
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return Path(corners, closed=True)
