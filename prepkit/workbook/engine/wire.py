"""Messages between the command and a kernel: JSON over a socket, each with its length before it."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import threading
from typing import Any

_LENGTH = struct.Struct(">Q")
# A message as short as this is read whatever the notebook has put out so far: replies are never dropped.
SMALL = 1 << 16
_CHUNK = 1 << 18


def pack(message: dict[str, Any]) -> bytes:
    """Return a message as it travels."""
    return frame(json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def frame(body: bytes) -> bytes:
    """Put the length before a message that is JSON already."""
    return _LENGTH.pack(len(body)) + body


class Sender:
    """Writes whole messages to a socket, from any thread and from forked copies of the process.

    A message is one write with signals held back, so that an interrupt leaves all of it or nothing in the socket.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._lock = threading.Lock()
        self._shared: int | None = None
        self._waiting: list[bytes] = []
        self._size = 0

    def send(self, data: bytes, *, later: bool = False) -> None:
        """Write one message, waiting for as long as the other end takes; raises OSError if it is gone.

        With `later`, it may wait for the next one: a form is hundreds of messages, each of which would wake the reader.
        """
        held = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        try:
            with self._lock:
                signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
                self._waiting.append(data)
                self._size += len(data)
                if later and self._size < SMALL:
                    return
                data, self._waiting, self._size = b"".join(self._waiting), [], 0
                if self._shared is None:
                    self._write(data)
                else:
                    self._write_alone(data, self._shared)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def share_before_fork(self) -> None:
        """Take care from now on that no forked process writes into the middle of another's message."""
        if self._shared is None:
            self._shared = os.memfd_create("prepkit") if hasattr(os, "memfd_create") else None

    def renew_after_fork(self) -> None:
        """Forget a lock that a thread of the parent may have held."""
        self._lock = threading.Lock()
        self._waiting, self._size = [], 0

    def _write_alone(self, data: bytes, lock: int) -> None:
        import fcntl

        # Not flock: a fork shares its lock, while this kind belongs to one process and ends with it.
        fcntl.lockf(lock, fcntl.LOCK_EX)
        try:
            self._write(data)
        finally:
            fcntl.lockf(lock, fcntl.LOCK_UN)

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._channel.fileno(), view) :]


class Inbox:
    """Cuts what arrives into messages, and drops those that are over the limit.

    Args:
        limit: Bytes in all after which longer messages are dropped; None keeps everything.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._buffer = bytearray()
        self.limit = limit
        self._skipping = 0
        self.taken = 0
        self.overflown = False

    def fill(self, channel: socket.socket) -> bool:
        """Take what the socket has without waiting; return False at its end."""
        try:
            data = channel.recv(_CHUNK, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not data:
            return False
        skipped = min(self._skipping, len(data))
        self._skipping -= skipped
        self._buffer += data[skipped:] if skipped else data
        return True

    def next(self) -> dict[str, Any] | None:
        """Return the next whole message, or None if there is none yet."""
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > SMALL and self._is_over(length):
                self._drop(length)
                continue
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return None
            body = bytes(memoryview(self._buffer)[_LENGTH.size : end])
            del self._buffer[:end]
            self.taken += length
            message: dict[str, Any] = json.loads(body.decode("utf-8", "replace"))
            return message
        return None

    def _is_over(self, length: int) -> bool:
        return self.overflown or (self.limit is not None and self.taken + length > self.limit)

    def _drop(self, length: int) -> None:
        there = min(length, len(self._buffer) - _LENGTH.size)
        del self._buffer[: _LENGTH.size + there]
        self._skipping = length - there
        self.overflown = True
