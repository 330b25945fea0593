"""How a kernel's process ends: what it registered for its exit is run, and what it read is told."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Options of Linux's prctl.
_DIE_WITH_PARENT, _ADOPT_ORPHANS = 1, 36


def report() -> dict[str, Any]:
    """Return what the process found out while it ran: what of the workspace it read and wrote."""
    store = sys.modules.get("prepkit.store.reads")
    return {"reads": sorted(store.seen()), "writes": sorted(store.written())} if store else {"reads": [], "writes": []}


def list_descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started, as far as the system tells."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            children = [int(child) for child in path.read_text(encoding="ascii").split()]
            found += [*children, *(one for child in children for one in list_descendants(child))]
    return found


def kill_all(pids: Iterable[int]) -> None:
    """Kill processes that may be gone already."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def die_with_parent() -> None:
    """Have the system kill this process when the one that started it is gone, however that ended."""
    _control_process(_DIE_WITH_PARENT, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of what the processes below leave behind, so that it can be ended."""
    _control_process(_ADOPT_ORPHANS, 1)


def _control_process(option: int, value: int) -> None:
    """Set an option of this process, where the system is Linux."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value)


def wind_up() -> None:
    """Do what an interpreter does at its exit: wait for threads that are no daemons, and run the exit handlers.

    What the notebook started and left running is ended, as ipykernel does.
    """
    with contextlib.suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()
    kill_all(list_descendants(os.getpid()))


def leave(status: int = 0) -> None:
    """End the process as an interpreter's exit would, without taking its memory apart first."""
    wind_up()
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(BaseException):
            if stream is not None:
                stream.flush()
    os._exit(status)
