"""What a verb returns, shown and kept current: computed again when something that it read was changed.

A save anywhere reaches a view through `store/changes.py`. Views wait a moment, so that many saves are one, and are
computed one after the other on a thread of their own, so that typing waits for none of them: the quick ones first.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, get_args

from prepkit.blocks import Block, Figure, Heading, Item, Paragraph, Table
from prepkit.errors import PrepkitError
from prepkit.show.readable_box import Panel, ReadableBox
from prepkit.store import reads
from prepkit.store.changes import Changes

_PAUSE = 0.02  # seconds from the first change to the computing; what else changes meanwhile is part of it
_NOTHING = "Nothing here yet."
_PLAIN = (str, int, float, dt.date, type(None))  # what cannot change in place
_turn = threading.Lock()  # one view is computed at a time, so that together they never hold up the kernel


def live(verb: Callable[..., Any], *args: Any, columns: Sequence[str] = (), title: str = "", **options: Any) -> Live:
    """Show what a verb returns, and keep it current.

    Args:
        verb: Such as `prep.tracker`, or any function of a workspace: `lambda: pk.charts.weeks(prep.plan().frame)`.
        args: What it is called with; an argument that is itself a verb is called each time.
        columns: The columns of a table to show, in this order; all if none are named.
        title: A heading above it.
        options: What else the verb is called with, by name.
    """
    return Live(verb, args, options, columns, title)


class Live(ReadableBox):
    """A view of what a verb returns; `live` makes it."""

    def __init__(
        self,
        verb: Callable[..., Any],
        args: Sequence[Any],
        options: dict[str, Any],
        columns: Sequence[str],
        title: str,
    ) -> None:
        super().__init__()
        self._call = (verb, tuple(args), options)
        self._columns, self._title = tuple(columns), title
        self._kinds: frozenset[str] = frozenset()
        self._blocks: list[Block] = []
        self._drawn: tuple[list[Any], list[Block]] | None = None
        self._panel = Panel()
        self.children = (self._panel,)
        sources = {id(one): one for each in (verb, *args, *options.values()) for one in _find_sources(each)}
        # Before it is computed: what is saved meanwhile is news.
        self._stops = [source.listen(self._hear) for source in sources.values()]
        replace_earlier(self)
        with timing(self.refresh):
            self.refresh()

    def read(self) -> Sequence[Block]:
        """Return what is shown."""
        return self._blocks

    def refresh(self) -> None:
        """Compute it now and show it; an error is shown in its place."""
        with _turn:
            with reads.tracking() as found:
                blocks, failed = self._compute()
            self._kinds = frozenset(found) | (self._kinds if failed else frozenset())
            if blocks is not self._blocks:
                self._blocks = blocks
                self._panel.show(blocks)

    def close(self) -> None:
        """End it: nothing is computed any more, and nothing holds it."""
        for stop in self._stops:
            stop()
        self._stops = []
        self._panel.close()
        super().close()

    def _compute(self) -> tuple[list[Block], bool]:
        try:
            return self._call_verb(), False
        except PrepkitError as error:
            said = str(error)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        self._drawn = None
        return self._entitle([Paragraph(said, "wrong")]), True

    def _call_verb(self) -> list[Block]:
        verb, args, options = self._call
        given = [_ask(one) for one in (*args, *options.values())]
        if self._drawn is not None and _are_equal(given, self._drawn[0]):
            return self._drawn[1]
        with reads.tracking() as found:
            named = dict(zip(options, given[len(args) :], strict=True))
            blocks = self._entitle(as_blocks(verb(*given[: len(args)], **named), self._columns))
        # What reads nothing itself, as a chart of a table that was asked for, says the same of the same.
        self._drawn = (given, blocks) if given and not found else None
        return blocks

    def _entitle(self, blocks: list[Block]) -> list[Block]:
        return [Heading(self._title), *blocks] if self._title else blocks

    def _hear(self, kinds: frozenset[str]) -> None:
        # A verb that read nothing before it failed may be mended by anything.
        if not self._kinds or kinds & self._kinds:
            catch_up(self._refresh_if_open)

    def _refresh_if_open(self) -> None:
        if self._stops:
            self.refresh()


def as_blocks(value: Any, columns: Sequence[str] = ()) -> list[Block]:
    """Return what a verb gave as blocks: a table, a chart, a sentence with its table, a text, or what can be read."""
    import pandas as pd

    if value is None:
        return [Paragraph(_NOTHING)]
    if isinstance(value, pd.DataFrame):
        return [Table(value[list(columns)] if columns else value)]
    if hasattr(value, "read") and not columns:
        return list(value.read())
    if hasattr(value, "frame") and hasattr(value, "summary"):
        frame = value.frame() if callable(value.frame) else value.frame
        said = value.summary() if callable(value.summary) else value.summary
        return [*_read_text(said), *(as_blocks(frame, columns) if len(frame) else [])]
    if hasattr(value, "savefig"):
        return [Figure(value)]
    if isinstance(value, get_args(Block)):
        return [value]
    if isinstance(value, list | tuple):
        return [block for one in value for block in as_blocks(one, columns)] or [Paragraph(_NOTHING)]
    return _read_text(str(value))


def _read_text(text: str) -> list[Block]:
    """Return a text as paragraphs; a line that starts with a dash is an item of a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [Item(line[2:]) if line.startswith("- ") else Paragraph(line) for line in lines] or [Paragraph(_NOTHING)]


