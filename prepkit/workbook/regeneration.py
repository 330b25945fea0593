"""Put a regenerated notebook where an earlier one stands, and lose nothing of its owner's."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from prepkit.errors import BuildError
from prepkit.store.atomic import replace_text
from prepkit.workbook.merger import mark_cells, merge
from prepkit.workbook.notebook import format_notebook, parse_notebook

EARLIER = ".earlier"
_TRIES = 5  # a notebook that is saved while it is merged is merged again, this often at most


def regenerate(path: Path, fresh: Any, *, restore: bool = False) -> list[str]:
    """Write a fresh notebook to a path, merged with what its owner made of the earlier one there.

    The file is replaced as a whole: a kill at any moment leaves the old notebook or the new one. What the owner
    saves while the two are merged is merged, too. Before a notebook that they changed is written over, it is copied.

    Args:
        path: Where the notebook goes.
        fresh: The notebook as it was just run; its cells are marked as ours.
        restore: Bring back the cells of ours that the owner deleted.

    Returns:
        A line in words for each cell that was kept or left out.

    Raises:
        BuildError: the file is saved by somebody else again and again, so that no merge would hold.
    """
    mark_cells(fresh)
    for _ in range(_TRIES):
        seen = _read(path)
        merged = fresh.copy()
        report = _merge_with(path, seen, merged, restore) if seen is not None else []
        if _read(path) == seen:
            replace_text(path, format_notebook(merged) + "\n")
            return report
    raise BuildError("is being saved by another program", where=str(path), cure="Save and close it, then build again")


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _merge_with(path: Path, seen: bytes, fresh: Any, restore: bool) -> list[str]:
    try:
        earlier = parse_notebook(seen.decode("utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"could not read the earlier notebook ({type(error).__name__}); it is kept as {keep_copy(path).name}"]
    report = merge(earlier, fresh, restore=restore)
    if report:
        keep_copy(path)
    return report


def keep_copy(path: Path) -> Path:
    """Copy a file into the folder of earlier ones beside it, once for each content; return the copy's path."""
    folder = path.parent / EARLIER
    folder.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    copy = folder / f"{path.stem}.{digest}{path.suffix}"
    if not copy.exists():
        shutil.copy2(path, copy)
    return copy
