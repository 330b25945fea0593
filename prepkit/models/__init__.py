"""What a person writes, as frozen models: a record has an id, a part belongs to a record."""

from prepkit.models.acknowledged_finding import AcknowledgedFinding
from prepkit.models.fields import Part, Record
from prepkit.models.metric_plan import Event, MetricPlan
from prepkit.models.practice import HoursEntry, Mock, Reading, Score
from prepkit.models.prfaq import PRFAQ, FAQEntry
from prepkit.models.profile import HourShares, Profile
from prepkit.models.resume import Bullet, Letter, Resume
from prepkit.models.scratch_text import ScratchText
from prepkit.models.story import ImpactMetric, Story

__all__ = [
    "PRFAQ",
    "AcknowledgedFinding",
    "Bullet",
    "Event",
    "FAQEntry",
    "HourShares",
    "HoursEntry",
    "ImpactMetric",
    "Letter",
    "MetricPlan",
    "Mock",
    "Part",
    "Profile",
    "Reading",
    "Record",
    "Resume",
    "Score",
    "ScratchText",
    "Story",
]
