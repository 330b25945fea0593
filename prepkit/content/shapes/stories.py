"""The shapes of content/stories/: principles, what a story bank is judged by, what stories become elsewhere."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from prepkit.content.shapes.base import Entry, Key, Named, Words


class Principle(Named, file="stories/principles.toml", table="principle"):
    """A leadership principle, in prepkit's own words."""

    tier: Literal["A", "B", "C"]
    in_guide: bool
    meaning: Words
    signals: tuple[Words, ...] = Field(min_length=3, max_length=3)
    questions: tuple[Words, ...] = Field(min_length=3)
    pitfall: Words
    reframe: Words


class Need(Entry, file="stories/needs.toml", table="need"):
    """What a story must hold to show one of a principle's three signals.

    Every slot of `slots` must be filled; a customer impact metric counts once it is complete. Where `cues` (ids of
    cues.toml) or `words` are given, one of them must stand in the slots or in those of `also`. A word that ends in *
    stands for all words that begin so. `figure` asks for a number there, too.
    """

    principle: Key
    signal: int = Field(ge=1, le=3)
    slots: tuple[Words, ...] = ()
    also: tuple[Words, ...] = ()
    cues: tuple[Key, ...] = ()
    words: tuple[Words, ...] = ()
    figure: bool = False
    ask: Words

    @model_validator(mode="after")
    def _looks_somewhere(self) -> Self:
        if not self.slots and not self.also:
            raise ValueError("slots: name at least one slot to look in")
        if not self.ask.endswith("?"):
            raise ValueError("ask: must be a question")
        return self


class StrengthLevel(Named, file="stories/strength.toml", table="level"):
    """How strong a story is for a principle: what it takes where the principle is its main one, and elsewhere."""

    level: int = Field(ge=1, le=3)
    main_signals: int = Field(ge=0, le=3)
    other_signals: int = Field(ge=0, le=3)
    complete_metric: bool
    generic: bool
    says: Words


class TierWeight(Entry, file="stories/strength.toml", table="tier"):
    """How much a principle of a tier counts, and how many stories it asks for; `together` if one will do for all."""

    id: Literal["A", "B", "C"]
    name: Words
    weight: int = Field(ge=1, le=9)
    stories: int = Field(ge=1)
    together: bool = False


class BankRule(Named, file="stories/strength.toml", table="bank"):
    """A rule for all stories together: at least `low`, at most `high` of what it counts."""

    counts: Literal["told", "failure", "conflict", "little data", "project", "age", "tags", "unknown", "thin"]
    low: int | None = None
    high: int | None = None
    otherwise: Words


class Rung(Entry, file="stories/ladder.toml", table="rung"):
    """A question of the follow-up ladder: about a slot of a story, where it is blank, weak or full.

    `check` says what makes a weak slot: it has no `figure`, more we than I (`we`), fewer than `least` words (`short`),
    one of `words` (`says`) or none of them (`lacks`). {quote} in the question stands for the person's own words.
    """

    slot: Words
    state: Literal["blank", "weak", "full"]
    check: Literal["", "figure", "we", "short", "says", "lacks"] = ""
    least: int = Field(default=0, ge=0)
    words: tuple[Words, ...] = ()
    question: Words
    why: Words

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.state == "weak") != bool(self.check):
            raise ValueError("check: a weak slot needs a check, others have none")
        if (self.check in ("says", "lacks")) != bool(self.words):
            raise ValueError("words: says and lacks need words, other checks have none")
        if self.state == "blank" and "{quote}" in self.question:
            raise ValueError("question: a blank slot has no words to quote")
        return self


class Seat(Named, file="stories/layout.toml", table="seat"):
    """One interviewer of a usual loop, with the principles that they are given."""

    principles: tuple[Key, ...] = Field(min_length=1, max_length=3)


class StoryBeat(Named, file="stories/composing.toml", table="beat"):
    """One beat of a spoken story, made of the story's fields: `say` in telling order, `prefer` in choosing order."""

    say: tuple[Words, ...] = Field(min_length=1)
    prefer: tuple[Words, ...] = Field(min_length=1)
    ask: Words


class SpokenLength(Named, file="stories/composing.toml", table="spoken_length"):
    """How long a story is told, and how the time is split among the beats, in percent."""

    seconds: int = Field(gt=0)
    shares: dict[str, float]
    why: Words


class Passage(Entry, file="stories/composing.toml", table="passage"):
    """A part of a document made of the story's fields.

    `words` and `sentences` are the most that it may have; `ask` stands in its place if all its fields are blank.
    """

    document: Literal["letter", "prfaq", "internal_faq"]
    part: Words
    say: tuple[Words, ...]
    prefer: tuple[Words, ...]
    words: int = Field(gt=0)
    sentences: int | None = Field(default=None, gt=0)
    ask: Words


class Phrase(Entry, file="stories/composing.toml", table="phrase"):
    """The words around a person's own, which stand between curly brackets."""

    text: Words


class Blank(Entry, file="stories/composing.toml", table="blank"):
    """What stands where a piece of a sentence is missing."""

    text: Words


class Capital(Named, file="stories/composing.toml", table="capital"):
    """Words that keep their capital inside a sentence."""

    words: tuple[Words, ...] = Field(min_length=1)
