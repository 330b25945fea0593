"""The fork server: one process without threads that has imported everything, and forks one for each job.

The command sends it one end of a channel for each; over it go the function to call, and what that tells. A process
ends, with everything that it started, detached or not, once its job is over, the command hangs up, or is gone.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import inspect
import math
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from prepkit.errors import PrepkitError
from prepkit.workbook.engine.preload import preload

# Seconds that a process has to remove its temporary files before it is killed.
_GRACE = 1.0
# Options of Linux's prctl.
_DIE_WITH_PARENT, _ADOPT_ORPHANS = 1, 36


def main() -> None:
    """Serve the socket whose number is the first argument; the second is the preload's purpose."""
    # Nothing is imported from the folder that the command was called in.
    sys.path[:] = [entry for entry in sys.path if entry]
    orders = socket.socket(fileno=int(sys.argv[1]))
    orders.set_inheritable(False)
    gc.disable()
    preload(sys.argv[2])
    # Not collected before: that takes a quarter of a second, and what is frozen is not looked at any more.
    gc.freeze()
    serve(orders)
    os._exit(0)


@dataclass
class _Worker:
    """A process that was forked, the server's copy of its channel, and a descriptor that can be read once it ended.

    It is killed if it has not ended by its deadline, which it has once it was asked to leave.
    """

    pid: int
    channel: int
    ended: int
    deadline: float = math.inf

    def end(self) -> None:
        """Ask it to leave."""
        self.deadline = time.monotonic() + _GRACE
        _signal(os.killpg, self.pid, signal.SIGTERM)


def serve(orders: socket.socket) -> None:
    """Fork until the command closes the socket, and end each process when it is over, all of them at the end."""
    _control_process(_ADOPT_ORPHANS, 1)
    workers: list[_Worker] = []
    while orders.fileno() >= 0 or workers:
        watch = select.poll()
        if orders.fileno() >= 0:
            watch.register(orders, select.POLLIN)
        for worker in workers:
            watch.register(worker.ended, select.POLLIN)
            if worker.deadline == math.inf:
                watch.register(worker.channel, select.POLLRDHUP)
        wait = min((worker.deadline for worker in workers), default=math.inf) - time.monotonic()
        ready = {descriptor for descriptor, _ in watch.poll(None if wait == math.inf else max(0.0, wait * 1000))}
        if orders.fileno() in ready:
            if descriptors := socket.recv_fds(orders, 1, 1)[1]:
                workers.append(_fork(descriptors[0], orders, workers))
            else:
                orders.close()
        for worker in workers:
            if worker.deadline == math.inf and (worker.channel in ready or orders.fileno() < 0):
                worker.end()
        over = [one for one in workers if one.ended in ready or one.deadline <= time.monotonic()]
        workers = [worker for worker in workers if worker not in over]
        _end(over, {worker.pid for worker in workers})


def _fork(channel: int, orders: socket.socket, workers: list[_Worker]) -> _Worker:
    os.set_inheritable(channel, False)
    pid = os.fork()
    if pid:
        os.setpgid(pid, pid)  # by both, since neither waits for the other
        return _Worker(pid, channel, os.pidfd_open(pid))
    # Whatever happens in here, it never returns into the server's loop.
    try:
        os.setpgid(0, 0)
        _control_process(_DIE_WITH_PARENT, signal.SIGKILL)
        _control_process(_ADOPT_ORPHANS, 1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: _leave())
        orders.close()
        for worker in workers:
            os.close(worker.channel)
            os.close(worker.ended)
        gc.enable()
        if "numpy.random" in sys.modules:
            # Python seeds its own generator anew in a fork; NumPy's would give every notebook the same numbers.
            sys.modules["numpy.random"].seed()
        work(Connection(channel))
    finally:
        os._exit(1)


def _end(over: list[_Worker], others: set[int]) -> None:
    """Kill processes that have ended, or have not in time, with what is left of all that they started."""
    for worker in over:
        # It is not reaped yet, so that the number of its group is its own.
        _signal(os.killpg, worker.pid, signal.SIGKILL)
        _signal(os.kill, worker.pid, signal.SIGKILL)  # if it has left its group
        os.waitpid(worker.pid, 0)
    # What outlived them has become the server's own.
    while over and (strangers := set(_list_children(os.getpid())) - others):
        for pid in strangers:
            for started in (*_list_descendants(pid), pid):
                _signal(os.kill, started, signal.SIGKILL)
            os.waitpid(pid, 0)
    for worker in over:
        os.close(worker.channel)
        os.close(worker.ended)


def _signal(kill: Callable[[int, int], None], pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        kill(pid, number)


def work(channel: Connection) -> None:
    """Call the function that comes over a channel, tell what it returns or yields, and last what was read and written.

    What is told is a value; a PrepkitError that was raised; or a RuntimeError with the traceback of any other failure.
    """
    module, function, arguments = channel.recv()
    told: Any
    try:
        made = getattr(importlib.import_module(module), function)(**arguments)
        for told in made if inspect.isgenerator(made) else [made]:
            channel.send(told)
    except PrepkitError as error:
        channel.send(error)
    except BaseException:
        channel.send(RuntimeError(traceback.format_exc()))
    # Told last, since exit handlers may still write.
    _wind_up()
    reads = sys.modules.get("prepkit.store.reads")
    channel.send({"reads": sorted(reads.seen()), "writes": sorted(reads.written())} if reads else {})
    os._exit(0)


def _leave() -> None:
    _wind_up()
    os._exit(128 + signal.SIGTERM)


def _wind_up() -> None:
    """Do what an interpreter does at its exit: wait for threads that are no daemons, and run the exit handlers."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # or it would begin again in the midst of it
    with contextlib.suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()


def _list_children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text(encoding="ascii").split())
    return found


def _list_descendants(pid: int) -> Iterator[int]:
    for child in _list_children(pid):
        yield child
        yield from _list_descendants(child)


def _control_process(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value)
