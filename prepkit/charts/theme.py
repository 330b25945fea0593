"""The colors of the charts, by what they stand for, for a file and for a page.

A file has one background, white. A page has the reader's, light or dark: there text and lines take the color of the
text around them, and each role is a CSS variable. Every role keeps 3:1 to white and to #111, and white 4.5:1 to it.
"""

from __future__ import annotations

from prepkit.content.library import load
from prepkit.content.shapes.planning import Area

INK = "#1a1a1a"
MUTED = "#5c5c5c"
GRID = "#dddddd"
TRACK = "#eeeeee"
SHEET = "#ffffff"  # the sheet itself, which a page leaves out
SEAM = "#fefefe"  # between two marks that touch
ON_MARK = "#ffffff"  # text on a mark

ROLES = {"blue": "#1f77b4", "amber": "#b35f00", "teal": "#0f8074", "plum": "#a04a98", "red": "#c8423b"}
BLUE, AMBER, TEAL, PLUM, RED = ROLES.values()

# What a color is on a page, and how opaque.
_ON_PAGE: dict[str, tuple[str, float]] = {
    INK: ("currentColor", 1.0),
    MUTED: ("currentColor", 0.74),
    GRID: ("currentColor", 0.16),
    TRACK: ("currentColor", 0.08),
    SEAM: ("var(--jp-layout-color0, Canvas)", 1.0),
    **{color: (f"var(--pk-{name}, {color})", 1.0) for name, color in ROLES.items()},
}


def color_area(area: str) -> str:
    """Return the color of an area of preparation, by its place among them."""
    places = [each.id for each in load(Area)]
    return (BLUE, AMBER, TEAL, PLUM, RED)[places.index(area) % len(ROLES) if area in places else -1]


def paint(color: str) -> tuple[str, float]:
    """Return what a color of a figure is in CSS, and how opaque; a color that is no role's stays as it is."""
    return _ON_PAGE.get(color, (color, 1.0))
