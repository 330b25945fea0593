"""The log of preparation hours: a small form to add an entry, and a table of those so far."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ipywidgets as ipw

from prepkit.boards.hours_table import render_hours_html, render_hours_text, say_minutes, sort_entries
from prepkit.forms.record_form import RecordForm, check_model
from prepkit.forms.sections import mark_inputs
from prepkit.forms.style import render_status
from prepkit.models import HoursEntry
from prepkit.models.admission import admit
from prepkit.models.choices import load_choices, name_record, name_records
from prepkit.models.fields import make_id
from prepkit.models.raw import Path
from prepkit.store.contract import Collection
from prepkit.store.draft import RecordDraft

_PICKED = 200  # so many of the latest entries can be picked; a list of thousands is none
NEW = "new-entry"  # the id under which an entry is kept until it is added


class HoursLog(RecordForm[HoursEntry]):
    """Logs hours: a new entry is added by a button, an earlier one is picked and corrected; arguments as RecordForm.

    What stands in the form before it is added is kept too. Of many entries the latest 200 can be picked.
    """

    noun = "entry"

    def __init__(self, collection: Collection[HoursEntry], record_id: str | None = None) -> None:
        check_model("HoursLog", collection, HoursEntry)
        self._table = ipw.HTML()
        self._areas = load_choices()["area"]
        self._add = ipw.Button(description="Add", button_style="primary")
        self._add.on_click(lambda _button: self.add())
        super().__init__(collection, record_id=record_id)

    def add(self) -> None:
        """Add the entry that stands in the form, or say what it still needs."""
        self.flush()
        raw: dict[Path, Any] = {(name,): each.read() for name, each in self._inputs.items()}
        admission = admit(HoursEntry(id=make_id()), raw, {})
        errors = dict(admission.errors)
        if admission.record.date is None:
            errors.setdefault(("date",), "No date; pick the day you worked.")
        if str(raw[("minutes",)]).strip() in ("", "0"):
            errors[("minutes",)] = "No minutes; write how long you worked, like 45."
        if errors:
            mark_inputs(self._inputs, errors)
            self._status.value = render_status("Not added yet; see what is missing above.", wrong=True)
            return
        try:
            self._collection.save(admission.record)
            self._collection.save_draft(NEW, {})
        except Exception as error:
            self._status.value = render_status(f"Not added: {error} What you typed stays here.", wrong=True)
            return
        self._draft.forget()
        self._load(HoursEntry(id=NEW, area=admission.record.area))
        added = f"Added: {say_minutes(admission.record.minutes)} of {self._areas[admission.record.area].lower()}"
        self._status.value = render_status(added)

    def render_html(self) -> str:
        """Return totals and the latest entries as HTML."""
        return render_hours_html(self._collection.all(), self._areas)

    def render_text(self) -> str:
        """Return totals and the latest entries as plain text."""
        return render_hours_text(self._collection.all(), self._areas)

    @property
    def _is_new(self) -> bool:
        return self._draft.record.id == NEW

    def _build(self) -> None:
        super()._build()
        self._table.add_class("pk-table")
        self._save_button, status = self._bar.children
        self._bar.children = (self._add, self._save_button, status)
        self.children = (*self.children, self._table)

    def _choose(self, records: list[HoursEntry], record_id: str | None) -> HoursEntry:
        return HoursEntry(id=NEW) if record_id is None else super()._choose(records, record_id)

    def _name(self, records: list[HoursEntry]) -> dict[str, str]:
        return {NEW: "New entry", **name_records(sort_entries(records)[:_PICKED])}

    def _load(self, record: HoursEntry) -> None:
        with self._lock:
            if record.id != NEW and record.id not in self._picker.names:
                self._picker.rename(record.id, name_record(record))
            super()._load(record)
            self._add.layout.display = "" if self._is_new else "none"
            self._save_button.layout.display = "none" if self._is_new else ""
            if self._is_new:
                self._fill_in(self._collection.draft(NEW))
            self._table.value = render_hours_html(self._collection.all(), self._areas)

    def _fill_in(self, draft: dict[str, Any]) -> None:
        """Offer today, and no minutes rather than 0, where nothing has been typed."""
        offered = {"date": dt.datetime.now().astimezone().date().isoformat(), "minutes": ""}
        self._show({name: raw for name, raw in offered.items() if name not in draft})

    def _edit(self, record: HoursEntry) -> RecordDraft[HoursEntry]:
        held = record.id == NEW
        return RecordDraft(self._collection, record, self._say, after=None if held else self._follow_save, hold=held)

    def _show_changes(self) -> None:
        super()._show_changes()
        self._table.value = render_hours_html(self._collection.all(), self._areas)

    def _pick(self, record_id: str) -> None:
        if record_id == NEW:
            self._begin()
        else:
            super()._pick(record_id)

    def _begin(self) -> None:
        self.flush()
        self._switch(HoursEntry(id=NEW))
