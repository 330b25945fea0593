"""What a process has read and written of a workspace, by name, so that a build knows what a notebook depends on.

The names are the kinds of records, `profile`, and `today` for the clock's day.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

TODAY = "today"

_seen: set[str] = set()
_written: set[str] = set()
_tracked: ContextVar[tuple[set[str], ...]] = ContextVar("prepkit_reads", default=())
_shared: ContextVar[dict[Hashable, Any] | None] = ContextVar("prepkit_shared", default=None)


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


@contextlib.contextmanager
def sharing(kept: dict[Hashable, Any]) -> Iterator[None]:
    """Let what `once` makes inside, on this thread, be made once for all who are given the same `kept`."""
    token = _shared.set(kept)
    try:
        yield
    finally:
        _shared.reset(token)


def once(key: Hashable, make: Callable[[], T]) -> T:
    """Return what a function makes; where results are shared, make it once, and read of it what was read then."""
    kept = _shared.get()
    if kept is None:
        return make()
    if key not in kept:
        with tracking() as found:
            value = make()
        kept[key] = value, found
    else:
        for name in kept[key][1]:
            note(name)
    made: T = kept[key][0]
    return made


def note_write(name: str) -> None:
    """Remember that something was written."""
    _written.add(name)


def written() -> set[str]:
    """Return the names of what was written since the process started."""
    return set(_written)


def seen() -> set[str]:
    """Return the names of what was read since the process started."""
    return set(_seen)
