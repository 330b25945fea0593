"""Tables as pictures: each function takes a table of planning and returns a Chart, never shown by itself."""

from __future__ import annotations

from prepkit.loading import load_on_use

_HOMES = {
    "Chart": "chart",
    "burn_up": "accumulation",
    "differences": "experiments",
    "loop": "timeline",
    "mirror": "likeness",
    "power_curve": "experiments",
    "readiness": "progress",
    "scores": "trend",
    "story_bank": "bank",
    "talk": "spoken",
    "weeks": "calendar",
}

__all__ = list(_HOMES)
__getattr__ = load_on_use(__name__, _HOMES)
