"""A list of parts as a table to type into: a row each, a column a field."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw

from prepkit.forms.field_input import OnEdit
from prepkit.forms.style import make_rules, render_error, render_heads, render_line
from prepkit.models import Part
from prepkit.models.admission import Errors
from prepkit.models.choices import name_choices
from prepkit.models.form_field import FormField, read_fields


class RowTable:
    """Shows a list of parts as a table and reports the whole list at each edit.

    Each cell has its label, column and row number, for those who cannot see the head; on a narrow page it is shown.

    Args:
        field: The field that holds the list.
        on_edit: Called with `()` and the raw rows.
        widths: The width of each column, as CSS has it, such as "2fr".
    """

    def __init__(self, field: FormField, on_edit: OnEdit, widths: tuple[str, ...]) -> None:
        self._field = field
        self._columns = read_fields(field.part or Part)
        self._on_edit = on_edit
        self._noun = self._columns[0].title.lower()
        self._rows: list[list[Any]] = []
        self._busy = False
        self._head = ipw.HTML(render_heads([column.title for column in self._columns]))
        self._body = ipw.VBox([])
        self._body.add_class("pk-cells")
        self._error = ipw.HTML()
        article = "an" if self._noun[0] in "aeiou" else "a"
        self._add = ipw.Button(description=f"Add {article} {self._noun}", tooltip=field.title)
        self._add.on_click(self._append)
        columns = " ".join([*widths, "max-content"])
        style = make_rules(f".pk-of-{field.name} {{ --pk-columns: {columns}; }}")
        hint = ipw.HTML(render_line(field.hint, "hint"))
        self.view = ipw.VBox([style, hint, self._head, self._body, self._error, self._add])
        for name in ("pk-row-table", f"pk-of-{field.name}", "pk-wide"):
            self.view.add_class(name)
        self._head.add_class("pk-cell-head")

    def read(self) -> list[dict[str, Any]]:
        """Return the raw values of every row."""
        return [
            {
                column.name: " ".join(str(cell.value).split("\n"))
                for column, cell in zip(self._columns, row, strict=True)
            }
            for row in self._rows
        ]

    def show(self, raw: Any) -> None:
        """Show these rows."""
        values = [row if isinstance(row, dict) else {} for row in raw] if isinstance(raw, list | tuple) else []
        self._busy = True
        while len(self._rows) < len(values):
            self._make_row()
        del self._rows[len(values) :]
        for row, value in zip(self._rows, values, strict=True):
            for column, cell in zip(self._columns, row, strict=True):
                _put(cell, str(value.get(column.name) or ""))
        self._busy = False
        self._lay_out()

    def mark(self, errors: Errors) -> None:
        """Say below the table which cell is wrong, and how."""
        titles = {column.name: column.title for column in self._columns}
        lines = []
        for place, text in errors.items():
            where = f"{titles.get(str(place[1]), '')} {int(place[0]) + 1}: " if len(place) > 1 else ""
            lines.append(render_error(where + text))
        self._error.value = "".join(lines)

    def _append(self, _button: Any) -> None:
        self._make_row()
        self._lay_out()
        self._rows[-1][0].focus()
        self._report()

    def _remove(self, index: int) -> None:
        if index >= len(self._rows):
            return  # the second of two quick clicks: its row is gone already
        kept = self.read()
        del kept[index]
        self.show(kept)
        self._add.focus()  # the button that had the focus is gone
        self._report()

    def _make_row(self) -> None:
        number = len(self._rows) + 1
        row = [_make_cell(column, number) for column in self._columns]
        for cell in row:
            cell.observe(self._report, names="value")
        self._rows.append(row)

    def _lay_out(self) -> None:
        boxes = list(self._body.children)[: len(self._rows)]
        for index in range(len(boxes), len(self._rows)):
            remove = ipw.Button(description=f"Remove {index + 1}", tooltip=f"Remove {self._noun} {index + 1}")
            remove.on_click(lambda _button, index=index: self._remove(index))
            box = ipw.Box([*self._rows[index], remove])
            box.add_class("pk-cell-row")
            boxes.append(box)
        if tuple(boxes) != self._body.children:
            self._body.children = tuple(boxes)
        self._head.layout.display = "" if boxes else "none"

    def _report(self, _change: Any = None) -> None:
        if not self._busy:
            self._on_edit((), self.read())


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
