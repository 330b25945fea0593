"""The shapes of content/writing/: the parts of a PRFAQ, lengths, and phrases that turn into product judgment."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from prepkit.content.shapes.base import Entry, Shape, Words


class PRFAQSection(Entry):
    """A section of a PRFAQ: what it is for, how long, what it must contain."""

    file: ClassVar[str] = "writing/prfaq.toml"
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

    file: ClassVar[str] = "writing/prfaq.toml"
    table: ClassVar[str] = "question"
    faq: Literal["customer", "external", "internal"]
    text: Words
    needed: bool
    cues: tuple[Words, ...] = ()
    phrases: tuple[Words, ...] = ()


class Reframing(Entry):
    """A data-science phrase, the question that turns it, and how it reads as product judgment.

    `terms` are what it is recognized by; `family` is the family of technical terms that it stands for where no other
    entry names the term.
    """

    file: ClassVar[str] = "writing/reframing.toml"
    table: ClassVar[str] = "reframing"
    phrase: Words
    ask: Words
    product_phrase: Words
    terms: tuple[Words, ...] = ()
    family: str = ""


class Limit(Entry):
    """A length or share that a text should keep to."""

    file: ClassVar[str] = "writing/limits.toml"
    table: ClassVar[str] = "limit"
    name: Words
    low: float | None = None
    high: float
    unit: Words
    why: Words


SHAPES: tuple[type[Shape], ...] = (
    PRFAQSection,
    OfferedQuestion,
    Reframing,
    Limit,
)
