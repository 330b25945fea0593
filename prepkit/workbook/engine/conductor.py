"""Runs the cells of a notebook, one after another, in a kernel of its own."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import Any

from prepkit.workbook.engine.outputs import Collector
from prepkit.workbook.engine.pool import START_SECONDS, KernelDiedError, Process

# Bytes that a notebook may put out before what follows is left out; papermill's own limit is the memory.
OUTPUT_LIMIT = 100_000_000
_TO_STOP = 2.0  # seconds that an interrupted cell has to come to an end
_NOTE = "prepkit left out what this notebook put out beyond {:,} bytes.\n"
SKIP = "skip-execution"


class CellTimeLimitError(Exception):
    """A cell ran longer than it may; it was interrupted."""

    def __init__(self, seconds: float, cell: Any) -> None:
        super().__init__(f"a cell took longer than {seconds:g} seconds")
        self.cell = cell


@dataclass(frozen=True)
class Reply:
    """How a cell ended: `failed` unless it ran through or is marked as one that may fail."""

    failed: bool
    name: str = ""
    value: str = ""


class Conductor:
    """Runs cells in a process that is a kernel.

    Args:
        process: The kernel.
        notebook: In nbformat 4; its cells' outputs, counts and timings are filled in place.
        time_limit: Seconds that a cell may take; None lets it take as long as it does.
    """

    def __init__(self, process: Process, notebook: dict[str, Any], *, time_limit: float | None = None) -> None:
        self._process, self._notebook, self._time_limit = process, notebook, time_limit
        self._outputs = Collector(notebook["cells"], self._send_comm)
        self._numbers = itertools.count(1)
        self._noted = False
        self._language: dict[str, Any] | None = None

    def wait_until_ready(self) -> None:
        """Wait for the kernel to come up; raises KernelDiedError if it does not."""
        message = self._process.receive(START_SECONDS)
        if message is None or message["kind"] != "ready":
            raise KernelDiedError("Kernel didn't respond in time")
        self._language = message["content"]["language_info"]

    def run_cell(self, index: int) -> Reply:
        """Run a cell, if it is code that is to be run.

        Raises:
            KernelDiedError: the kernel's process ended.
            CellTimeLimitError: the cell took too long; it was interrupted.
        """
        cell = self._notebook["cells"][index]
        if cell["cell_type"] != "code" or not cell["source"].strip() or SKIP in cell["metadata"].get("tags", []):
            return Reply(False)
        may_fail = "raises-exception" in cell["metadata"].get("tags", [])
        parent = f"cell-{index}-{next(self._numbers)}"
        cell["metadata"]["execution"] = {}
        self._outputs.start(index)
        self._process.send(_ask(parent, cell["source"], stop_on_error=not may_fail))
        reply = self._collect(parent, index)
        failed = reply["status"] == "error" and not may_fail
        return Reply(failed, reply.get("ename", ""), reply.get("evalue", ""))

    def finish(self) -> None:
        """Put the language and the widgets' state into the notebook's metadata."""
        self._notebook["metadata"]["language_info"] = self._language
        widgets = self._outputs.widgets()
        if widgets:
            self._notebook["metadata"]["widgets"] = widgets

    def close(self, *, kill: bool = False) -> dict[str, Any]:
        """Have the kernel leave, or kill it; return its report: see `Process.close`."""
        return self._process.close(kill=kill)

    def _collect(self, parent: str, index: int) -> dict[str, Any]:
        until = None if self._time_limit is None else time.monotonic() + self._time_limit
        reply: dict[str, Any] | None = None
        while True:
            message = self._process.receive(None if until is None else max(0.0, until - time.monotonic()))
            self._note_overflow(index)
            if message is None:
                self._stop(parent, index)
            elif message.get("parent") == parent:
                content = message["content"]
                if message["kind"] == "execute_reply":
                    reply = content
                self._take(message, index)
                if message["kind"] == "idle":
                    return reply or {"status": "aborted"}

    def _take(self, message: dict[str, Any], index: int) -> None:
        times = self._notebook["cells"][index]["metadata"]["execution"]
        kind, content = message["kind"], message["content"]
        if kind == "execute_reply":
            times["shell.execute_reply"] = message["at"]
        elif kind == "idle":
            times["iopub.status.busy"], times["iopub.status.idle"] = content["busy"], content["idle"]
        else:
            if kind == "execute_input":
                times["iopub.status.busy"] = times["iopub.execute_input"] = message["at"]
            self._outputs.take(message, index)

    def _stop(self, parent: str, index: int) -> None:
        self._process.interrupt()
        until = time.monotonic() + _TO_STOP
        while (message := self._process.receive(max(0.0, until - time.monotonic()))) is not None:
            if message.get("parent") == parent and message["kind"] != "execute_reply":
                self._take(message, index)
                if message["kind"] == "idle":
                    break
        raise CellTimeLimitError(self._time_limit or 0.0, self._notebook["cells"][index])

    def _note_overflow(self, index: int) -> None:
        if self._process.inbox.overflown and not self._noted:
            self._noted = True
            note = {"output_type": "stream", "name": "stderr", "text": _NOTE.format(self._process.inbox.limit)}
            self._notebook["cells"][index]["outputs"].append(note)

    def _send_comm(self, content: dict[str, Any]) -> None:
        self._process.send({"kind": "comm_msg", "id": f"comm-{next(self._numbers)}", "content": content})


def _ask(parent: str, source: str, *, stop_on_error: bool) -> dict[str, Any]:
    content = {
        "code": source,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": stop_on_error,
    }
    return {"kind": "execute_request", "id": parent, "content": content}
