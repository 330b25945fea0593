"""The inputs of a model laid out under the headings of its groups."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as ipw

from prepkit.forms.field_input import OnEdit
from prepkit.forms.inputs import Input, make_input
from prepkit.forms.widths import find_wide
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Record
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices
from prepkit.models.form_field import read_fields
from prepkit.models.raw import Path


def make_inputs(
    model: type[Record],
    on_edit: Callable[[Path, Any], None],
    choices: Choices,
    known: Acknowledgements | None = None,
) -> dict[str, Input]:
    """Make the input of every field; `on_edit` is called with the full path of what was edited.

    `known` are the findings that are set apart, for the fields that are judged while they are typed.
    """
    fields = read_fields(model)
    inputs = {field.name: make_input(field, _from(field.name, on_edit), choices, known) for field in fields}
    for name in find_wide(fields, choices):
        inputs[name].view.add_class("pk-wide")
    return inputs


def lay_out(model: type[Record], inputs: dict[str, Input]) -> list[Any]:
    """Return a headed section for each group of fields, in the model's order."""
    groups: dict[str, list[Any]] = {}
    for field in read_fields(model):
        groups.setdefault(field.group, []).append(inputs[field.name].view)
    return [_make_section(heading, views) for heading, views in groups.items()]


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
    head = [ipw.HTML(f"<h3>{html.escape(heading)}</h3>")] if heading else []
    section = ipw.VBox([*head, grid])
    section.add_class("pk-section")
    return section
