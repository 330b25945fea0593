"""Notebook files, read and written without loading nbformat: its import alone takes longer than a notebook's run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

_SPLIT = ("application/javascript", "image/svg+xml")
_UNSAVED = ("orig_nbformat", "orig_nbformat_minor", "signature")


class Node(dict[str, Any]):
    """A mapping whose keys are attributes as well, as nbformat's NotebookNode."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def copy(self) -> Node:
        """Return a shallow copy of the same kind."""
        return Node(self)


def read_notebook(path: Path) -> Any:
    """Read a notebook file, upgraded to nbformat 4.5.

    Raises:
        ValueError, KeyError, AttributeError, OSError: it is no notebook, or cannot be read.
    """
    return parse_notebook(path.read_text(encoding="utf-8"))


def parse_notebook(text: str) -> Any:
    """Read a notebook from its text; raises as `read_notebook` does."""
    notebook = json.loads(text, object_hook=Node)
    if (notebook["nbformat"], notebook["nbformat_minor"]) != (4, 5):
        return _upgrade(text)
    for cell in notebook["cells"]:
        cell["source"] = _join(cell["source"])
        cell.setdefault("metadata", Node()).pop("trusted", None)
        for attachment in cell.get("attachments", {}).values():
            _join_bundle(attachment)
        for output in cell.get("outputs", []):
            _join_bundle(output.get("data", {}))
            if "text" in output:
                output["text"] = _join(output["text"])
    for key in _UNSAVED:
        notebook["metadata"].pop(key, None)
    return notebook


def format_notebook(notebook: Any) -> str:
    """Return the text that nbformat would write for a notebook, without the final line end."""
    kept = {key: value for key, value in notebook["metadata"].items() if key not in _UNSAVED}
    shown = {**notebook, "metadata": kept, "cells": [_split_cell(cell) for cell in notebook["cells"]]}
    return json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))


def new_markdown_cell(source: str) -> Node:
    """Return a Markdown cell with an id of its own."""
    return Node(cell_type="markdown", id=os.urandom(4).hex(), metadata=Node(), source=source)


def new_code_cell(source: str) -> Node:
    """Return a code cell without outputs, with an id of its own."""
    cell = new_markdown_cell(source)
    cell.update(cell_type="code", execution_count=None, outputs=[])
    return cell


def _upgrade(text: str) -> Any:
    from prepkit.workbook.engine.preload import hidden

    with hidden("rfc3987_syntax"):  # a second of grammar that no notebook needs
        import nbformat
    return nbformat.v4.upgrade(nbformat.reads(text, as_version=4))


def _join(text: Any) -> Any:
    return "".join(text) if isinstance(text, list) else text


def _join_bundle(bundle: dict[str, Any]) -> None:
    for key, value in bundle.items():
        if key == "application/json" or key.endswith("+json") or not isinstance(value, list):
            continue
        if all(isinstance(line, str) for line in value):
            bundle[key] = "".join(value)


def _split_cell(cell: Any) -> dict[str, Any]:
    shown = dict(cell)
    shown["source"] = _split_text(cell["source"])
    shown["metadata"] = {key: value for key, value in cell["metadata"].items() if key != "trusted"}
    if "attachments" in cell:
        shown["attachments"] = {name: _split_bundle(bundle) for name, bundle in cell["attachments"].items()}
    if cell["cell_type"] == "code":
        shown["outputs"] = [_split_output(output) for output in cell["outputs"]]
    return shown


def _split_output(output: Any) -> dict[str, Any]:
    if output["output_type"] in ("execute_result", "display_data"):
        return {**output, "data": _split_bundle(output.get("data", {}))}
    if output["output_type"] == "stream":
        return {**output, "text": _split_text(output["text"])}
    return dict(output)


def _split_bundle(bundle: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _split_text(value) if key.startswith("text/") or key in _SPLIT else value for key, value in bundle.items()
    }


def _split_text(text: Any) -> Any:
    return text.splitlines(True) if isinstance(text, str) else text
