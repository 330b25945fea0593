"""The shapes of content/metrics/: verdicts on results, checks of an event plan, drills with a planted fault."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prepkit.content.shapes.base import Entry, Named, Words

DecisionKey = Literal["ship", "do not ship", "run longer", "fix and re-run"]


class ResultVerdict(Named, file="metrics/experiments.toml", table="verdict"):
    """What a result is worth, by where the range of the difference lies; `id` is what the arithmetic gives."""

    when: Words
    do: Words


class EventCheck(Named, file="metrics/experiments.toml", table="event_check"):
    """Something that an event plan must hold; `words` are those that the check goes by, if any."""

    message: Words
    why: Words
    words: tuple[Words, ...] = ()


class DrillFault(Named, file="metrics/drills.toml", table="fault"):
    """What a simulated experiment was made to show, and what is right to do about it.

    `evidence` is filled with the drill's own figures. `also` are decisions that can be defended, with `also_why`.
    """

    decision: DecisionKey
    also: tuple[DecisionKey, ...] = ()
    also_why: str = ""
    truth: Words
    evidence: Words
    explanation: Words
    question: Words


class DrillSetting(Entry, file="metrics/drills.toml", table="setting"):
    """A feature that was tested: its primary metric, where good is up, and a guardrail, where good is down.

    Rates are shares from 0 to 1. `smallest` is the change worth launching for, `margin` how far the guardrail may rise.
    """

    feature: Words
    units: Words
    metric: Words
    baseline: float = Field(gt=0, lt=1)
    smallest: float = Field(gt=0, lt=1)
    guardrail: Words
    guardrail_baseline: float = Field(gt=0, lt=1)
    margin: float = Field(gt=0, lt=1)
