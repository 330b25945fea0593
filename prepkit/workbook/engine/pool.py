"""Starting and stopping the fork server, and the processes that it forks, from the command."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from prepkit.errors import BuildError
from prepkit.workbook.engine.calls import read_answer
from prepkit.workbook.engine.server import HEAD
from prepkit.workbook.engine.wire import Inbox, Sender, pack

if TYPE_CHECKING:
    from prepkit.workbook.engine.preload import Purpose

START_SECONDS = 60.0
LEAVE_SECONDS = 5.0
_KILL_SECONDS = 1.0
# The notebooks share the cores; further threads of linear algebra would only spin. NumPy and SciPy read it when loaded.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
_LAUNCHER = "from prepkit.workbook.engine.server import main; main()"


class KernelDiedError(Exception):
    """The process of a notebook is gone."""


def can_fork() -> bool:
    """Tell whether this system forks processes that have loaded graphical libraries: Linux does.

    macOS's libraries abort in a forked process, and Windows has no fork; there each notebook gets a kernel of
    papermill's, as without prepkit.
    """
    return sys.platform == "linux"


class Process:
    """One forked process, and the socket that leads to it. One thread at a time."""

    def __init__(self, pool: Pool, identity: int, channel: socket.socket, status: int, limit: int | None) -> None:
        self._pool, self._identity = pool, identity
        self._channel, self._status = channel, status
        self._sender, self.inbox = Sender(channel), Inbox(limit)
        self._gone = False
        self._told = b""

    def send(self, message: dict[str, Any]) -> None:
        """Send a request; one that has no reader any more is dropped, since `receive` will say so."""
        with contextlib.suppress(OSError):
            self._sender.send(pack(message))

    def receive(self, seconds: float | None = None) -> dict[str, Any] | None:
        """Return the next message, or None if there is none in time.

        Raises:
            KernelDiedError: the process is gone, and every message of it was returned.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while (message := self.inbox.next()) is None:
            if self._gone:
                raise KernelDiedError("Kernel died")
            wait = None if until is None else max(0.0, until - time.monotonic())
            ready = select.select([self._channel.fileno(), self._status], [], [], wait)[0]
            if not ready:
                return None
            if self._channel.fileno() in ready:
                if not self.inbox.fill(self._channel):
                    self._gone = True
            elif not self._hear():
                self._gone = True
        return message

    def interrupt(self) -> None:
        """Interrupt the process and what it started."""
        self._pool.signal(self._identity, signal.SIGINT)

    def close(self, *, kill: bool = False) -> dict[str, Any]:
        """Have the process leave, with all that it started; return its report, empty if there is none.

        Args:
            kill: Do not wait for what it is doing. It has a moment for its exit handlers all the same, so that its
                temporary files are gone.
        """
        content: dict[str, Any] = {}
        if kill:
            self._pool.signal(self._identity, signal.SIGTERM)
            self._wait(_KILL_SECONDS)
        else:
            self.send({"kind": "leave"})
            with contextlib.suppress(KernelDiedError):
                until = time.monotonic() + LEAVE_SECONDS
                while (message := self.receive(until - time.monotonic())) is not None:
                    if message["kind"] == "report":
                        content = message["content"]
        self._pool.signal(self._identity, signal.SIGKILL)
        self._wait(LEAVE_SECONDS)
        self._channel.close()
        os.close(self._status)
        return content

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while b"exit" not in self._told and time.monotonic() < until:
            if select.select([self._status], [], [], until - time.monotonic())[0] and not self._hear():
                return

    def _hear(self) -> bool:
        data = os.read(self._status, 4096)
        self._told += data
        return bool(data) and b"exit" not in self._told


class Pool:
    """The fork server of one command, started at once and stopped with everything it forked by `stop`.

    Args:
        purpose: What it will run, which says what it imports ahead; see `list_steps`. Threads of linear algebra are
            left alone for "any" notebook, and one a kernel for prepkit's own.
    """

    def __init__(self, purpose: Purpose = "workbook") -> None:
        self._settings = {} if purpose == "any" else _ONE_THREAD
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-c", _LAUNCHER, str(theirs.fileno()), purpose],
                pass_fds=[theirs.fileno()],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("PREPKIT_ENGINE_DEBUG") else subprocess.DEVNULL,
                start_new_session=True,
            )
        self._identities = itertools.count(1)
        self._lock = threading.Lock()
        self._used = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start_kernel(self, folder: Path, *, limit: int | None = None, widgets: bool = True) -> Process:
        """Fork a kernel that runs in a folder; its first message says that it is ready.

        Args:
            folder: The working directory.
            limit: Bytes of output to keep; see `Inbox`.
            widgets: Have the widgets' state sent. A workbook keeps none, and a form is hundreds of messages.
        """
        arguments = ["ipykernel_launcher.py", "--HistoryManager.hist_file=:memory:"]
        order = {"kind": "kernel", "folder": str(folder), "arguments": arguments, "widgets": widgets}
        return self._fork(order, limit)

    def run_task(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function in a forked process and return what it returns, which JSON must be able to hold.

        Raises what `read_answer` raises.
        """
        process = self._fork({"kind": "task", "module": module, "function": function, "arguments": arguments}, None)
        try:
            message = process.receive()
        except KernelDiedError:
            message = None
        finally:
            process.close(kill=True)
        return read_answer(message, function)

    def signal(self, identity: int, number: int) -> None:
        """Send a signal to a process and all it started, if it is still there."""
        with contextlib.suppress(OSError):
            self._order({"kind": "signal", "id": identity, "signal": number}, ())

    def is_alive(self) -> bool:
        """Tell whether the server runs and takes orders."""
        return self._orders.fileno() >= 0 and self._server.poll() is None

    def stop(self) -> None:
        """End every process and the server."""
        with contextlib.suppress(OSError):
            # A thread may be waiting to give an order; closing alone would not wake it.
            self._orders.shutdown(socket.SHUT_RDWR)
        self._orders.close()
        if not self._used:
            self._server.kill()  # it has nothing to end, and may still be importing
        try:
            self._server.wait(LEAVE_SECONDS + START_SECONDS)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()

    def _fork(self, order: dict[str, Any], limit: int | None) -> Process:
        self._used = True
        ours, theirs = socket.socketpair()
        heard, told = os.pipe()
        identity = next(self._identities)
        try:
            self._order({**order, "id": identity, "environment": self._environment()}, (theirs.fileno(), told))
        except OSError as error:
            ours.close()
            os.close(heard)
            raise BuildError("the kernels' process is gone", cure="Free some memory, or reinstall prepkit") from error
        finally:
            theirs.close()
            os.close(told)
        return Process(self, identity, ours, heard, limit)

    def _environment(self) -> dict[str, str]:
        return {**self._settings, **os.environ}

    def _order(self, order: dict[str, Any], descriptors: tuple[int, ...]) -> None:
        body = json.dumps(order).encode()
        with self._lock:
            socket.send_fds(self._orders, [HEAD.pack(len(body))], descriptors)
            self._orders.sendall(body)
