"""Run notebooks, each in a fresh kernel of its own: forked from a warm process, or papermill's own."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from prepkit.errors import BuildError, printable
from prepkit.workbook.engine.conductor import OUTPUT_LIMIT, CellTimeLimitError, Conductor
from prepkit.workbook.engine.pool import KernelDiedError, Pool, can_fork
from prepkit.workbook.engine.record import RunRecord
from prepkit.workbook.notebook import read_notebook
from prepkit.workbook.parameters import INJECTED, check_names, inject

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

# Set to "papermill", it runs notebooks without the warm engine, slower and the same.
ENGINE_VARIABLE = "PREPKIT_ENGINE"
KERNEL = "python3"
# A kernel warns about its transport each time it starts; what fails in it is reported by the notebook.
QUIET = ["--IPKernelApp.log_level=CRITICAL"]


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


class Engine(Protocol):
    """Runs notebooks and calls functions, several at once if it is called from several threads."""

    def run(self, template: Path, folder: Path, parameters: dict[str, Any]) -> Run:
        """Run a template with these parameters in a folder."""
        ...

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function by name with values that JSON can hold, and return what it returns."""
        ...

    def abort(self) -> None:
        """End everything that is running, for good."""
        ...


@contextlib.contextmanager
def start_engine(*, jobs: int = 2, pool: Pool | None = None) -> Iterator[Engine]:
    """Start the engine that this system has; one start serves any number of workspaces, one after another or at once.

    Args:
        jobs: How many notebooks will run at once.
        pool: A fork server that is running already; None starts one and stops it again.
    """
    if pool is not None:
        yield WarmEngine(pool)
    elif can_fork() and os.environ.get(ENGINE_VARIABLE) != "papermill":
        with Pool() as started:
            yield WarmEngine(started)
    else:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # Spawned, so that no worker inherits the caller's threads, locks or open database.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as workers:
            yield StockEngine(workers)


class WarmEngine:
    """Runs each notebook in a process forked from one that has imported everything."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def run(self, template: Path, folder: Path, parameters: dict[str, Any]) -> Run:
        """Run a template with these parameters in a folder.

        A cell that fails ends the notebook and is named in `error`; the notebook is kept as far as it came.

        Raises:
            ParameterError: the notebook has no such parameter; no kernel was started.
        """
        notebook = read_notebook(template)
        check_names(parameters, notebook)
        if parameters:
            inject(notebook, parameters)
        record = RunRecord(notebook, template.name, parameters, _papermill_version())
        process = self._pool.start_kernel(folder, limit=OUTPUT_LIMIT, widgets=False)
        error, report, started = None, None, time.monotonic()
        try:
            conductor = Conductor(process, notebook)
            conductor.wait_until_ready()
            started = time.monotonic()  # the first ones wait for the preload, which is not theirs
            _run_cells(conductor, notebook, record)
        except (KernelDiedError, CellTimeLimitError) as failure:
            error = f"{_PUBLIC[type(failure)]}: {failure}"
        finally:
            report = process.close(kill=error is not None)
            record.finish()
        error = record.mark_error() or error
        reads, writes = report.get("reads"), report.get("writes")
        error = error and printable(error.splitlines()[0])
        return Run(notebook, time.monotonic() - started, error, reads, writes)

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function in a forked process."""
        return self._pool.run_task(module, function, **arguments)

    def abort(self) -> None:
        """Stop the fork server with everything that it forked."""
        self._pool.stop()


# As papermill's users know them.
_PUBLIC = {KernelDiedError: "DeadKernelError", CellTimeLimitError: "CellTimeoutError"}


def _run_cells(conductor: Conductor, notebook: Any, record: RunRecord) -> None:
    for index in range(len(notebook["cells"])):
        record.start(index)
        try:
            reply = conductor.run_cell(index)
            if reply.failed:
                record.fail(index)
                break
        finally:
            record.end(index)
    conductor.finish()


def _papermill_version() -> str:
    import importlib.metadata

    return importlib.metadata.version("papermill")


class StockEngine:
    """Runs each notebook with papermill, in a worker process."""

    def __init__(self, workers: ProcessPoolExecutor) -> None:
        self._workers = workers

    def run(self, template: Path, folder: Path, parameters: dict[str, Any]) -> Run:
        """Run a template with these parameters in a folder."""
        from concurrent.futures.process import BrokenProcessPool

        check_names(parameters, read_notebook(template))
        scratch = folder / f".{template.stem}.running.ipynb"
        try:
            return self._workers.submit(run_notebook, template, scratch, parameters).result()
        except BrokenProcessPool as error:
            raise BuildError("a worker process was killed", cure="Free some memory, or build with --jobs 1") from error
        finally:
            scratch.unlink(missing_ok=True)

    def call(self, module: str, function: str, **arguments: Any) -> Any:
        """Call a function here and now."""
        import importlib

        return getattr(importlib.import_module(module), function)(**arguments)

    def abort(self) -> None:
        """Drop what has not begun; a notebook that runs hears the interrupt itself."""
        self._workers.shutdown(wait=False, cancel_futures=True)


def run_notebook(template: Path, output: Path, parameters: dict[str, Any]) -> Run:
    """Run a template with stock papermill, in the folder that `output` stands in; `output` is left behind as written.

    A cell that fails ends the notebook and is named in `error`; the notebook is kept as far as it came.
    """
    import logging

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
        notebook = read_notebook(output)
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
            cell.metadata.jupyter = {"source_hidden": True}
