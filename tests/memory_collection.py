"""A collection in memory, with the behaviour of the workspace's, and ways to find things in a form."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import ipywidgets as ipw

from prepkit.errors import RecordNotFoundError, WorkspaceError
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.store.changes import Changes


class MemoryCollection:
    """Keeps records and drafts in dictionaries; `broken` makes every save fail."""

    acknowledgements: MemoryCollection | None = None

    def __init__(self, model: type, *records: Any) -> None:
        self.model = model
        self.records = {record.id: record for record in records}
        self.drafts: dict[str, str] = {}
        self.saves: list[Any] = []
        self.broken = ""
        self._lock = threading.RLock()
        self.changes = Changes()

    def all(self) -> list[Any]:
        """Return every record."""
        return list(self.records.values())

    def get(self, record_id: str) -> Any:
        """Return one record."""
        if record_id not in self.records:
            raise RecordNotFoundError(f'no record "{record_id}"')
        return self.records[record_id]

    def save(self, record: Any) -> Any:
        """Keep a record, and remember that it was saved."""
        if self.broken:
            raise WorkspaceError(self.broken, cure="Try again")
        self.saves.append(record)
        self.records[record.id] = record
        self.changes.tell([self.model.kind])
        return record

    def update(self, record_id: str, change: Any) -> None:
        """Change a record and its draft, one at a time."""
        with self._lock:
            stored, kept = self.records.get(record_id), self.draft(record_id)
            if stored is not None:
                stored = self.get(record_id)
            record, values = change(stored, dict(kept))
            if record is not None and record != stored:
                self.save(record)
            if values != kept:
                self.save_draft(record_id, values)

    def delete(self, record_id: str) -> None:
        """Take a record out."""
        self.get(record_id)
        del self.records[record_id]
        self.changes.tell([self.model.kind])

    def draft(self, record_id: str) -> dict[str, Any]:
        """Return a draft."""
        return json.loads(self.drafts.get(record_id, "{}"))

    def save_draft(self, record_id: str, values: dict[str, Any]) -> None:
        """Keep a draft, as JSON."""
        self.drafts[record_id] = json.dumps(copy.deepcopy(values))
        self.changes.tell([self.model.kind])

    def saved_at(self, record_id: str) -> dt.datetime | None:
        """Return the same moment for every record."""
        return dt.datetime(2026, 1, 26, 14, 3, 22, tzinfo=dt.UTC) if record_id in self.records else None


def walk(widget: Any) -> Iterator[Any]:
    """Yield a widget and all below it, in the order in which they stand on the page."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def find(form: Any, label: str, position: int = 0) -> Any:
    """Return the control or button of this label."""
    labelled = (ipw.Text, ipw.Textarea, ipw.Dropdown, ipw.Checkbox, ipw.DatePicker, ipw.Button)
    found = [each for each in walk(form) if isinstance(each, labelled) and each.description == label]
    return [*found, *(each for each in walk(form) if isinstance(each, ReviewEditor) and each.label == label)][position]


def read_html(form: Any) -> str:
    """Return all the HTML that a form shows, its style sheet apart."""
    shown = "\n".join(each.value for each in walk(form) if isinstance(each, ipw.HTML))
    return re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)
