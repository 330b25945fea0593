"""The log of preparation hours: a small form to add an entry, and a table of those so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Heading, Item, Paragraph, Table
from prepkit.boards.board import MOST_OFFERED, Board, line_up, make_button, offer
from prepkit.forms.sections import lay_out, make_inputs, mark_inputs
from prepkit.models import HoursEntry
from prepkit.models.admission import admit
from prepkit.models.choices import load_choices, name_records
from prepkit.models.fields import make_id
from prepkit.models.form_field import Path
from prepkit.models.sections import sections_of
from prepkit.planning.words import say_hours
from prepkit.show.readable_box import Panel
from prepkit.store.draft import RecordDraft
from prepkit.store.workspace import Workspace

NEW = "new-entry"  # the id under which an entry is kept until it is added
SHOWN = 20  # entries in the table
_NOTHING = "No hours logged yet."


class HoursLog(Board):
    """Logs hours: a new entry is added by a button, an earlier one is picked and corrected.

    What stands in the form before it is added is kept too. Of many entries the latest 200 can be picked.

    Args:
        prep: The workspace.
        record_id: The entry to show first; a new one if None.

    Raises:
        RecordNotFoundError: there is no entry of this id.
    """

    def __init__(self, prep: Workspace, record_id: str | None = None) -> None:
        super().__init__(prep)
        if record_id:
            prep.hours.get(record_id)
        self._first, self._area = record_id or NEW, HoursEntry(id=NEW).area
        self._draft: RecordDraft[HoursEntry] | None = None
        self._entry = self._make_list("Entry", "The entry to edit", lambda _key: self._switch())
        self._inputs = make_inputs(sections_of(HoursEntry), self._note, load_choices())
        self._table = Panel()
        self._add = make_button("Add", self.add, primary=True)
        self._save = make_button("Save now", self.flush, primary=True)
        picker = line_up(self._entry, make_button("New entry", lambda: self._pick(NEW)))
        self._open(picker, *lay_out(sections_of(HoursEntry), self._inputs).values(), buttons=[self._add, self._save])
        self.children = (*self.children, self._table)

    def add(self) -> None:
        """Add the entry that stands in the form, or say what it still needs."""
        self.flush()
        raw: dict[Path, Any] = {(name,): each.read() for name, each in self._inputs.items()}
        admission = admit(HoursEntry(id=make_id()), raw, {})
        entry, errors = admission.record, dict(admission.errors)
        if entry.date is None:
            errors.setdefault(("date",), "No date; pick the day you worked.")
        if str(raw[("minutes",)]).strip() in ("", "0"):
            errors[("minutes",)] = "No minutes; write how long you worked, like 45."
        if errors:
            mark_inputs(self._inputs, errors)
            self._set_status("Not added yet; see what is missing above.", wrong=True)
            return
        if not self._try(lambda: self._store(entry), "Not added: {} What you typed stays here."):
            return
        if self._draft is not None:
            self._draft.forget()
        self._draft, self._area = None, entry.area
        self.update()
        self._set_status(f"Added: {say_hours(entry.minutes)} of {load_choices()['area'][entry.area].lower()}")

    def _store(self, entry: HoursEntry) -> None:
        self._prep.hours.save(entry)
        self._prep.hours.save_draft(NEW, {})

    def flush(self) -> None:
        """Save now what is not saved yet."""
        if self._draft is not None:
            self._draft.flush()

    def read(self) -> Sequence[Block]:
        """Return totals and the latest entries."""
        return describe_hours(self._prep.hours.all(), load_choices()["area"])

    def _switch(self) -> None:
        if self._draft is not None and not self._draft.flush():
            with self._quietly():
                self._entry.value = self._draft.record.id
            return
        self.update()

    def _pick(self, record_id: str) -> None:
        self._entry.value = record_id

    def _update(self) -> None:
        entries = self._prep.hours.all()
        if self._draft is None or not self._draft.unsaved:  # an entry that is written in stays, even if it was deleted
            chosen = self._entry.value or self._first
            latest = sort_entries(entries)
            rest = [one for one in latest[MOST_OFFERED:] if one.id == chosen]
            names = {NEW: "New entry", **name_records([*latest[:MOST_OFFERED], *rest])}
            offer(self._entry, names, first=self._first)
            self._first = NEW
        if self._draft is None or self._draft.record.id != self._entry.value:
            is_new = self._entry.value == NEW
            record = HoursEntry(id=NEW, area=self._area) if is_new else self._prep.hours.get(self._entry.value)
            self._draft = RecordDraft(self._prep.hours, record, self._report, hold=is_new)
            self._add.layout.display = "" if is_new else "none"
            self._save.layout.display = "none" if is_new else ""
            self._set_status(self._draft.say_state())
        self._show(self._draft)
        self._table.show(describe_hours(entries, load_choices()["area"]))

    def _show(self, draft: RecordDraft[HoursEntry]) -> None:
        """Show what is stored, in front of it what does not fit yet, and leave alone what is being typed."""
        shown = draft.read()
        if draft.record.id == NEW:  # today, and no minutes rather than 0, where nothing has been typed
            held = self._prep.hours.draft(NEW)
            offered = {"date": self._prep.today.isoformat(), "minutes": ""}
            shown |= {name: raw for name, raw in offered.items() if name not in held}
        typed = {path[0] for path in draft.unsaved}
        for name, raw in shown.items():
            if name not in typed and self._inputs[name].read() != raw:
                self._inputs[name].show(raw)
        mark_inputs(self._inputs, draft.errors)

    def _note(self, path: Path, raw: Any) -> None:
        with self._lock:
            if not self._setting and self._draft is not None:
                self._draft.put(path, raw)

    def _report(self, text: str, wrong: bool) -> None:
        self._set_status(text, wrong)
        if self._draft is not None:
            mark_inputs(self._inputs, self._draft.errors)


def sort_entries(entries: Sequence[HoursEntry]) -> list[HoursEntry]:
    """Sort entries, the latest day first and those without a day last."""
    return sorted(entries, key=lambda entry: entry.date or dt.date.min, reverse=True)


def describe_hours(entries: Sequence[HoursEntry], areas: Mapping[str, str]) -> list[Block]:
    """Return logged hours to be read: totals by area, areas without any included, then the latest entries."""
    if not entries:
        return [Paragraph(_NOTHING)]
    totals = dict.fromkeys(areas, 0)
    for entry in entries:
        totals[entry.area] = totals.get(entry.area, 0) + entry.minutes
    rows = [
        (entry.date or "No date", areas.get(entry.area, entry.area), say_hours(entry.minutes), entry.note)
        for entry in sort_entries(entries)[:SHOWN]
    ]
    rest = len(entries) - SHOWN
    return [
        Heading("Logged so far"),
        Item(f"Together: {say_hours(sum(totals.values()))}"),
        *(Item(f"{areas.get(area, area)}: {say_hours(minutes)}") for area, minutes in totals.items()),
        Table(pd.DataFrame(rows, columns=["Date", "Area", "Time", "Note"])),
        *([Paragraph(f"And {rest} earlier, counted in the totals.")] if rest > 0 else []),
    ]
