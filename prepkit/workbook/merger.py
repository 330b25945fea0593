"""Regenerate a notebook without losing what its owner put into it."""

from __future__ import annotations

import hashlib
from typing import Any

MARK = "prepkit"


def mark_cells(notebook: Any) -> None:
    """Record in each cell what its source is, so that a later edit can be told from ours."""
    for cell in notebook.cells:
        cell.metadata[MARK] = {"source": fingerprint(cell.source)}


def fingerprint(source: str) -> str:
    """Return twelve hexadecimal digits that stand for a cell's source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def merge(earlier: Any, fresh: Any) -> list[str]:
    """Put the owner's cells of an earlier notebook into a fresh one, in place.

    A cell that the owner added stays behind the cell that it followed. A cell of ours that they edited is kept
    as theirs, behind the regenerated one. Both keep their outputs and are not run.

    Returns:
        A line in words for each cell that was kept.
    """
    ours = {cell.id for cell in fresh.cells}
    kept: dict[str, list[Any]] = {}
    report: list[str] = []
    anchor = ""
    for cell in earlier.cells:
        edited = _is_edited(cell)
        if cell.id in ours:
            anchor = cell.id
        if not edited and MARK in cell.metadata:
            continue
        if cell.id in ours and MARK not in cell.metadata:
            continue
        kept.setdefault(anchor, []).append(_as_own(cell) if edited else cell)
        report.append(f"kept {'your edit of' if edited else 'your own cell'} {_quote(cell.source)}")
    fresh.cells = _interleave(fresh.cells, kept)
    return report


def _is_edited(cell: Any) -> bool:
    mark = cell.metadata.get(MARK)
    return bool(mark) and mark.get("source") != fingerprint(cell.source)


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
