"""`papermill --engine prepkit`: papermill's own run, with the cells run in a process of the fork server.

papermill imports this module at the end of its own import of engines, so nothing else is imported here before it is
needed; whoever wants it from elsewhere imports papermill first.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papermill.engines import NBClientEngine

if TYPE_CHECKING:
    from prepkit.workbook.engine.pool import Pool

_pool: Pool | None = None
_started_in: Any = None
# What is understood here; a run with any other argument is stock papermill's.
_KNOWN = {"input_path", "start_timeout", "execution_timeout", "timeout"}


class PrepkitEngine(NBClientEngine):  # type: ignore[misc]
    """An engine of papermill's. One fork server serves every notebook of the process.

    What it cannot do as stock papermill would is left to that: see `docs/engine.md`.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Run a notebook.

        Args:
            nb_man: papermill's manager of the notebook.
            kernel_name: The kernel that it asks for.
            **options: papermill's engine arguments; `execution_timeout` is the seconds that a cell may take, and
                `output_limit` the bytes that the notebook may put out.
        """
        limit = options.pop("output_limit", None)
        if (
            nb_man.log_output
            or not {name for name, value in options.items() if value} <= _KNOWN
            or not _serves(kernel_name)
        ):
            super().execute_managed_notebook(nb_man, kernel_name, **options)
            return
        from prepkit.workbook.engine.cells import run_cells

        seconds = options.get("execution_timeout") or options.get("timeout")
        run_cells(_share_pool(), Path.cwd(), nb_man, seconds, limit=limit)


def _serves(kernel_name: str) -> bool:
    """Tell whether a kernel is this Python's IPython kernel as it comes, which the fork server can stand for."""
    from IPython.paths import locate_profile
    from jupyter_client.kernelspec import KernelSpecManager

    from prepkit.workbook.engine.pool import can_fork
    from prepkit.workbook.engine.preload import BACKEND

    spec = KernelSpecManager().get_kernel_spec(kernel_name)
    program, *arguments = spec.argv
    ours = program in ("python", "python3") or Path(program).resolve() == Path(sys.executable).resolve()
    plain = arguments == ["-m", "ipykernel_launcher", "-f", "{connection_file}"] and not spec.env
    configured = False
    with contextlib.suppress(OSError):  # there is no profile
        profile = Path(locate_profile())
        configured = any(profile.glob("*_config.*")) or any(profile.glob("startup/*.*py"))
    return can_fork() and ours and plain and not configured and os.environ.get("MPLBACKEND", BACKEND) == BACKEND


def _share_pool() -> Pool:
    global _pool, _started_in
    from prepkit.workbook.engine.pool import Pool

    # What libraries read when they are imported must be as it was; and a forked copy of this process needs its own.
    here = (os.getpid(), dict(os.environ), Path.cwd() if Path("matplotlibrc").exists() else None)
    if _pool is None or not _pool.is_alive() or here != _started_in:
        if _pool is not None:
            _pool.stop()
        _pool, _started_in = Pool("any"), here
        atexit.register(_pool.stop)
    return _pool
