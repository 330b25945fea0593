"""The input of a long text that is judged while it is typed; beside `FieldInput`, which it stands in for."""

from __future__ import annotations

from typing import Any

from prepkit.forms.field_input import FieldInput, OnEdit
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.live.editor.judging import make_field_reviewer
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.models.admission import Errors
from prepkit.models.choices import Choices
from prepkit.models.form_field import FormField


class EditorInput:
    """Shows one text field and reports each edit; arguments as FieldInput.

    Args:
        known: What is set apart, to leave it out and to keep what is set apart here.
    """

    def __init__(
        self, field: FormField, on_edit: OnEdit, known: Acknowledgements, *, number: int | None = None
    ) -> None:
        label = field.title if number is None else f"{field.title} {number}"
        self._on_edit = on_edit
        self.control = ReviewEditor(
            kind=field.review,
            review=make_field_reviewer(field.section),
            label=label,
            hint=field.hint,
            rows=field.lines,
            words=field.words or 0,
            compact=True,
        )
        known.join(self.control)
        self.view = self.control
        self.control.observe(self._report, names="value")

    def read(self) -> str:
        """Return the text."""
        return self.control.value

    def show(self, raw: Any) -> None:
        """Show a text; None is a blank one."""
        self.control.value = "" if raw is None else str(raw)

    def mark(self, errors: Errors) -> None:
        """Say what is wrong, or that nothing is."""
        text = " ".join(dict.fromkeys(errors.values()))
        self.control.status = {"text": text, "wrong": bool(text)}

    def _report(self, _change: Any) -> None:
        self._on_edit((), self.read())


def make_field_input(
    field: FormField, on_edit: OnEdit, choices: Choices, known: Acknowledgements, *, number: int | None = None
) -> FieldInput | EditorInput:
    """Make the input of a single value: an editor for a text that is judged, an ordinary control for any other."""
    if field.review:
        return EditorInput(field, on_edit, known, number=number)
    return FieldInput(field, on_edit, choices, number=number)
