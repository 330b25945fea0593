"""What a process has read and written of a workspace, by name, so that a build knows what a notebook depends on.

The names are the kinds of records, `profile`, and `today` for the clock's day.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

TODAY = "today"

_seen: set[str] = set()
_written: set[str] = set()
_tracked: ContextVar[tuple[set[str], ...]] = ContextVar("prepkit_reads", default=())


def note(name: str) -> None:
    """Remember that something was read."""
    _seen.add(name)
    for each in _tracked.get():
        each.add(name)


@contextlib.contextmanager
def tracking() -> Iterator[set[str]]:
    """Give the set of what is read inside, on this thread; trackings nest."""
    found: set[str] = set()
    token = _tracked.set((*_tracked.get(), found))
    try:
        yield found
    finally:
        _tracked.reset(token)


def note_write(name: str) -> None:
    """Remember that something was written."""
    _written.add(name)


def written() -> set[str]:
    """Return the names of what was written since the process started."""
    return set(_written)


def seen() -> set[str]:
    """Return the names of what was read since the process started."""
    return set(_seen)
