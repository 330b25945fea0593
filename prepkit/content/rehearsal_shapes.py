"""The shapes of what a rehearsal goes by: clocks with their beats, verdicts, grades of recall, and drills."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from prepkit.content.shapes import Entry, Key, Words

RubricKey = Literal["behavioral", "product_sense", "technical"]


class Clock(Entry):
    """How long an answer of one kind of interview may take, in seconds, and the rubric that it is scored by."""

    file: ClassVar[str] = "rehearsal.toml"
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

    file: ClassVar[str] = "rehearsal.toml"
    table: ClassVar[str] = "beat"
    clock: Key
    name: Words
    seconds: int = Field(gt=0)
    say: Words


class Verdict(Entry):
    """What a mean of scores amounts to, the best first: at least this mean, at most so many dimensions under 3."""

    file: ClassVar[str] = "rehearsal.toml"
    table: ClassVar[str] = "verdict"
    name: Words
    least_mean: float = Field(ge=1, le=5)
    most_weak: int = Field(ge=0)


class Grade(Entry):
    """How well something was recalled: its rank from 1, and the mean of scores that it begins at."""

    file: ClassVar[str] = "rehearsal.toml"
    table: ClassVar[str] = "grade"
    name: Words
    rank: int = Field(ge=1, le=4)
    least_mean: float = Field(ge=1, le=5)
    means: Words


class Drill(Entry):
    """A question with its answer, to be recalled."""

    file: ClassVar[str] = "rehearsal.toml"
    table: ClassVar[str] = "drill"
    kind: Literal["metric", "experiment", "plain"]
    front: Words
    back: Words


SHAPES: tuple[type[Entry], ...] = (Clock, Beat, Verdict, Grade, Drill)
