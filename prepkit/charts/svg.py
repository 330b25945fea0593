"""A figure as SVG for a page: text as text, colors by role, no ids, and no byte that its data do not give."""

from __future__ import annotations

import functools
import html
import io
import math
import re
from base64 import b64encode
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from prepkit.charts.theme import SHEET, paint

FAMILY = "DejaVu Sans"  # comes with matplotlib, so it is always there; a page's own font is hardly ever wider
_SIZE = 13  # pixels
_ANCHORS = {"center": "middle", "right": "end"}
_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
# The font need not have these, but room is kept for them.
_FOREIGN = re.compile(r"[^\x20-\x7e\u00a0-\u024f\u2010-\u2027\u2190-\u2193]")


class Writer(RendererBase):
    """Draws a figure as SVG, whatever matplotlib's settings are; hatches are left out.

    Args:
        width: Of the figure, in pixels.
        height: Of the figure, in pixels.
        dpi: Pixels an inch.
    """

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._size = (width, height)
        self._dpi = dpi
        self._flip = Affine2D().scale(1, -1).translate(0, height)

    def flipy(self) -> bool:
        """Say that y grows downward."""
        return True

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the figure in pixels."""
        return self._size

    def points_to_pixels(self, points: Any) -> Any:
        """Return how many pixels so many points are."""
        return points * self._dpi / 72

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """Measure a line of text in pixels, as high as any; what the font may lack counts as its widest letter."""
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        size, font = self.points_to_pixels(prop.get_size_in_points()), findfont(prop)
        return size * sum(_advance(font, letter) for letter in _FOREIGN.sub("W", s)), 0.98 * size, 0.24 * size

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None) -> None:  # noqa: N803
        """Write a path, cut to the axes only where it leaves them."""
        look = _fill(gc, rgbFace) + self._stroke(gc)
        outline, box = _trace(path, transform + self._flip)
        if not outline or not look:
            return
        fill = "" if look.startswith(" fill") else ' fill="none"'
        self._write(f'<path d="{outline}"{fill}{look}/>', gc, box)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Text | None = None,
    ) -> None:
        """Write a line of text as text; mathematics as its outlines."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        align = mtext.get_horizontalalignment() if mtext is not None and not angle else "left"
        width = self.get_text_width_height_descent(s, prop, False)[0] if align in _ANCHORS else 0
        x += width / 2 if align == "center" else width
        look = f' text-anchor="{_ANCHORS[align]}"' if align in _ANCHORS else ""
        size = self.points_to_pixels(prop.get_size_in_points())
        look += f' font-size="{_say(size)}"' if abs(size - _SIZE) > 0.05 else ""
        look += f' font-weight="{prop.get_weight()}"' if prop.get_weight() not in ("normal", 400) else ""
        look += f' font-style="{prop.get_style()}"' if prop.get_style() != "normal" else ""
        look += f' transform="rotate({_say(-angle)} {_say(x)} {_say(y)})"' if angle else ""
        color, opacity = paint(to_hex(gc.get_rgb()))
        look += f' fill="{color}"' if color != "currentColor" else ""
        look += _fade("fill", opacity * _opacity(gc, gc.get_rgb()))
        self._write(f'<text x="{_say(x)}" y="{_say(y)}"{look}>{html.escape(s, quote=False)}</text>', gc)

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:  # noqa: ARG002
        """Write a picture, such as one of imshow."""
        from matplotlib.image import imsave

        height, width = im.shape[:2]
        data = io.BytesIO()
        imsave(data, im[::-1], format="png", metadata={"Software": ""})
        place = f'x="{_say(x)}" y="{_say(self._size[1] - y - height)}" width="{width}" height="{height}"'
        self._write(f'<image {place} href="data:image/png;base64,{b64encode(data.getvalue()).decode()}"/>', gc)

    def _write(self, element: str, gc: GraphicsContextBase, box: tuple[float, ...] | None = None) -> None:
        """Write an element, in a window of its own where it is cut: a clip path would need an id."""
        clip = gc.get_clip_rectangle()
        if clip is not None and box is not None:
            left, right = clip.x0, clip.x1
            top, bottom = self._size[1] - clip.y1, self._size[1] - clip.y0
            if box[0] < left - 2 or box[1] < top - 2 or box[2] > right + 2 or box[3] > bottom + 2:
                x, y, width, height = map(_say, (left, top, right - left, bottom - top))
                size = f'x="{x}" y="{y}" width="{width}" height="{height}"'
                element = f'<svg {size} viewBox="{x} {y} {width} {height}">{element}</svg>'
        self.parts.append(element)

    def _stroke(self, gc: GraphicsContextBase) -> str:
        width = self.points_to_pixels(gc.get_linewidth())
        color, opacity = paint(to_hex(gc.get_rgb()))
        opacity *= _opacity(gc, gc.get_rgb())
        if not width or not opacity:
            return ""
        dashes: Any = gc.get_dashes()[1]
        pattern = " ".join(_say(self.points_to_pixels(each)) for each in dashes or ())
        dashed = f' stroke-dasharray="{pattern}"' if pattern else ""
        return f' stroke="{color}" stroke-width="{_say(width)}"{_fade("stroke", opacity)}{dashed}'


