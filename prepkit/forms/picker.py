"""Pick the record to edit, or begin a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as ipw


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
