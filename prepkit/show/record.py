"""A record as something to read: what a form shows where no kernel runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from prepkit.blocks import Block, Entry, Heading, Item, Paragraph
from prepkit.models import Part, Record
from prepkit.models.choices import Choices, load_choices, name_choices, name_record
from prepkit.models.form_field import FormField, read_fields
from prepkit.models.raw import write_number


def read_record(record: Record, choices: Choices | None = None, fields: Collection[str] | None = None) -> list[Block]:
    """Return a record as blocks: its name, its fields by group, and what is still blank in words.

    Args:
        record: What to show.
        choices: Names of values by field, for example those of stories under `story_id`.
        fields: The names of the fields to show; all if None.
    """
    groups: dict[str, tuple[list[Block], list[str]]] = {}
    for each in read_fields(type(record)):
        if fields is not None and each.name not in fields:
            continue
        entries, blanks = groups.setdefault(each.group, ([], []))
        body = _read(each, getattr(record, each.name), choices or load_choices())
        if body:
            entries.append(Entry(each.title, body))
        else:
            blanks.append(each.title)
    blocks: list[Block] = [Heading(name_record(record))]
    for heading, (entries, blanks) in groups.items():
        blocks += [Heading(heading, 2)] if heading else []
        blocks += entries
        blocks += [Paragraph(f"Still blank: {', '.join(blanks)}.", "hint")] if blanks else []
    return blocks


def _read(each: FormField, value: Any, choices: Choices) -> str | list[Block]:
    if each.kind == "part":
        return [Item(_read_row(value, choices))] if not value.is_blank() else ""
    if each.kind == "rows":
        return [Item(_read_row(row, choices)) for row in value]
    return _say(each, value, choices)


def _read_row(part: Part, choices: Choices) -> str:
    return "; ".join(f"{title}: {text}" for title, text in _read_titles(part, choices))


def _read_titles(part: Part, choices: Choices) -> Iterator[tuple[str, str]]:
    for each in read_fields(type(part)):
        yield each.title, _say(each, getattr(part, each.name), choices) or "[blank]"


def _say(each: FormField, value: Any, choices: Choices) -> str:
    names = name_choices(each, choices)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return f"{value:%a} {value.day} {value:%b} {value.year}"
    if isinstance(value, int | float) or value is None:
        return write_number(value)
    if isinstance(value, tuple):
        return ", ".join(names.get(item, str(item)) for item in value)
    return names.get(value, str(value)) if value else ""
