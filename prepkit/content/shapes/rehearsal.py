"""The shapes of content/rehearsal/: prompts and questions, clocks with their beats, rubrics, verdicts, cards."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prepkit.content.shapes.base import Entry, Key, Named, Words

RubricKey = Literal["behavioral", "product_sense", "technical"]


class Prompt(Entry, file="rehearsal/prompts.toml", table="prompt"):
    """A product-sense prompt."""

    organization: Words
    kind: Words
    text: Words


class FollowUp(Entry, file="rehearsal/prompts.toml", table="follow_up"):
    """A twist that an interviewer adds to a product-sense prompt."""

    text: Words


class Question(Entry, file="rehearsal/questions.toml", table="question"):
    """A question of the technical round, or a probe that any interviewer may use."""

    topic: Literal["technical", "situation", "action", "result", "learning", "integrity"]
    text: Words


class RubricDimension(Entry, file="rehearsal/rubrics.toml", table="dimension"):
    """One dimension of a rubric with its anchors at 1, 3 and 5."""

    rubric: Literal["behavioral", "product_sense", "technical", "prfaq", "resume"]
    name: Words
    one: Words
    three: Words
    five: Words


class Clock(Entry, file="rehearsal/rehearsal.toml", table="clock"):
    """How long an answer of one kind of interview may take, in seconds, and the rubric that it is scored by."""

    kind: Words
    name: Words
    rubric: RubricKey
    aim: int = Field(gt=0)
    late: int = Field(gt=0)
    over: int = Field(gt=0)
    when_late: Words
    when_over: Words


class Beat(Entry, file="rehearsal/rehearsal.toml", table="beat"):
    """One part of an answer, in seconds; the beats of a clock together make its aim."""

    clock: Key
    name: Words
    seconds: int = Field(gt=0)
    say: Words


class Verdict(Named, file="rehearsal/rehearsal.toml", table="verdict"):
    """What a mean of scores amounts to, the best first: at least this mean, at most so many dimensions under 3."""

    least_mean: float = Field(ge=1, le=5)
    most_weak: int = Field(ge=0)


class Grade(Named, file="rehearsal/rehearsal.toml", table="grade"):
    """How well something was recalled: its rank from 1, and the mean of scores that it begins at."""

    rank: int = Field(ge=1, le=4)
    least_mean: float = Field(ge=1, le=5)
    means: Words


class Drill(Entry, file="rehearsal/rehearsal.toml", table="drill"):
    """A question with its answer, to be recalled."""

    kind: Literal["metric", "experiment", "plain"]
    front: Words
    back: Words
