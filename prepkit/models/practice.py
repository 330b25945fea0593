"""What is practiced: mock interviews, cards, drills, logged hours, and what was read."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import AwareDatetime, field_validator

from prepkit.models.fields import Group, Part, Record, choice, line, number, prose

Area = Literal["product_sense", "leadership_stories", "technical_analytics", "resume"]
MockKind = Literal["bar raiser", "product sense", "technical", "plain language"]
Vote = Literal["", "strong yes", "yes", "no", "strong no"]


class Score(Part):
    """One rubric dimension as scored after an answer."""

    dimension: str = line("Dimension", "What is scored, by the rubric.")
    score: int | None = number("Score", "1 to 5, by the anchors.", low=1, high=5)


class FollowUpAnswer(Part):
    """A question asked after the answer, and what was said to it."""

    question: str = line("Follow-up", "What your partner asked next.")
    answer: str = prose("What you said", "In a few words, and where you had nothing to say.", lines=2)


class PrincipleVote(Part):
    """A partner's vote on one principle, as a panel would cast it."""

    principle: str = line("Principle", "Which one the vote is about.")
    vote: Vote = choice("Vote", "Would you hire on this principle?", default="")


_ANSWERED = Group("Asked and answered")
_SCORES = Group("Scores")
_FEEDBACK = Group("Feedback")


class Mock(Record):
    """One mock interview or timed answer, with what was asked and how it went."""

    kind: ClassVar[str] = "mock"
    date: dt.date | None = _ANSWERED.choice("Date", "The day you held it.", default=None)
    mock_kind: MockKind = _ANSWERED.choice("Kind", "Which interview it rehearses.", default="bar raiser")
    partner: str = _ANSWERED.line("Partner", "A peer or mentor; blank if you practiced alone.")
    question: str = _ANSWERED.prose("Question", "What was asked.", lines=2)
    story_id: str = _ANSWERED.line("Story", "The story that you told.")
    answer: str = _ANSWERED.prose("Answer", "Notes or transcript.", lines=5)
    minutes: float | None = _ANSWERED.number("Minutes", "How long you spoke.", low=0, high=240)
    follow_ups: tuple[FollowUpAnswer, ...] = _ANSWERED.rows(
        "Follow-ups", "What was asked next; most of the slot is spent here."
    )
    scores: tuple[Score, ...] = _SCORES.rows("Scores", "Score yourself before you hear feedback.")
    partner_scores: tuple[Score, ...] = _SCORES.rows(
        "Partner's scores", "By the same anchors, given without seeing yours."
    )
    votes: tuple[PrincipleVote, ...] = _FEEDBACK.rows("Votes", "Your partner's vote on each principle.")
    integrity_problem: str = _FEEDBACK.line(
        "Integrity problem", "A claim that did not hold when asked about; blank if none."
    )
    feedback: str = _FEEDBACK.prose("Feedback", "What your partner said, and what you will change.", lines=3)

    @property
    def label(self) -> str:
        """Kind and date, to pick it from a list."""
        return f"{self.mock_kind.capitalize()} mock, {self.date or 'no date'}"


class HoursEntry(Record):
    """Time spent on one area on one day."""

    kind: ClassVar[str] = "hours"
    date: dt.date | None = choice("Date", "The day you worked.", default=None)
    area: Area = choice("Area", "What you worked on.", default="product_sense")
    minutes: int = number("Minutes", "How long, in minutes.", low=0, high=1440, default=0)
    note: str = line("Note", "What you finished.")

    @property
    def label(self) -> str:
        """Date, area and minutes, to pick it from a list."""
        return f"{self.date or 'no date'}: {self.minutes} min of {self.area.replace('_', ' ')}"


class Reading(Record):
    """A press release or post that was read for its tone and structure."""

    kind: ClassVar[str] = "reading"
    date: dt.date | None = choice("Date", "The day you read it.", default=None)
    title: str = line("Title", "What it was called, and where it stood.")
    note: str = prose("What to take over", "One habit of its tone or structure for your own draft.", words=40, lines=2)

    @property
    def label(self) -> str:
        """The title, or a stand-in."""
        return self.title or f"Untitled reading {self.id}"


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


Decision = Literal["", "ship", "do not ship", "run longer", "fix and re-run"]


class DrillAnswer(Record):
    """A decision on one drill, with its reason; setting, fault and seed make the same drill again."""

    kind: ClassVar[str] = "drill_answer"
    date: dt.date | None = choice("Date", "The day of the drill.", default=None)
    setting: str = line("Setting", "Which feature was tested.")
    fault: str = line("What was planted", "What the data was made to show.")
    seed: int = number("Seed", "The number that the data is drawn from.", low=0, high=2**32, default=0)
    decision: Decision = choice("Your decision", "What you would do on this result.", default="")
    reason: str = prose("Why", "The one or two facts that decide it, before you see the truth.", lines=3)

    @property
    def label(self) -> str:
        """Decision and date, to pick it from a list."""
        return f"{self.decision.capitalize() or 'No decision'}, {self.date or 'no date'}"
