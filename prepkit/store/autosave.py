"""Save a while after the last change, without an event loop: forms are called from threads that have none."""

from __future__ import annotations

import atexit
import datetime as dt
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

PAUSE = 1.0  # seconds without a change until it is saved
LATEST = 1.75  # seconds from the first unsaved change until it is saved in any case; a kill may cost two


class Autosave:
    """Calls `save` once changes pause, and at the latest `LATEST` seconds after the first one.

    Args:
        save: Called from a thread of its own, from `flush`, or when the process ends. It must not raise, and does
            nothing when nothing is unsaved.
        clock: Seconds that only grow.
        make_timer: Makes what waits: called with seconds and a function, gives an object to `start` and `cancel`.
    """

    def __init__(
        self,
        save: Callable[[], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        make_timer: Callable[[float, Callable[[], None]], Any] = threading.Timer,
    ) -> None:
        self._save = save
        self._clock = clock
        self._make_timer = make_timer
        self._lock = threading.Lock()
        self._first: float | None = None
        self._last = 0.0
        self._timer: Any = None
        _LIVE.add(self)

    def touch(self) -> None:
        """Note a change."""
        with self._lock:
            self._last = self._clock()
            if self._first is None:
                self._first = self._last
                self._wait(PAUSE)

    def flush(self) -> None:
        """Save now."""
        with self._lock:
            self._first = None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        self._save()

    def _wait(self, seconds: float) -> None:
        self._timer = self._make_timer(seconds, self._fire)
        self._timer.daemon = True
        self._timer.start()

    def _fire(self) -> None:
        with self._lock:
            if self._first is None:
                return
            rest = min(self._last + PAUSE, self._first + LATEST) - self._clock()
            if rest > 0:
                self._wait(rest)
                return
        self.flush()


_LIVE: weakref.WeakSet[Autosave] = weakref.WeakSet()


def flush_all() -> None:
    """Save what any form has unsaved, as when the kernel stops."""
    for autosave in list(_LIVE):
        autosave.flush()


atexit.register(flush_all)


def say_saved(saved_at: dt.datetime | None) -> str:
    """Say when something was saved: the time today, the day as well before."""
    if saved_at is None:
        return "Not saved yet: it is saved as you type."
    if saved_at.date() == dt.datetime.now().astimezone().date():
        return f"Saved at {saved_at:%H:%M:%S}"
    return f"Saved on {saved_at.day} {saved_at:%b %Y} at {saved_at:%H:%M:%S}"
