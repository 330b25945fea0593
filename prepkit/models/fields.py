"""How a field says what it is: its title, a one-line hint, and its limits.

Forms, the JSON schema and `docs/fields.md` are made from what stands here, so each field is described once.
The extras that a form reads stand in the field's JSON schema: `lines` (height of the input), `words`
(a soft limit, shown and never enforced), `group` (the heading that the field stands under), `review` and `section`
(the kind of text that the field is judged as while it is typed, and the section of it that the field is), and `told`
(the heading that the field has in the document that is reviewed and exported; blank where the field is no part of it).
`sections.py` reads what is told under which heading where a field says nothing: under its group, or its own title.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, ClassVar, Self, TypedDict, Unpack

from pydantic import BaseModel, ConfigDict, Field

PROSE_LIMIT = 2_000_000
LINE_LIMIT = 200


def make_id() -> str:
    """Return a fresh record id: twelve hexadecimal digits."""
    return uuid.uuid4().hex[:12]


class Extra(TypedDict, total=False):
    """What a field may say of itself besides; see above."""

    words: int
    group: str
    review: str
    section: str
    told: str


def line(title: str, hint: str, *, default: str = "", **extra: Unpack[Extra]) -> Any:
    """Describe a text of one line, at most 200 characters."""
    more: dict[str, Any] = {"lines": 1, **extra}
    return Field(default=default, title=title, description=hint, max_length=LINE_LIMIT, json_schema_extra=more)


def prose(title: str, hint: str, *, lines: int = 3, **extra: Unpack[Extra]) -> Any:
    """Describe a text of several lines.

    `words` is the length to aim for, which a form counts and never enforces. With a kind of text as `review`, a form
    judges the field while it is typed, by the rules that hold for one field; `section` names the part of the text
    that it is, where rules ask for that.
    """
    more: dict[str, Any] = {"lines": lines, **extra}
    return Field(default="", title=title, description=hint, max_length=PROSE_LIMIT, json_schema_extra=more)


def number(
    title: str,
    hint: str,
    *,
    low: float | None = None,
    high: float | None = None,
    default: float | None = None,
    **extra: Unpack[Extra],
) -> Any:
    """Describe a number between `low` and `high`, both included; blank is None."""
    more: dict[str, Any] = {**extra}
    limits: dict[str, Any] = {"ge": low, "le": high, "allow_inf_nan": False}
    return Field(default=default, title=title, description=hint, json_schema_extra=more, **limits)


def choice(title: str, hint: str, *, default: Any, **extra: Unpack[Extra]) -> Any:
    """Describe a value (or several) picked from a list, a date, or a yes or no: what the annotation allows."""
    more: dict[str, Any] = {**extra}
    return Field(default=default, title=title, description=hint, json_schema_extra=more)


def rows(title: str, hint: str, **extra: Unpack[Extra]) -> Any:
    """Describe a list of small models, edited as rows."""
    more: dict[str, Any] = {**extra}
    return Field(default=(), title=title, description=hint, max_length=500, json_schema_extra=more)


class Group:
    """Describes the fields that stand under one heading, each as the function of that name does.

    Args:
        heading: The heading.
        shared: What else holds for each of its fields; `review` for each `prose` of it.
    """

    def __init__(self, heading: str, **shared: Unpack[Extra]) -> None:
        told: Any = {"group": heading, **{name: value for name, value in shared.items() if name != "review"}}
        judged: Any = {"group": heading, **shared}
        self.line: Callable[..., Any] = functools.partial(line, **told)
        self.prose: Callable[..., Any] = functools.partial(prose, **judged)
        self.number: Callable[..., Any] = functools.partial(number, **told)
        self.choice: Callable[..., Any] = functools.partial(choice, **told)
        self.rows: Callable[..., Any] = functools.partial(rows, **told)


class Part(BaseModel):
    """A frozen piece of a record: a metric, a question with its answer, an event."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def is_blank(self) -> bool:
        """Tell whether nothing has been filled in yet."""
        return self == type(self)()


class Record(Part):
    """Something a person writes and the workspace keeps, by kind and id."""

    kind: ClassVar[str]
    id: str = Field(
        default_factory=make_id,
        title="Id",
        description="Names this record in the workspace; never shown to an interviewer.",
        min_length=1,
        max_length=64,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
    )

    @property
    def label(self) -> str:
        """A short name to pick this record from a list by; never empty."""
        return self.id

    def is_blank(self) -> bool:
        """Tell whether nothing but the id has been filled in yet."""
        return self == type(self)(id=self.id)

    def replace(self, **changes: Any) -> Self:
        """Return a validated copy with these fields changed."""
        return type(self).model_validate({**dict(self), **changes})
