"""Notebook files, read and written by nbformat, which is loaded when the first one is."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def quick_imports() -> Iterator[None]:
    """Keep a grammar from being found that takes a second to load, and that nothing here needs, while others are."""
    absent = "rfc3987_syntax" not in sys.modules
    if absent:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules["rfc3987_syntax"]


def load_nbformat() -> Any:
    """Return nbformat."""
    with quick_imports():
        import nbformat
    return nbformat


def read_notebook(path: Path) -> Any:
    """Read a notebook file, upgraded to nbformat 4.5.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, OSError: it is no notebook, or cannot be read.
    """
    return parse_notebook(path.read_text(encoding="utf-8"))


def parse_notebook(text: str) -> Any:
    """Read a notebook from its text; raises as `read_notebook` does."""
    nbformat, notebook = load_nbformat(), json.loads(text)
    if (notebook["nbformat"], notebook["nbformat_minor"]) != (4, 5):
        return nbformat.v4.upgrade(nbformat.reads(text, as_version=4))
    # Not nbformat.reads, which looks at every value against the schema.
    return nbformat.v4.to_notebook(notebook)


def format_notebook(notebook: Any) -> str:
    """Return the text of a notebook file, without the final line end."""
    text: str = load_nbformat().v4.writes(notebook)
    return text
