"""What is under way and not logged yet, kept as a draft, so that it can be taken up again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from prepkit.store.autosave import Autosave, flush_all
from prepkit.store.contract import Collection

_NOTHING = object()


class Kept:
    """Values by name under one draft id of a collection, each change saved within two seconds.

    Args:
        collection: Whose draft it is.
        draft_id: Under which id.
        say: Told what is saved, and whether something is wrong, from any thread.
    """

    def __init__(self, collection: Collection[Any], draft_id: str, say: Callable[[str, bool], None]) -> None:
        flush_all()  # a cell that runs again within two seconds of typing must find what was typed
        self._collection = collection
        self._id = draft_id
        self._say = say
        self._lock = threading.RLock()
        self._values: dict[str, Any] = dict(collection.draft(draft_id))
        self._changed: dict[str, Any] = {}
        self._anew = False  # whether all that was kept before goes
        self._autosave = Autosave(self._save)

    def text(self, name: str) -> str:
        """Return a text, empty if there is none."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> float | None:
        """Return a number, None if there is none."""
        value = self._values.get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def mapping(self, name: str) -> dict[str, Any]:
        """Return a mapping, empty if there is none."""
        value = self._values.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def listed(self, name: str) -> list[Any]:
        """Return a list, empty if there is none."""
        value = self._values.get(name)
        return list(value) if isinstance(value, list) else []

    def put(self, **changes: Any) -> None:
        """Change values, to be saved soon."""
        with self._lock:
            fresh = {name: value for name, value in changes.items() if self._values.get(name, _NOTHING) != value}
            if not fresh:
                return
            self._values = {**self._values, **fresh}
            self._changed = {**self._changed, **fresh}
        self._say("Saving soon", False)
        self._autosave.touch()

    def begin(self, **values: Any) -> None:
        """Put other values in place of all that were kept, and save them now."""
        with self._lock:
            self._values, self._changed, self._anew = dict(values), dict(values), True
        self.flush()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._autosave.flush()

    def _save(self) -> None:
        with self._lock:
            if not self._changed:
                return
            # Only what was changed here is written, so that the same session in another notebook keeps its part.
            try:
                stored = {} if self._anew else self._collection.draft(self._id)
                self._collection.save_draft(self._id, {**stored, **self._changed})
            except Exception as error:
                # Whatever keeps a collection from saving, the person must see it and the text must stay.
                self._say(f"Not saved: {error} What you typed stays here.", True)
                return
            self._changed, self._anew = {}, False
        self._say("Saved. You can stop here and take it up again.", False)
