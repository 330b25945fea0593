"""The command that prepares many people."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prepkit.cli.group import TODAY, ExitCode, main, read_parameters

if TYPE_CHECKING:
    from prepkit.workbook.cohort.outcomes import Outcome, Person
    from prepkit.workbook.cohort.running import Report

_MOST_FAULTS = 20


@main.command()
@click.argument("profiles")
@click.argument("out")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Worker processes. Default: one a core, as memory allows.")
@click.option("--dask", metavar="ADDRESS", help="A Dask scheduler whose workers do it, as tcp://10.0.0.5:8786.")
@click.option("--only", multiple=True, metavar="NAME", help="Build this notebook alone; may be given several times.")
@click.option("--force", is_flag=True, help="Build again what has not changed, and apply every row again.")
@click.option("--check", is_flag=True, help="Check the rows and build nothing.")
@TODAY
def cohort(profiles: str, out: str, check: bool, today: str | None, **options: Any) -> None:
    """Build a workbook for each of many people, and an overview for their coach.

    PROFILES is a CSV file, a YAML list, JSON lines, or a folder of workspaces. OUT is a folder, or a URL that fsspec
    opens. Run again, it builds only who is missing or changed.
    """
    from prepkit.workbook.cohort.running import run_cohort, take_census

    day = read_parameters((), today).get("today")
    told = itertools.count()
    census = take_census(Path(profiles), out, lambda person: _tell_fault(profiles, next(told), person))
    _tell_rest(Path(profiles), census.faults)
    if check:
        click.echo(f"{census.people} can be built, {census.faults} cannot.")
        sys.exit(ExitCode.FAILED if census.faults else ExitCode.OK)
    with _progress(census.people) as bar:
        try:
            report = run_cohort(Path(profiles), out, today=day, on_outcome=lambda one: _show(bar, one), **options)
        except KeyboardInterrupt:
            bar.close()
            click.echo("Stopped. Run the same command to go on where it was.", err=True)
            sys.exit(ExitCode.FAILED)
    _report(report)


def _tell_fault(profiles: str, number: int, person: Person) -> None:
    """Say what is wrong with a row; of many, the first ones."""
    if number < _MOST_FAULTS:
        where = f"{profiles}, line {person.line}" if person.line else f"{profiles}, {person.name}"
        click.echo(f"prepkit: {where}: {person.fault}", err=True)


def _tell_rest(path: Path, faults: int) -> None:
    """Say how many rows more there were, and how a file was read that does not say so itself."""
    from prepkit.workbook.cohort.rows import find_encoding

    if path.is_file() and not find_encoding(path).startswith("utf"):
        told = "is not UTF-8 and was read as Windows-1252. Save it as UTF-8 if names look wrong"
        click.echo(f"prepkit: {path}: {told}", err=True)
    if faults > _MOST_FAULTS:
        click.echo(f"prepkit: {faults - _MOST_FAULTS} more rows cannot be used; results.csv names each", err=True)


def _show(bar: Any, outcome: Outcome) -> None:
    if outcome.status == "refused":
        return
    if outcome.status == "failed":
        bar.write(f"prepkit: {outcome.folder}: {outcome.error}", file=sys.stderr)
    bar.update()


def _report(report: Report) -> None:
    click.echo(str(report))
    if report.statuses:
        click.echo(f"Overview: {report.overview}")
        click.echo(f"Results: {report.results}")
    if not report.is_clean or not report.statuses:
        sys.exit(ExitCode.FAILED)


def _progress(total: int) -> Any:
    from tqdm import tqdm

    return tqdm(total=total, desc="Building", unit="person", file=sys.stderr, disable=None, smoothing=0.05)
