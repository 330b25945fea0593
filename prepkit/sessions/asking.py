"""Small labelled controls for a session: a text, a choice, a button, in the look of the forms."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

import ipywidgets as ipw


@functools.cache
def _read_css() -> str:
    return resources.files(__package__).joinpath("session.css").read_text(encoding="utf-8")


def make_session_style() -> Any:
    """Return what sessions add to the style sheet of the forms, as a widget to stand first in one."""
    style = ipw.HTML(f"<style>{_read_css()}</style>")
    style.add_class("pk-style")
    return style


def ask_text(label: str, hint: str, value: str, note: Callable[[str], None], *, lines: int = 1) -> Any:
    """Return a field for a text; `note` is called with each change of it."""
    shown = {"description": label, "value": value, "tooltip": hint, "continuous_update": True}
    control = ipw.Textarea(rows=lines, **shown) if lines > 1 else ipw.Text(**shown)
    control.observe(lambda change: note(change["new"]), names="value")
    return _frame(control, hint, wide=lines > 1)


def ask_choice(label: str, hint: str, options: Mapping[str, str], value: str, note: Callable[[str], None]) -> Any:
    """Return a field for one of some values, named by `options`; `note` is called with the value that is chosen."""
    known = dict(options) if value in options else {**options, value: f"{value} (not in the list)"}
    control = ipw.Dropdown(
        options=[(name, key) for key, name in known.items()], value=value, description=label, tooltip=hint
    )
    control.observe(lambda change: note(change["new"]), names="value")
    return _frame(control, hint, wide=False)


def find_control(field: Any) -> Any:
    """Return the control of a field."""
    return field.children[0]


def make_button(label: str, act: Callable[[], None], *, primary: bool = False) -> Any:
    """Return a labelled button."""
    button = ipw.Button(description=label, button_style="primary" if primary else "")
    button.on_click(lambda _button: act())
    return button


def lay_fields(*fields: Any) -> Any:
    """Return fields side by side where there is room."""
    grid = ipw.Box(fields)
    grid.add_class("pk-grid")
    return grid


def lay_buttons(*buttons: Any) -> Any:
    """Return buttons in a row."""
    row = ipw.HBox(buttons)
    row.add_class("pk-buttons")
    return row


def head_section(title: str, *children: Any, first: bool = False) -> Any:
    """Return a headed section."""
    section = ipw.VBox([ipw.HTML(f"<h3>{html.escape(title)}</h3>"), *children])
    section.add_class("pk-section")
    if first:
        section.add_class("pk-first")
    return section


def _frame(control: Any, hint: str, *, wide: bool) -> Any:
    note = ipw.HTML(f'<div class="pk-hint">{html.escape(hint)}</div>')
    note.add_class("pk-note")
    field = ipw.VBox([control, note])
    field.add_class("pk-field")
    if wide:
        field.add_class("pk-wide")
    return field
