"""What a person writes, as frozen models: a record has an id, a part belongs to a record."""

from prepkit.models.acknowledged_finding import AcknowledgedFinding
from prepkit.models.card_review import CardReview
from prepkit.models.drill_answer import DrillAnswer
from prepkit.models.fields import Part, Record
from prepkit.models.first_plan import FirstPlan, PlannedWeek
from prepkit.models.loop import Loop, OtherSession
from prepkit.models.metric_plan import Event, MetricPlan, Risk
from prepkit.models.panel import Interviewer, Panel
from prepkit.models.practice import FollowUpAnswer, HoursEntry, Mock, PrincipleVote, Reading, Score
from prepkit.models.prfaq import PRFAQ, FAQEntry
from prepkit.models.profile import HourShares, Profile
from prepkit.models.resume import Bullet, Letter, Resume
from prepkit.models.scratch_text import ScratchText
from prepkit.models.story import ImpactMetric, Story

__all__ = [
    "PRFAQ",
    "AcknowledgedFinding",
    "Bullet",
    "CardReview",
    "DrillAnswer",
    "Event",
    "FAQEntry",
    "FirstPlan",
    "FollowUpAnswer",
    "HourShares",
    "HoursEntry",
    "ImpactMetric",
    "Interviewer",
    "Letter",
    "Loop",
    "MetricPlan",
    "Mock",
    "OtherSession",
    "Panel",
    "Part",
    "PlannedWeek",
    "PrincipleVote",
    "Profile",
    "Reading",
    "Record",
    "Resume",
    "Risk",
    "Score",
    "ScratchText",
    "Story",
]
