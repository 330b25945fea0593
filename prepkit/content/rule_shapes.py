"""The shape of a rule: a value with a code, a message, examples, and one of seven ways to match.

Matching reads words as `prepkit.text` does: case and hyphens do not matter. A `cue` names a list of `rules/cues.toml`,
a `signal` and a `measure` name a detector of `prepkit.review`; the rulebook refuses names that do not exist.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from prepkit.content.shapes import Entry, Key, Shape, Words

Kind = Literal["bullet", "resume", "story", "letter", "prfaq", "talk"]
Severity = Literal["error", "warning", "info"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\d{3}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
KINDS: tuple[Kind, ...] = ("bullet", "resume", "story", "letter", "prfaq", "talk")
_PLACES = ("{found}", "{better}", "{value}", "{limit}")


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


class Opening(Match):
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


class Limit(Match):
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
    Existence | Absence | Substitution | Opening | Limit | Ratio | Sections, Field(discriminator="shape")
]


class Example(BaseModel):
    """A text that a rule is shown by: `first`, then `text` as often as `repeat` says, then `last`.

    `beside` are texts that it must not repeat. In TOML a plain string will do.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str = Field(min_length=1)
    repeat: int = Field(default=1, ge=1)
    first: str = ""
    last: str = ""
    beside: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given

    def write(self) -> str:
        """Return the whole text."""
        return self.first + " ".join([self.text] * self.repeat) + self.last


class Rule(Entry):
    """A rule of the reviewer; `id` is its code, `name` names the fault so that "allow <name>" reads.

    `milder` gives another severity for a kind of text; `yields_to` are codes that say the same better: where one of
    them speaks about the same line or document, this rule is silent.
    """

    table: ClassVar[str] = "rule"
    id: Code
    name: Name
    kinds: tuple[Kind, ...] = Field(min_length=1)
    severity: Severity
    milder: dict[Kind, Severity] = Field(default={})
    message: Words
    why: Words
    instead: Words
    limits: Words
    yields_to: tuple[Code, ...] = ()
    match: AnyMatch
    bad: tuple[Example, ...] = Field(min_length=3)
    good: tuple[Example, ...] = Field(min_length=3)

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


class AllRule(Rule):
    """A rule for several kinds of text."""

    file: ClassVar[str] = "rules/all.toml"


class BulletRule(Rule):
    """A rule for one resume line."""

    file: ClassVar[str] = "rules/bullet.toml"


class ResumeRule(Rule):
    """A rule for a whole resume."""

    file: ClassVar[str] = "rules/resume.toml"


class StoryRule(Rule):
    """A rule for a story."""

    file: ClassVar[str] = "rules/story.toml"


class LetterRule(Rule):
    """A rule for a cover letter."""

    file: ClassVar[str] = "rules/letter.toml"


class PRFAQRule(Rule):
    """A rule for a PRFAQ."""

    file: ClassVar[str] = "rules/prfaq.toml"


class TalkRule(Rule):
    """A rule for a spoken answer."""

    file: ClassVar[str] = "rules/talk.toml"


class Cue(Entry):
    """Words and phrases by which something is recognized: a decision, a launch, a risk with its answer."""

    file: ClassVar[str] = "rules/cues.toml"
    table: ClassVar[str] = "cue"
    id: Name
    name: Words
    items: tuple[Words, ...] = Field(min_length=1)


class WordSet(Entry):
    """A set of single words that have a part in reading a sentence."""

    file: ClassVar[str] = "rules/words.toml"
    table: ClassVar[str] = "words"
    id: Name
    name: Words
    words: tuple[Words, ...] = Field(min_length=1)


class Heading(Entry):
    """Names under which a section of a document goes. `exact` names are the whole heading, `words` a part of it."""

    file: ClassVar[str] = "rules/headings.toml"
    table: ClassVar[str] = "heading"
    kind: Literal["prfaq", "resume", "story"]
    section: Annotated[str, StringConstraints(pattern=r"^@?[a-z_]+$")]
    exact: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()


class Unchecked(Entry):
    """Something that good advice asks for and no rule checks, with what to do about it."""

    file: ClassVar[str] = "rules/unchecked.toml"
    table: ClassVar[str] = "unchecked"
    id: Name
    kinds: tuple[Kind, ...] = Field(min_length=1)
    what: Words
    why: Words
    instead: Words


RULE_SHAPES: tuple[type[Rule], ...] = (
    AllRule,
    BulletRule,
    ResumeRule,
    StoryRule,
    LetterRule,
    PRFAQRule,
    TalkRule,
)
SHAPES: tuple[type[Shape], ...] = (*RULE_SHAPES, Cue, WordSet, Heading, Unchecked)
