"""The inputs of parts: a small model within a record, and a list of them with a row each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as ipw

from prepkit.forms.editor_input import EditorInput, make_field_input
from prepkit.forms.field_input import FieldInput, OnEdit
from prepkit.forms.style import render_error, render_line
from prepkit.forms.widths import find_wide
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Part
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices
from prepkit.models.form_field import FormField, Path, read_fields


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
        self._error.value = render_error(whole)


class RowsInput:
    """Shows a list of parts and reports the whole list at each edit; arguments as PartInput."""

    def __init__(
        self, field: FormField, part: type[Part], on_edit: OnEdit, choices: Choices, known: Acknowledgements
    ) -> None:
        self._field = field
        self._part = part
        self._on_edit = on_edit
        self._choices = choices
        self._known = known
        self._noun = read_fields(part)[0].title.lower()
        self._rows: list[PartInput] = []
        self._frames: list[Any] = []
        self._busy = False
        self._head = ipw.HTML()
        self._body = ipw.VBox()
        self._body.add_class("pk-rows")
        article = "an" if self._noun[0] in "aeiou" else "a"
        self._add = ipw.Button(description=f"Add {article} {self._noun}", tooltip=field.title)
        self._add.on_click(self._append)
        self.view = ipw.VBox([self._head, self._body, self._add])
        self.view.add_class("pk-list")
        self.mark({})

    def read(self) -> list[dict[str, Any]]:
        """Return the raw values of every row."""
        return [row.read() for row in self._rows]

    def show(self, raw: Any) -> None:
        """Show these rows."""
        values = list(raw) if isinstance(raw, list | tuple) else []
        # What is there stays: a row takes longer to make than to fill.
        while len(self._rows) < len(values):
            self._make_row()
        del self._rows[len(values) :], self._frames[len(values) :]
        if self._body.children != tuple(self._frames):
            self._body.children = tuple(self._frames)
        self._busy = True
        for row, value in zip(self._rows, values, strict=True):
            row.show(value)
        self._busy = False

    def mark(self, errors: Errors) -> None:
        """Say at each field of each row what is wrong with it."""
        for index, row in enumerate(self._rows):
            row.mark({place[1:]: text for place, text in errors.items() if place[:1] == (index,)})
        whole = " ".join(text for place, text in errors.items() if not place)
        self._head.value = (
            f"{render_line(self._field.title, 'legend')}{render_line(self._field.hint, 'hint')}{render_error(whole)}"
        )

    def _append(self, _button: Any) -> None:
        self._make_row()
        self._body.children = tuple(self._frames)
        self._report()

    def _remove(self, index: int) -> None:
        if index >= len(self._rows):
            return  # the second of two quick clicks: its row is gone already
        kept = self.read()
        del kept[index]
        self.show(kept)
        # The button that had the focus is gone; the next one to use is this.
        self._add.focus()
        self._report()

    def _make_row(self) -> None:
        index = len(self._rows)
        row = PartInput(self._part, lambda _path, _raw: self._report(), self._choices, self._known, number=index + 1)
        remove = ipw.Button(description=f"Remove {self._noun} {index + 1}", tooltip=self._field.title)
        remove.on_click(lambda _button: self._remove(index))
        frame = ipw.VBox([row.view, remove])
        frame.add_class("pk-row")
        self._rows.append(row)
        self._frames.append(frame)

    def _report(self) -> None:
        if not self._busy:
            self._on_edit((), self.read())


def _below(name: str, on_edit: OnEdit) -> OnEdit:
    def report(_path: Path, raw: Any) -> None:
        on_edit((name,), raw)

    return report


def _legend(field: FormField) -> str:
    # Where the section is headed by the same words, they need not stand twice.
    title = "" if field.title.lower() == field.group.lower() else field.title
    return f"{render_line(title, 'legend')}{render_line(field.hint, 'hint')}"
