"""The input of a field that takes several values: a checkbox each, in the order in which they are ticked."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw

from prepkit.forms.field_input import OnEdit
from prepkit.forms.style import render_error, render_line
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices, name_choices
from prepkit.models.form_field import FormField


class ChecksInput:
    """Shows a checkbox for each value that is offered or stored; arguments as FieldInput."""

    def __init__(self, field: FormField, on_edit: OnEdit, choices: Choices) -> None:
        self._field = field
        self._on_edit = on_edit
        self._names = name_choices(field, choices)
        self._chosen: list[Any] = []
        self._error = ""
        self._busy = False
        self._boxes: dict[Any, Any] = {}
        self._head = ipw.HTML()
        self._grid = ipw.Box()
        self._grid.add_class("pk-checks")
        self.view = ipw.VBox([self._head, self._grid])
        self.view.add_class("pk-several")
        self.show([])

    def read(self) -> list[Any]:
        """Return the values in the order in which they were ticked."""
        return list(self._chosen)

    def show(self, raw: Any) -> None:
        """Tick these values."""
        self._chosen = list(raw) if isinstance(raw, list | tuple) else []
        offered = dict.fromkeys([*self._names, *self._chosen])
        if list(offered) != list(self._boxes):
            self._boxes = {value: self._make_box(value) for value in offered}
            self._grid.children = tuple(self._boxes.values())
        self._busy = True
        for value, box in self._boxes.items():
            box.value = value in self._chosen
        self._busy = False
        self._annotate()

    def mark(self, errors: Errors) -> None:
        """Say what is wrong, or that nothing is."""
        text = " ".join(dict.fromkeys(errors.values()))
        if text != self._error:
            self._error = text
            self._annotate()

    def _make_box(self, value: Any) -> Any:
        box = ipw.Checkbox(value=value in self._chosen, description=self._name(value), indent=False)
        box.observe(lambda change: self._tick(value, change["new"]), names="value")
        return box

    def _tick(self, value: Any, on: bool) -> None:
        if self._busy:
            return
        self._chosen = [other for other in self._chosen if other != value] + ([value] if on else [])
        self._annotate()
        self._on_edit((), self.read())

    def _annotate(self) -> None:
        chosen = ",  ".join(f"{place}. {self._name(value)}" for place, value in enumerate(self._chosen, start=1))
        self._head.value = (
            f"{render_line(self._field.title, 'legend')}{render_line(self._field.hint, 'hint')}"
            f"{render_line(chosen or 'None ticked yet', 'chosen')}{render_error(self._error)}"
        )

    def _name(self, value: Any) -> str:
        return self._names.get(value, str(value))
