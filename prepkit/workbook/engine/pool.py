"""Starting and stopping the fork server, and asking it for processes, from the command."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from prepkit import errors

if TYPE_CHECKING:
    from prepkit.workbook.engine.preload import Purpose

START_SECONDS = 60.0
LEAVE_SECONDS = 5.0
# Bytes that a notebook may put out before what follows is left out; papermill's own limit is the memory.
OUTPUT_LIMIT = 100_000_000
# The notebooks share the cores; further threads of linear algebra would only spin. NumPy and SciPy read it when loaded.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
_FREE = "Free some memory, or build with --jobs 1"
_LAUNCHER = "from prepkit.workbook.engine.server import main; main()"


class KernelDiedError(Exception):
    """The process of a notebook is gone."""


def can_fork() -> bool:
    """Tell whether this system forks processes that have loaded graphical libraries: Linux does.

    macOS's libraries abort in a forked process, and Windows has no fork; there each notebook gets a kernel of
    papermill's, as without prepkit.
    """
    return sys.platform == "linux"


def send(channel: Connection, message: dict[str, Any]) -> None:
    """Send what JSON can hold; what it cannot is sent as text."""
    from prepkit.workbook.engine.outputs import make_plain

    text = json.dumps(message, ensure_ascii=False, default=make_plain, skipkeys=True)
    channel.send_bytes(text.encode("utf-8", "surrogatepass"))


def receive(channel: Connection) -> dict[str, Any]:
    """Wait for what `send` sent; raises EOFError or OSError if the other end is gone."""
    message: dict[str, Any] = json.loads(channel.recv_bytes().decode("utf-8", "replace"))
    return message


class Process:
    """One forked process with its job. One thread at a time.

    Args:
        orders: The socket that leads to the fork server.
        lock: Held while an order is given.
        job: What it does, as `work` takes it.

    Raises:
        OSError: the server is gone.
    """

    def __init__(self, orders: socket.socket, lock: threading.Lock, job: dict[str, Any]) -> None:
        self._channel, theirs = multiprocessing.Pipe()
        heard, self._lifeline = os.pipe()
        try:
            with lock:
                socket.send_fds(orders, [b"+"], [theirs.fileno(), heard])
        except OSError:
            self._channel.close()
            os.close(self._lifeline)
            raise
        finally:
            theirs.close()
            os.close(heard)
        with contextlib.suppress(OSError):  # if it is gone already, `receive` says so
            send(self._channel, job)

    def receive(self, seconds: float | None = None) -> dict[str, Any] | None:
        """Return the next thing that it tells, or None if it tells nothing in time.

        Raises:
            KernelDiedError: the process is gone, and everything that it told was returned.
        """
        try:
            return receive(self._channel) if self._channel.poll(seconds) else None
        except (EOFError, OSError):
            raise KernelDiedError("Kernel died") from None

    def interrupt(self) -> None:
        """Interrupt the process and what it started."""
        with contextlib.suppress(OSError):
            os.write(self._lifeline, b"i")

    def close(self) -> None:
        """End the process with all that it started; it has a moment for its exit handlers, and is waited for."""
        os.close(self._lifeline)
        with contextlib.suppress(KernelDiedError):
            until = time.monotonic() + LEAVE_SECONDS
            while self.receive(max(0.0, until - time.monotonic())) is not None:
                pass
        self._channel.close()


class Pool:
    """The fork server of one command, started at once and stopped with everything it forked by `stop`.

    Args:
        purpose: What it will run, which says what it imports ahead; see `list_steps`. Threads of linear algebra are
            left alone for "any" notebook, and one a process for prepkit's own.
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
        self._used = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(
        self, folder: Path, cells: list[tuple[int, str, bool]], *, limit: int = OUTPUT_LIMIT, widgets: bool = True
    ) -> Process:
        """Start a process that runs a notebook's cells in a folder, as `Notebook.run` takes them.

        Args:
            folder: The working directory.
            cells: What is run.
            limit: Bytes of output to keep.
            widgets: Have the widgets' state told. A workbook keeps none, and a form has hundreds.
        """
        return self._start({"folder": str(folder), "cells": cells, "limit": limit, "widgets": widgets})

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function in a process of its own and return what it returns, which JSON must be able to hold.

        Raises:
            PrepkitError: as the function raised it.
            ProcessKilledError: its process died.
            RuntimeError: it failed in a way that nobody expected.
        """
        process = self._start({"module": module, "function": function, "arguments": arguments})
        try:
            answer = process.receive() or {}
        except KernelDiedError:
            raise errors.ProcessKilledError(f"{function} was killed", cure=_FREE) from None
        finally:
            process.close()
        if "error" in answer:
            name, what, where, cure = answer["error"]
            kind = getattr(errors, name, errors.PrepkitError)
            raise (errors.PrepkitError if kind is errors.ContentError else kind)(what, where=where, cure=cure)
        if "broken" in answer:
            raise RuntimeError(answer["broken"])
        return answer["result"]

    def is_alive(self) -> bool:
        """Tell whether the server runs and takes orders."""
        # It says nothing over this socket, so that there is something to read only when its end is closed.
        return self._orders.fileno() >= 0 and not select.select([self._orders], [], [], 0)[0]

    def stop(self) -> None:
        """End every process and the server."""
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

    def _start(self, job: dict[str, Any]) -> Process:
        self._used = True
        try:
            return Process(self._orders, self._lock, job)
        except OSError as error:
            what = f"the process that runs the notebooks is gone{self._last_words()}"
            raise errors.ProcessKilledError(what, cure="Free some memory, or reinstall prepkit") from error

    def _last_words(self) -> str:
        try:
            self._said.seek(0)
            said = self._said.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        except ValueError:  # another thread stopped it, which may be at any moment
            return ""
        return f" ({said})" if said else ""
