"""A field of a model as a form shows it: its words, its limits, and what kind of input it takes; and raw values.

A raw value is what stands in an input, as JSON, whether or not it fits the model. It is addressed by path: `("title",)`
for a field, `("custom_shares", "resume")` for a field of a part. A list of rows is one value, and so are several.
"""

from __future__ import annotations

import datetime as dt
import functools
import types
from collections.abc import Mapping
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


Path = tuple[str, ...]


def to_raw(field: FormField, value: Any) -> Any:
    """Turn a model's value into what its input shows."""
    if field.kind == "number":
        return write_number(value)
    if field.kind == "date":
        return value.isoformat() if value else None
    if field.kind == "several":
        return list(value)
    if field.kind == "part":
        return part_to_raw(value)
    if field.kind == "rows":
        return [part_to_raw(row) for row in value]
    return value


def part_to_raw(part: Part) -> dict[str, Any]:
    """Turn a model into the raw values of its fields."""
    return {field.name: to_raw(field, getattr(part, field.name)) for field in read_fields(type(part))}


def to_input(field: FormField, raw: Any) -> Any:
    """Turn a raw value into what the model validates: a blank number or date is None where the field allows it."""
    if field.kind in ("number", "date") and isinstance(raw, str):
        text = raw.strip()
        return None if field.optional and not text else text
    if field.kind == "part" and isinstance(raw, Mapping):
        return _part_to_input(field, raw)
    if field.kind == "rows" and isinstance(raw, list | tuple):
        return [_part_to_input(field, row) if isinstance(row, Mapping) else row for row in raw]
    return raw


def _part_to_input(field: FormField, raw: Mapping[str, Any]) -> dict[str, Any]:
    inner = {each.name: each for each in read_fields(field.part)} if field.part else {}
    return {name: to_input(inner[name], value) if name in inner else value for name, value in raw.items()}


def write_number(value: float | None) -> str:
    """Write a number so that reading it gives the same one; blank for None."""
    return "" if value is None else repr(value).removesuffix(".0")


def flatten(model: type[Part], nested: Mapping[str, Any]) -> dict[Path, Any]:
    """Address the raw values of a draft by path; what is no field of the model is left out."""
    flat: dict[Path, Any] = {}
    for field in read_fields(model):
        if field.name not in nested:
            continue
        value = nested[field.name]
        if field.kind == "part" and isinstance(value, Mapping) and field.part:
            known = {each.name for each in read_fields(field.part)}
            flat.update({(field.name, name): inner for name, inner in value.items() if name in known})
        else:
            flat[(field.name,)] = value
    return flat


def nest(flat: Mapping[Path, Any]) -> dict[str, Any]:
    """Turn values by path into a draft: the reverse of `flatten`."""
    nested: dict[str, Any] = {}
    for path, value in flat.items():
        if len(path) == 1:
            nested[path[0]] = value
        else:
            nested.setdefault(path[0], {})[path[1]] = value
    return nested
