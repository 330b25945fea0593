"""Build a person's workbook: eight notebooks and one page, from what is in their workspace."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from prepkit.errors import BuildError
from prepkit.store import Workspace
from prepkit.store.atomic import replace_text
from prepkit.workbook.cold import make_readable
from prepkit.workbook.earlier import keep_copy
from prepkit.workbook.merger import mark_cells, merge
from prepkit.workbook.page import render_page
from prepkit.workbook.runner import Run, run_notebook
from prepkit.workbook.templates import list_templates

FOLDER = "workbook"
PAGE = "index.html"
# The kernel of a notebook runs in the notebook's folder, so a workspace can be moved or renamed as a whole.
WORKSPACE_FROM_NOTEBOOK = ".."


@dataclass(frozen=True)
class Built:
    """One notebook of a build: where it is, how long it ran, what failed, and what of its owner's was kept."""

    name: str
    path: Path
    seconds: float
    error: str | None
    kept: tuple[str, ...]


def build(
    workspace: Workspace,
    *,
    only: Sequence[str] = (),
    jobs: int = 2,
    parameters: dict[str, Any] | None = None,
    on_built: Callable[[Built], None] = lambda _: None,
) -> list[Built]:
    """Regenerate the workbook of a workspace.

    Args:
        workspace: Whose workbook.
        only: Notebook names to build; empty builds all.
        jobs: How many notebooks run at once.
        parameters: Notebook parameters that stand in for profile values, as `check_parameters` takes them.
        on_built: Called after each notebook, in the order in which they finish.

    Returns:
        One entry a notebook, in the workbook's order. A notebook that failed has an error; the others are built.

    Raises:
        UsageError: a name is no notebook.
        BuildError: the workbook's folder cannot be written.
    """
    templates = list_templates(only)
    folder = workspace.path / FOLDER
    _make_folder(folder)
    given = {"workspace": WORKSPACE_FROM_NOTEBOOK, **(parameters or {})}
    built = []
    for template, run in _run_all(templates, folder, given, jobs):
        built.append(_finish(template, folder, run))
        on_built(built[-1])
    replace_text(folder / PAGE, render_page(workspace))
    return sorted(built, key=lambda entry: entry.name)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BuildError(
            f"cannot be made ({error.strerror})", where=str(folder), cure="Move what stands there, or free the folder"
        ) from error


def _run_all(templates: list[Path], folder: Path, parameters: dict[str, Any], jobs: int) -> Iterator[tuple[Path, Run]]:
    # Spawned, so that no worker inherits the caller's threads, locks or open database.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=max(1, min(jobs, len(templates))), mp_context=context) as pool:
        waiting: dict[Future[Run], Path] = {
            pool.submit(run_notebook, template, _scratch(folder, template), parameters): template
            for template in templates
        }
        try:
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        except BrokenProcessPool as error:
            raise BuildError("a worker process was killed", cure="Free some memory, or build with --jobs 1") from error


def _finish(template: Path, folder: Path, run: Run) -> Built:
    _scratch(folder, template).unlink(missing_ok=True)
    path = folder / template.name
    if run.notebook is None:
        return Built(template.stem, path, run.seconds, run.error, ())
    make_readable(run.notebook)
    mark_cells(run.notebook)
    kept = _merge_with_earlier(path, run.notebook) if path.exists() else []
    replace_text(path, nbformat.writes(run.notebook) + "\n")
    return Built(template.stem, path, run.seconds, run.error, tuple(kept))


def _merge_with_earlier(path: Path, fresh: Any) -> list[str]:
    try:
        earlier = nbformat.read(path, as_version=4)
    except (ValueError, KeyError, AttributeError, OSError) as error:
        return [f"could not read the earlier notebook ({type(error).__name__}); it is kept as {keep_copy(path).name}"]
    kept = merge(earlier, fresh)
    if kept:
        keep_copy(path)
    return kept


def _scratch(folder: Path, template: Path) -> Path:
    return folder / f".{template.stem}.running.ipynb"
