"""From what a notebook's process tells to the notebook that papermill would have written."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import from_dict

from prepkit.errors import ProcessKilledError
from prepkit.workbook.engine.pool import LEAVE_SECONDS, START_SECONDS, Pool, Process

_MAY_FAIL, _SKIP = "raises-exception", "skip-execution"
# Bytes that a notebook may put out before what follows is left out; papermill's own limit is the memory.
_LIMIT = 100_000_000
_TO_STOP = 2.0  # seconds that an interrupted cell has to come to an end
_TIMES = ("iopub.status.busy", "iopub.execute_input", "shell.execute_reply", "iopub.status.idle")
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": ".".join(map(str, sys.version_info[:3])),
}


def run_cells(
    pool: Pool,
    folder: Path,
    manager: Any,
    seconds: float | None = None,
    *,
    limit: int | None = None,
    widgets: bool = True,
) -> dict[str, Any]:
    """Run a notebook's cells in a process of their own; return what it read and wrote of a workspace.

    Args:
        pool: Starts the process.
        folder: The working directory.
        manager: papermill's, of the notebook, which is filled in.
        seconds: What a cell may take; None lets it take as long as it does.
        limit: Bytes of output to keep, a hundred million if None.
        widgets: Keep the widgets' state. A workbook keeps none, and a form has hundreds.

    Raises:
        DeadKernelError: the process never began, or ended in a cell.
        CellTimeoutError: a cell took too long; it was interrupted.
        ProcessKilledError: the pool is gone.
    """
    jobs = dict(_list_jobs(manager.nb))
    cells = [(index, manager.nb.cells[index].source, may_fail) for index, may_fail in jobs.items()]
    given = {"folder": str(folder), "cells": cells, "limit": limit or _LIMIT, "widgets": widgets}
    process = pool.start("prepkit.workbook.engine.shell", "run_cells", **given)
    try:
        return _follow(process, manager, jobs, seconds)
    except ProcessKilledError:
        raise DeadKernelError("Kernel died") from None
    finally:
        process.close()


def _follow(process: Process, manager: Any, jobs: dict[int, bool], seconds: float | None) -> dict[str, Any]:
    begun = process.receive(START_SECONDS)
    if begun is None:
        raise DeadKernelError("Kernel didn't respond in time")
    cells = manager.nb.cells
    for index, cell in enumerate(cells):
        manager.cell_start(cell, index)
        try:
            if index in jobs and _fill(process, begun["pid"], cells, index, seconds) and not jobs[index]:
                manager.cell_exception(cell, cell_index=index)
                break
        finally:
            manager.cell_complete(cell, cell_index=index)
    metadata = json.loads(process.receive()["metadata"])
    manager.nb.metadata.update(from_dict({"language_info": _LANGUAGE, **metadata}))
    return process.receive(LEAVE_SECONDS) or {}


def _list_jobs(notebook: Any) -> Iterator[tuple[int, bool]]:
    """Yield the cells that are run, and whether each may fail."""
    for index, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and cell.source.strip() and _SKIP not in tags:
            yield index, _MAY_FAIL in tags


def _fill(process: Process, pid: int, cells: list[Any], index: int, seconds: float | None) -> bool:
    """Fill in what the cell has made, and what it changed in earlier ones; return whether it failed."""
    cell = cells[index]
    started = dt.datetime.now(dt.UTC).isoformat()
    cell.metadata.execution = from_dict(dict.fromkeys(_TIMES[:2], started))
    cell.execution_count = 1 + max((one.get("execution_count") or 0 for one in cells), default=0)
    told = process.receive(seconds)
    late = told is None
    if late:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGINT)
        told = process.receive(_TO_STOP)
    if told is not None:
        if "outputs" not in told:
            raise DeadKernelError("Kernel died")  # it was asked to leave
        for changed, outputs in json.loads(told["outputs"]).items():
            cells[int(changed)].outputs = from_dict(outputs)
        started, ended = told["times"]
        cell.metadata.execution.update(zip(_TIMES, (started, started, ended, ended), strict=True))
    if late or told is None:
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", int(seconds or 0), cell)
    return bool(told["failed"])
