"""prepkit turns a data scientist's projects into product stories, and the preparation into a plan.

Every public name is loaded on first use, so that `import prepkit` stays near bare Python.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_NAMES = {
    "prepkit.compose": ("compose_bullet", "compose_letter", "compose_script", "draft_prfaq"),
    "prepkit.errors": ("PrepkitError",),
    "prepkit.files.calendar": ("write_calendar",),
    "prepkit.handbook": ("look_up",),
    "prepkit.lengths": ("measure_bullets", "measure_letters", "measure_prfaqs"),
    "prepkit.models": (
        "Bullet",
        "CardReview",
        "DrillAnswer",
        "HoursEntry",
        "ImpactMetric",
        "Interviewer",
        "Letter",
        "Loop",
        "MetricPlan",
        "Mock",
        "PRFAQ",
        "Panel",
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
        "cover_principles",
        "find_gaps",
        "gather_facts",
        "lay_out_loop",
        "measure_readiness",
        "pivot_hours",
        "plan",
        "replan",
        "suggest_today",
        "tracker",
    ),
    "prepkit.practice": (
        "assign_stories",
        "check_bank",
        "check_principle",
        "climb_ladder",
        "draw_cards",
        "draw_question",
        "find_single_points",
        "gather_panel",
        "queue_cards",
        "rank_gaps",
        "score_stories",
        "trace_scores",
        "weigh_losses",
    ),
    "prepkit.pages": ("DayCards", "LetterPage", "Meters", "ParserView", "ProductImpact"),
    "prepkit.release": ("Release",),
    "prepkit.reviews": ("Reviews",),
    "prepkit.results": ("check_claim", "list_impacts", "list_metrics", "measure_change"),
    "prepkit.review.translation": ("translate",),
    "prepkit.revisions": ("BeforeAfter",),
    "prepkit.store": ("Workspace", "open_workspace"),
    "prepkit.tables": ("Note", "Table"),
    "prepkit.widgets": (
        "BulletDrafter",
        "BulletForm",
        "BulletTable",
        "CardDeck",
        "CopyBox",
        "ComposeBoard",
        "Debrief",
        "EventPlanForm",
        "ExperimentForm",
        "FollowUpLadder",
        "HoursLog",
        "LetterDrafter",
        "LetterForm",
        "LoopForm",
        "MetricBuilder",
        "MetricPlanForm",
        "MetricsForm",
        "MockForm",
        "MockSession",
        "PRFAQDrafter",
        "PRFAQForm",
        "PanelForm",
        "PrincipleGuide",
        "ProfileForm",
        "QuestionOffers",
        "ReadingForm",
        "ReleaseMirror",
        "Rehearsal",
        "ResultDrill",
        "ResultForm",
        "ResumeForm",
        "ReviewEditor",
        "RiskForm",
        "StoryForm",
        "TalkReview",
        "Timer",
        "TrackerBoard",
        "Translator",
    ),
}
# Packages that are used by their own name: pk.charts.weeks(...), pk.review(...).
_PACKAGES = ("charts", "experiments", "review")
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
