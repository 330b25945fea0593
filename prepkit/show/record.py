"""A record as something to read: what a form shows where no kernel runs, as HTML and as plain text."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prepkit.models import Part, Record
from prepkit.models.choices import Choices, load_choices, name_choices, name_record
from prepkit.models.form_field import FormField, read_fields
from prepkit.models.raw import write_number

Row = list[tuple[str, str]]  # titles and texts


@dataclass
class _Group:
    heading: str
    entries: list[tuple[str, str | list[Row]]] = field(default_factory=list)
    blanks: list[str] = field(default_factory=list)


def render_record_html(record: Record, choices: Choices | None = None) -> str:
    """Render a record as HTML without any style: a heading, its fields by group, and what is still blank in words.

    Args:
        record: What to show; every text is escaped.
        choices: Names of values by field, for example those of stories under `story_id`.
    """
    blocks = [f"<h3>{html.escape(name_record(record))}</h3>"]
    for group in _read_groups(record, choices or load_choices()):
        if group.heading:
            blocks.append(f"<h4>{html.escape(group.heading)}</h4>")
        items = "".join(f"<dt>{html.escape(title)}</dt><dd>{_show(value)}</dd>" for title, value in group.entries)
        if items:
            blocks.append(f"<dl>{items}</dl>")
        if group.blanks:
            blocks.append(f"<p>{html.escape(_say_blanks(group))}</p>")
    return f"<section>{''.join(blocks)}</section>"


def render_record_text(record: Record, choices: Choices | None = None) -> str:
    """Render a record as plain text, with the facts of `render_record_html`."""
    lines = [name_record(record)]
    for group in _read_groups(record, choices or load_choices()):
        if group.heading:
            lines += ["", group.heading]
        for title, value in group.entries:
            if isinstance(value, str):
                lines.append(f"  {title}: {value}")
                continue
            lines.append(f"  {title}:")
            lines += ["    - " + "; ".join(f"{name}: {text}" for name, text in row) for row in value]
        if group.blanks:
            lines.append(f"  {_say_blanks(group)}")
    return "\n".join(lines)


def _show(value: str | list[Row]) -> str:
    if isinstance(value, str):
        return _mark_up(value)
    rows = ("<br>".join(f"{html.escape(name)}: {_mark_up(text)}" for name, text in row) for row in value)
    return "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>"


def _mark_up(text: str) -> str:
    return "<br>".join(html.escape(line) for line in text.splitlines())


def _say_blanks(group: _Group) -> str:
    return f"Still blank: {', '.join(group.blanks)}."


def _read_groups(record: Record, choices: Choices) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for each in read_fields(type(record)):
        group = groups.setdefault(each.group, _Group(each.group))
        value = getattr(record, each.name)
        if each.kind == "part":
            shown: str | list[Row] = [_read_row(value, choices)] if not value.is_blank() else ""
        elif each.kind == "rows":
            shown = [_read_row(row, choices) for row in value]
        else:
            shown = _say(each, value, choices)
        if shown:
            group.entries.append((each.title, shown))
        else:
            group.blanks.append(each.title)
    return list(groups.values())


def _read_row(part: Part, choices: Choices) -> Row:
    return list(_read_titles(part, choices))


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
