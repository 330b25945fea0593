"""What a person writes, as frozen models: a record has an id, a part belongs to a record."""

from prepkit.models.fields import Part, Record
from prepkit.models.loop import Interviewer, Loop, OtherSession, Panel
from prepkit.models.metric_plan import Event, MetricPlan, Risk
from prepkit.models.practice import (
    CardReview,
    DrillAnswer,
    FollowUpAnswer,
    HoursEntry,
    Mock,
    PrincipleVote,
    Reading,
    Score,
)
from prepkit.models.prfaq import PRFAQ, FAQEntry
from prepkit.models.profile import FirstPlan, HourShares, PlannedWeek, Profile
from prepkit.models.resume import Bullet, Letter, Resume, ResumeImport
from prepkit.models.scratch import AcknowledgedFinding, ScratchText
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
    "ResumeImport",
    "Risk",
    "Score",
    "ScratchText",
    "Story",
]
