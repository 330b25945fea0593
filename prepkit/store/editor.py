"""One record while it is edited: what is stored, what does not fit yet, and how edits are saved field by field."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from prepkit.errors import RecordNotFoundError
from prepkit.models import Record
from prepkit.models.admission import Admission, Errors, admit
from prepkit.models.form_field import read_fields
from prepkit.models.raw import Path, flatten, nest, part_to_raw
from prepkit.store.contract import Collection

R = TypeVar("R", bound=Record)
# Several editors of one record save by themselves, each on a thread of its own. Nothing may be written between what
# one of them reads and what it writes, or it would write back the fields that another has just changed.
_STORING = threading.RLock()


class Editor(Generic[R]):
    """Reads and saves one record of a collection.

    Saving reads the stored record again and changes only the fields that were edited here, so that two editors of
    one record do not undo each other's work.

    Args:
        collection: Where the record is kept.
        record: The record as it is stored, or a blank one, which is saved once something is typed.
    """

    def __init__(self, collection: Collection[R], record: R) -> None:
        self._collection = collection
        self.record = record
        self.errors: Errors = {}

    def raw(self) -> dict[str, Any]:
        """Return what the inputs show: the stored values, and in front of them what was typed and does not fit yet."""
        record, _ = self._fetch()
        draft = flatten(type(record), self._collection.draft(record.id))
        admission = admit(record, {}, draft)
        self.record, self.errors = record, admission.errors
        values = part_to_raw(record)
        for path, raw in draft.items():
            if len(path) == 1:
                values[path[0]] = raw
            else:
                values[path[0]][path[1]] = raw
        return values

    def save(self, edits: Mapping[Path, Any]) -> R:
        """Save the edits that fit into the record and the others as its draft; return the record.

        Whatever the collection raises is raised, with the earlier record and draft as they were or the record saved.
        """
        with _STORING:
            return self._store(edits)

    def hold(self, edits: Mapping[Path, Any]) -> None:
        """Keep edits as the draft, fit or not, and leave the record alone."""
        with _STORING:
            kept = self._collection.draft(self.record.id)
            held = flatten(type(self.record), kept)
            self._collection.save_draft(self.record.id, nest({**held, **edits}))

    def saved_at(self) -> dt.datetime | None:
        """Return when the record was saved last, or None."""
        return self._collection.saved_at(self.record.id)

    def _store(self, edits: Mapping[Path, Any]) -> R:
        base, stored = self._fetch()
        kept = self._collection.draft(base.id)
        admission = admit(base, edits, flatten(type(base), kept))
        record, draft = admission.record, self._make_draft(kept, admission)
        untouched = not stored and record.is_blank() and not draft
        if not untouched and not (stored and record == base):
            self._collection.save(record)
        if draft != kept:
            self._collection.save_draft(record.id, draft)
        self.record, self.errors = record, admission.errors
        return record

    def _fetch(self) -> tuple[R, bool]:
        try:
            return self._collection.get(self.record.id), True
        except RecordNotFoundError:
            # Not saved yet, or deleted elsewhere: what this editor saw last is all there is.
            return self.record, False

    def _make_draft(self, kept: Mapping[str, Any], admission: Admission[R]) -> dict[str, Any]:
        known = {each.name for each in read_fields(type(self.record))}
        foreign = {name: value for name, value in kept.items() if name not in known}
        return {**foreign, **nest(admission.rejected)}
