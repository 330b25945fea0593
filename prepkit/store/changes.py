"""The one teller: who listens hears which kinds of record changed, here at once, elsewhere within a second."""

from __future__ import annotations

import contextlib
import inspect
import logging
import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prepkit.store.fingerprints import DATABASE, PROFILE, connect, take_fingerprints

Hear = Callable[[frozenset[str]], None]
AT_HAND = " at hand"  # what a kind is marked with when only the record that is worked on is another
EVERY = 0.25  # seconds between two looks at what other processes did


class Changes:
    """Tells listeners the kinds of record that changed, `profile` for the profile; drafts count as their kind.

    A thread watches for other processes from the first listener to the last; without any there is none.

    Args:
        folder: The workspace; None for one that no other process can change.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._listeners: list[tuple[Callable[[], Hear | None], frozenset[str] | None]] = []
        self._marks: dict[str, str] = {}
        self._watch: threading.Thread | None = None
        self._ended = threading.Event()
        self._at_hand: dict[str, str] = {}
        _ALL.add(self)

    def listen(self, hear: Hear, kinds: Iterable[str] | None = None) -> Callable[[], None]:
        """Call a function after each change, on the thread that saved or on the one that watches other processes.

        Args:
            hear: Called with the kinds that changed. A method is held weakly: it ends with its object. It must not
                wait for a save of anything.
            kinds: The kinds to hear of; all if None.

        Returns:
            What ends it.
        """
        held: Callable[[], Hear | None] = weakref.WeakMethod(hear) if inspect.ismethod(hear) else lambda: hear
        one = (held, None if kinds is None else frozenset(kinds))
        with self._lock:
            self._listeners.append(one)
            if self._folder is not None and (self._watch is None or not self._watch.is_alive()):
                self._marks = self._take()
                given = (weakref.ref(self), self._folder, self._ended)
                self._watch = threading.Thread(target=_look, args=given, name=f"watch {self._folder}", daemon=True)
                self._watch.start()

        def stop() -> None:
            with self._lock, contextlib.suppress(ValueError):
                self._listeners.remove(one)
            self._end_if_alone()

        return stop

    def tell(self, kinds: Iterable[str]) -> None:
        """Tell that these kinds were changed in this process, and stored."""
        changed = frozenset(kinds)
        if not changed or not self._listeners:
            return
        if self._folder is not None:
            with self._lock:  # what is told here is no news from elsewhere
                now = self._take(changed)
                self._marks.update({kind: now.get(kind, "") for kind in changed})
        self._pass_on(changed)

    def at_hand(self, kind: str) -> str:
        """Return the id of the record of a kind that is worked on now, blank if none was taken up."""
        return self._at_hand.get(kind, "")

    def take_up(self, kind: str, record_id: str) -> None:
        """Tell the views of this process which record of a kind is worked on: they hear the kind with a mark."""
        if self._at_hand.get(kind) != record_id:
            self._at_hand[kind] = record_id
            self._pass_on(frozenset({f"{kind}{AT_HAND}"}))

    def close(self) -> None:
        """End every listening."""
        with self._lock:
            self._listeners.clear()
        self._end_if_alone()

    def _reset(self) -> None:
        self._lock, self._ended = threading.RLock(), threading.Event()
        self._listeners, self._watch = [], None

    def _take(self, kinds: Iterable[str] | None = None) -> dict[str, str]:
        return take_fingerprints(self._folder, kinds) if self._folder is not None else {}

    def _pass_on(self, changed: frozenset[str]) -> None:
        for held, kinds in list(self._listeners):
            hear = held()
            wanted = changed if kinds is None else changed & kinds
            if hear is None or not wanted:
                continue
            try:
                hear(wanted)
            except Exception as error:
                # What was stored is stored, whatever a view makes of it; its words may be the person's own.
                logging.getLogger(__name__).warning("a listener failed: %s", type(error).__name__)

    def _end_if_alone(self) -> None:
        with self._lock:
            self._listeners = [one for one in self._listeners if one[0]() is not None]
            if not self._listeners and self._watch is not None:
                self._ended.set()
                self._watch, self._ended = None, threading.Event()

    def _compare(self, ended: threading.Event) -> None:
        """Tell what changed since the last look."""
        with self._lock:
            if ended.is_set():
                return
            marks, known = self._take(), self._marks
            self._marks = marks
        self._pass_on(frozenset(kind for kind in {*marks, *known} if marks.get(kind, "") != known.get(kind, "")))


def _look(held: weakref.ref[Changes], folder: Path, ended: threading.Event) -> None:
    """Look at the counter of the database and at the profile's file, until nobody listens or the workspace is gone."""
    before: Any = None
    connection: sqlite3.Connection | None = None
    while not ended.wait(EVERY):
        if connection is None:
            with contextlib.suppress(sqlite3.Error):
                connection = connect(folder / DATABASE)
        now = (_count(connection), _stat(folder / PROFILE))
        changes = held()
        if changes is None:
            break
        if now != before:
            before = now
            changes._compare(ended)
        changes._end_if_alone()
        del changes
    if connection is not None:
        connection.close()


def _count(connection: sqlite3.Connection | None) -> int | None:
    if connection is None:
        return None
    try:
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.Error:
        return None  # moved away meanwhile, say


def _stat(path: Path) -> tuple[int, ...]:
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return ()


_ALL: weakref.WeakSet[Changes] = weakref.WeakSet()


def _begin_anew() -> None:
    # A forked child has neither the thread nor whoever held the lock; its parent's views are not its own.
    for changes in list(_ALL):
        changes._reset()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
