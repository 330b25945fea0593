"""prepkit turns a data scientist's projects into product stories, and the preparation into a plan.

Every public name is loaded on first use, so that `import prepkit` stays near bare Python.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_NAMES = {
    "prepkit.errors": ("PrepkitError",),
    "prepkit.handbook": ("look_up",),
    "prepkit.lengths": ("measure_bullets", "measure_letters", "measure_prfaqs"),
    "prepkit.models": (
        "Bullet",
        "HoursEntry",
        "ImpactMetric",
        "Letter",
        "MetricPlan",
        "Mock",
        "PRFAQ",
        "Profile",
        "Reading",
        "Resume",
        "Story",
    ),
    "prepkit.planning": (
        "allocate",
        "allocate_preparation",
        "check_assumptions",
        "check_fit",
        "compare_hours",
        "cover_principles",
        "find_gaps",
        "gather_facts",
        "lay_out_loop",
        "measure_readiness",
        "plan",
        "suggest_next",
        "tracker",
    ),
    "prepkit.practice": ("draw_cards",),
    "prepkit.release": ("Release",),
    "prepkit.reviews": ("Reviews",),
    "prepkit.results": ("list_impacts", "list_metrics"),
    "prepkit.store": ("Workspace", "open_workspace"),
    "prepkit.tables": ("Note", "Table"),
    "prepkit.widgets": (
        "BulletForm",
        "HoursLog",
        "LetterForm",
        "MetricPlanForm",
        "MockForm",
        "PRFAQForm",
        "ProfileForm",
        "ReadingForm",
        "ResumeForm",
        "ReviewEditor",
        "StoryForm",
        "TrackerBoard",
    ),
}
# Packages that are used by their own name: pk.charts.weeks(...), pk.review(...).
_PACKAGES = ("charts", "review")
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    *sorted([*_HOMES, *_PACKAGES]),
]


def __getattr__(name: str) -> Any:
    if name in _PACKAGES:
        return importlib.import_module(f"prepkit.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'prepkit' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
