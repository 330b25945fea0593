"""Forms and boards for a notebook: they take models and collections, and keep nothing but what is not saved yet."""

from __future__ import annotations

from prepkit.loading import load_on_use

_HOMES = {
    "BulletDrafter": "drafter",
    "BulletForm": "bullet_form",
    "BulletTable": "bullet_table",
    "CardDeck": "card_deck",
    "ComposeBoard": "compose_board",
    "CopyBox": "copy_box",
    "Debrief": "debrief",
    "EventPlanForm": "event_plan_form",
    "ExperimentForm": "experiment_form",
    "FollowUpLadder": "follow_up_ladder",
    "HoursLog": "hours_log",
    "LetterDrafter": "drafter",
    "LetterForm": "letter_form",
    "LoopForm": "loop_form",
    "MetricBuilder": "metric_builder",
    "MetricPlanForm": "metric_plan_form",
    "MetricsForm": "metrics_form",
    "MockForm": "mock_form",
    "MockSession": "mock_session",
    "PRFAQDrafter": "drafter",
    "PRFAQForm": "prfaq_form",
    "PanelForm": "panel_form",
    "PrincipleGuide": "principle_guide",
    "ProfileForm": "profile_form",
    "QuestionOffers": "question_offers",
    "ReadingForm": "reading_form",
    "Rehearsal": "rehearsal",
    "ReleaseMirror": "release_mirror",
    "ResultDrill": "result_drill",
    "ResultForm": "result_form",
    "ResumeForm": "resume_form",
    "ReviewEditor": "review_editor",
    "RiskForm": "risk_form",
    "StoryForm": "story_form",
    "TalkReview": "talk_review",
    "Timer": "timer",
    "TrackerBoard": "tracker_board",
    "Translator": "translator",
    "render_record_html": "cold",
    "render_record_text": "cold",
}

__all__ = list(_HOMES)
__getattr__ = load_on_use(__name__, _HOMES)
