"""The shapes of content/writing/: the parts of a PRFAQ, lengths, and phrases that turn into product judgment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prepkit.content.shapes.base import Entry, Named, Words


class PRFAQSection(Named, file="writing/prfaq.toml", table="section"):
    """A section of a PRFAQ: what it is for, how long, what it must contain."""

    purpose: Words
    length: Words
    must_contain: Words
    words: int = Field(ge=1)


class OfferedQuestion(Entry, file="writing/prfaq.toml", table="question"):
    """A question that a PRFAQ's FAQ is expected to answer.

    A question in the writer's own words asks it, too, if it holds one of the `cues` (of cues.toml) or `phrases`.
    """

    faq: Literal["customer", "external", "internal"]
    text: Words
    needed: bool
    cues: tuple[Words, ...] = ()
    phrases: tuple[Words, ...] = ()


class Reframing(Entry, file="writing/reframing.toml", table="reframing"):
    """A data-science phrase, the question that turns it, and how it reads as product judgment.

    `terms` are what it is recognized by; `family` is the family of technical terms that it stands for where no other
    entry names the term.
    """

    phrase: Words
    ask: Words
    product_phrase: Words
    terms: tuple[Words, ...] = ()
    family: str = ""


class Limit(Named, file="writing/limits.toml", table="limit"):
    """A length or share that a text should keep to."""

    low: float | None = None
    high: float
    unit: Words
    why: Words
