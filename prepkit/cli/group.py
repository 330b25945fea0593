"""What all commands share: the group, its exit codes, the folder, the day, and how a table is printed."""

from __future__ import annotations

import datetime as dt
import enum
import gc
from typing import TYPE_CHECKING, Any

import click

from prepkit import __version__
from prepkit.errors import PrepkitError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.store import Workspace


class ExitCode(enum.IntEnum):
    """What a command's exit code says."""

    OK = 0
    FAILED = 1
    UNUSABLE = 2


class Group(click.Group):
    """A group whose expected failures are one line on stderr, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; a PrepkitError ends it with the line that it says."""
        try:
            return super().invoke(context)
        except PrepkitError as error:
            click.echo(f"prepkit: {error}", err=True)
            context.exit(ExitCode.UNUSABLE)


FOLDER = click.argument("folder", default=".", metavar="[DIR]")
FORMAT = click.option(
    "--format", "style", type=click.Choice(["text", "csv", "json"]), default="text", help="How to print the table."
)
TODAY = click.option("--today", metavar="DATE", help="Plan from this day, as 2026-03-31, and not from the clock's.")


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="prepkit")
def main() -> None:
    """Prepare for a product manager's interview loop, from a data scientist's projects.

    Not affiliated with Amazon. Everything stays on this machine.
    """
    gc.set_threshold(100_000)  # importing makes many objects and no garbage: a tenth of a short command's time


def read_parameters(given: tuple[tuple[str, str], ...], today: str | None) -> dict[str, Any]:
    """Return the notebook parameters that a command was given, checked; raises ParameterError."""
    from prepkit.store import check_parameters

    values: dict[str, Any] = dict(given)
    if today is not None:
        values["today"] = today
    if "workspace" in values:
        raise UsageError("the workspace is the folder that you build", where="-p workspace", cure="Give it as DIR")
    checked = check_parameters(values)
    for name, value in checked.items():
        values[name] = value.isoformat() if isinstance(value, dt.date) else value
    return values


def open_folder(folder: str, parameters: dict[str, Any]) -> Workspace:
    """Open a workspace that is there already; raises WorkspaceError if there is none."""
    from prepkit.store import Workspace, open_workspace

    Workspace.open(folder).close()
    return open_workspace(folder, **parameters)


def print_table(frame: pd.DataFrame, style: str, *, hidden: tuple[str, ...] = ("area",)) -> None:
    """Print a table as text, CSV or JSON; the columns that are `hidden` stand in CSV and JSON only."""
    if style == "csv":
        from prepkit.files.tables import format_csv

        click.echo(format_csv(frame), nl=False)
    elif style == "json":
        click.echo(frame.to_json(orient="records", date_format="iso", indent=2, force_ascii=False))
    elif not frame.empty:
        shown = frame.drop(columns=list(hidden), errors="ignore")
        rows = [list(map(str, shown.columns)), *([str(cell) for cell in row] for row in shown.itertuples(index=False))]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
