"""Build a person's workbook: the notebooks and one page, from what is in their workspace; only what changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepkit.errors import BuildError, instead
from prepkit.store.atomic import replace_text, sweep
from prepkit.workbook.changes import Changes
from prepkit.workbook.cold import make_readable
from prepkit.workbook.templates import list_templates

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from prepkit.store import Workspace
    from prepkit.workbook.runner import Engine, Run

FOLDER = "workbook"
PAGE = "index.html"
# The kernel of a notebook runs in the notebook's folder, so a workspace can be moved or renamed as a whole.
WORKSPACE_FROM_NOTEBOOK = ".."
_TASKS = "prepkit.workbook.tasks"
# These take longest, the first because it imports a solver.
_LONGEST = ("03_leadership_stories", "index", "05_technical_deep_dive", "07_plan_and_track", "02_draft_a_prfaq")


@dataclass(frozen=True)
class Built:
    """One part of a workbook: where it is, how long it ran, what failed, and what of its owner's was kept.

    `reason` says why it was made again; it is empty where nothing changed and the part was left as it is.
    """

    name: str
    path: Path
    seconds: float
    error: str | None
    kept: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a workbook that is to be looked at: a notebook with its template, or the page without one."""

    name: str
    template: Path | None
    reason: str | None


class Plan:
    """What a build has to do, found out without loading what it takes to do it.

    Args:
        workspace: The workspace's folder.
        only: Notebook names to build; empty means all, and the page.
        parameters: Notebook parameters that stand in for profile values.
        force: Make everything again, whatever the record says.
        restore: Bring back cells that the owner deleted; this makes everything again, too.

    Raises:
        UsageError: a name is no notebook.
    """

    def __init__(
        self,
        workspace: Path,
        *,
        only: Sequence[str] = (),
        parameters: dict[str, Any] | None = None,
        force: bool = False,
        restore: bool = False,
    ) -> None:
        self.workspace, self.folder, self.restore = workspace, workspace / FOLDER, restore
        self.given = parameters or {}
        self.changes = Changes(workspace, self.folder, self.given)
        sources: list[Path | None] = [*list_templates(only), None]
        self.parts = [self._look_at(source, force or restore) for source in sources]

    @property
    def stale(self) -> list[Part]:
        """The parts that are to be made again."""
        return [part for part in self.parts if part.reason]

    def _look_at(self, source: Path | None, force: bool) -> Part:
        name = source.name if source else PAGE
        reason = "you asked for it" if force else self.changes.find_reason(name, source)
        return Part(name, source, reason)


def build(
    workspace: Workspace | Path,
    *,
    only: Sequence[str] = (),
    jobs: int = 2,
    parameters: dict[str, Any] | None = None,
    force: bool = False,
    restore: bool = False,
    on_built: Callable[[Built], None] = lambda _: None,
    engine: Engine | None = None,
) -> list[Built]:
    """Regenerate the workbook of a workspace, as far as anything that it depends on has changed.

    Args:
        workspace: Whose workbook, open or by its folder.
        only: Notebook names to build; empty builds all.
        jobs: How many notebooks run at once.
        parameters: Notebook parameters that stand in for profile values, as `check_parameters` takes them.
        force: Make everything again, whether it changed or not.
        restore: Bring back the cells of ours that the owner deleted.
        on_built: Called after each notebook, in the order in which they finish.
        engine: One that runs already, as `start_engine` gives it; None starts one for this build, if it takes one.

    Returns:
        One entry a notebook, in the workbook's order. A notebook that failed has an error; the others are built.

    Raises:
        UsageError: a name is no notebook.
        WorkspaceError: the folder cannot serve as a workspace.
        BuildError: the workbook's folder cannot be written.
    """
    folder = workspace if isinstance(workspace, Path) else workspace.path
    plan = Plan(folder, only=only, parameters=parameters, force=force, restore=restore)
    if not plan.stale:
        return _report(plan, {})
    with _have_engine(engine, jobs) as started:
        return carry_out(plan, started, jobs=jobs, on_built=on_built)


def _have_engine(engine: Engine | None, jobs: int) -> contextlib.AbstractContextManager[Engine]:
    """Start an engine, unless there is one; what that takes is loaded only when something is to be built."""
    from prepkit.workbook.runner import start_engine

    return start_engine(jobs=jobs) if engine is None else contextlib.nullcontext(engine)


def carry_out(
    plan: Plan, engine: Engine, *, jobs: int = 2, on_built: Callable[[Built], None] = lambda _: None
) -> list[Built]:
    """Build what a plan found to be stale, with an engine that is running; see `build`."""
    from concurrent.futures import ThreadPoolExecutor

    # What is wrong with the workspace is one line and no notebook.
    engine.call(_TASKS, "look", workspace=str(plan.workspace), parameters=plan.given)
    cure = "Move what stands there, or free the folder"
    with instead(OSError, BuildError, "cannot be made ({})", where=plan.folder, cure=cure):
        plan.folder.mkdir(mode=0o700, exist_ok=True)
    sweep(plan.folder)
    made: dict[str, Built] = {}
    writes: set[str] | None = set()
    try:
        with ThreadPoolExecutor(jobs) as workers:
            for part, run in _run_all(plan, engine, workers):
                made[part.name] = _finish(plan, part, run)
                if part.template:
                    writes = None if writes is None or run.writes is None else writes | set(run.writes)
                    on_built(made[part.name])
        plan.changes.settle(plan.workspace, writes)
    finally:
        plan.changes.save()
    return _report(plan, made)


def _run_all(plan: Plan, engine: Engine, workers: ThreadPoolExecutor) -> Iterator[tuple[Part, Any]]:
    from concurrent.futures import as_completed

    given = {"workspace": WORKSPACE_FROM_NOTEBOOK, **plan.given}

    def make(part: Part) -> Any:
        if part.template is None:
            return engine.call(_TASKS, "render", workspace=str(plan.workspace), parameters=plan.given)
        return engine.run(part.template, plan.folder, given)

    waiting = {workers.submit(make, part): part for part in sorted(plan.stale, key=_rank)}
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    except (KeyboardInterrupt, SystemExit):
        # Or the notebooks that are running would be waited for.
        engine.stop()
        raise
    finally:
        for future in waiting:
            future.cancel()


def _rank(part: Part) -> int:
    # The longest first, so that the workers end together.
    name = part.name.partition(".")[0]
    return _LONGEST.index(name) if name in _LONGEST else len(_LONGEST)


def _finish(plan: Plan, part: Part, made: Any) -> Built:
    path, name = plan.folder / part.name, part.name.partition(".")[0]
    if part.template is None:
        replace_text(path, made["html"])
        plan.changes.note(part.name, None, made["reads"], failed=False)
        return Built(name, path, 0.0, None, (), part.reason or "")
    run: Run = made
    plan.changes.note(part.name, part.template, run.reads, failed=run.error is not None)
    if run.notebook is None:
        return Built(name, path, run.seconds, run.error, (), part.reason or "")
    from prepkit.workbook.regeneration import regenerate  # which loads nbformat, as a build of nothing need not

    make_readable(run.notebook)
    kept = regenerate(path, run.notebook, restore=plan.restore)
    return Built(name, path, run.seconds, run.error, tuple(kept), part.reason or "")


def _report(plan: Plan, made: dict[str, Built]) -> list[Built]:
    left = [Built(part.name.partition(".")[0], plan.folder / part.name, 0.0, None, ()) for part in plan.parts]
    return [made.get(one.path.name, one) for one in left if one.path.name != PAGE]
