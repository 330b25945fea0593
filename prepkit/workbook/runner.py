"""Run one notebook with papermill in a fresh kernel of its own."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from prepkit.errors import printable

KERNEL = "python3"
INJECTED = "injected-parameters"
# A kernel warns about its transport each time it starts; what fails in it is reported by the notebook.
QUIET = ["--IPKernelApp.log_level=CRITICAL"]


@dataclass(frozen=True)
class Run:
    """A notebook that was run (None if it never started), the seconds it took, and what failed, in one line."""

    notebook: Any
    seconds: float
    error: str | None


def run_notebook(template: Path, output: Path, parameters: dict[str, Any]) -> Run:
    """Run a template with these parameters, in the folder that `output` stands in; `output` is left behind as written.

    A cell that fails ends the notebook and is named in `error`; the notebook is kept as far as it came.
    """
    import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    started = time.monotonic()
    error = None
    try:
        papermill.execute_notebook(
            template,
            output,
            parameters,
            kernel_name=KERNEL,
            progress_bar=False,
            log_output=False,
            cwd=output.parent,
            extra_arguments=QUIET,
        )
    except Exception as failure:
        # Whatever a notebook, its kernel or its parameters do must not stop the other notebooks.
        error = _name_failure(failure)
    notebook = None
    if output.exists():
        notebook = nbformat.read(output, as_version=4)
        _tidy(notebook, template)
    return Run(notebook, time.monotonic() - started, error)


def _name_failure(failure: Any) -> str:
    if hasattr(failure, "cell_index"):
        line = f"cell {failure.cell_index + 1}: {failure.ename}: {failure.evalue}"
    else:
        line = f"{type(failure).__name__}: {failure}"
    return printable(line.strip().splitlines()[0])


def _tidy(notebook: Any, template: Path) -> None:
    """Give papermill's own cell a stable id, and keep folders of this machine out of the run's record."""
    record = notebook.metadata.get("papermill", {})
    record["input_path"] = record["output_path"] = template.name
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
