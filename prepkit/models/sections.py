"""Each record as a document, from what its fields say of themselves: its sections, and what it tells.

Forms, cold views, the page, the review, the exports and the gaps read this. A new field of a model says in its own line
which group it stands in (or none), and is found in all of them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prepkit.models.fields import Part, Record
from prepkit.models.form_field import FormField, read_fields

Names = Mapping[str, Mapping[str, str]]  # field, value, name to read


@dataclass(frozen=True)
class Section:
    """Fields that stand under one heading. `id` names the section to a form: `product_decision`; `main` has none."""

    id: str
    heading: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Passage:
    """What a record tells under one heading: the fields that are filled in, each with its text as it was typed."""

    heading: str
    texts: tuple[tuple[FormField, str], ...]


@functools.cache
def sections_of(model: type[Part]) -> tuple[Section, ...]:
    """Return the sections of a model in the order of its fields, as a form shows them."""
    return _collect(model, "group")


@functools.cache
def told_sections(model: type[Part]) -> tuple[Section, ...]:
    """Return what a model tells, by heading, in the order of its fields; what is not told is left out."""
    return tuple(section for section in _collect(model, "told") if section.heading)


def describe(record: Record, names: Names | None = None) -> tuple[Passage, ...]:
    """Return what a record tells, heading by heading; headings with nothing below them are left out.

    Args:
        record: What is told.
        names: Names of values by field, for values that are picked; without, they stand as they are kept.
    """
    told = (
        Passage(section.heading, tuple(_read_texts(record, section.fields, names or {})))
        for section in told_sections(type(record))
    )
    return tuple(passage for passage in told if passage.texts)


def say_value(field: FormField, value: Any, names: Names) -> str:
    """Write the value of a field as a person would read it; one that is blank is an empty text."""
    known = names.get(field.name, {})
    if isinstance(value, Part):
        return say_part(value, names)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return f"{value:%a} {value.day} {value:%b} {value.year}"
    if isinstance(value, int | float):
        return repr(value).removesuffix(".0")
    if isinstance(value, tuple):
        if field.kind == "rows":
            return "\n".join(say_part(row, names) for row in value)
        return ", ".join(known.get(item, str(item)) for item in value)
    return known.get(value, str(value)) if value else ""


def say_part(part: Part, names: Names) -> str:
    """Write a part in one line: as it describes itself, or each of its fields by its title."""
    if hasattr(part, "describe"):
        return str(part.describe())
    return "; ".join(f"{title}: {text}" for title, text in list_texts(part, names) if text)


def list_texts(part: Part, names: Names) -> Iterator[tuple[str, str]]:
    """Yield the title and the text of each field of a part."""
    for field in read_fields(type(part)):
        yield field.title, say_value(field, getattr(part, field.name), names)


def list_missing(record: Record) -> list[str]:
    """Name what a record still has to tell: titles of blank fields, and of a part the titles of what it lacks."""
    missing = []
    for section in told_sections(type(record)):
        for field in section.fields:
            value = getattr(record, field.name)
            if field.kind == "part":
                lacking = list_lacking(value)
                missing += [f"{field.title} ({', '.join(lacking)})"] if lacking else []
            elif not value:
                missing.append(field.title)
    return missing


def list_lacking(part: Part) -> list[str]:
    """Name the fields of a part that are still blank."""
    return [title.lower() for title, text in list_texts(part, {}) if not text]


def _read_texts(record: Record, fields: tuple[FormField, ...], names: Names) -> Iterator[tuple[FormField, str]]:
    for field in fields:
        text = say_value(field, getattr(record, field.name), names)
        if text:
            yield field, text


def _collect(model: type[Part], key: str) -> tuple[Section, ...]:
    found: dict[str, list[FormField]] = {}
    for field in read_fields(model):
        found.setdefault(getattr(field, key), []).append(field)
    return tuple(Section(_make_id(heading), heading, tuple(fields)) for heading, fields in found.items())


def _make_id(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_") or "main"
