"""One rehearsal of one card: the log from which the queue is computed anew each time."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import AwareDatetime, field_validator

from prepkit.models.fields import Record, choice, line

Rating = Literal["again", "hard", "good", "easy"]


class CardReview(Record):
    """One rehearsal of one card, and how it went.

    `when` orders the log and is kept in UTC; `day` is the calendar day where the person was, so that neither another
    time zone nor daylight saving moves what is due.
    """

    kind: ClassVar[str] = "card_review"
    card: str = line("Card", "What was rehearsed, such as principle:ownership.")
    rating: Rating = choice("Rating", "How well it went.", default="again")
    when: AwareDatetime = choice("When", "The moment, in UTC.", default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    day: dt.date = choice("Day", "The calendar day, where you were.", default=dt.date(1970, 1, 1))

    @field_validator("when")
    @classmethod
    def _keep_utc(cls, when: dt.datetime) -> dt.datetime:
        return when.astimezone(dt.UTC)

    @property
    def label(self) -> str:
        """Card and day, to pick it from a list."""
        return f"{self.card or 'no card'}: {self.rating}, {self.day}"
