"""What the cells of a notebook put out, collected as a notebook keeps it."""

from __future__ import annotations

import base64
import codecs
import os
import select
import threading
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

_NOTE = "prepkit left out what this notebook put out beyond {:,} bytes.\n"
# Once a notebook is over its limit, each further cell may still say this much.
_LEAST = 10_000
_PIPE = 1 << 16  # what a pipe holds


class Outputs:
    """The outputs of one cell, or of one output widget.

    Args:
        made: Those that are there.
        clear_first: Whether the next one takes their place.
    """

    def __init__(self, made: Iterable[dict[str, Any]] = (), *, clear_first: bool = False) -> None:
        self._made: list[dict[str, Any]] = []
        self.clear_first = False
        for one in made:
            self.add(one)
        self.clear_first = clear_first

    def add(self, output: dict[str, Any]) -> None:
        """Add an output; a text that continues a stream is put to it."""
        if self.clear_first:
            self.clear(wait=False)
        last = self._made[-1] if self._made else {}
        if output["output_type"] == "stream" == last.get("output_type") and last["name"] == output["name"]:
            last["text"].append(output["text"])
        elif output["output_type"] == "stream":
            self._made.append({**output, "text": [output["text"]]})
        else:
            self._made.append(output)

    def clear(self, *, wait: bool) -> None:
        """Forget them, now or when the next one comes."""
        self.clear_first = wait
        if not wait:
            self._made = []

    def take(self) -> list[dict[str, Any]]:
        """Return them as nbformat has them."""
        return [{**one, "text": "".join(one["text"])} if "text" in one else one for one in self._made]


class Collector:
    """Collects what a notebook's code shows, prints, and writes to the standard descriptors, from any thread.

    Args:
        limit: Bytes in all; what is beyond is left out, and said so once in each cell that has more.
    """

    def __init__(self, limit: int) -> None:
        self._limit = self._left = limit
        self._cells: dict[int, Outputs] = defaultdict(Outputs)
        self._index = 0
        self._full = False
        self._changed: set[int] = set()
        self._shown: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        self._pipes: dict[int, tuple[str, Any]] = {}
        self._lock = threading.RLock()
        self._pid = os.getpid()
        self.captures: list[Outputs] = []  # the output widgets that catch what is put out, the innermost last

    def begin(self, index: int) -> None:
        """Begin a cell."""
        with self._lock:
            self._index, self._full, self._left = index, False, max(self._left, _LEAST)
            self._changed.add(index)

    def end(self) -> dict[int, list[dict[str, Any]]]:
        """End a cell; return the outputs of every cell that it changed, by index."""
        with self._lock:
            self._drain()
            changed, self._changed = {index: self._cells[index].take() for index in self._changed}, set()
            return changed

    def write(self, name: str, text: str) -> None:
        """Take text for a standard stream. A process that the notebook forked writes to the descriptor."""
        if os.getpid() != self._pid:
            os.write(1 if name == "stdout" else 2, text.encode("utf-8", "replace"))
        elif text:
            self.add({"output_type": "stream", "name": name, "text": text})

    def add(self, output: dict[str, Any], display_id: str | None = None) -> None:
        """Take an output; one with a display id takes the place of what was shown with that id before, as well."""
        if os.getpid() != self._pid:
            return
        with self._lock:
            self._drain()
            if display_id:
                self.update(display_id, output)
                self._shown[display_id].append((self._index, output))
            self._put(output)

    def update(self, display_id: str, output: dict[str, Any]) -> None:
        """Show something else wherever something with this id was shown."""
        for index, shown in self._shown[display_id]:
            shown.update(data=output["data"], metadata=output["metadata"])
            self._changed.add(index)

    def clear(self, *, wait: bool) -> None:
        """Forget what the cell has put out."""
        with self._lock:
            self._drain()
            self._find_target().clear(wait=wait)

    def capture_descriptors(self) -> None:
        """Take what is written to the standard descriptors from now on, by subprocesses and from C."""
        for number, name in ((1, "stdout"), (2, "stderr")):
            reading, writing = os.pipe()
            os.dup2(writing, number)
            os.close(writing)
            self._pipes[reading] = (name, codecs.getincrementaldecoder("utf-8")("replace"))
        threading.Thread(target=self._pump, name="prepkit-output", daemon=True).start()

    def _pump(self) -> None:
        while self._pipes:
            select.select(list(self._pipes), [], [])
            with self._lock:
                self._drain()

    def _drain(self) -> None:
        # One read empties a pipe, so that what was written before this moment is there, in its order.
        for reading in select.select(list(self._pipes), [], [], 0)[0]:
            name, decoder = self._pipes[reading]
            data = os.read(reading, _PIPE)
            if not data:
                del self._pipes[reading]
            elif text := decoder.decode(data):
                self._put({"output_type": "stream", "name": name, "text": text})

    def _find_target(self) -> Outputs:
        return self.captures[-1] if self.captures else self._cells[self._index]

    def _put(self, output: dict[str, Any]) -> None:
        size = _measure(output)
        if output["output_type"] != "error" and (self._full or size > self._left):
            if not self._full:
                self._full = True
                note = {"output_type": "stream", "name": "stderr", "text": _NOTE.format(self._limit)}
                self._cells[self._index].add(note)
            return
        self._left -= size
        self._find_target().add(output)


def make_plain(value: Any) -> Any:
    """Return what stands in JSON for a value that it cannot hold: bytes in base64, the rest as text."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes | memoryview) else str(value)


def _measure(output: dict[str, Any]) -> int:
    texts = [output["text"]] if "text" in output else output.get("data", {}).values()
    return sum(len(text) if isinstance(text, str | bytes) else len(repr(text)) for text in texts)
