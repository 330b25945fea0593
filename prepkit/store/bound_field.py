"""One text of one record, saved while it is typed: what ties an editor to a collection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from prepkit.errors import RecordNotFoundError, UsageError
from prepkit.models import Record
from prepkit.models.form_field import FormField, read_fields
from prepkit.store.autosave import Autosave, say_saved
from prepkit.store.contract import Collection
from prepkit.store.editor import Editor


class BoundField:
    """Reads a text field of a record and saves each change of it as a form does.

    Args:
        collection: Where the record is kept.
        record_id: The record; a blank one is begun if there is none, and saved once something is typed.
        name: The field, a line or prose.

    Raises:
        UsageError: the record has no text of this name.
    """

    def __init__(self, collection: Collection[Any], record_id: str, name: str) -> None:
        self.field = find_text_field(collection.model, name)
        self._editor: Editor[Any] = Editor(collection, _get_or_begin(collection, record_id))
        self._say: Callable[[str, bool], None] = _keep_quiet
        self._lock = threading.Lock()  # guards what is not saved yet
        self._saving = threading.Lock()  # one save at a time, while typing goes on
        self._unsaved: str | None = None
        self._autosave = Autosave(self._save)

    def read(self) -> str:
        """Return the text as it is stored, or as it was typed where it does not fit yet."""
        text = self._editor.raw()[self.field.name]
        return "" if text is None else str(text)

    def tell(self, say: Callable[[str, bool], None]) -> None:
        """Say what is saved, and whether something is wrong, now and after each change; from any thread."""
        self._say = say
        self._report()

    def note(self, text: str) -> None:
        """Take a changed text, to be saved within two seconds."""
        with self._lock:
            first = self._unsaved is None
            self._unsaved = text
        if first:
            self._say("Saving soon", False)
        self._autosave.touch()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._autosave.flush()

    def _save(self) -> None:
        with self._saving:
            with self._lock:
                text = self._unsaved
            if text is None:
                return
            try:
                self._editor.save({(self.field.name,): text})
            except Exception as error:
                # Whatever keeps a collection from saving, the person must see it and the text must stay.
                self._say(f"Not saved: {error} What you typed stays here and is tried again at your next change.", True)
                return
            with self._lock:
                # What was typed during the save stays for the next one.
                done = self._unsaved == text
                if done:
                    self._unsaved = None
            if done:
                self._report()

    def _report(self) -> None:
        saved = say_saved(self._editor.saved_at())
        wrong = " ".join(text for place, text in self._editor.errors.items() if place[:1] == (self.field.name,))
        self._say(f"{saved}. Kept as you typed it, but it does not fit yet: {wrong}" if wrong else saved, bool(wrong))


def _keep_quiet(_text: str, _wrong: bool) -> None:
    pass


def _get_or_begin(collection: Collection[Any], record_id: str) -> Any:
    try:
        return collection.get(record_id)
    except RecordNotFoundError:
        return collection.model(id=record_id)


def find_text_field(model: type[Record], name: str) -> FormField:
    """Return a line or prose of a model; raises UsageError that names those it has."""
    fields = {each.name: each for each in read_fields(model) if each.kind in ("line", "prose")}
    if name not in fields:
        raise UsageError(
            f'{model.__name__} has no text "{name}"', where="field", cure=f"Name one of: {', '.join(fields)}"
        )
    return fields[name]
