"""The shape of a rule, a value with a code, a message and one way to match, and of the examples it is shown by."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from prepkit.content.shapes.base import Entry, Name, Shape, Words
from prepkit.content.shapes.matches import AnyMatch

Kind = Literal["bullet", "resume", "story", "letter", "prfaq", "talk"]
Severity = Literal["error", "warning", "info"]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\d{3}$")]
KINDS: tuple[Kind, ...] = ("bullet", "resume", "story", "letter", "prfaq", "talk")
RULE_FILES = {
    "AL": "all",
    "BU": "bullet",
    "RE": "resume",
    "ST": "story",
    "LE": "letter",
    "PR": "prfaq",
    "TA": "talk",
}
_PLACES = ("{found}", "{better}", "{value}", "{limit}")


class Rule(Entry):
    """A rule of the reviewer; `id` is its code, `name` names the fault so that "allow <name>" reads.

    `milder` gives another severity for a kind of text; `yields_to` are codes that say the same better: where one of
    them speaks about the same line or document, this rule is silent. `alone` says that the rule also holds for one
    field of a record, read without the others, as a form does while it is filled in.
    """

    file: ClassVar[str] = "rules/"
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


class Unchecked(Entry):
    """Something that good advice asks for and no rule checks, with what to do about it."""

    file: ClassVar[str] = "rules/unchecked.toml"
    table: ClassVar[str] = "unchecked"
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

    model_config = ConfigDict(frozen=True, extra="forbid")
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


class ExampleText(Shape):
    """A text that many examples are made of; it may itself be another one with a change."""

    file: ClassVar[str] = "examples/"
    table: ClassVar[str] = "text"
    id: Name
    example: Example

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, given: Any) -> Any:
        return {"id": given.get("id"), "example": {key: given[key] for key in given if key != "id"}}


class Examples(Shape):
    """The texts that a rule finds fault with and those that it lets be; the rule names the source for both."""

    file: ClassVar[str] = "examples/"
    table: ClassVar[str] = "example"
    id: Code
    bad: tuple[Example, ...] = Field(min_length=3)
    good: tuple[Example, ...] = Field(min_length=3)


SHAPES: tuple[type[Shape], ...] = (Rule, Unchecked)
EXAMPLE_SHAPES: tuple[type[Shape], ...] = (ExampleText, Examples)
