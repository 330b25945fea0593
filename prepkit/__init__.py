"""prepkit turns a data scientist's projects into product stories, and the preparation into a plan.

Every public name is loaded on first use, so that `import prepkit` stays near bare Python.
"""

from __future__ import annotations

import importlib
from typing import Any

from prepkit.loading import load_on_use

__version__ = "0.1.0"

_NAMES = {
    "compose": ("compose_bullet", "compose_letter", "compose_script", "draft_prfaq"),
    "errors": ("PrepkitError",),
    "files.calendar": ("write_calendar",),
    "handbook": ("look_up",),
    "lengths": ("measure_bullets", "measure_letters", "measure_prfaqs"),
    "models": (
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
    "planning": (
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
    "practice": (
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
    "pages": ("DayCards", "LetterPage", "Meters", "ParserView", "ProductImpact"),
    "release": ("Release",),
    "reviews": ("Reviews",),
    "results": ("check_claim", "list_impacts", "list_metrics", "measure_change"),
    "review.translation": ("translate",),
    "revisions": ("BeforeAfter",),
    "store": ("Workspace", "open_workspace"),
    "tables": ("Note", "Table"),
    "widgets": (
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


_find = load_on_use(__name__, _HOMES)


def __getattr__(name: str) -> Any:
    return importlib.import_module(f"prepkit.{name}") if name in _PACKAGES else _find(name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
