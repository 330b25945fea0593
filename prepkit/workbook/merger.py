"""Regenerate a notebook without losing what its owner put into it."""

from __future__ import annotations

import hashlib
from typing import Any

MARK = "prepkit"


def mark_cells(notebook: Any) -> None:
    """Record which cells are ours and what their sources are, so that a later edit or deletion can be told."""
    for cell in notebook.cells:
        cell.metadata[MARK] = {"source": fingerprint(cell.source)}
    notebook.metadata[MARK] = {"cells": [cell.id for cell in notebook.cells]}


def fingerprint(source: str) -> str:
    """Return twelve hexadecimal digits that stand for a cell's source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def merge(earlier: Any, fresh: Any, *, restore: bool = False) -> list[str]:
    """Put the owner's cells of an earlier notebook into a fresh one, in place.

    A cell that the owner added stays behind the cell that it followed. A cell of ours that they edited is kept
    as theirs, behind the regenerated one. Both keep their outputs and are not run. A cell of ours that they deleted
    stays deleted.

    Args:
        earlier: The notebook as its owner left it.
        fresh: The notebook as it was just made, its cells marked by `mark_cells`.
        restore: Bring back the cells of ours that the owner deleted.

    Returns:
        A line in words for each cell that was kept or left out.
    """
    deleted = set() if restore else _find_deleted(earlier)
    report = [f"left out {_quote(cell.source)}, which you deleted" for cell in fresh.cells if cell.id in deleted]
    fresh.cells = [cell for cell in fresh.cells if cell.id not in deleted]
    ours = {cell.id: fingerprint(cell.source) for cell in fresh.cells}
    kept: dict[str, list[Any]] = {}
    anchor = ""
    for cell in earlier.cells:
        if cell.id in ours:
            anchor = cell.id
        written = cell.metadata.get(MARK, {}).get("source", ours.get(cell.id))
        if written == fingerprint(cell.source):
            continue
        edited = written is not None
        kept.setdefault(anchor, []).append(_as_own(cell) if edited else cell)
        report.append(f"kept {'your edit of' if edited else 'your own cell'} {_quote(cell.source)}")
    fresh.cells = _interleave(fresh.cells, kept)
    return report


def _find_deleted(earlier: Any) -> set[str]:
    written = earlier.metadata.get(MARK, {}).get("cells", [])
    return set(written) - {cell.id for cell in earlier.cells}


def _as_own(cell: Any) -> Any:
    own = cell.copy()
    own.metadata = {key: value for key, value in cell.metadata.items() if key not in (MARK, "tags")}
    own.id = f"own-{fingerprint(cell.id + cell.source)}"
    return own


def _interleave(cells: list[Any], kept: dict[str, list[Any]]) -> list[Any]:
    merged = list(kept.get("", []))
    for cell in cells:
        merged.append(cell)
        merged += kept.get(cell.id, [])
    return merged


def _quote(source: str) -> str:
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return f'"{first[:50]}"' if first else "(empty)"
