"""A field of a model as a form shows it: its words, its limits, and what kind of input it takes."""

from __future__ import annotations

import datetime as dt
import functools
import types
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from prepkit.models.fields import Part

Kind = Literal["line", "prose", "number", "date", "yes or no", "choice", "several", "part", "rows"]


@dataclass(frozen=True)
class FormField:
    """What a form knows of one field; all of it comes from the model.

    `choices` are the values of a choice or several; `part` is the model of a part or of each row. `review` is the kind
    of text that it is judged as while it is typed, blank for none, and `section` the section of it that the field is.
    `told` is the heading that it has in the document that is reviewed and exported, blank where it is no part of it.
    """

    name: str
    title: str
    hint: str
    kind: Kind
    group: str = ""
    lines: int = 1
    words: int | None = None
    optional: bool = False
    choices: tuple[str, ...] = ()
    part: type[Part] | None = None
    review: str = ""
    section: str | None = None
    told: str = ""


@functools.cache
def read_fields(model: type[Part]) -> tuple[FormField, ...]:
    """Return the fields of a model in their order, without its id."""
    return tuple(_read(name, info) for name, info in model.model_fields.items() if name != "id")


def _read(name: str, info: Any) -> FormField:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    annotation, optional = _strip_none(info.annotation)
    lines = int(extra.get("lines", 1))
    kind, choices, part = _classify(annotation, lines)
    title, group, section = str(info.title or name), str(extra.get("group", "")), extra.get("section")
    return FormField(
        name=name,
        title=title,
        hint=str(info.description or ""),
        kind=kind,
        group=group,
        lines=lines,
        words=extra.get("words"),
        optional=optional,
        choices=choices,
        part=part,
        review=str(extra.get("review", "")),
        section=section,
        told=str(extra.get("told", title if section or not group else group)),
    )


def _strip_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [option for option in get_args(annotation) if option is not types.NoneType]
        return rest[0], len(rest) < len(get_args(annotation))
    return annotation, False


def _classify(annotation: Any, lines: int) -> tuple[Kind, tuple[str, ...], type[Part] | None]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "choice", tuple(map(str, arguments)), None
    if origin is tuple:
        item = arguments[0]
        if isinstance(item, type) and issubclass(item, Part):
            return "rows", (), item
        return "several", tuple(map(str, get_args(item))), None
    if issubclass(annotation, Part):
        return "part", (), annotation
    if annotation is bool:
        return "yes or no", (), None
    if annotation is dt.date:
        return "date", (), None
    if issubclass(annotation, int | float):
        return "number", (), None
    return ("line" if lines == 1 else "prose"), (), None
