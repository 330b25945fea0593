"""Raw values: what stands in an input, as JSON, whether or not it fits the model.

Raw values are addressed by path: `("title",)` for a field, `("custom_shares", "resume")` for a field of a part.
A list of rows is one value, and so is a choice of several.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prepkit.models import Part
from prepkit.models.form_field import FormField, read_fields

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
    if value is None:
        return ""
    text = repr(value)
    return text.removesuffix(".0")


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
