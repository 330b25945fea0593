"""The shapes of content/planning/: the loop, the hours, the checklist, what the guide takes for granted, facts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from prepkit.content.shapes.base import AreaKey, Entry, Shape, Words


class Stage(Entry):
    """A stage of the interview loop; weeks count from the application, `needs` from checklist items by id."""

    file: ClassVar[str] = "planning/loop.toml"
    table: ClassVar[str] = "stage"
    name: Words
    minutes: int = Field(ge=0)
    sessions: int = Field(ge=1)
    first_week: float = Field(ge=0)
    last_week: float = Field(ge=0)
    looks_for: Words
    prepare: Words
    area: AreaKey
    in_guide: bool
    needs: dict[str, int] = Field(default={})


class Area(Entry):
    """An area of preparation. `pace` is how its share of each week leans: resume is done early."""

    file: ClassVar[str] = "planning/hours.toml"
    table: ClassVar[str] = "area"
    name: Words
    purpose: Words
    latest: float = Field(gt=0, le=1)
    also: tuple[Words, ...] = ()
    early: Words
    middle: Words
    late: Words


class HourPreset(Entry):
    """How preparation hours are split, in percent; together 100."""

    file: ClassVar[str] = "planning/hours.toml"
    table: ClassVar[str] = "preset"
    name: Words
    label: Words
    shares: dict[AreaKey, float]


class ChecklistItem(Entry):
    """Something to have finished before the interview; `counts` names what is counted in the workspace."""

    file: ClassVar[str] = "planning/checklist.toml"
    table: ClassVar[str] = "item"
    name: Words
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


class Assumption(Entry):
    """Something the guide takes for granted about its reader, and what to do when it does not hold."""

    file: ClassVar[str] = "planning/assumptions.toml"
    table: ClassVar[str] = "assumption"
    name: Words
    field: Words
    holds_when: Literal["true", "false", "at_least", "one_of"]
    value: float | None = None
    values: tuple[Words, ...] = ()
    otherwise: Words
    cases: dict[str, Words] = Field(default={})


class Fact(Entry):
    """A figure or statement that candidates ask for, labeled with whose it is."""

    file: ClassVar[str] = "planning/facts.toml"
    table: ClassVar[str] = "fact"
    question: Words
    answer: Words
    label: Words
    asked_first: bool = False


class BasePay(Entry):
    """Base pay a year for a level, as the guide states it."""

    file: ClassVar[str] = "planning/facts.toml"
    table: ClassVar[str] = "base_pay"
    level: Words
    low: int = Field(gt=0)
    high: int = Field(gt=0)
    currency: Words
    label: Words


SHAPES: tuple[type[Shape], ...] = (
    Stage,
    Area,
    HourPreset,
    ChecklistItem,
    Assumption,
    Fact,
    BasePay,
)
