"""A part of one record, saved field by field while it is typed: what ties a builder to a collection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from prepkit.models import Record
from prepkit.models.admission import Errors
from prepkit.models.raw import Path
from prepkit.store.autosave import Autosave, say_saved
from prepkit.store.contract import Collection
from prepkit.store.editor import Editor


class BoundPart:
    """Reads one part of a record, such as a story's metric, and saves each change of it as a form does.

    Args:
        collection: Where the record is kept.
        record: The record, as it is stored.
        name: The field that holds the part.
        say: Told what is saved, and whether something is wrong, after each change; from any thread.
    """

    def __init__(
        self, collection: Collection[Any], record: Record, name: str, say: Callable[[str, bool], None]
    ) -> None:
        self._name = name
        self._say = say
        self._editor: Editor[Any] = Editor(collection, record)
        self._lock = threading.Lock()  # guards what is not saved yet
        self._saving = threading.Lock()  # one save at a time, while typing goes on
        self._edits: dict[Path, Any] = {}
        self._autosave = Autosave(self._save)

    def read(self) -> dict[str, Any]:
        """Return what the inputs show, by field of the part: as stored, or as typed where it does not fit yet."""
        return dict(self._editor.raw()[self._name])

    @property
    def errors(self) -> Errors:
        """What does not fit, by place within the part."""
        return {place[1:]: text for place, text in self._editor.errors.items() if place[:1] == (self._name,)}

    def note(self, field: str, raw: Any) -> None:
        """Take a changed field of the part, to be saved within two seconds."""
        with self._lock:
            self._edits[(self._name, field)] = raw
        self._say("Saving soon", False)
        self._autosave.touch()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._autosave.flush()

    def say_state(self) -> str:
        """Say when it was saved last, and whether something does not fit yet."""
        saved = say_saved(self._editor.saved_at())
        return f"{saved}. What does not fit yet is kept as you typed it." if self.errors else saved

    def _save(self) -> None:
        with self._saving:
            with self._lock:
                edits = dict(self._edits)
            if not edits:
                return
            try:
                self._editor.save(edits)
            except Exception as error:
                # Whatever keeps a collection from saving, the person must see it and the text must stay.
                self._say(f"Not saved: {error} What you typed stays here and is tried again at your next change.", True)
                return
            with self._lock:
                # What was typed during the save stays for the next one.
                self._edits = {
                    path: raw for path, raw in self._edits.items() if path not in edits or edits[path] != raw
                }
            self._say(self.say_state(), False)
