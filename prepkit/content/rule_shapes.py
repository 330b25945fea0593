"""The shape of a rule: a value with a code, a message, examples, and one way to match."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from prepkit.content.match_shapes import AnyMatch, Name
from prepkit.content.shapes import Entry, Shape, Words

Kind = Literal["bullet", "resume", "story", "letter", "prfaq", "talk"]
Severity = Literal["error", "warning", "info"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\d{3}$")]
KINDS: tuple[Kind, ...] = ("bullet", "resume", "story", "letter", "prfaq", "talk")
_PLACES = ("{found}", "{better}", "{value}", "{limit}")


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
    them speaks about the same line or document, this rule is silent. `alone` says that the rule also holds for one
    field of a record, read without the others, as a form does while it is filled in.
    """

    table: ClassVar[str] = "rule"
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
