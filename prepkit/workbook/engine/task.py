"""Calling a function in another process: what is asked, done and answered travels as JSON."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from typing import Any

from prepkit import errors
from prepkit.errors import BuildError, PrepkitError
from prepkit.workbook.engine.leaving import die_with_parent
from prepkit.workbook.engine.wire import Inbox, Sender, pack

_LAUNCHER = "from prepkit.workbook.engine.task import main; main()"


def answer(order: dict[str, Any], sender: Sender) -> None:
    """Call the function that an order names, and send what it returns or raises."""
    try:
        function = getattr(importlib.import_module(order["module"]), order["function"])
        sender.send(pack({"kind": "result", "content": function(**order["arguments"])}))
    except PrepkitError as error:
        content = [type(error).__name__, error.what, error.where, error.cure]
        sender.send(pack({"kind": "failed", "content": content}))
    except BaseException:
        sender.send(pack({"kind": "broken", "content": traceback.format_exc()}))


def read_answer(message: dict[str, Any] | None, function: str) -> Any:
    """Return what a function in another process returned.

    Args:
        message: As `answer` sent it; None if the process died before.
        function: Its name, for the error.

    Raises:
        PrepkitError: as the function raised it.
        BuildError: its process died.
        RuntimeError: it failed in a way that nobody expected.
    """
    if message is None:
        raise BuildError(f"{function} was killed", cure="Free some memory, or build with --jobs 1")
    if message["kind"] == "failed":
        name, what, where, cure = message["content"]
        kind = getattr(errors, name, PrepkitError)
        raise (PrepkitError if kind is errors.ContentError else kind)(what, where=where, cure=cure)
    if message["kind"] == "broken":
        raise RuntimeError(message["content"])
    return message["content"]


class Aside:
    """A process of its own, beside the fork server, for what needs no kernel: it need not wait for the preload."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _LAUNCHER, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("PREPKIT_ENGINE_DEBUG") else subprocess.DEVNULL,
                start_new_session=True,
            )
        self._sender, self._inbox, self._lock = Sender(self._channel), Inbox(), threading.Lock()

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function there; one call at a time. Raises what `read_answer` raises."""
        with self._lock:
            return read_answer(self._ask({"module": module, "function": function, "arguments": arguments}), function)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)  # a thread may be waiting for its answer
        self._process.kill()
        self._process.wait()
        self._channel.close()

    def _ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        try:
            self._sender.send(pack(order))
            return _receive(self._channel, self._inbox)
        except OSError:
            return None


def _receive(channel: socket.socket, inbox: Inbox) -> dict[str, Any] | None:
    while (message := inbox.next()) is None:
        channel.recv(1, socket.MSG_PEEK)
        if not inbox.fill(channel):
            return None
    return message


def main() -> None:
    """Answer orders from the socket whose number is the first argument, until it closes."""
    die_with_parent()
    gc.disable()  # it imports a lot and lives for seconds
    channel = socket.socket(fileno=int(sys.argv[1]))
    channel.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sender, inbox = Sender(channel), Inbox()
    while (order := _receive(channel, inbox)) is not None:
        answer(order, sender)
    os._exit(0)
