"""The fork server as the command sees it: started at once, asked for processes, stopped with all that it forked."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any

from prepkit.errors import ProcessKilledError

if TYPE_CHECKING:
    from prepkit.workbook.engine.preload import Purpose

START_SECONDS = 60.0
LEAVE_SECONDS = 5.0
# The notebooks share the cores; further threads of linear algebra would only spin. NumPy and SciPy read it when loaded.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
_LAUNCHER = "from prepkit.workbook.engine.server import main; main()"


def can_fork() -> bool:
    """Tell whether this system forks processes that have loaded graphical libraries: Linux does.

    macOS's libraries abort in a forked process, and Windows has no fork; there each notebook gets a kernel of
    papermill's, as without prepkit.
    """
    return sys.platform == "linux"


class Process:
    """One forked process that calls a function. One thread at a time.

    Args:
        channel: Leads to it.
        function: What it calls.
    """

    def __init__(self, channel: Any, function: str) -> None:
        self._channel, self._function = channel, function

    def receive(self, seconds: float | None = None) -> Any:
        """Return the next thing that it tells, or None if it tells nothing in time.

        Raises:
            ProcessKilledError: the process is gone, and everything that it told was returned.
            PrepkitError: the function raised it.
            RuntimeError: it failed in a way that nobody expected.
        """
        try:
            told = self._channel.recv() if self._channel.poll(seconds) else None
        except (EOFError, OSError):
            cure = "Free some memory, or build with --jobs 1"
            raise ProcessKilledError(f"{self._function} was killed", cure=cure) from None
        if isinstance(told, Exception):
            raise told
        return told

    def close(self) -> None:
        """End the process with all that it started; it has a moment for its exit handlers, and is waited for."""
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(self._channel.fileno())) as line:
            line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(Exception):
            until = time.monotonic() + LEAVE_SECONDS
            while self.receive(max(0.0, until - time.monotonic())) is not None:
                pass
        self._channel.close()


class Pool(contextlib.AbstractContextManager[Any]):
    """The fork server of one command, started at once and stopped with everything it forked by `stop`.

    Args:
        purpose: What it will run, which says what it imports ahead; see `preload`. Threads of linear algebra are left
            alone for "any" notebook, and one a process for prepkit's own.
    """

    def __init__(self, purpose: Purpose = "workbook") -> None:
        self._orders, theirs = socket.socketpair()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - `stop` closes it
        with theirs:
            self.server = subprocess.Popen(
                [sys.executable, "-c", _LAUNCHER, str(theirs.fileno()), purpose],
                pass_fds=[theirs.fileno()],
                env=({} if purpose == "any" else _ONE_THREAD) | os.environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                start_new_session=True,
            )
        self._lock = threading.Lock()
        self._used, self._pid = False, os.getpid()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, module: str, function: str, **arguments: Any) -> Process:
        """Start a process that calls a function, a generator too.

        Raises:
            ProcessKilledError: the server is gone.
        """
        self._used = True
        channel, theirs = multiprocessing.Pipe()
        try:
            with theirs, self._lock:
                socket.send_fds(self._orders, [b"+"], [theirs.fileno()])
        except OSError as error:
            channel.close()
            what = f"the process that runs the notebooks is gone{self._last_words()}"
            raise ProcessKilledError(what, cure="Free some memory, or reinstall prepkit") from error
        with contextlib.suppress(OSError):  # if it is gone already, `receive` says so
            channel.send((module, function, arguments))
        return Process(channel, function)

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function in a process of its own and return what it returns.

        Raises:
            PrepkitError, RuntimeError: as `Process.receive` does.
        """
        process = self.start(module, function, **arguments)
        try:
            return process.receive()
        finally:
            process.close()

    def is_alive(self) -> bool:
        """Tell whether the server runs and takes orders."""
        # It says nothing over this socket, so that there is something to read only when its end is closed.
        return self._orders.fileno() >= 0 and not select.select([self._orders], [], [], 0)[0]

    def stop(self) -> None:
        """End every process and the server; a forked copy of this process leaves them alone."""
        if os.getpid() != self._pid:
            return
        with contextlib.suppress(OSError):
            # A thread may be waiting to give an order; closing alone would not wake it.
            self._orders.shutdown(socket.SHUT_RDWR)
        self._orders.close()
        if not self._used:
            self.server.kill()  # it has nothing to end, and may still be importing
        try:
            self.server.wait(LEAVE_SECONDS + START_SECONDS)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self._said.close()

    def _last_words(self) -> str:
        try:
            self._said.seek(0)
            said = self._said.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        except ValueError:  # another thread stopped it, which may be at any moment
            return ""
        return f" ({said})" if said else ""
