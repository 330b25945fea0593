"""The shapes of content/rehearsal/: prompts and questions, clocks with their beats, rubrics, verdicts, cards."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from prepkit.content.shapes.base import Entry, Key, Shape, Words

RubricKey = Literal["behavioral", "product_sense", "technical"]


class Prompt(Entry):
    """A product-sense prompt."""

    file: ClassVar[str] = "rehearsal/prompts.toml"
    table: ClassVar[str] = "prompt"
    organization: Words
    kind: Words
    text: Words


class FollowUp(Entry):
    """A twist that an interviewer adds to a product-sense prompt."""

    file: ClassVar[str] = "rehearsal/prompts.toml"
    table: ClassVar[str] = "follow_up"
    text: Words


class Question(Entry):
    """A question of the technical round, or a probe that any interviewer may use."""

    file: ClassVar[str] = "rehearsal/questions.toml"
    table: ClassVar[str] = "question"
    topic: Literal["technical", "situation", "action", "result", "learning", "integrity"]
    text: Words


class RubricDimension(Entry):
    """One dimension of a rubric with its anchors at 1, 3 and 5."""

    file: ClassVar[str] = "rehearsal/rubrics.toml"
    table: ClassVar[str] = "dimension"
    rubric: Literal["behavioral", "product_sense", "technical", "prfaq", "resume"]
    name: Words
    one: Words
    three: Words
    five: Words


class Clock(Entry):
    """How long an answer of one kind of interview may take, in seconds, and the rubric that it is scored by."""

    file: ClassVar[str] = "rehearsal/rehearsal.toml"
    table: ClassVar[str] = "clock"
    kind: Words
    name: Words
    rubric: RubricKey
    aim: int = Field(gt=0)
    late: int = Field(gt=0)
    over: int = Field(gt=0)
    when_late: Words
    when_over: Words


class Beat(Entry):
    """One part of an answer, in seconds; the beats of a clock together make its aim."""

    file: ClassVar[str] = "rehearsal/rehearsal.toml"
    table: ClassVar[str] = "beat"
    clock: Key
    name: Words
    seconds: int = Field(gt=0)
    say: Words


class Verdict(Entry):
    """What a mean of scores amounts to, the best first: at least this mean, at most so many dimensions under 3."""

    file: ClassVar[str] = "rehearsal/rehearsal.toml"
    table: ClassVar[str] = "verdict"
    name: Words
    least_mean: float = Field(ge=1, le=5)
    most_weak: int = Field(ge=0)


class Grade(Entry):
    """How well something was recalled: its rank from 1, and the mean of scores that it begins at."""

    file: ClassVar[str] = "rehearsal/rehearsal.toml"
    table: ClassVar[str] = "grade"
    name: Words
    rank: int = Field(ge=1, le=4)
    least_mean: float = Field(ge=1, le=5)
    means: Words


class Drill(Entry):
    """A question with its answer, to be recalled."""

    file: ClassVar[str] = "rehearsal/rehearsal.toml"
    table: ClassVar[str] = "drill"
    kind: Literal["metric", "experiment", "plain"]
    front: Words
    back: Words


SHAPES: tuple[type[Shape], ...] = (
    Prompt,
    FollowUp,
    Question,
    RubricDimension,
    Clock,
    Beat,
    Verdict,
    Grade,
    Drill,
)
