"""Notebook files, read and written by nbformat."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def _load() -> Any:
    """Load nbformat without a grammar that takes a second to load, and that nothing here needs."""
    absent: Any = None
    grammar = sys.modules.setdefault("rfc3987_syntax", absent)
    try:
        return importlib.import_module("nbformat")
    finally:
        if grammar is None:
            del sys.modules["rfc3987_syntax"]


nbformat = _load()


def read_notebook(path: Path) -> Any:
    """Read a notebook file, upgraded to nbformat 4.5.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, OSError: it is no notebook, or cannot be read.
    """
    return parse_notebook(path.read_text(encoding="utf-8"))


def parse_notebook(text: str) -> Any:
    """Read a notebook from its text; raises as `read_notebook` does."""
    notebook = json.loads(text)
    if (notebook["nbformat"], notebook["nbformat_minor"]) != (4, 5):
        return nbformat.v4.upgrade(nbformat.reads(text, as_version=4))
    # Not nbformat.reads, which looks at every value against the schema.
    return nbformat.v4.to_notebook(notebook)


def format_notebook(notebook: Any) -> str:
    """Return the text of a notebook file, without the final line end."""
    return str(nbformat.v4.writes(notebook))
