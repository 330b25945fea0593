"""The shape of each content entry. A wrong entry is refused by the loader with file, key and cure."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
AreaKey = Literal["product_sense", "leadership_stories", "technical_analytics", "resume"]


class Shape(BaseModel):
    """One entry of a content file. `file` and `table` say where entries of this shape stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: ClassVar[str]
    table: ClassVar[str]
    id: Key


class Entry(Shape):
    """An entry with its sources: guide ids (G1-G16) and ids of `sources.toml`."""

    source: tuple[Key, ...] = Field(min_length=1)


class Source(Shape):
    """Where a fact comes from."""

    file: ClassVar[str] = "sources.toml"
    table: ClassVar[str] = "source"
    title: Words
    where: str = ""
    kind: Literal["guide", "seen", "judgement", "computed"]


class Principle(Entry):
    """A leadership principle, in prepkit's own words."""

    file: ClassVar[str] = "principles.toml"
    table: ClassVar[str] = "principle"
    name: Words
    tier: Literal["A", "B", "C"]
    in_guide: bool
    meaning: Words
    signals: tuple[Words, ...] = Field(min_length=3, max_length=3)
    questions: tuple[Words, ...] = Field(min_length=3)
    pitfall: Words
    reframe: Words


class Stage(Entry):
    """A stage of the interview loop; weeks count from the application, `needs` from checklist items by id."""

    file: ClassVar[str] = "loop.toml"
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
    needs: dict[str, int] = {}


class Area(Entry):
    """An area of preparation. `pace` is how its share of each week leans: resume is done early."""

    file: ClassVar[str] = "hours.toml"
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

    file: ClassVar[str] = "hours.toml"
    table: ClassVar[str] = "preset"
    name: Words
    label: Words
    shares: dict[AreaKey, float]


class ChecklistItem(Entry):
    """Something to have finished before the interview; `counts` names what is counted in the workspace."""

    file: ClassVar[str] = "checklist.toml"
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

    file: ClassVar[str] = "assumptions.toml"
    table: ClassVar[str] = "assumption"
    name: Words
    field: Words
    holds_when: Literal["true", "false", "at_least", "one_of"]
    value: float | None = None
    values: tuple[Words, ...] = ()
    otherwise: Words
    cases: dict[str, Words] = {}


class Fact(Entry):
    """A figure or statement that candidates ask for, labelled with whose it is."""

    file: ClassVar[str] = "facts.toml"
    table: ClassVar[str] = "fact"
    question: Words
    answer: Words
    label: Words
    asked_first: bool = False


class BasePay(Entry):
    """Base pay a year for a level, as the guide states it."""

    file: ClassVar[str] = "facts.toml"
    table: ClassVar[str] = "base_pay"
    level: Words
    low: int = Field(gt=0)
    high: int = Field(gt=0)
    currency: Words
    label: Words


class VerbFamily(Entry):
    """Product verbs that open a bullet; a neutral verb needs a customer or business result beside it."""

    file: ClassVar[str] = "verbs.toml"
    table: ClassVar[str] = "family"
    name: Words
    verbs: tuple[Words, ...] = Field(min_length=1)
    neutral: tuple[Words, ...] = ()


class OpenerList(Entry):
    """Openers to avoid, with what to do about them."""

    file: ClassVar[str] = "verbs.toml"
    table: ClassVar[str] = "avoid"
    name: Words
    openers: tuple[Words, ...] = Field(min_length=1)
    why: Words
    instead: Words


class Prompt(Entry):
    """A product-sense prompt."""

    file: ClassVar[str] = "prompts.toml"
    table: ClassVar[str] = "prompt"
    organization: Words
    kind: Words
    text: Words


class FollowUp(Entry):
    """A twist that an interviewer adds to a product-sense prompt."""

    file: ClassVar[str] = "prompts.toml"
    table: ClassVar[str] = "follow_up"
    text: Words


class Question(Entry):
    """A question of the technical round, or a probe that any interviewer may use."""

    file: ClassVar[str] = "questions.toml"
    table: ClassVar[str] = "question"
    topic: Literal["technical", "situation", "action", "result", "learning", "integrity"]
    text: Words


class RubricDimension(Entry):
    """One dimension of a rubric with its anchors at 1, 3 and 5."""

    file: ClassVar[str] = "rubrics.toml"
    table: ClassVar[str] = "dimension"
    rubric: Literal["behavioral", "product_sense", "technical", "prfaq", "resume"]
    name: Words
    one: Words
    three: Words
    five: Words


class Section(Entry):
    """A section of a PRFAQ: what it is for, how long, what it must contain."""

    file: ClassVar[str] = "prfaq.toml"
    table: ClassVar[str] = "section"
    name: Words
    purpose: Words
    length: Words
    must_contain: Words
    words: int = Field(ge=1)


class OfferedQuestion(Entry):
    """A question that a PRFAQ's FAQ is expected to answer.

    A question in the writer's own words asks it, too, if it holds one of the `cues` (of cues.toml) or `phrases`.
    """

    file: ClassVar[str] = "prfaq.toml"
    table: ClassVar[str] = "question"
    faq: Literal["customer", "external", "internal"]
    text: Words
    needed: bool
    cues: tuple[Words, ...] = ()
    phrases: tuple[Words, ...] = ()


class Reframing(Entry):
    """A data-science phrase, the question that turns it, and how it reads as product judgement.

    `terms` are what it is recognized by; `family` is the family of technical terms that it stands for where no other
    entry names the term.
    """

    file: ClassVar[str] = "reframing.toml"
    table: ClassVar[str] = "reframing"
    phrase: Words
    ask: Words
    product_phrase: Words
    terms: tuple[Words, ...] = ()
    family: str = ""


class Limit(Entry):
    """A length or share that a text should keep to."""

    file: ClassVar[str] = "limits.toml"
    table: ClassVar[str] = "limit"
    name: Words
    low: float | None = None
    high: float
    unit: Words
    why: Words


SHAPES: tuple[type[Shape], ...] = (
    Source,
    Principle,
    Stage,
    Area,
    HourPreset,
    ChecklistItem,
    Assumption,
    Fact,
    BasePay,
    VerbFamily,
    OpenerList,
    Prompt,
    FollowUp,
    Question,
    RubricDimension,
    Section,
    OfferedQuestion,
    Reframing,
    Limit,
)
