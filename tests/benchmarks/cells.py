"""Run a notebook's own code in this process, its shell made ready first; print the seconds and what was imported.

Usage: python cells.py NOTEBOOK | python cells.py --imports FILE_OF_MODULE_NAMES
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from contextlib import suppress
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output


def run_cells(path: Path) -> float:
    """Return the seconds that the code cells of a notebook take."""
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    shell = InteractiveShell.instance()
    started = time.perf_counter()
    with capture_output():
        for source in sources:
            shell.run_cell(source, store_history=False).raise_error()
    return time.perf_counter() - started


def import_all(names: list[str]) -> float:
    """Return the seconds that importing these modules takes."""
    InteractiveShell.instance()
    started = time.perf_counter()
    for name in names:
        with suppress(ImportError):
            importlib.import_module(name)
    return time.perf_counter() - started


if __name__ == "__main__":
    if sys.argv[1] == "--imports":
        print(json.dumps({"seconds": import_all(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))}))
    else:
        before = set(sys.modules)
        seconds = run_cells(Path(sys.argv[1]))
        added = [name for name in sys.modules if name not in before and name != "__main__"]
        print(json.dumps({"seconds": seconds, "modules": added}))