@functools.lru_cache(maxsize=4096)
def _advance(font: str, letter: str) -> float:
    """Return how wide a letter is in a font of size 1; matplotlib's own layout takes a millisecond for each text."""
    face = get_font(font)
    face.set_size(64, 72)
    return float(face.load_char(ord(letter), LoadFlags.NO_HINTING).linearHoriAdvance) / 2**16 / 64


def write_svg(figure: Figure) -> str:
    """Return a figure as an element to be put into a page, as wide as there is room, and no wider than it is."""
    width, height = figure.bbox.width, figure.bbox.height
    writer = Writer(width, height, figure.dpi)
    figure.draw(writer)
    style = f"display:block;max-width:{_say(width)}px;height:auto"
    return (
        f'<svg viewBox="0 0 {_say(width)} {_say(height)}" width="100%" '
        f'style="{style}" fill="currentColor" font-family="inherit" font-size="{_SIZE}" stroke-linejoin="round">'
        f"{''.join(writer.parts)}</svg>"
    )


def _trace(path: Path, transform: Transform) -> tuple[str, tuple[float, ...]]:
    """Return a path in SVG's letters, and the box around it."""
    clean: Any = path.cleaned(transform=transform, remove_nans=True, curves=True)
    pieces, last = [], None
    for (x, y), code in zip(clean.vertices.tolist(), clean.codes.tolist(), strict=True):
        if code in _LETTERS:
            pieces.append(f"{_LETTERS[code] if code != last or code == Path.MOVETO else ' '}{_say(x)} {_say(y)}")
        elif code == Path.CLOSEPOLY:
            pieces.append("Z")
        last = code
    corners = clean.vertices[[code in _LETTERS for code in clean.codes]]
    return "".join(pieces), (*corners.min(axis=0), *corners.max(axis=0)) if pieces else ()


def _fill(gc: GraphicsContextBase, face: Any) -> str:
    if face is None:
        return ""
    color, opacity = paint(to_hex(face))
    opacity *= _opacity(gc, face)
    return "" if color == SHEET or not opacity else f' fill="{color}"{_fade("fill", opacity)}'


def _opacity(gc: GraphicsContextBase, color: Any) -> float:
    return float(gc.get_alpha() if gc.get_forced_alpha() else color[3] if len(color) == 4 else 1)


def _fade(what: str, opacity: float) -> str:
    return f' {what}-opacity="{opacity:.3g}"' if opacity < 1 else ""


def _say(number: float) -> str:
    """Say a number of pixels to a tenth."""
    return f"{round(number, 1):g}" if math.isfinite(number) else "0"
