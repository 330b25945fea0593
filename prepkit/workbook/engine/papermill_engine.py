"""`papermill --engine prepkit`: papermill's own run, with the cells run in a kernel of the fork server.

papermill imports every registered engine when it starts, and this module while papermill itself is half imported, so
nothing is imported here before it is needed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepkit.workbook.engine.conductor import Conductor
    from prepkit.workbook.engine.pool import Pool

_pool: Pool | None = None


class PrepkitEngine:
    """An engine of papermill's. One fork server serves every notebook of the process.

    A kernel that is not this Python's own, or a system without a safe fork, gets papermill's own engine.
    """

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, output_path: str | None = None, progress_bar: Any = True, **options: Any
    ) -> Any:
        """Run a notebook as papermill's engines do; the file is written when the notebook starts and when it ends.

        Args:
            nb: The notebook, its parameters injected.
            kernel_name: The kernel that it asks for.
            output_path: Where it is written; None leaves that to papermill.
            progress_bar: Whether to show one, or its options.
            **options: papermill's engine arguments; `execution_timeout` is the seconds that a cell may take.
        """
        from papermill.engines import NBClientEngine, NotebookExecutionManager

        if not _serves(kernel_name):
            return NBClientEngine.execute_notebook(
                nb, kernel_name, output_path=output_path, progress_bar=progress_bar, **options
            )
        log_output = options.get("log_output", False)
        manager = NotebookExecutionManager(nb, output_path, log_output, progress_bar, autosave_cell_every=0)
        manager.notebook_start()
        # papermill saves twice a cell; here the file is written at the end, whatever that is.
        save, manager.save = manager.save, lambda **_: None
        try:
            with _terminated_by_exception():
                _run(manager, options)
        finally:
            manager.save = save
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the name of the kernel that a notebook asks for."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return the language that a notebook is written in."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))


def _run(manager: Any, options: dict[str, Any]) -> None:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    from prepkit.workbook.engine.conductor import OUTPUT_LIMIT, CellTimeLimitError, Conductor
    from prepkit.workbook.engine.pool import KernelDiedError

    seconds: Any = options.get("execution_timeout") or options.get("timeout")
    process = _share_pool().start_kernel(Path.cwd(), limit=options.get("output_limit", OUTPUT_LIMIT))
    finished = False
    try:
        conductor = Conductor(process, manager.nb, time_limit=seconds)
        conductor.wait_until_ready()
        _run_cells(manager, conductor, options)
        finished = True
    except KernelDiedError as error:
        raise DeadKernelError(str(error)) from None
    except CellTimeLimitError as error:
        message = "Cell execution timed out"
        raise CellTimeoutError.error_from_timeout_and_cell(message, seconds, error.cell) from None
    finally:
        process.close(kill=not finished)


def _run_cells(manager: Any, conductor: Conductor, options: dict[str, Any]) -> None:
    from nbformat import from_dict

    for index, cell in enumerate(manager.nb.cells):
        manager.cell_start(cell, index)
        try:
            reply = conductor.run_cell(index)
            if reply.failed:
                manager.cell_exception(cell, cell_index=index)
                break
        finally:
            if "outputs" in cell:
                cell.outputs = from_dict(cell.outputs)
            _log(manager, cell, options)
            manager.cell_complete(cell, cell_index=index)
    conductor.finish()


def _log(manager: Any, cell: Any, options: dict[str, Any]) -> None:
    from papermill.log import logger

    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            stream = options.get(f"{output['name']}_file")
            if stream:
                stream.write(output["text"])
                stream.flush()
            if manager.log_output:
                (logger.info if output["name"] == "stdout" else logger.warning)(output["text"])
        elif manager.log_output and "text/plain" in output.get("data", {}):
            logger.info(output["data"]["text/plain"])


def _serves(kernel_name: str) -> bool:
    """Tell whether a kernel is this Python's IPython kernel, which the fork server can stand for."""
    import sys

    from jupyter_client.kernelspec import KernelSpecManager

    from prepkit.workbook.engine.pool import can_fork

    command = KernelSpecManager().get_kernel_spec(kernel_name).argv
    ours = command[0] in ("python", "python3", sys.executable) or Path(command[0]).resolve() == Path(sys.executable)
    return can_fork() and ours and command[1:3] == ["-m", "ipykernel_launcher"]


def _share_pool() -> Pool:
    global _pool
    from prepkit.workbook.engine.pool import Pool

    if _pool is None or not _pool.is_alive():
        import atexit

        _pool = Pool("any")
        atexit.register(_pool.stop)
        # A forked copy of this process must not give orders on the same socket.
        os.register_at_fork(after_in_child=_forget_pool)
    return _pool


def _forget_pool() -> None:
    global _pool
    _pool = None


@contextlib.contextmanager
def _terminated_by_exception() -> Iterator[None]:
    """Let a termination unwind the run as an interrupt does, so that what has been run is written."""
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    ):
        yield
        return
    signal.signal(signal.SIGTERM, _raise_exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _raise_exit(number: int, _frame: Any) -> None:
    raise SystemExit(128 + number)
