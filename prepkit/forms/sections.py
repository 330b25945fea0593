"""The sections of a model, and their inputs under their headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as ipw

from prepkit.errors import UsageError
from prepkit.forms.field_input import OnEdit, find_wide
from prepkit.forms.inputs import Input, make_input
from prepkit.forms.style import render_heading
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Record
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices
from prepkit.models.form_field import Path
from prepkit.models.sections import Section, sections_of


def choose_sections(model: type[Record], ids: Sequence[str] = ()) -> list[Section]:
    """Return the sections of a model in its order, those of these ids if any is named.

    Raises:
        UsageError: there is no such section; the cure names those there are.
    """
    found = {section.id: section for section in sections_of(model)}
    for name in ids:
        if name not in found:
            cure = f"Name one of: {', '.join(found)}"
            raise UsageError(f'{model.__name__} has no section "{name}"', where="sections", cure=cure)
    return [section for name, section in found.items() if not ids or name in ids]


def make_inputs(
    sections: Sequence[Section],
    on_edit: Callable[[Path, Any], None],
    choices: Choices,
    known: Acknowledgements | None = None,
) -> dict[str, Input]:
    """Make the input of every field of some sections.

    Args:
        sections: The sections.
        on_edit: Called with the full path of what was edited, and its raw value.
        choices: Names of values by field.
        known: The findings that are set apart, for the fields that are judged while they are typed.
    """
    fields = [field for section in sections for field in section.fields]
    inputs = {field.name: make_input(field, _from(field.name, on_edit), choices, known) for field in fields}
    for name in find_wide(fields, choices):
        inputs[name].view.add_class("pk-wide")
    return inputs


def lay_out(sections: Sequence[Section], inputs: dict[str, Input]) -> dict[str, Any]:
    """Return the widget of each section by its id."""
    return {
        section.id: _make_section(section.heading, [inputs[field.name].view for field in section.fields])
        for section in sections
    }


def mark_inputs(inputs: dict[str, Input], errors: Errors) -> None:
    """Say at each input what is wrong with it."""
    for name, each in inputs.items():
        each.mark({place[1:]: text for place, text in errors.items() if place[:1] == (name,)})


def _from(name: str, on_edit: Callable[[Path, Any], None]) -> OnEdit:
    def report(path: Path, raw: Any) -> None:
        on_edit((name, *path), raw)

    return report


def _make_section(heading: str, views: list[Any]) -> Any:
    grid = ipw.Box(views)
    grid.add_class("pk-grid")
    head = [ipw.HTML(render_heading(heading))] if heading else []
    section = ipw.VBox([*head, grid])
    section.add_class("pk-section")
    return section
