"""The shape of a rule: a code, a message and one of seven ways to match; and of the examples it is shown by.

Matching reads words as `prepkit.text` does: case and hyphens do not matter. A `cue` names a list of
`lexicon/cues.toml`, a `signal` and a `measure` name a detector of `prepkit.review`; the rulebook refuses other names.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from prepkit.content.shapes.base import Entry, Key, Name, Shape, Words

Kind = Literal["bullet", "resume", "story", "letter", "prfaq", "talk"]
Severity = Literal["error", "warning", "info"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\d{3}$")]
KINDS: tuple[Kind, ...] = ("bullet", "resume", "story", "letter", "prfaq", "talk")
RULE_FILES = {"AL": "all", "BU": "bullet", "RE": "resume", "ST": "story", "LE": "letter", "PR": "prfaq", "TA": "talk"}
_PLACES = ("{found}", "{better}", "{value}", "{limit}")


class Match(BaseModel):
    """What all seven ways have in common: the sections and the framings of a text that they look at, all if none."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    either: ClassVar[tuple[str, ...]] = ()  # fields of which exactly one is given
    sections: tuple[Key, ...] = ()
    framings: tuple[Literal["product", "technical", "mixed"], ...] = ()

    @model_validator(mode="after")
    def _gives_one(self) -> Self:
        if self.either and sum(getattr(self, name) not in (None, ()) for name in self.either) != 1:
            raise ValueError(f"give exactly one of {', '.join(self.either)}")
        return self


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

    either = ("items", "signal")
    shape: Literal["existence"]
    items: tuple[Words, ...] = ()
    signal: Name | None = None


class Absence(Match):
    """Fires once if neither a cue nor the signal is found, in the sections named or in the whole text.

    A text or section of fewer than `least_words` is let be; `each` asks it of each section and not of all together.
    """

    either = ("cues", "signal")
    shape: Literal["absence"]
    cues: tuple[Name, ...] = ()
    signal: Name | None = None
    least_words: int = Field(default=1, ge=1)
    each: bool = False


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

    either = ("limit", "most", "least")
    shape: Literal["limit"]
    measure: Name
    limit: Key | None = None
    side: Literal["high", "low"] = "high"
    most: float | None = None
    least: float | None = None


class Ratio(Match):
    """Fires if one measure is more than `most` percent of another that is at least `least_whole`."""

    either = ("most", "limit")
    shape: Literal["ratio"]
    part: Name
    whole: Name
    most: float | None = None
    limit: Key | None = None
    least_whole: float = Field(default=1, gt=0)
    least_part: float = Field(default=1, ge=0)


class Sections(Match):
    """Fires if a section is missing or empty (`needs`), or if sections stand in another order (`order`)."""

    either = ("needs", "order")
    shape: Literal["section"]
    needs: Key | None = None
    order: tuple[Key, ...] = ()
    least_sections: int = Field(default=0, ge=0)


AnyMatch = Annotated[
    Existence | Absence | Substitution | OpeningMatch | LimitMatch | Ratio | Sections, Field(discriminator="shape")
]


class Rule(Entry, file="rules/", table="rule"):
    """A rule of the reviewer; `id` is its code, `name` names the fault so that "allow <name>" reads.

    `milder` gives another severity for a kind of text; `yields_to` are codes that say the same better: where one of
    them speaks about the same line or document, this rule is silent. `alone` says that the rule also holds for one
    field of a record, read without the others, as a form does while it is filled in.
    """

    id: Code
    name: Name
    kinds: tuple[Kind, ...] = Field(min_length=1)
    severity: Severity
    milder: dict[Kind, Severity] = Field(default={})
    alone: bool = False
    message: Words
    why: Words
    instead: Words
    limits: Words
    yields_to: tuple[Code, ...] = ()
    match: AnyMatch

    @property
    def path(self) -> str:
        """The file in which the rule stands; the first letters of its code say which."""
        return f"rules/{RULE_FILES.get(self.id[:2], '')}.toml"

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not self.message.endswith("?"):
            raise ValueError("message: must end in a question that the writer can answer")
        bare = self.message
        for place in _PLACES:
            bare = bare.replace(place, "")
        if "{" in bare or "}" in bare:
            raise ValueError(f"message: only {', '.join(_PLACES)} can be filled in")
        return self


class Unchecked(Entry, file="rules/unchecked.toml", table="unchecked"):
    """Something that good advice asks for and no rule checks, with what to do about it."""

    id: Name
    kinds: tuple[Kind, ...] = Field(min_length=1)
    what: Words
    why: Words
    instead: Words


class Example(BaseModel):
    """A text that a rule is shown by: written out, or an `ExampleText` with a change.

    Of the base, paragraphs that begin with one of `drop` are left out; then each old text of `edits`, which must stand
    there once, gives way to the new one. The text stands as often as `repeat` says, between `first` and `last`.
    `beside` are texts that it must not repeat. In TOML a plain string will do for a text that is written out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    text: str = ""
    base: str = ""
    drop: tuple[str, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    repeat: int = Field(default=1, ge=1)
    first: str = ""
    last: str = ""
    beside: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if bool(self.text) == bool(self.base):
            raise ValueError("give either text or base")
        return self


class ExampleText(Shape, file="examples/", table="text"):
    """A text that many examples are made of; it may itself be another one with a change."""

    id: Name
    example: Example

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, given: Any) -> Any:
        return {"id": given.get("id"), "example": {key: given[key] for key in given if key != "id"}}


class Examples(Shape, file="examples/", table="example"):
    """The texts that a rule finds fault with and those that it lets be; the rule names the source for both."""

    id: Code
    bad: tuple[Example, ...] = Field(min_length=3)
    good: tuple[Example, ...] = Field(min_length=3)
