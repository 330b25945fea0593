"""What the cells of a notebook put out, collected as a notebook keeps it."""

from __future__ import annotations

import base64
import codecs
import json
import os
import tempfile
import threading
from collections import defaultdict
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

    def __init__(self, made: Any = (), *, clear_first: bool = False) -> None:
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
        self._is_full = False
        self._cells: dict[int, Outputs] = defaultdict(Outputs)
        self._targets = [Outputs()]  # the cell's, and those of output widgets that catch what is put out
        self._changed: set[int] = set()
        self._shown: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        self._lock = threading.RLock()
        self._pid = os.getpid()
        decoder = codecs.getincrementaldecoder("utf-8")
        self._written = [("stdout", _divert(1), decoder("replace")), ("stderr", _divert(2), decoder("replace"))]

    def begin(self, index: int) -> None:
        """Begin a cell."""
        with self._lock:
            self._index, self._is_full, self._left = index, False, max(self._left, _LEAST)
            self._targets[0] = self._cells[index]
            self._changed.add(index)

    def end(self) -> bytes:
        """End a cell; return the outputs of every cell that it changed, by index."""
        with self._lock:
            self._drain()
            changed, self._changed = {index: self._cells[index].take() for index in self._changed}, set()
        return pack(changed)

    def add(self, output: dict[str, Any], display_id: str | None = None, *, update: bool = False) -> None:
        """Take an output; with a display id, it takes the place of what was shown with that before.

        Args:
            output: As nbformat has it.
            display_id: By which it can be replaced.
            update: Only replace what there is.
        """
        with self._lock:
            self._drain()
            for index, shown in self._shown[display_id] if display_id else []:
                shown.update(data=output["data"], metadata=output["metadata"])
                self._changed.add(index)
            if update:
                return
            if display_id:
                self._shown[display_id].append((self._index, output))
            self._put(output)

    def clear(self, *, wait: bool) -> None:
        """Forget what the cell has put out."""
        with self._lock:
            self._drain()
            self._targets[-1].clear(wait=wait)

    def catch(self, target: Outputs) -> None:
        """Let what is put out go elsewhere, until `release`; this nests."""
        with self._lock:
            self._drain()
            self._targets.append(target)

    def release(self) -> Outputs:
        """End the innermost catching, and return where what was put out went."""
        with self._lock:
            self._drain()
            return self._targets.pop()

    def _drain(self) -> None:
        """Take what subprocesses, and code in C, have written to the descriptors by now."""
        if os.getpid() != self._pid:
            return  # a copy that a cell has forked; it would take what its parent reads
        for name, file, decoder in self._written:
            while data := os.read(file, _PIECE):
                self._put({"output_type": "stream", "name": name, "text": decoder.decode(data)})

    def _put(self, output: dict[str, Any]) -> None:
        texts = [output["text"]] if "text" in output else output.get("data", {}).values()
        size = sum(len(text) if isinstance(text, str | bytes) else len(repr(text)) for text in texts)
        if output["output_type"] == "error" or (not self._is_full and size <= self._left):
            self._left -= size
            self._targets[-1].add(output)
        elif not self._is_full:
            self._is_full = True
            self._targets[0].add({"output_type": "stream", "name": "stderr", "text": _NOTE.format(self._limit)})


def _divert(descriptor: int) -> int:
    """Lead a descriptor into a file that has no name, and return another one that reads there."""
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), descriptor)
    return os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY)


def pack(made: Any) -> bytes:
    """Return JSON; bytes become base64, and what else it cannot hold becomes text."""
    return json.dumps(made, ensure_ascii=False, default=_make_plain, skipkeys=True).encode("utf-8", "replace")


def _make_plain(value: Any) -> str:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes | memoryview) else str(value)
