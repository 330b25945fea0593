"""The fork server: one process without threads that has imported everything, and forks two for each job.

The first of the two keeps the second, which does the job: it waits until that is over, or until the command hangs up
or is gone, and then ends it with everything that it started, detached or not. The command sends the server one end
of a channel for each; over it go the function to call, and what that tells.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import inspect
import os
import select
import signal
import socket
import sys
import threading
import traceback
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
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a keeper ended
    while descriptors := socket.recv_fds(orders, 1, 1)[1]:
        channel = descriptors[0]
        os.set_inheritable(channel, False)
        if os.fork() == 0:
            # Whatever happens in here, it never returns into the server's loop.
            try:
                _keep(channel, orders)
            finally:
                os._exit(1)
        os.close(channel)
    with contextlib.suppress(ChildProcessError):
        os.wait()  # for all of them, since they are not asked
    os._exit(0)


def _keep(channel: int, orders: socket.socket) -> None:
    """Fork a process for a job; end it with everything that it started once it is over, or nobody wants it."""
    _control_process(_DIE_WITH_PARENT, signal.SIGKILL)
    _control_process(_ADOPT_ORPHANS, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    pid = os.fork()
    os.setpgid(pid, pid)  # by both, since neither may wait for the other
    if pid == 0:
        orders.close()
        _become_worker()
        work(Connection(channel))
    ended, hung_up = os.pidfd_open(pid), select.poll()
    hung_up.register(ended, select.POLLIN)
    for line in (channel, orders.fileno()):
        hung_up.register(line, select.POLLRDHUP)
    hung_up.poll()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGTERM)
    select.select([ended], [], [], _GRACE)
    with contextlib.suppress(ChildProcessError):
        while True:
            for started in _list_descendants(os.getpid()):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(started, signal.SIGKILL)
            os.wait()
    os._exit(0)


def _become_worker() -> None:
    os.setpgid(0, 0)
    _control_process(_DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _leave())
    gc.enable()
    if "numpy.random" in sys.modules:
        # Python seeds its own generator anew in a fork; NumPy's would give every notebook the same numbers.
        sys.modules["numpy.random"].seed()


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
    with contextlib.suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()


def _list_descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started, as far as the system tells."""
    children: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            children += map(int, path.read_text(encoding="ascii").split())
    return [*children, *(one for child in children for one in _list_descendants(child))]


def _control_process(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value)
