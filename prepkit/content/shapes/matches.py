"""The seven ways in which a rule matches: which words it looks for, where, and what excuses them.

Matching reads words as `prepkit.text` does: case and hyphens do not matter. A `cue` names a list of
`lexicon/cues.toml`, a `signal` and a `measure` name a detector of `prepkit.review`; the rulebook refuses other names.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from prepkit.content.shapes.base import Key, Name, Words


class Match(BaseModel):
    """What all seven ways have in common: the sections and the framings of a text that they look at, all if none."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    sections: tuple[Key, ...] = ()
    framings: tuple[Literal["product", "technical", "mixed"], ...] = ()


class Guarded(Match):
    """When a word that was found does no harm.

    `before` and `after` are words directly beside it, `near` words of its sentence; `needs_after` are words one of
    which must follow. `number_excuses` lets a number of the sentence excuse it; `question_excuses` a question mark.
    `quoted` says what quoted speech does to it.
    """

    before: tuple[Words, ...] = ()
    after: tuple[Words, ...] = ()
    near: tuple[Words, ...] = ()
    needs_after: tuple[Words, ...] = ()
    number_excuses: bool = False
    question_excuses: bool = False
    quoted: Literal["skip", "soften", "keep"] = "skip"


class Existence(Guarded):
    """Fires at each place where one of the items, or what the signal finds, stands."""

    shape: Literal["existence"]
    items: tuple[Words, ...] = ()
    signal: Name | None = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if bool(self.items) == bool(self.signal):
            raise ValueError("give either items or a signal")
        return self


class Absence(Match):
    """Fires once if neither a cue nor the signal is found, in the sections named or in the whole text.

    A text or section of fewer than `least_words` is let be; `each` asks it of each section and not of all together.
    """

    shape: Literal["absence"]
    cues: tuple[Name, ...] = ()
    signal: Name | None = None
    least_words: int = Field(default=1, ge=1)
    each: bool = False

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if bool(self.cues) == bool(self.signal):
            raise ValueError("give either cues or a signal")
        return self


class Substitution(Guarded):
    """Fires at each phrase that has a better one; the message may show it as {better}."""

    shape: Literal["substitution"]
    swap: dict[Words, str] = Field(min_length=1)


class OpeningMatch(Match):
    """Fires if the text opens with one of the items, or with a word of these classes and families."""

    shape: Literal["opening"]
    items: tuple[Words, ...] = ()
    classes: tuple[Literal["product-verb", "strong-verb", "weak", "noun"], ...] = ()
    families: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if not (self.items or self.classes or self.families):
            raise ValueError("give items, classes or families")
        return self


class LimitMatch(Match):
    """Fires where a measure is above `most` or below `least`; `limit` takes the figure from limits.toml instead."""

    shape: Literal["limit"]
    measure: Name
    limit: Key | None = None
    side: Literal["high", "low"] = "high"
    most: float | None = None
    least: float | None = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if sum(value is not None for value in (self.limit, self.most, self.least)) != 1:
            raise ValueError("give exactly one of limit, most and least")
        return self


class Ratio(Match):
    """Fires if one measure is more than `most` percent of another that is at least `least_whole`."""

    shape: Literal["ratio"]
    part: Name
    whole: Name
    most: float | None = None
    limit: Key | None = None
    least_whole: float = Field(default=1, gt=0)
    least_part: float = Field(default=1, ge=0)

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if (self.most is None) == (self.limit is None):
            raise ValueError("give either most or limit")
        return self


class Sections(Match):
    """Fires if a section is missing or empty (`needs`), or if sections stand in another order (`order`)."""

    shape: Literal["section"]
    needs: Key | None = None
    order: tuple[Key, ...] = ()
    least_sections: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if bool(self.needs) == bool(self.order):
            raise ValueError("give either needs or order")
        return self


AnyMatch = Annotated[
    Existence | Absence | Substitution | OpeningMatch | LimitMatch | Ratio | Sections, Field(discriminator="shape")
]
