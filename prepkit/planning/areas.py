"""The areas of preparation in their fixed order."""

from __future__ import annotations

from typing import get_args

from prepkit.content.library import find
from prepkit.content.shapes.base import AreaKey
from prepkit.content.shapes.planning import Area

AREA_ORDER: tuple[str, ...] = get_args(AreaKey)


def list_areas() -> list[Area]:
    """Return the four areas of preparation: product sense, leadership stories, technical analytics, resume."""
    return [find(Area, area) for area in AREA_ORDER]
