"""A form from a model, or from some of its sections."""

from __future__ import annotations

from prepkit.loading import load_on_use

_HOMES = {
    "BulletDrafter": "prepkit.boards.drafter",
    "BulletForm": "prepkit.forms.named",
    "BulletTable": "prepkit.boards.bullet_table",
    "CardDeck": "prepkit.sessions.card_deck",
    "ComposeBoard": "prepkit.boards.compose_board",
    "CopyBox": "prepkit.live.copy.copy_box",
    "Debrief": "prepkit.sessions.debrief",
    "EventPlanForm": "prepkit.forms.named",
    "ExperimentForm": "prepkit.forms.named",
    "FollowUpLadder": "prepkit.boards.follow_up_ladder",
    "HoursLog": "prepkit.boards.hours_log",
    "LetterDrafter": "prepkit.boards.drafter",
    "LetterForm": "prepkit.forms.named",
    "LoopForm": "prepkit.forms.named",
    "MetricBuilder": "prepkit.boards.metric_builder",
    "MetricPlanForm": "prepkit.forms.named",
    "MetricsForm": "prepkit.forms.named",
    "MockForm": "prepkit.forms.named",
    "MockSession": "prepkit.sessions.mock_session",
    "PRFAQDrafter": "prepkit.boards.drafter",
    "PRFAQForm": "prepkit.forms.named",
    "PanelForm": "prepkit.forms.named",
    "PrincipleGuide": "prepkit.boards.principle_guide",
    "ProfileForm": "prepkit.forms.named",
    "QuestionOffers": "prepkit.boards.question_offers",
    "ReadingForm": "prepkit.forms.named",
    "Rehearsal": "prepkit.sessions.rehearsal",
    "RecordForm": "prepkit.forms.record_form",
    "ReleaseMirror": "prepkit.boards.release_mirror",
    "ResultDrill": "prepkit.boards.result_drill",
    "ResultForm": "prepkit.forms.named",
    "ResumeForm": "prepkit.forms.named",
    "ReviewEditor": "prepkit.live.editor.review_editor",
    "RiskForm": "prepkit.forms.named",
    "StoryForm": "prepkit.forms.named",
    "TalkReview": "prepkit.sessions.talk_review",
    "Timer": "prepkit.live.timer.timer",
    "TrackerBoard": "prepkit.boards.tracker_board",
    "Translator": "prepkit.boards.translator",
}

__all__ = list(_HOMES)
__getattr__ = load_on_use(__name__, _HOMES)
