"""The input of one field: label, hint, control, and below it what is wrong and how many words there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as ipw

from prepkit.forms.controls import make_control, offer, read_control, show_raw
from prepkit.forms.style import render_error, render_line
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices, name_choices
from prepkit.models.form_field import FormField, Path

OnEdit = Callable[[Path, Any], None]


class FieldInput:
    """Shows one field and reports each edit as a raw value.

    Args:
        field: The field.
        on_edit: Called with the path below this input, here always `()`, and the raw value.
        choices: Names of values by field.
        number: The number of the row that it stands in, if it does; part of its label.
    """

    def __init__(self, field: FormField, on_edit: OnEdit, choices: Choices, *, number: int | None = None) -> None:
        self._field = field
        self._on_edit = on_edit
        self._error = ""
        label = field.title if number is None else f"{field.title} {number}"
        picked = field.name in choices or bool(field.choices)
        self.control = make_control(field, label, name_choices(field, choices) if picked else None)
        self._note = ipw.HTML()
        self._note.add_class("pk-note")
        self.view = ipw.VBox([self.control, self._note])
        self.view.add_class("pk-field")
        self.view.add_class(f"pk-{field.kind.replace(' ', '-')}")
        self.view.add_class(f"pk-lines-{min(field.lines, 6)}")
        self._annotate()
        self.control.observe(self._report, names="value")

    def read(self) -> Any:
        """Return the raw value."""
        return read_control(self.control)

    def show(self, raw: Any) -> None:
        """Show a raw value."""
        show_raw(self.control, raw)

    def offer(self, names: dict[str, str]) -> None:
        """Offer other values in a dropdown; the one that is chosen stays."""
        offer(self.control, {"": "Not chosen", **names})

    def mark(self, errors: Errors) -> None:
        """Say what is wrong, or that nothing is."""
        text = " ".join(dict.fromkeys(errors.values()))
        if text != self._error:
            self._error = text
            (self.view.add_class if text else self.view.remove_class)("pk-wrong")
            # The title attribute is the control's description for a screen reader.
            self.control.tooltip = f"{text} {self._field.hint}".strip()
            self._annotate()

    def _report(self, _change: Any) -> None:
        if self._field.words:
            self._annotate()
        self._on_edit((), self.read())

    def _annotate(self) -> None:
        parts = [render_line(self._field.hint, "hint"), render_error(self._error)]
        if self._field.words:
            words = len(str(self.read()).split())
            style = "meter pk-over" if words > self._field.words else "meter"
            parts.append(render_line(f"{words:,} of about {self._field.words:,} words", style))
        self._note.value = "".join(parts)
