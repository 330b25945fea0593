"""The standard streams of a kernel: ipykernel's own, published without a thread between."""

from __future__ import annotations

import heapq
import itertools
import os
import select
import threading
import time
from collections.abc import Callable
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream

_PIECE = 1000


class Publisher(IOPubThread):
    """Stands where ipykernel keeps its publishing thread; what is scheduled is done at once."""

    thread: Any
    io_loop: Any

    def __init__(self) -> None:
        self.thread = None
        self.socket = self.io_loop = self
        self.lock = threading.RLock()
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._changed = threading.Condition()
        self._clock: threading.Thread | None = None

    def schedule(self, action: Callable[[], None]) -> None:
        """Do it now."""
        action()

    def call_later(self, seconds: float, action: Callable[[], None]) -> None:
        """Do it in so many seconds, in a thread that is started when first needed."""
        with self._changed:
            heapq.heappush(self._later, (time.monotonic() + seconds, next(self._count), action))
            if self._clock is None or not self._clock.is_alive():
                self._clock = threading.Thread(target=self._run, name="IOPub", daemon=True)
                self._clock.start()
            self._changed.notify()

    def renew_after_fork(self) -> None:
        """Forget locks that a thread of the parent may have held, and its clock."""
        self.lock = threading.RLock()
        self._changed = threading.Condition()
        self._clock, self._later = None, []

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._later:
                    self._changed.wait()
                wait = self._later[0][0] - time.monotonic()
                if wait > 0:
                    self._changed.wait(wait)
                    continue
                action = heapq.heappop(self._later)[2]
            action()


class CellStream(OutStream):
    """A standard stream that has read what was written to its descriptor before it says that it is flushed."""

    _fid: Any

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._reading = threading.Lock()
        base: Any = super()
        base.__init__(*arguments, **named)

    def flush(self) -> None:
        """Publish everything written so far, by Python and to the descriptor."""
        if self._should_watch and os.getpid() == self._master_pid:
            self._catch_up()
        self._flush()

    def _flush(self) -> None:
        # Taking the buffer and publishing it is one step, or a display could come between.
        with self.pub_thread.lock:
            base: Any = super()
            base._flush()

    def _catch_up(self) -> None:
        if threading.current_thread() is self.watch_fd_thread:
            return
        while True:
            with self._reading:
                if not select.select([self._fid], [], [], 0)[0]:
                    return
            time.sleep(0.0005)

    def _watch_pipe_fd(self) -> None:
        while self._should_watch:
            select.select([self._fid], [], [])
            with self._reading:
                data = os.read(self._fid, _PIECE)
                if not data:
                    return
                self.write(data.decode(errors="replace"))
