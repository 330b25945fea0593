"""Replace a file in one step, so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from prepkit.errors import WorkspaceError, instead

OWNER_ONLY = 0o600


def sweep(folder: Path) -> None:
    """Remove what a killed process left half-written in a folder; files of living processes stay."""
    for path in folder.glob(".*.new"):
        pid = path.name.split(".")[-2]
        if pid.isdigit() and not _is_alive(int(pid)):
            path.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def replace_text(path: Path, text: str) -> None:
    """Write a text file as UTF-8; as `replace_bytes`."""
    replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, raw: bytes) -> None:
    """Write a file, readable by its owner alone.

    Raises:
        WorkspaceError: it cannot be written; the old file is as it was.
    """
    cure = "Check who owns the folder and the space left"
    with instead(OSError, WorkspaceError, "cannot be written ({})", where=path, cure=cure):
        replace_chunks(path, [raw])


def replace_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file piece by piece, readable by its owner alone; raises OSError, and the old file is as it was."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
