"""One line of text in a chart, drawn as one picture where the chart is made of pixels.

matplotlib 3.11 places each glyph by itself, which takes nine tenths of a chart's time. FreeType can as well draw the
whole line at once, as earlier versions had it; a file of vectors still gets the text as text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg, get_hinting_flag
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

_SUBPIXELS = 64
# It has the font's whole height, so that lines with and without descenders stand on one baseline.
_TALL = "lp"


class Line(Text):
    """Text of one line, without math, TeX or rotation, its top at its y."""

    def draw(self, renderer: Any) -> None:
        """Draw it, as one picture if the canvas is made of pixels."""
        if not isinstance(renderer, RendererAgg) or not self.get_visible() or not self.get_text():
            super().draw(renderer)
            return
        font = get_font(findfont(self.get_fontproperties()))
        font.set_size(float(self.get_fontsize()), renderer.dpi)
        tall_rise, tall_descent = _measure(font, _TALL)[1:]
        width, rise, descent = _measure(font, self.get_text())
        left, top = self.get_transform().transform(self.get_unitless_position())
        baseline = top - max(rise + descent, tall_rise + tall_descent) + max(descent, tall_descent)
        left -= {"left": 0.0, "center": width / 2, "right": width}[self.get_horizontalalignment()]
        font.draw_glyphs_to_bitmap(antialiased=True)
        ink = np.asarray(font.get_image())
        left += font.get_bitmap_offset()[0] / _SUBPIXELS
        picture = np.empty((*ink.shape, 4), dtype=np.uint8)
        picture[..., :3] = np.round(255 * np.array(to_rgb(self.get_color())))
        picture[..., 3] = ink
        paint = renderer.new_gc()
        renderer.draw_image(paint, round(left), round(baseline - descent), picture[::-1])
        paint.restore()
        self.stale = False


def _measure(font: FT2Font, text: str) -> tuple[float, float, float]:
    """Return a text's width and its height above and below the baseline, in pixels; the font then holds the text."""
    font.set_text(text, 0.0, flags=get_hinting_flag())
    width, height = font.get_width_height()
    descent = font.get_descent() / _SUBPIXELS
    return width / _SUBPIXELS, height / _SUBPIXELS - descent, descent
