"""Commands that make, build and open a workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepkit.cli.group import FOLDER, TODAY, ExitCode, main, read_parameters

if TYPE_CHECKING:
    from prepkit.workbook.builder import Built


@main.command()
@click.argument("folder", metavar="DIR")
@click.option("--sample", is_flag=True, help="Fill it with the invented sample candidate.")
def new(folder: str, sample: bool) -> None:
    """Make a workspace; never overwrite one."""
    from prepkit.store import Workspace

    workspace = Workspace.create(folder, sample=sample)
    click.echo(f"Made {workspace.path}. Next: prepkit build {folder}")


@main.command()
@FOLDER
@click.option("--only", multiple=True, metavar="NAME", help="Build this notebook alone; may be given several times.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Notebooks that run at once.")
@click.option("-p", "given", nargs=2, multiple=True, metavar="NAME VALUE", help="A notebook parameter, as papermill's.")
@click.option("--force", is_flag=True, help="Build everything again, whether anything changed or not.")
@click.option("--restore", is_flag=True, help="Bring back the cells of ours that you deleted.")
@TODAY
def build(
    folder: str,
    only: tuple[str, ...],
    jobs: int,
    given: tuple[tuple[str, str], ...],
    force: bool,
    restore: bool,
    today: str | None,
) -> None:
    """Regenerate the personalized workbook, as far as anything changed; your own cells are kept."""
    from prepkit.workbook.builder import build as build_workbook

    path = Path(folder).expanduser().absolute()
    parameters = read_parameters(given, today) if given or today else {}
    built = build_workbook(
        path, only=only, jobs=jobs, parameters=parameters, force=force, restore=restore, on_built=_tell
    )
    _report(path, built)
    if any(entry.error for entry in built):
        sys.exit(ExitCode.FAILED)


@main.command()
@FOLDER
def lab(folder: str) -> None:
    """Open JupyterLab on a workspace's workbook."""
    from prepkit.store import Workspace
    from prepkit.workbook.lab import open_lab

    sys.exit(open_lab(Workspace.open(folder)))


def _tell(entry: Built) -> None:
    state = f"failed: {entry.error}" if entry.error else f"built, since {entry.reason}"
    click.echo(f"{entry.name}  {entry.seconds:5.1f} s  {state}", err=bool(entry.error))
    for line in entry.kept:
        click.echo(f"  {line}")


def _report(folder: Path, built: list[Built]) -> None:
    left = [entry.name for entry in built if not entry.reason]
    if left:
        names = "all of it" if len(left) == len(built) else ", ".join(left)
        click.echo(f"Left as it is, since nothing that it shows changed: {names}. To build it anyway: --force")
    click.echo(f"Read it: {folder / 'workbook' / 'index.html'}")
    click.echo(f"Work in it: prepkit lab {folder}")
