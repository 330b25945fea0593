"""One input for any field: of a single value, of a part, of a list of parts with a row each, as boxes or as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import ipywidgets as ipw

from prepkit.forms.field_input import ChecksInput, EditorInput, FieldInput, OnEdit, find_wide, make_field_input
from prepkit.forms.style import make_rules, render_error, render_heads, render_legend, render_line
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.models import Part
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices, name_choices
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
        # Where the section is headed by the same words, they need not stand twice.
        head = [ipw.HTML(render_legend(field, titled=field.title.lower() != field.group.lower()))] if field else []
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


class _Rows:
    """A list of parts, of which rows are added and removed; the whole list is reported at each edit."""

    _rows: list[Any]

    def __init__(self, field: FormField, on_edit: OnEdit) -> None:
        self._field = field
        self._on_edit = on_edit
        self._columns = read_fields(field.part or Part)
        self._noun = self._columns[0].title.lower()
        self._rows = []
        self._busy = False
        self._body = ipw.VBox()
        article = "an" if self._noun[0] in "aeiou" else "a"
        self._add = ipw.Button(description=f"Add {article} {self._noun}", tooltip=field.title)
        self._add.on_click(self._append)

    def read(self) -> list[dict[str, Any]]:
        """Return the raw values of every row."""
        raise NotImplementedError

    def show(self, raw: Any) -> None:
        """Show these rows."""
        values = list(raw) if isinstance(raw, list | tuple) else []
        self._busy = True
        # What is there stays: a row takes longer to make than to fill.
        self._rows += [self._make_row(number) for number in range(len(self._rows) + 1, len(values) + 1)]
        del self._rows[len(values) :]
        for row, value in zip(self._rows, values, strict=True):
            self._fill(row, value if isinstance(value, Mapping) else {})
        self._busy = False
        self._lay_out()

    def _make_row(self, number: int) -> Any:
        raise NotImplementedError

    def _fill(self, row: Any, value: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def _frame(self, row: Any, number: int) -> Any:
        """Return a row with the button that removes it."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        frames = list(self._body.children)[: len(self._rows)]
        frames += [self._frame(row, number) for number, row in enumerate(self._rows, start=1) if number > len(frames)]
        if tuple(frames) != self._body.children:
            self._body.children = tuple(frames)

    def _append(self, _button: Any) -> None:
        self._rows.append(self._make_row(len(self._rows) + 1))
        self._lay_out()
        self._report()

    def _remove(self, number: int) -> None:
        if number > len(self._rows):
            return  # the second of two quick clicks: its row is gone already
        kept = self.read()
        del kept[number - 1]
        self.show(kept)
        self._add.focus()  # the button that had the focus is gone
        self._report()

    def _make_remove(self, number: int, label: str, tooltip: str) -> Any:
        button = ipw.Button(description=label, tooltip=tooltip)
        button.on_click(lambda _button: self._remove(number))
        return button

    def _report(self, _change: Any = None) -> None:
        if not self._busy:
            self._on_edit((), self.read())


class RowsInput(_Rows):
    """Shows a list of parts, the fields of each together; arguments as PartInput."""

    def __init__(self, field: FormField, on_edit: OnEdit, choices: Choices, known: Acknowledgements) -> None:
        super().__init__(field, on_edit)
        self._choices = choices
        self._known = known
        self._head = ipw.HTML()
        self._body.add_class("pk-rows")
        self.view = ipw.VBox([self._head, self._body, self._add])
        self.view.add_class("pk-list")
        self.mark({})

    def read(self) -> list[dict[str, Any]]:
        """Return the raw values of every row."""
        return [row.read() for row in self._rows]

    def mark(self, errors: Errors) -> None:
        """Say at each field of each row what is wrong with it."""
        for index, row in enumerate(self._rows):
            row.mark({place[1:]: text for place, text in errors.items() if place[:1] == (index,)})
        whole = " ".join(text for place, text in errors.items() if not place)
        self._head.value = f"{render_legend(self._field)}{render_error(whole)}"

    def _make_row(self, number: int) -> PartInput:
        part = self._field.part or Part
        return PartInput(part, lambda _path, _raw: self._report(), self._choices, self._known, number=number)

    def _fill(self, row: PartInput, value: Mapping[str, Any]) -> None:
        row.show(value)

    def _frame(self, row: PartInput, number: int) -> Any:
        remove = self._make_remove(number, f"Remove {self._noun} {number}", self._field.title)
        frame = ipw.VBox([row.view, remove])
        frame.add_class("pk-row")
        return frame


