"""Keep what an owner changed in the workbook before it is written over."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

EARLIER = ".earlier"


def keep_copy(path: Path) -> Path:
    """Copy a file into the folder of earlier ones beside it, once for each content; return the copy's path."""
    folder = path.parent / EARLIER
    folder.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    copy = folder / f"{path.stem}.{digest}{path.suffix}"
    if not copy.exists():
        shutil.copy2(path, copy)
    return copy
