"""The fork server: one process without threads that has imported everything, and forks one for each notebook.

Its orders come over a socket; when that closes, because the command is done or was killed, it ends every process it
started and then itself. Each process it starts has a session and so a process group of its own, which goes with it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from prepkit.workbook.engine import leaving

if TYPE_CHECKING:
    from prepkit.workbook.engine.preload import Purpose

HEAD = struct.Struct(">Q")
# Seconds that processes have to leave on their own when the command is gone.
_GRACE = 2.0


@dataclass
class Child:
    """A process that was forked: its id, and where its end is reported."""

    pid: int
    status: int


class Server:
    """Preloads, forks on order, and answers for every process that it forked."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._children: dict[int, Child] = {}
        self._open = True
        self._woken, waker = os.pipe()
        for end in (self._woken, waker):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._waker = waker
        leaving.adopt_orphans()

    def preload(self, purpose: Purpose) -> None:
        """Import everything and make the kernel that forked processes enter."""
        from prepkit.workbook.engine.preload import list_steps

        gc.disable()
        for step in list_steps(purpose):
            step()
        # Not collected before: that takes a quarter of a second, and what is frozen is not looked at any more.
        gc.freeze()

    def serve(self) -> None:
        """Take orders until the socket closes; then end what is left."""
        while self._open:
            ready = select.select([self._orders.fileno(), self._woken], [], [])[0]
            if self._woken in ready:
                self._reap()
            if self._orders.fileno() in ready:
                self._take()
        self._end_all()

    def _take(self) -> None:
        head, descriptors, _, _ = socket.recv_fds(self._orders, HEAD.size, 2)
        if len(head) < HEAD.size:
            self._open = False
            return
        body = b""
        length = HEAD.unpack(head)[0]
        while len(body) < length:
            piece = self._orders.recv(length - len(body))
            if not piece:
                self._open = False
                return
            body += piece
        order = json.loads(body)
        if order["kind"] == "signal":
            self._signal(order["id"], order["signal"])
        else:
            self._fork(order, *descriptors)

    def _fork(self, order: dict[str, Any], channel: int, status: int) -> None:
        pid = os.fork()
        if pid == 0:
            # Whatever happens in here, it never returns into the server's loop.
            try:
                self._become(order, socket.socket(fileno=channel), status)
            finally:
                os._exit(1)
        os.close(channel)
        self._children[order["id"]] = Child(pid, status)
        os.write(status, f"pid {pid}\n".encode())

    def _become(self, order: dict[str, Any], channel: socket.socket, status: int) -> None:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, lambda *_: leaving.leave(128 + signal.SIGTERM))
        leaving.die_with_parent()
        self._orders.close()
        for descriptor in (self._woken, self._waker, status, *(child.status for child in self._children.values())):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        set_by_kernel = _kernel_environment()
        os.environ.clear()
        os.environ.update(order["environment"] | set_by_kernel)
        gc.enable()
        _seed()
        if order["kind"] == "kernel":
            self._run_kernel(order, channel)
        else:
            from prepkit.workbook.engine.calls import answer
            from prepkit.workbook.engine.wire import Sender

            answer(order, Sender(channel))
        leaving.leave()

    def _run_kernel(self, order: dict[str, Any], channel: socket.socket) -> None:
        from prepkit.workbook.engine.kernel import Service, WarmApp

        os.chdir(order["folder"])
        sys.argv = order["arguments"]
        app = WarmApp.instance()
        app.enter(channel, widgets=order["widgets"])
        Service(app, channel).run()

    def _signal(self, identity: int, number: int) -> None:
        # Only a process that has not been reaped still owns its id.
        child = self._children.get(identity)
        if child is not None:
            if number == signal.SIGKILL:
                leaving.kill_all(leaving.list_descendants(child.pid))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, number)

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._woken, 512):
                pass
        for identity, child in list(self._children.items()):
            ended = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None:
                # What a notebook left running goes first: reaping frees the number of its group for others.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)
                del self._children[identity]
                with contextlib.suppress(OSError):
                    os.write(child.status, f"exit {ended.si_status}\n".encode())
                os.close(child.status)
        if not self._children:
            # What outlived its notebook has become the server's own; with no notebook running, nobody needs it.
            leaving.kill_all(leaving.list_descendants(os.getpid()))
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass

    def _end_all(self) -> None:
        for number, seconds in ((signal.SIGTERM, _GRACE), (signal.SIGKILL, _GRACE)):
            for identity in list(self._children):
                self._signal(identity, number)
            until = time.monotonic() + seconds
            while self._children and time.monotonic() < until:
                select.select([self._woken], [], [], 0.05)
                self._reap()
        self._reap()


def _kernel_environment() -> dict[str, str]:
    # What ipykernel's shell puts into a kernel's environment.
    names = ("TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER", "MPLBACKEND")
    return {name: os.environ[name] for name in names if name in os.environ}


def _seed() -> None:
    # Python's own generator is seeded anew by a fork; NumPy's would give every notebook the same numbers.
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def main() -> None:
    """Serve the socket whose number is the first argument; the second is the preload's purpose."""
    # A kernel's own start puts the empty entry where ipykernel has it.
    sys.path[:] = [entry for entry in sys.path if entry]
    orders = socket.socket(fileno=int(sys.argv[1]))
    orders.set_inheritable(False)
    server = Server(orders)
    server.preload(cast("Purpose", sys.argv[2]))
    server.serve()
    os._exit(0)


if __name__ == "__main__":
    main()
