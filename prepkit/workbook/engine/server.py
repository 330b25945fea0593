"""The fork server: one process without threads that has imported everything, and forks one for each job.

For each it is sent two descriptors: a channel, over which the job and its answers go, and a lifeline, over which the
command asks to interrupt it, and whose closing ends it. When the command is gone, so are all of them. Each process
leads a session and so a process group of its own; what it started ends with it, detached or not.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from prepkit import errors
from prepkit.workbook.engine.pool import receive, send
from prepkit.workbook.engine.preload import Purpose, list_steps

# Seconds that a process has to remove its temporary files before it is killed.
_GRACE = 1.0
# Options of Linux's prctl.
_DIE_WITH_PARENT, _ADOPT_ORPHANS = 1, 36


@dataclass
class _Child:
    """A process that was forked, the lifeline that leads here, and when it is killed if it is not gone by then."""

    pid: int
    lifeline: int
    deadline: float | None = None

    def end(self) -> None:
        """Ask it to leave."""
        if self.deadline is None:
            self.deadline = time.monotonic() + _GRACE
            self.signal(signal.SIGTERM)

    def signal(self, number: int) -> None:
        """Send a signal to it and to its group; it is not reaped yet, so that its number is its own."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


class Server:
    """Preloads, forks what it is asked for, and ends all of it with the command.

    Args:
        orders: The socket over which descriptors come.
    """

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._children: list[_Child] = []
        self._is_open = True
        self._woken, waker = os.pipe()
        for end in (self._woken, waker):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        _control_process(_ADOPT_ORPHANS, 1)

    def preload(self, purpose: Purpose) -> None:
        """Import everything."""
        gc.disable()
        for step in list_steps(purpose):
            step()
        # Not collected before: that takes a quarter of a second, and what is frozen is not looked at any more.
        gc.freeze()

    def serve(self) -> None:
        """Fork until the command closes the socket and every process is gone."""
        while self._is_open or self._children:
            watched = [self._woken, *(child.lifeline for child in self._children if child.deadline is None)]
            waits = [child.deadline for child in self._children if child.deadline is not None]
            wait = max(0.0, min(waits) - time.monotonic()) if waits else None
            ready = select.select([*watched, *([self._orders.fileno()] if self._is_open else [])], [], [], wait)[0]
            for child in self._children:
                if child.lifeline in ready:
                    self._hear(child)
                if child.deadline is not None and child.deadline <= time.monotonic():
                    kill_all(list_descendants(child.pid))
                    child.signal(signal.SIGKILL)
            if self._orders.fileno() in ready:
                self._take_order()
            self._reap()

    def _hear(self, child: _Child) -> None:
        if os.read(child.lifeline, 1):
            child.signal(signal.SIGINT)
        else:
            child.end()

    def _take_order(self) -> None:
        head, descriptors, _, _ = socket.recv_fds(self._orders, 1, 2)
        if not head:
            self._is_open = False
            for child in self._children:
                child.end()
            return
        channel, lifeline = descriptors
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
        pid = os.fork()
        if pid == 0:
            # Whatever happens in here, it never returns into the server's loop.
            try:
                self._become_child(channel, lifeline)
            finally:
                os._exit(1)
        os.close(channel)
        self._children.append(_Child(pid, lifeline))

    def _become_child(self, channel: int, lifeline: int) -> None:
        os.setsid()
        _control_process(_DIE_WITH_PARENT, signal.SIGKILL)
        _control_process(_ADOPT_ORPHANS, 1)
        waker = signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: _leave(128 + signal.SIGTERM))
        self._orders.close()
        for descriptor in (self._woken, waker, lifeline, *(child.lifeline for child in self._children)):
            os.close(descriptor)
        gc.enable()
        if "numpy.random" in sys.modules:
            # Python seeds its own generator anew in a fork; NumPy's would give every notebook the same numbers.
            sys.modules["numpy.random"].seed()
        work(Connection(channel))
        _leave(0)

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._woken, 512):
                pass
        for child in list(self._children):
            if os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                # What it left running in its group goes first: reaping frees the number of the group for others.
                child.signal(signal.SIGKILL)
                os.waitpid(child.pid, 0)
                os.close(child.lifeline)
                self._children.remove(child)
        # What outlived its process has become the server's own.
        known = {child.pid for child in self._children}
        for pid in set(_list_children(os.getpid())) - known:
            kill_all([*list_descendants(pid), pid])
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def work(channel: Connection) -> None:
    """Do in this process what comes over a channel, a notebook's cells or a function's call, and answer over it."""
    job = receive(channel)
    if "function" in job:
        send(channel, _call(**job))
        return
    from prepkit.workbook.engine.shell import Notebook

    os.chdir(job["folder"])
    sys.argv[:] = ["ipykernel_launcher.py"]
    if job["widgets"]:
        # Where a kernel has its folder; prepkit's own notebooks import nothing from theirs.
        first = next((index for index, entry in enumerate(sys.path) if entry.endswith("-packages")), 0)
        sys.path.insert(first, "")
    notebook = Notebook(limit=job["limit"], widgets=job["widgets"])
    send(channel, {"ready": True})
    notebook.run(job["cells"], lambda told: send(channel, told))
    # Told last, since exit handlers may still write.
    _wind_up()
    reads = sys.modules.get("prepkit.store.reads")
    seen = (reads.seen(), reads.written()) if reads else ((), ())
    send(channel, {"reads": sorted(seen[0]), "writes": sorted(seen[1])})


def _call(module: str, function: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"result": getattr(importlib.import_module(module), function)(**arguments)}
    except errors.PrepkitError as error:
        return {"error": [type(error).__name__, error.what, error.where, error.cure]}
    except BaseException:
        return {"broken": traceback.format_exc()}


def _wind_up() -> None:
    """Do what an interpreter does at its exit: wait for threads that are no daemons, and run the exit handlers."""
    with contextlib.suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()


def _leave(status: int) -> None:
    """End the process and what it started, as an interpreter's exit would, without taking its memory apart first."""
    _wind_up()
    kill_all(list_descendants(os.getpid()))
    os._exit(status)


def list_descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started, as far as the system tells."""
    children = _list_children(pid)
    return [*children, *(one for child in children for one in list_descendants(child))]


def _list_children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text(encoding="ascii").split())
    return found


def kill_all(pids: Iterable[int]) -> None:
    """Kill processes that may be gone already."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _control_process(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value)


def main() -> None:
    """Serve the socket whose number is the first argument; the second is the preload's purpose."""
    # Nothing is imported from the folder that the command was called in.
    sys.path[:] = [entry for entry in sys.path if entry]
    orders = socket.socket(fileno=int(sys.argv[1]))
    orders.set_inheritable(False)
    server = Server(orders)
    server.preload(cast("Purpose", sys.argv[2]))
    server.serve()
    os._exit(0)
