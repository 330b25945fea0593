"""What the recruiter said about your loop, where it differs from what is usual (G5), and who sits in it."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from prepkit.models.fields import Group, Part, Record, choice, line, number, rows

LOOP_ID = "loop"
YesOrNo = Literal["not said", "yes", "no"]
TechnicalRound = Literal["not said", "product analytics", "product analytics and system design"]


class OtherSession(Part):
    """A conversation that the usual loop does not have."""

    name: str = line("Session", "What the recruiter called it.")
    date: dt.date | None = choice("Day", "Blank if it is part of the loop's day.", default=None)
    minutes: int | None = number("Minutes", "How long.", low=0, high=480)
    looks_for: str = line("What it looks for", "In the recruiter's words.")


def _sessions(title: str, hint: str) -> int | None:
    sessions: int | None = number(title, hint, low=0, high=9, group="How many of each; 0 for none, blank if not said")
    return sessions


_DAYS = Group("Days")
_SAID = Group("What they said about them")


class Loop(Record):
    """The loop as the recruiter described it. What is blank or not said stays as it usually is."""

    kind: ClassVar[str] = "loop"
    id: str = Field(default=LOOP_ID, title="Id", description="Always loop.", pattern=f"^{LOOP_ID}$")
    applied_on: dt.date | None = _DAYS.choice(
        "Applied on", "The day the weeks count from; planned or past.", default=None
    )
    screen_on: dt.date | None = _DAYS.choice("Phone screen", "Its day, if it is set.", default=None)
    writing_due: dt.date | None = _DAYS.choice(
        "Writing due", "Blank means two days before the interview.", default=None
    )
    answer_by: dt.date | None = _DAYS.choice("Answer by", "When they promised to decide.", default=None)
    screens: int | None = _sessions("Phone screens", "Usually one.")
    bar_raiser_sessions: int | None = _sessions("Bar raiser", "Usually one, and not announced.")
    product_sense_sessions: int | None = _sessions("Product sense", "The guide expects two.")
    technical_sessions: int | None = _sessions("Technical", "The guide expects one.")
    hiring_manager_sessions: int | None = _sessions("Hiring manager", "The guide expects one.")
    session_minutes: int | None = _SAID.number("Minutes of one interview", "Usually 55.", low=5, high=240)
    writing_assessment: YesOrNo = _SAID.choice("Writing assessment", "Is there one?", default="not said")
    technical_round: TechnicalRound = _SAID.choice(
        "The technical round asks", "PM-T may add system design.", default="not said"
    )
    others: tuple[OtherSession, ...] = rows("Other sessions", "Anything else they named.", group="Anything else")

    @property
    def label(self) -> str:
        """What it is."""
        return "What the recruiter said about your loop"

    @model_validator(mode="after")
    def _check_order_of_dates(self) -> Self:
        dated = [(name, getattr(self, name)) for name in ("applied_on", "screen_on", "answer_by")]
        for (before, first), (after, then) in itertools.pairwise((name, day) for name, day in dated if day):
            if first > then:
                raise ValueError(f"{before} {first} is after {after} {then}; move one of them")
        return self


PANEL_ID = "panel"


class Interviewer(Part):
    """One interviewer with up to three principles to ask about; what is blank is not asked."""

    name: str = line("Interviewer", "The name or role, as far as you know it.")
    first_principle: str = line("First principle", "What they will probably ask about.")
    second_principle: str = line("Second principle", "Each has about two.")
    third_principle: str = line("Third principle", "Only if you were told so.")

    @property
    def principles(self) -> tuple[str, ...]:
        """The ids of the principles that are filled in, each once."""
        given = (self.first_principle, self.second_principle, self.third_principle)
        return tuple(dict.fromkeys(one.strip() for one in given if one.strip()))


class Panel(Record):
    """The interviewers of a loop, in the order in which you meet them."""

    kind: ClassVar[str] = "panel"
    id: str = Field(default=PANEL_ID, title="Id", description="Always panel.", pattern=f"^{PANEL_ID}$")
    interviewers: tuple[Interviewer, ...] = rows(
        "Interviewers", "One row each. Nobody tells you the split: change it as you hear more."
    )

    @property
    def label(self) -> str:
        """What it is."""
        return "Who asks for what"
