"""The inputs of a part: a small model within a record, or one row of a list."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import ipywidgets as ipw

from prepkit.forms.editor_input import EditorInput, make_field_input
from prepkit.forms.field_input import FieldInput, OnEdit
from prepkit.forms.widths import find_wide
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Part
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices
from prepkit.models.form_field import FormField, read_fields
from prepkit.models.raw import Path


class PartInput:
    """Shows the fields of a part together under one legend.

    Args:
        model: The part's model.
        on_edit: Called with the path of the field within the part, and its raw value.
        choices: Names of values by field.
        known: The findings that are set apart.
        field: The field that holds the part, whose title and hint stand above it; None for a row.
        number: The number of the row, if it is one.
    """

    def __init__(
        self,
        model: type[Part],
        on_edit: OnEdit,
        choices: Choices,
        known: Acknowledgements,
        *,
        field: FormField | None = None,
        number: int | None = None,
    ) -> None:
        self.inputs: dict[str, FieldInput | EditorInput] = {}
        for each in read_fields(model):
            self.inputs[each.name] = make_field_input(each, _below(each.name, on_edit), choices, known, number=number)
        self._error = ipw.HTML()
        for name in find_wide(read_fields(model), choices):
            self.inputs[name].view.add_class("pk-wide")
        grid = ipw.Box([each.view for each in self.inputs.values()])
        grid.add_class("pk-grid")
        head = [ipw.HTML(_legend(field))] if field else []
        self.view = ipw.VBox([*head, self._error, grid])
        self.view.add_class("pk-part")

    def read(self) -> dict[str, Any]:
        """Return the raw values by field."""
        return {name: each.read() for name, each in self.inputs.items()}

    def show(self, raw: Any) -> None:
        """Show raw values by field."""
        values = raw if isinstance(raw, Mapping) else {}
        for name, each in self.inputs.items():
            each.show(values.get(name))

    def mark(self, errors: Errors) -> None:
        """Say at each field what is wrong with it, and above them what is wrong with the whole."""
        for name, each in self.inputs.items():
            each.mark({place: text for place, text in errors.items() if place[:1] == (name,)})
        whole = " ".join(text for place, text in errors.items() if not place)
        self._error.value = f'<div class="pk-error" role="alert">{html.escape(whole)}</div>' if whole else ""


def _below(name: str, on_edit: OnEdit) -> OnEdit:
    def report(_path: Path, raw: Any) -> None:
        on_edit((name,), raw)

    return report


def _legend(field: FormField) -> str:
    # Where the section is headed by the same words, they need not stand twice.
    title = "" if field.title.lower() == field.group.lower() else html.escape(field.title)
    return f'<div class="pk-legend">{title}</div><div class="pk-hint">{html.escape(field.hint)}</div>'
