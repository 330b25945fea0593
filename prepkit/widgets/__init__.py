"""Forms and boards for a notebook: they take models and collections, and keep nothing but what is not saved yet."""

from prepkit.widgets.bullet_form import BulletForm
from prepkit.widgets.cold import render_record_html, render_record_text
from prepkit.widgets.hours_log import HoursLog
from prepkit.widgets.letter_form import LetterForm
from prepkit.widgets.metric_plan_form import MetricPlanForm
from prepkit.widgets.mock_form import MockForm
from prepkit.widgets.prfaq_form import PRFAQForm
from prepkit.widgets.profile_form import ProfileForm
from prepkit.widgets.reading_form import ReadingForm
from prepkit.widgets.resume_form import ResumeForm
from prepkit.widgets.review_editor import ReviewEditor
from prepkit.widgets.story_form import StoryForm
from prepkit.widgets.tracker_board import TrackerBoard

__all__ = [
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
    "render_record_html",
    "render_record_text",
]
