"""The ipywidgets controls: which one a field gets, how raw values go into it and come out; the list of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import ipywidgets as ipw

from prepkit.models.form_field import FormField

_LAST_DAY = dt.date(9999, 12, 31)  # beyond it a browser offers years that Python has no date for


def make_control(field: FormField, label: str, names: dict[str, str] | None) -> Any:
    """Make the control of a field: a list where there are names to pick from, also if there is none yet.

    Its label is tied to it, and its hint describes it to a screen reader.
    """
    common = {"description": label, "tooltip": field.hint}
    if field.kind == "yes or no":
        return ipw.Checkbox(indent=False, **common)
    if field.kind == "date":
        return ipw.DatePicker(max=_LAST_DAY, **common)
    if names is not None:
        options = names if field.kind == "choice" else {"": "Not chosen", **names}
        return ipw.Dropdown(options=_as_options(options), **common)
    if field.kind == "prose":
        return ipw.Textarea(rows=field.lines, **common)
    return ipw.Text(**common)


def read_control(control: Any) -> Any:
    """Return the raw value that a control shows."""
    value = control.value
    return value.isoformat() if isinstance(value, dt.date) else value


def show_raw(control: Any, raw: Any) -> None:
    """Show a raw value in a control, also one that the control would not offer."""
    if isinstance(control, ipw.DatePicker):
        control.value = _parse_date(raw)
    elif isinstance(control, ipw.Checkbox):
        control.value = raw is True
    elif isinstance(control, ipw.Dropdown):
        _select(control, "" if raw is None else str(raw))
    else:
        control.value = "" if raw is None else str(raw)


def offer(control: Any, names: dict[str, str]) -> None:
    """Offer these values in a dropdown, and keep the one that is chosen."""
    chosen = control.value
    control.options = _as_options(names)
    _select(control, chosen or "")


def _select(control: Any, value: str) -> None:
    if value not in [offered for _, offered in control.options]:
        control.options = (*control.options, (f"{value} (not in the list)" if value else "Not chosen", value))
    control.value = value


def _as_options(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for value, name in names.items()]


def _parse_date(raw: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(raw))
    except ValueError:
        return None


class Picker:
    """A labeled list of records with a button for a new one.

    Args:
        noun: What one record is called, as in "New story".
        names: The records' names by id, each name once.
        on_pick: Called with the id that was picked.
        on_new: Called when a new record is asked for.
    """

    def __init__(
        self, noun: str, names: dict[str, str], on_pick: Callable[[str], None], on_new: Callable[[], None]
    ) -> None:
        self._noun = noun
        self._on_pick = on_pick
        self._names = dict(names)
        self._unsaved = ""
        self._busy = False
        self._list = ipw.Dropdown(description=noun[:1].upper() + noun[1:], tooltip=f"The {noun} to edit")
        self._list.observe(self._report, names="value")
        self._new = ipw.Button(description=f"New {noun}")
        self._new.on_click(lambda _button: on_new())
        self.view = ipw.HBox([self._list, self._new])
        self.view.add_class("pk-picker")

    @property
    def names(self) -> dict[str, str]:
        """The names by id, in order."""
        return dict(self._names)

    def select(self, record_id: str) -> None:
        """Show this record as picked; one that is not in the list yet stands last, as new, until another is picked."""
        if self._unsaved != record_id:
            self._names.pop(self._unsaved, None)
            self._unsaved = ""
        if record_id not in self._names:
            self._names[record_id] = f"New {self._noun}, not saved yet"
            self._unsaved = record_id
        self._show(record_id)

    def offer(self, names: dict[str, str], record_id: str) -> None:
        """Offer other records; the one that is shown stays, also if it is not stored."""
        self._names = dict(names)
        self._unsaved = ""
        self.select(record_id)

    def rename(self, record_id: str, name: str) -> None:
        """Give a record another name, or a new one its first."""
        if record_id == self._unsaved:
            self._unsaved = ""
        others = {other for key, other in self._names.items() if key != record_id}
        unique, number = name, 2
        while unique in others:
            unique, number = f"{name} ({number})", number + 1
        if self._names.get(record_id) != unique:
            self._names[record_id] = unique
            self._show(self._list.value)

    def _show(self, record_id: str) -> None:
        options = [(name, key) for key, name in self._names.items()]
        self._busy = True
        if list(self._list.options) != options:
            self._list.options = options
        self._list.value = record_id
        self._busy = False

    def _report(self, change: Any) -> None:
        if not self._busy and change["new"] is not None:
            self._on_pick(change["new"])
