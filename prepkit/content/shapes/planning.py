"""The shapes of content/planning/: the loop, the hours, the checklist, what the guide takes for granted, facts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from prepkit.content.shapes.base import AreaKey, Entry, Named, Words


class Stage(Named, file="planning/loop.toml", table="stage"):
    """A stage of the interview loop; weeks count from the application, `needs` from checklist items by id."""

    minutes: int = Field(ge=0)
    sessions: int = Field(ge=1)
    first_week: float = Field(ge=0)
    last_week: float = Field(ge=0)
    looks_for: Words
    prepare: Words
    area: AreaKey
    in_guide: bool
    needs: dict[str, int] = Field(default={})


class Area(Named, file="planning/hours.toml", table="area"):
    """An area of preparation. `pace` is how its share of each week leans: resume is done early."""

    purpose: Words
    latest: float = Field(gt=0, le=1)
    also: tuple[Words, ...] = ()
    early: Words
    middle: Words
    late: Words


class HourPreset(Named, file="planning/hours.toml", table="preset"):
    """How preparation hours are split, in percent; together 100."""

    label: Words
    shares: dict[AreaKey, float]


class ChecklistItem(Named, file="planning/checklist.toml", table="item"):
    """Something to have finished before the interview; `counts` names what is counted in the workspace."""

    target: int = Field(ge=1)
    unit: Words
    counts: Literal[
        "complete_prfaqs",
        "principle_stories",
        "rewritten_bullets",
        "complete_metric_plans",
        "plain_language_mocks",
        "bar_raiser_mocks",
        "readings",
        "finished_letters",
        "planned_weeks",
        "distinct_stories",
    ]
    area: AreaKey
    hours_each: float = Field(gt=0)
    due: float = Field(gt=0, le=1)
    cut_rank: int = Field(ge=0)
    instead: Words
    step: Words
    notebook: Annotated[str, StringConstraints(pattern=r"^0[0-7]$")]


class Assumption(Named, file="planning/assumptions.toml", table="assumption"):
    """Something the guide takes for granted about its reader, and what to do when it does not hold."""

    field: Words
    holds_when: Literal["true", "false", "at_least", "one_of"]
    value: float | None = None
    values: tuple[Words, ...] = ()
    otherwise: Words
    cases: dict[str, Words] = Field(default={})


class Fact(Entry, file="planning/facts.toml", table="fact"):
    """A figure or statement that candidates ask for, labeled with whose it is."""

    question: Words
    answer: Words
    label: Words
    asked_first: bool = False


class BasePay(Entry, file="planning/facts.toml", table="base_pay"):
    """Base pay a year for a level, as the guide states it."""

    level: Words
    low: int = Field(gt=0)
    high: int = Field(gt=0)
    currency: Words
    label: Words
