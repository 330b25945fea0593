"""What the cells of a notebook put out, collected as a notebook keeps it."""

from __future__ import annotations

import base64
import codecs
import os
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

_NOTE = "prepkit left out what this notebook put out beyond {:,} bytes.\n"
# Once a notebook is over its limit, each further cell may still say this much.
_LEAST = 10_000
_PIECE = 1 << 16  # bytes that are read at once


class Outputs:
    """The outputs of one cell, or of one output widget.

    Args:
        made: Those that are there.
        clear_first: Whether the next one takes their place.
    """

    def __init__(self, made: Iterable[dict[str, Any]] = (), *, clear_first: bool = False) -> None:
        self._made = [{**one, "text": [one["text"]]} if "text" in one else one for one in made]
        self.clear_first = clear_first

    def add(self, output: dict[str, Any]) -> None:
        """Add an output; a text that continues a stream is put to it."""
        if self.clear_first:
            self.clear(wait=False)
        if output["output_type"] != "stream":
            self._made.append(output)
        elif self._made and self._made[-1].get("name") == output["name"]:
            self._made[-1]["text"].append(output["text"])
        else:
            self._made.append({**output, "text": [output["text"]]})

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
        self._lock = threading.RLock()
        self._captures: list[Outputs] = []
        decoder = codecs.getincrementaldecoder("utf-8")
        self._written = [("stdout", _divert(1), decoder("replace")), ("stderr", _divert(2), decoder("replace"))]
        self._pid = os.getpid()

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

    def add(self, output: dict[str, Any], display_id: str | None = None) -> None:
        """Take an output; one with a display id takes the place of what was shown with that id before, as well."""
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

    def capture(self, target: Outputs) -> None:
        """Let what is put out go elsewhere, until `release`; captures nest."""
        with self._lock:
            self._drain()
            self._captures.append(target)

    def release(self) -> Outputs:
        """End the innermost capture, and return where what was put out went."""
        with self._lock:
            self._drain()
            return self._captures.pop()

    def _drain(self) -> None:
        """Take what subprocesses, and code in C, have written to the descriptors by now."""
        if os.getpid() != self._pid:
            return  # a copy that a cell has forked; it would take what its parent reads
        for name, file, decoder in self._written:
            while data := os.read(file, _PIECE):
                self._put({"output_type": "stream", "name": name, "text": decoder.decode(data)})

    def _find_target(self) -> Outputs:
        return self._captures[-1] if self._captures else self._cells[self._index]

    def _put(self, output: dict[str, Any]) -> None:
        texts = [output["text"]] if "text" in output else output.get("data", {}).values()
        size = sum(len(text) if isinstance(text, str | bytes) else len(repr(text)) for text in texts)
        if output["output_type"] == "error" or (not self._full and size <= self._left):
            self._left -= size
            self._find_target().add(output)
        elif not self._full:
            self._full = True
            self._cells[self._index].add({"output_type": "stream", "name": "stderr", "text": _NOTE.format(self._limit)})


def _divert(descriptor: int) -> int:
    """Lead a descriptor into a file that has no name, and return another one that reads there."""
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), descriptor)
    return os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY)


def make_plain(value: Any) -> Any:
    """Return what stands in JSON for a value that it cannot hold: bytes in base64, the rest as text."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes | memoryview) else str(value)
