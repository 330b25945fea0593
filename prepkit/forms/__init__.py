"""A form from a model, or from some of its sections."""

from __future__ import annotations

from prepkit.loading import load_on_use

_HOMES = {
    "BulletDrafter": "prepkit.boards.drafter",
    "BulletForm": "prepkit.forms.bullet_form",
    "BulletTable": "prepkit.boards.bullet_table",
    "CardDeck": "prepkit.sessions.card_deck",
    "ComposeBoard": "prepkit.boards.compose_board",
    "CopyBox": "prepkit.live.copy.copy_box",
    "Debrief": "prepkit.sessions.debrief",
    "EventPlanForm": "prepkit.forms.event_plan_form",
    "ExperimentForm": "prepkit.forms.experiment_form",
    "FollowUpLadder": "prepkit.boards.follow_up_ladder",
    "HoursLog": "prepkit.boards.hours_log",
    "LetterDrafter": "prepkit.boards.drafter",
    "LetterForm": "prepkit.forms.letter_form",
    "LoopForm": "prepkit.forms.loop_form",
    "MetricBuilder": "prepkit.boards.metric_builder",
    "MetricPlanForm": "prepkit.forms.metric_plan_form",
    "MetricsForm": "prepkit.forms.metrics_form",
    "MockForm": "prepkit.forms.mock_form",
    "MockSession": "prepkit.sessions.mock_session",
    "PRFAQDrafter": "prepkit.boards.drafter",
    "PRFAQForm": "prepkit.forms.prfaq_form",
    "PanelForm": "prepkit.forms.panel_form",
    "PrincipleGuide": "prepkit.boards.principle_guide",
    "ProfileForm": "prepkit.forms.profile_form",
    "QuestionOffers": "prepkit.boards.question_offers",
    "ReadingForm": "prepkit.forms.reading_form",
    "Rehearsal": "prepkit.sessions.rehearsal",
    "ReleaseMirror": "prepkit.boards.release_mirror",
    "ResultDrill": "prepkit.boards.result_drill",
    "ResultForm": "prepkit.forms.result_form",
    "ResumeForm": "prepkit.forms.resume_form",
    "ReviewEditor": "prepkit.live.editor.review_editor",
    "RiskForm": "prepkit.forms.risk_form",
    "StoryForm": "prepkit.forms.story_form",
    "TalkReview": "prepkit.sessions.talk_review",
    "Timer": "prepkit.live.timer.timer",
    "TrackerBoard": "prepkit.boards.tracker_board",
    "Translator": "prepkit.boards.translator",
    "render_record_html": "prepkit.show.record",
    "render_record_text": "prepkit.show.record",
}

__all__ = list(_HOMES)
__getattr__ = load_on_use(__name__, _HOMES)
