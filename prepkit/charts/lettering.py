"""The one font of the charts: which characters it has, how wide a text is, where it breaks into lines."""

from __future__ import annotations

import functools
import unicodedata

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font

FAMILY = "DejaVu Sans"  # comes with matplotlib, so it is always there
SIZE = 9.5
LINE_HEIGHT = 18  # pixels
_DPI = 100
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_STAND_IN = "\u25a1"


def clean(text: str, *, bold: bool = False) -> str:
    """Return a text as one line that the font can draw: a character that it lacks becomes a small square."""
    font = _font(bold)
    shown = []
    for character in " ".join(text.split()):
        if unicodedata.category(character) in _UNPRINTABLE or 0xFE00 <= ord(character) <= 0xFE0F:
            continue
        shown.append(character if font.get_char_index(ord(character)) else _STAND_IN)
    return "".join(shown)


def measure(text: str, *, bold: bool = False) -> float:
    """Return the width of a text in pixels, kerning apart."""
    return sum(_advance(character, bold) for character in clean(text, bold=bold))


def wrap(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of at most this many pixels, within a word only if the word alone is wider."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _break(word, width, bold):
            longer = f"{line} {piece}" if line else piece
            if line and measure(longer, bold=bold) > width:
                lines.append(line)
                longer = piece
            line = longer
    return [*lines, line] if line else lines


def _break(word: str, width: float, bold: bool) -> list[str]:
    pieces = [""]
    if measure(word, bold=bold) <= width:
        return [word]
    for character in word:
        if pieces[-1] and measure(pieces[-1] + character, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _font(bold: bool) -> FT2Font:
    return get_font(_find_file(bold))  # one font object a thread


@functools.lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> float:
    font = _font(bold)
    font.set_size(SIZE, _DPI)
    return float(font.load_char(ord(character)).linearHoriAdvance) / 2**16


@functools.cache
def _find_file(bold: bool) -> str:
    return findfont(FontProperties(family=FAMILY, weight="bold" if bold else "normal"))
