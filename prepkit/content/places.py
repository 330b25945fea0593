"""Where the notebooks and the sample stand: beside the package in a wheel, at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def find_notebooks() -> Path:
    """Return the folder of the eight workbook notebooks."""
    return _find("notebooks", "notebooks")


def find_sample() -> Path:
    """Return the folder of the invented sample candidate."""
    return _find("sample", "data/sample")


def _find(shipped: str, checkout: str) -> Path:
    inside = _PACKAGE / "shipped" / shipped
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
