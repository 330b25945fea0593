"""The shapes of composing.toml: what a story's fields become when it is told elsewhere."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from prepkit.content.shapes import Entry, Shape, Words


class _Composing(Entry):
    file: ClassVar[str] = "composing.toml"


class Beat(_Composing):
    """One beat of a spoken story, made of the story's fields: `say` in telling order, `prefer` in choosing order."""

    table: ClassVar[str] = "beat"
    name: Words
    say: tuple[Words, ...] = Field(min_length=1)
    prefer: tuple[Words, ...] = Field(min_length=1)
    ask: Words


class SpokenLength(_Composing):
    """How long a story is told, and how the time is split among the beats, in percent."""

    table: ClassVar[str] = "spoken_length"
    name: Words
    seconds: int = Field(gt=0)
    shares: dict[str, float]
    why: Words


class Passage(_Composing):
    """A part of a document made of the story's fields.

    `words` and `sentences` are the most that it may have; `ask` stands in its place if all its fields are blank.
    """

    table: ClassVar[str] = "passage"
    document: Literal["letter", "prfaq", "internal_faq"]
    part: Words
    say: tuple[Words, ...]
    prefer: tuple[Words, ...]
    words: int = Field(gt=0)
    sentences: int | None = Field(default=None, gt=0)
    ask: Words


class Phrase(_Composing):
    """The words around a person's own, which stand between curly brackets."""

    table: ClassVar[str] = "phrase"
    text: Words


class Blank(_Composing):
    """What stands where a piece of a sentence is missing."""

    table: ClassVar[str] = "blank"
    text: Words


class Capital(_Composing):
    """Words that keep their capital inside a sentence."""

    table: ClassVar[str] = "capital"
    name: Words
    words: tuple[Words, ...] = Field(min_length=1)


SHAPES: tuple[type[Shape], ...] = (Beat, SpokenLength, Passage, Phrase, Blank, Capital)
