"""prepkit turns a data scientist's projects into product stories, and the preparation into a plan.

Every public name is loaded on first use, so that `import prepkit` stays near bare Python.
"""

from __future__ import annotations

import importlib
from typing import Any

from prepkit.loading import load_on_use

__version__ = "0.1.0"

_NAMES = {
    "boards.bullet_table": ("BulletTable",),
    "boards.compose_board": ("ComposeBoard",),
    "boards.drafter": ("BulletDrafter", "LetterDrafter", "PRFAQDrafter"),
    "boards.follow_up_ladder": ("FollowUpLadder",),
    "boards.hours_log": ("HoursLog",),
    "boards.metric_builder": ("MetricBuilder",),
    "boards.principle_guide": ("PrincipleGuide",),
    "boards.question_offers": ("QuestionOffers",),
    "boards.release_mirror": ("ReleaseMirror",),
    "boards.result_drill": ("ResultDrill",),
    "boards.tracker_board": ("TrackerBoard",),
    "boards.translator": ("Translator",),
    "content.handbook": ("look_up",),
    "errors": ("PrepkitError",),
    "files.calendar": ("write_calendar",),
    "forms.bullet_form": ("BulletForm",),
    "forms.event_plan_form": ("EventPlanForm",),
    "forms.experiment_form": ("ExperimentForm",),
    "forms.letter_form": ("LetterForm",),
    "forms.loop_form": ("LoopForm",),
    "forms.metric_plan_form": ("MetricPlanForm",),
    "forms.metrics_form": ("MetricsForm",),
    "forms.mock_form": ("MockForm",),
    "forms.panel_form": ("PanelForm",),
    "forms.prfaq_form": ("PRFAQForm",),
    "forms.profile_form": ("ProfileForm",),
    "forms.reading_form": ("ReadingForm",),
    "forms.result_form": ("ResultForm",),
    "forms.resume_form": ("ResumeForm",),
    "forms.risk_form": ("RiskForm",),
    "forms.story_form": ("StoryForm",),
    "live.copy.copy_box": ("CopyBox",),
    "live.editor.review_editor": ("ReviewEditor",),
    "live.timer.timer": ("Timer",),
    "metrics.change": ("measure_change",),
    "metrics.claims": ("check_claim",),
    "metrics.impacts": ("list_impacts",),
    "metrics.tables": ("list_metrics",),
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
    "rehearsal.draw": ("draw_cards", "draw_question"),
    "rehearsal.queue": ("queue_cards",),
    "rehearsal.scores": ("trace_scores",),
    "review.lengths": ("measure_bullets", "measure_letters", "measure_prfaqs"),
    "review.translation": ("translate",),
    "sessions.card_deck": ("CardDeck",),
    "sessions.debrief": ("Debrief",),
    "sessions.mock_session": ("MockSession",),
    "sessions.rehearsal": ("Rehearsal",),
    "sessions.talk_review": ("TalkReview",),
    "show.former": ("DayCards", "LetterPage", "Meters", "Note", "ParserView", "ProductImpact", "Release", "Table"),
    "show.reviews": ("BeforeAfter", "Reviews"),
    "store": ("Workspace", "open_workspace"),
    "stories.assignment": ("assign_stories", "weigh_losses"),
    "stories.bank": ("check_bank", "find_single_points", "rank_gaps"),
    "stories.bullets": ("compose_bullet",),
    "stories.evidence": ("check_principle",),
    "stories.ladder": ("climb_ladder",),
    "stories.letters": ("compose_letter",),
    "stories.panel": ("gather_panel",),
    "stories.prfaqs": ("draft_prfaq",),
    "stories.scripts": ("compose_script",),
    "stories.strength": ("score_stories",),
}
# Packages that are used by their own name: pk.charts.weeks(...), pk.review(...).
_PACKAGES = {"charts": "prepkit.charts", "experiments": "prepkit.metrics.experiments", "review": "prepkit.review"}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    *sorted([*_HOMES, *_PACKAGES]),
]


_find = load_on_use(__name__, _HOMES)


def __getattr__(name: str) -> Any:
    return importlib.import_module(_PACKAGES[name]) if name in _PACKAGES else _find(name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