def _are_equal(some: Sequence[Any], others: Sequence[Any]) -> bool:
    """Tell whether values are surely the same, one by one: tables by what stands in them, others if they are plain."""
    import pandas as pd

    def is_same(one: Any, other: Any) -> bool:
        if type(one) is not type(other):
            return False
        if isinstance(one, pd.DataFrame):
            return one is not other and one.equals(other)  # the same one may have been changed in place
        return isinstance(one, _PLAIN) and bool(one == other)

    return len(some) == len(others) and all(map(is_same, some, others))


def _ask(value: Any) -> Any:
    return value() if callable(value) and not isinstance(value, type) else value


@contextlib.contextmanager
def timing(act: Any) -> Iterator[None]:
    """Remember how long a method of a view took, in seconds of its thread: what is quick has the first turn."""
    started = time.thread_time()
    try:
        yield
    finally:
        act.__self__.took = time.thread_time() - started


class _Turns:
    """What is to be computed, each once, one after the other: what was quick the last time comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._due: list[weakref.WeakMethod[Callable[[], object]]] = []
        self._kept: dict[Any, Any] = {}
        self._runs = False

    def add(self, act: Callable[[], object]) -> None:
        """Call a method soon, on a thread of its own; one that is due already is called once."""
        held = weakref.WeakMethod(act)
        with self._lock:
            self._kept = {}  # what was read before this change is shared no more
            if held not in self._due:
                self._due.append(held)
            if not self._runs:
                self._runs = True
                threading.Thread(target=self._run, name="current views", daemon=True).start()

    def _run(self) -> None:
        time.sleep(_PAUSE)
        while (act := self._pick()) is not None:
            try:
                with reads.sharing(self._kept), timing(act):
                    act()
            except Exception as error:
                # The next view is not to wait in vain; the words may be the person's own.
                logging.getLogger(__name__).warning("a view failed: %s", type(error).__name__)
            del act

    def _pick(self) -> Callable[[], object] | None:
        with self._lock:
            acts = [act for act in (held() for held in self._due) if act is not None]
            if not acts:
                self._due, self._kept, self._runs = [], {}, False
                return None
            act = min(acts, key=lambda one: getattr(getattr(one, "__self__", None), "took", 0.0))
            self._due.remove(weakref.WeakMethod(act))
            return act


_turns = _Turns()


def catch_up(act: Callable[[], object]) -> None:
    """Call a method of a view soon, once for many changes, in turn with all other views; it ends with its object."""
    _turns.add(act)


def _find_sources(value: Any) -> Iterator[Changes]:
    """Yield who tells of changes to what a verb is about: its workspace, and those that a function names."""
    names: Iterable[Any] = [value, getattr(value, "__self__", None), getattr(value, "func", None)]
    code = getattr(value, "__code__", None)
    if code is not None:
        cells = [cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)]
        names = [*names, *cells, *(value.__globals__.get(name) for name in code.co_names)]
    for one in names:
        changes = getattr(one, "changes", None)
        if isinstance(changes, Changes):
            yield changes


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


# The views of each cell, with the run that made them.
_SHOWN: dict[str, tuple[str, list[weakref.ref[ReadableBox]]]] = {}


def replace_earlier(view: ReadableBox) -> None:
    """End the views that an earlier run of the same cell has shown: their place is taken."""
    cell, run = _find_cell()
    if not cell:
        return
    before, views = _SHOWN.get(cell, ("", []))
    if before != run:
        for held in views:
            earlier = held()
            if earlier is not None:
                earlier.close()
        views = []
    _SHOWN[cell] = (run, [*views, weakref.ref(view)])


def _find_cell() -> tuple[str, str]:
    """Return the id of the cell that runs and that of its run, as JupyterLab gives them; blank outside of it."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else None
    if not parent:
        return "", ""
    return str(parent.get("metadata", {}).get("cellId") or ""), str(parent.get("header", {}).get("msg_id") or "")


def _begin_anew() -> None:
    # A forked child has no thread that would give the lock back.
    global _turn, _turns
    _turn, _turns = threading.Lock(), _Turns()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