class RowTable(_Rows):
    """Shows a list of parts as a table to type into: a row each, a column a field.

    Each cell has its label, column and row number, for those who cannot see the head; on a narrow page it is shown.

    Args:
        field: The field that holds the list.
        on_edit: Called with `()` and the raw rows.
        widths: The width of each column, as CSS has it, such as "2fr".
    """

    def __init__(self, field: FormField, on_edit: OnEdit, widths: tuple[str, ...]) -> None:
        super().__init__(field, on_edit)
        self._head = ipw.HTML(render_heads([column.title for column in self._columns]))
        self._head.add_class("pk-cell-head")
        self._body.add_class("pk-cells")
        self._error = ipw.HTML()
        columns = " ".join([*widths, "max-content"])
        style = make_rules(f".pk-of-{field.name} {{ --pk-columns: {columns}; }}")
        hint = ipw.HTML(render_line(field.hint, "hint"))
        self.view = ipw.VBox([style, hint, self._head, self._body, self._error, self._add])
        for name in ("pk-row-table", f"pk-of-{field.name}", "pk-wide"):
            self.view.add_class(name)

    def read(self) -> list[dict[str, Any]]:
        """Return the raw values of every row."""
        names = [column.name for column in self._columns]
        return [
            {name: " ".join(str(cell.value).split("\n")) for name, cell in zip(names, row, strict=True)}
            for row in self._rows
        ]

    def mark(self, errors: Errors) -> None:
        """Say below the table which cell is wrong, and how."""
        titles = {column.name: column.title for column in self._columns}
        lines = []
        for place, text in errors.items():
            where = f"{titles.get(str(place[1]), '')} {int(place[0]) + 1}: " if len(place) > 1 else ""
            lines.append(render_error(where + text))
        self._error.value = "".join(lines)

    def _append(self, _button: Any) -> None:
        super()._append(_button)
        self._rows[-1][0].focus()

    def _make_row(self, number: int) -> list[Any]:
        row = [_make_cell(column, number) for column in self._columns]
        for cell in row:
            cell.observe(self._report, names="value")
        return row

    def _fill(self, row: list[Any], value: Mapping[str, Any]) -> None:
        for column, cell in zip(self._columns, row, strict=True):
            _put(cell, str(value.get(column.name) or ""))

    def _frame(self, row: list[Any], number: int) -> Any:
        remove = self._make_remove(number, f"Remove {number}", f"Remove {self._noun} {number}")
        frame = ipw.Box([*row, remove])
        frame.add_class("pk-cell-row")
        return frame

    def _lay_out(self) -> None:
        super()._lay_out()
        self._head.layout.display = "" if self._rows else "none"


def _below(name: str, on_edit: OnEdit) -> OnEdit:
    def report(_path: Path, raw: Any) -> None:
        on_edit((name,), raw)

    return report


def _make_cell(column: FormField, number: int) -> Any:
    common = {"description": f"{column.title} {number}", "tooltip": column.hint}
    if column.kind == "choice":
        names = name_choices(column, {})
        return ipw.Dropdown(options=[(name, value) for value, name in names.items()], **common)
    return ipw.Textarea(rows=2, **common)


def _put(cell: Any, value: str) -> None:
    if isinstance(cell, ipw.Dropdown) and value not in [each for _, each in cell.options]:
        value = ""
    cell.value = value


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
        return RowsInput(field, on_edit, choices, known)
    return make_field_input(field, on_edit, choices, known)
