"""The inputs of single values: a control, an editor, checkboxes; and which of them take the whole width of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import ipywidgets as ipw

from prepkit.forms.controls import make_control, offer, read_control, show_raw
from prepkit.forms.style import render_error, render_legend, render_line
from prepkit.live.editor.acknowledging import Acknowledgements
from prepkit.live.editor.judging import make_field_reviewer
from prepkit.live.editor.review_editor import ReviewEditor
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


_BROAD = ("prose", "part", "rows", "several")


def find_wide(fields: Sequence[FormField], choices: Choices) -> set[str]:
    """Return the names of the fields to give the whole width.

    Those are long texts and lists, the line that names the whole (the first one), and a line that would
    otherwise stand beside a gap.
    """
    wide = {each.name for each in fields if each.kind in _BROAD}
    if fields[0].kind == "line" and fields[0].name not in choices:
        wide.add(fields[0].name)
    alone = [run[-1] for run in _split_runs(fields, wide) if len(run) % 2]
    return wide | {each.name for each in alone if each.kind == "line"}


def _split_runs(fields: Sequence[FormField], wide: set[str]) -> Iterator[list[FormField]]:
    """Yield the fields that follow each other in halves of a line."""
    run: list[FormField] = []
    group = fields[0].group
    for each in fields:
        if each.name in wide or each.group != group:
            yield run
            run = []
        group = each.group
        if each.name not in wide:
            run.append(each)
    yield run


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
        said = f"{render_line(chosen or 'None ticked yet', 'chosen')}{render_error(self._error)}"
        self._head.value = render_legend(self._field) + said

    def _name(self, value: Any) -> str:
        return self._names.get(value, str(value))
