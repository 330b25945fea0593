"""What is practised: mock interviews, logged hours, and what was read."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from prepkit.models.fields import Part, Record, choice, line, number, prose, rows

Area = Literal["product_sense", "leadership_stories", "technical_analytics", "resume"]
MockKind = Literal["bar raiser", "product sense", "technical", "plain language"]


class Score(Part):
    """One rubric dimension as scored after an answer."""

    dimension: str = line("Dimension", "What is scored, by the rubric.")
    score: int | None = number("Score", "1 to 5, by the anchors.", low=1, high=5)


class Mock(Record):
    """One mock interview or timed answer, with what was asked and how it went."""

    kind: ClassVar[str] = "mock"
    date: dt.date | None = choice("Date", "The day you held it.", default=None)
    mock_kind: MockKind = choice("Kind", "Which interview it rehearses.", default="bar raiser")
    partner: str = line("Partner", "A peer or mentor; blank if you practised alone.")
    question: str = prose("Question", "What was asked.", lines=2)
    story_id: str = line("Story", "The story that you told.")
    answer: str = prose("Answer", "Notes or transcript.", lines=5)
    minutes: float | None = number("Minutes", "How long you spoke.", low=0, high=240)
    scores: tuple[Score, ...] = rows("Scores", "Score yourself before you hear feedback.")
    feedback: str = prose("Feedback", "What your partner said, and what you will change.", lines=3)

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
