"""The plan as it was first made, kept so that later ones can be compared with it (G6)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from prepkit.models.fields import Part, Record, choice, number
from prepkit.models.profile import MAX_HOURS_PER_WEEK, Preset

_MINUTES_A_WEEK = MAX_HOURS_PER_WEEK * 60


class PlannedWeek(Part):
    """The minutes that one week was given."""

    product_sense: int = number("Product sense", "Minutes.", low=0, high=_MINUTES_A_WEEK, default=0)
    leadership_stories: int = number("Leadership stories", "Minutes.", low=0, high=_MINUTES_A_WEEK, default=0)
    technical_analytics: int = number("Technical analytics", "Minutes.", low=0, high=_MINUTES_A_WEEK, default=0)
    resume: int = number("Resume and letter", "Minutes.", low=0, high=_MINUTES_A_WEEK, default=0)


class FirstPlan(Record):
    """The plan as first made: when, from what, and its minutes week by week. Kept by prepkit, not by a form."""

    kind: ClassVar[str] = "first_plan"
    made_on: dt.date | None = choice("Made on", "The day it was made.", default=None)
    starts: dt.date | None = choice("Starts", "The first day of its first week; a week has seven days.", default=None)
    interview_date: dt.date | None = choice("Interview date", "As the profile had it then.", default=None)
    hours_per_week: float = number("Hours a week", "As the profile had them then.", low=0, high=80, default=0)
    preset: Preset = choice("How the hours were split", "As the profile had it then.", default="guide")
    weeks: tuple[PlannedWeek, ...] = choice("Weeks", "The minutes of each week, the first one first.", default=())

    @property
    def label(self) -> str:
        """When it was made."""
        return f"The plan of {self.made_on or 'no date'}"
