"""One input for any field: what it shows is a raw value, and each edit is reported as one."""

from __future__ import annotations

from typing import Any, Protocol

from prepkit.forms.checks_input import ChecksInput
from prepkit.forms.editor_input import make_field_input
from prepkit.forms.field_input import OnEdit
from prepkit.forms.part_input import PartInput, RowsInput
from prepkit.forms.row_table import RowTable
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices
from prepkit.models.form_field import FormField

# Lists that are typed into as a table, with the widths of its columns.
_WIDTHS = {
    "events": ("1.7fr", "1.5fr", "1.6fr", "1.3fr", "0.9fr"),
    "risk_register": ("1.5fr", "0.8fr", "0.8fr", "1.4fr", "1.6fr", "0.9fr"),
}


class Input(Protocol):
    """What every input can do."""

    view: Any

    def read(self) -> Any:
        """Return the raw value."""

    def show(self, raw: Any) -> None:
        """Show a raw value."""

    def mark(self, errors: Errors) -> None:
        """Say what is wrong, by place below the field, or that nothing is."""


def make_input(field: FormField, on_edit: OnEdit, choices: Choices, known: Acknowledgements | None = None) -> Input:
    """Make the input that a field calls for; `known` are the findings that are set apart."""
    known = known or Acknowledgements()
    if field.kind == "several":
        return ChecksInput(field, on_edit, choices)
    if field.kind == "part" and field.part:
        return PartInput(field.part, on_edit, choices, known, field=field)
    if field.name in _WIDTHS:
        return RowTable(field, on_edit, _WIDTHS[field.name])
    if field.kind == "rows" and field.part:
        return RowsInput(field, field.part, on_edit, choices, known)
    return make_field_input(field, on_edit, choices, known)
