"""Execute the committed notebooks again on the sample candidate, on a fixed day, so that nbval compares real numbers.

Usage: python scripts/execute_notebooks.py --today 2026-01-26 [NAME ...]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import nbformat

from prepkit.workbook.cold import make_readable
from prepkit.workbook.runner import INJECTED, run_notebook
from prepkit.workbook.templates import list_templates


def main() -> int:
    """Execute the notebooks in place; return 1 if one failed, and leave that one as it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--today", required=True)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    failed = 0
    for path in list_templates(arguments.names):
        with tempfile.TemporaryDirectory() as folder:
            run = run_notebook(path, Path(folder) / path.name, {"today": arguments.today})
        print(f"{path.stem}: {run.error or f'{run.seconds:.1f} s'}")
        if run.error or run.notebook is None:
            failed = 1
            continue
        make_readable(run.notebook)
        _forget_the_run(run.notebook)
        path.write_text(nbformat.writes(run.notebook) + "\n", encoding="utf-8")
    return failed


def _forget_the_run(notebook: nbformat.NotebookNode) -> None:
    """Drop what differs from run to run and machine to machine: timings, paths, the interpreter's version."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if cell.id == INJECTED:
            cell.metadata["jupyter"] = {"source_hidden": True}


if __name__ == "__main__":
    sys.exit(main())
