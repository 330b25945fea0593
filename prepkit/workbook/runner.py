"""Run notebooks, each in a fresh process of its own: forked from a warm one, or papermill's own kernel."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepkit.errors import ProcessKilledError, printable
from prepkit.workbook.engine.pool import Pool, can_fork
from prepkit.workbook.parameters import check_names

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from prepkit.workbook.engine.preload import Purpose

# Set to "papermill", it runs notebooks without the warm engine, slower and the same.
ENGINE_VARIABLE = "PREPKIT_ENGINE"
KERNEL = "python3"
INJECTED = "injected-parameters"
CELL_SECONDS = 900  # a cell that takes longer hangs
# How the error of a notebook begins whose process was killed, or ended itself.
DIED = "DeadKernelError"
# A kernel warns about its transport each time it starts; what fails in it is reported by the notebook.
_QUIET = ["--IPKernelApp.log_level=CRITICAL"]


@dataclass(frozen=True)
class Run:
    """A notebook that was run (None if it never started), the seconds it took, and what failed, in one line.

    `reads` and `writes` name what of the workspace it read and wrote; None if nobody watched.
    """

    notebook: Any
    seconds: float
    error: str | None
    reads: tuple[str, ...] | None = None
    writes: tuple[str, ...] | None = None


@contextlib.contextmanager
def start_engine(*, jobs: int = 2, purpose: Purpose = "workbook") -> Iterator[Engine]:
    """Start the engine that this system has; one start serves any number of workspaces, one after another or at once.

    Args:
        jobs: How many notebooks will run at once.
        purpose: What will be run; see `list_steps`.
    """
    if can_fork() and os.environ.get(ENGINE_VARIABLE) != "papermill":
        with WarmEngine(purpose) as engine:
            for name in ("prepkit.workbook.notebook", "papermill.execute"):  # while the fork server has its own
                importlib.import_module(name)
            yield engine
    else:
        from concurrent.futures import ProcessPoolExecutor

        # Spawned, so that no worker inherits the caller's threads, locks or open database.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=_end_with_parent) as workers:
            yield StockEngine(workers)


def _end_with_parent() -> None:
    """Have this worker process end when the command is killed: nothing else would tell it."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


class WarmEngine(Pool):
    """Runs each notebook in a process forked from one that has imported everything."""

    def run(self, template: Path, folder: Path, parameters: dict[str, Any]) -> Run:
        """Run a template with these parameters in a folder.

        A cell that fails ends the notebook and is named in `error`; the notebook is kept as far as it came.

        Raises:
            ParameterError: the notebook has no such parameter; nothing was started.
        """
        from nbclient.exceptions import CellTimeoutError, DeadKernelError
        from papermill.engines import NotebookExecutionManager
        from papermill.execute import prepare_notebook_metadata, raise_for_execution_errors, remove_error_markers
        from papermill.iorw import load_notebook_node
        from papermill.parameterize import parameterize_notebook

        from prepkit.workbook.engine.cells import run_cells

        notebook = load_notebook_node(str(template))
        check_names(parameters, notebook)
        if parameters:
            notebook = parameterize_notebook(notebook, parameters, kernel_name=KERNEL, language="python")
        prepare_notebook_metadata(notebook, template.name, template.name)
        manager = NotebookExecutionManager(remove_error_markers(notebook), progress_bar=False)
        manager.notebook_start()
        error, report = None, dict[str, Any]()
        try:
            report = run_cells(self, folder, manager, CELL_SECONDS, widgets=False)
        except (DeadKernelError, CellTimeoutError) as failure:
            error = _name_failure(failure)
        if not _began(notebook):
            return Run(None, 0.0, error)
        manager.notebook_complete()
        try:
            raise_for_execution_errors(notebook, None)
        except Exception as failure:
            error = _name_failure(failure)
        _tidy(notebook, template)
        # Not by the clock: the first ones wait for the preload, which is not theirs.
        seconds = sum(cell.metadata.get("papermill", {}).get("duration") or 0.0 for cell in notebook.cells)
        return Run(notebook, seconds, error, report.get("reads"), report.get("writes"))


class StockEngine:
    """Runs each notebook with papermill, in a worker process."""

    def __init__(self, workers: ProcessPoolExecutor) -> None:
        self._workers, self._is_broken = workers, False

    def is_alive(self) -> bool:
        """Tell whether every worker is there."""
        return not self._is_broken

    def run(self, template: Path, folder: Path, parameters: dict[str, Any]) -> Run:
        """Run a template with these parameters in a folder; see `WarmEngine`."""
        from concurrent.futures.process import BrokenProcessPool

        from prepkit.workbook.notebook import read_notebook

        check_names(parameters, read_notebook(template))
        scratch = folder / f".{template.stem}.running.ipynb"
        try:
            return self._workers.submit(run_notebook, template, scratch, parameters).result()
        except BrokenProcessPool as error:
            self._is_broken = True
            what = "a worker process was killed"
            raise ProcessKilledError(what, cure="Free some memory, or build with --jobs 1") from error
        finally:
            scratch.unlink(missing_ok=True)

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function here and now."""
        return getattr(importlib.import_module(module), function)(**arguments)

    def stop(self) -> None:
        """Drop what has not begun; a notebook that runs hears the interrupt itself."""
        self._workers.shutdown(wait=False, cancel_futures=True)


def run_notebook(template: Path, output: Path, parameters: dict[str, Any]) -> Run:
    """Run a template with stock papermill, in the folder that `output` stands in, which is left behind as written."""
    import logging

    from prepkit.workbook.notebook import read_notebook  # first, since it makes the next one quick

    import papermill  # isort: skip

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
            execution_timeout=CELL_SECONDS,
            extra_arguments=_QUIET,
        )
    except Exception as failure:
        # Whatever a notebook, its kernel or its parameters do must not stop the other notebooks.
        error = _name_failure(failure)
    notebook = None
    if output.exists():
        notebook = read_notebook(output)
        _tidy(notebook, template)
        if not _began(notebook):
            notebook = None
    return Run(notebook, time.monotonic() - started, error)


Engine = WarmEngine | StockEngine  # runs notebooks and calls functions, several at once from several threads


def _began(notebook: Any) -> bool:
    """Tell whether any cell was begun; if not, there is nothing to put in the place of an earlier notebook."""
    return any(cell.metadata.get("papermill", {}).get("start_time") for cell in notebook.cells)


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
            cell.metadata.jupyter = {"source_hidden": True}
