"""Who prepares, for which role, by when, with how many hours (G1), and the plan as it was first made (G6)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from prepkit.models.fields import Group, Part, Record, choice, number

Role = Literal["PM", "PM-T", "unclear"]
Level = Literal["L4", "L5", "L6", "unclear"]
Organization = Literal["retail", "AWS", "advertising", "other"]
Preset = Literal["guide", "evidence", "custom"]

MAX_HOURS_PER_WEEK = 80
PROFILE_ID = "profile"
WHOLE = 100  # percent
SHARE_TOLERANCE = 1e-6


class HourShares(Part):
    """Percent of the hours that each area gets under the custom preset; together 100."""

    product_sense: float | None = number("Product sense (%)", "Share of the hours.", low=0, high=100)
    leadership_stories: float | None = number("Leadership stories (%)", "Share of the hours.", low=0, high=100)
    technical_analytics: float | None = number("Technical analytics (%)", "Share of the hours.", low=0, high=100)
    resume: float | None = number("Resume (%)", "Share of the hours.", low=0, high=100)


_YOU = Group("You")
_ROLE = Group("The role")
_TIME = Group("Your time")
_OFFER = Group("Your offer")


class Profile(Record):
    """The candidate and their preparation; also a valid `papermill -f` file."""

    kind: ClassVar[str] = "profile"
    id: str = Field(default=PROFILE_ID, title="Id", description="Always profile.", pattern=f"^{PROFILE_ID}$")
    candidate: str = _YOU.line("Your name", "As it should stand on the workbook's cover.")
    current_role: str = _YOU.line("Current role", "What you do today.")
    years_of_experience: float | None = _YOU.number(
        "Years of experience", "In modeling, experimentation or machine learning.", low=0, high=60
    )
    knows_sql: bool = _YOU.choice("I work in SQL", "You write and read queries at ease.", default=False)
    knows_python: bool = _YOU.choice("I work in Python", "You write and read Python at ease.", default=False)
    has_run_ab_tests: bool = _YOU.choice("I have run A/B tests", "Designed and read at least one.", default=False)
    has_been_pm: bool = _YOU.choice("I have been a product manager", "In title, not only in spirit.", default=False)
    target_role: Role = _ROLE.choice("Target role", "PM-T adds a system-design conversation.", default="PM")
    target_level: Level = _ROLE.choice("Target level", "Ask the recruiter when in doubt.", default="L5")
    organization: Organization = _ROLE.choice("Organization", "Where you apply.", default="retail")
    start_date: dt.date | None = _TIME.choice("Start of preparation", "Blank means today.", default=None)
    interview_date: dt.date | None = _TIME.choice(
        "Interview date", "The day of the loop; your best guess until you know.", default=None
    )
    hours_per_week: float = _TIME.number(
        "Hours a week", "What you can keep up, not what you wish.", low=0, high=MAX_HOURS_PER_WEEK, default=6
    )
    preset: Preset = _TIME.choice(
        "How to split the hours", "The guide's split, the evidence's, or your own.", default="guide"
    )
    custom_shares: HourShares = _TIME.choice(
        "Own split", "Used with the custom preset; together 100.", default=HourShares()
    )
    offer_base_pay: float | None = _OFFER.number(
        "Base pay offered", "Your own figure, a year, before equity and sign-on.", low=0, high=10**9
    )
    offer_currency: str = _OFFER.line("Currency", "Of your offer.", default="USD")
    notes: str = _OFFER.prose("Notes", "What the recruiter said about your loop.")

    @model_validator(mode="after")
    def _check_order_of_dates(self) -> Self:
        if self.start_date and self.interview_date and self.start_date > self.interview_date:
            raise ValueError(
                f"start_date {self.start_date} is after interview_date {self.interview_date}; move one of them"
            )
        return self

    @model_validator(mode="after")
    def _check_own_split(self) -> Self:
        shares = [share or 0 for _, share in self.custom_shares]
        if self.preset == "custom" and abs(sum(shares) - WHOLE) > SHARE_TOLERANCE:
            raise ValueError(f"custom_shares make {sum(shares):g}, not {WHOLE}; change them until they do")
        return self

    @property
    def label(self) -> str:
        """The candidate's name, or a stand-in."""
        return self.candidate or "Unnamed candidate"


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
