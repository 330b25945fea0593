"""The shapes of content/metrics/: verdicts on results, checks of an event plan, drills with a planted fault."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from prepkit.content.shapes.base import Entry, Shape, Words

DecisionKey = Literal["ship", "do not ship", "run longer", "fix and re-run"]


class ResultVerdict(Entry):
    """What a result is worth, by where the range of the difference lies; `id` is what the arithmetic gives."""

    file: ClassVar[str] = "metrics/experiments.toml"
    table: ClassVar[str] = "verdict"
    name: Words
    when: Words
    do: Words


class EventCheck(Entry):
    """Something that an event plan must hold; `words` are those that the check goes by, if any."""

    file: ClassVar[str] = "metrics/experiments.toml"
    table: ClassVar[str] = "event_check"
    name: Words
    message: Words
    why: Words
    words: tuple[Words, ...] = ()


class DrillFault(Entry):
    """What a simulated experiment was made to show, and what is right to do about it.

    `evidence` is filled with the drill's own figures. `also` are decisions that can be defended, with `also_why`.
    """

    file: ClassVar[str] = "metrics/drills.toml"
    table: ClassVar[str] = "fault"
    name: Words
    decision: DecisionKey
    also: tuple[DecisionKey, ...] = ()
    also_why: str = ""
    truth: Words
    evidence: Words
    explanation: Words
    question: Words


class DrillSetting(Entry):
    """A feature that was tested: its primary metric, where good is up, and a guardrail, where good is down.

    Rates are shares from 0 to 1. `smallest` is the change worth launching for, `margin` how far the guardrail may rise.
    """

    file: ClassVar[str] = "metrics/drills.toml"
    table: ClassVar[str] = "setting"
    feature: Words
    units: Words
    metric: Words
    baseline: float = Field(gt=0, lt=1)
    smallest: float = Field(gt=0, lt=1)
    guardrail: Words
    guardrail_baseline: float = Field(gt=0, lt=1)
    margin: float = Field(gt=0, lt=1)


SHAPES: tuple[type[Shape], ...] = (
    ResultVerdict,
    EventCheck,
    DrillFault,
    DrillSetting,
)
