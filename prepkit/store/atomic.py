"""Replace a file in one step, so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path

from prepkit.errors import WorkspaceError

OWNER_ONLY = 0o600


def replace_text(path: Path, text: str) -> None:
    """Write a text file, readable by its owner alone.

    Raises:
        WorkspaceError: it cannot be written; the old file is as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WorkspaceError(
            f"cannot be written ({error.strerror})",
            where=str(path),
            cure="Check who owns the folder and the space left",
        ) from error
