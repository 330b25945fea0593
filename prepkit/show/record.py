"""A record as something to read: what a form shows where no kernel runs, and what the page shows."""

from __future__ import annotations

from collections.abc import Collection

from prepkit.blocks import Block, Entry, Heading, Item, Paragraph
from prepkit.models import Part, Record
from prepkit.models.choices import Choices, load_choices, name_choices, name_record
from prepkit.models.form_field import FormField
from prepkit.models.sections import list_texts, say_value, sections_of


def read_record(record: Record, choices: Choices | None = None, sections: Collection[str] | None = None) -> list[Block]:
    """Return a record as blocks: its name, its fields by group, and what is still blank in words.

    Args:
        record: What to show.
        choices: Names of values by field, for example those of stories under `story_id`.
        sections: The ids of the sections to show; all if None.
    """
    known = choices or load_choices()
    blocks: list[Block] = [Heading(name_record(record))]
    for section in sections_of(type(record)):
        if sections is not None and section.id not in sections:
            continue
        entries, blanks = list[Block](), list[str]()
        for field in section.fields:
            body = _read_field(field, getattr(record, field.name), known)
            if body:
                entries.append(Entry(field.title, body))
            else:
                blanks.append(field.title)
        blocks += [Heading(section.heading, 2)] if section.heading else []
        blocks += entries
        blocks += [Paragraph(f"Still blank: {', '.join(blanks)}.", "hint")] if blanks else []
    return blocks


def _read_field(field: FormField, value: object, choices: Choices) -> str | list[Block]:
    if isinstance(value, Part):
        return [] if value.is_blank() else [_read_part(value, choices)]
    if field.kind == "rows":
        return [_read_part(row, choices) for row in value] if isinstance(value, tuple) else []
    return say_value(field, value, {field.name: name_choices(field, choices)})


def _read_part(part: Part, choices: Choices) -> Block:
    first, *rest = [f"{title}: {text or '[blank]'}" for title, text in list_texts(part, choices)]
    return Item(first, "\n".join(rest))
