"""The command line: parse, call one function, print."""

from __future__ import annotations

import datetime as dt
import enum
import sys
from typing import TYPE_CHECKING, Any

import click

from prepkit import __version__
from prepkit.errors import PrepkitError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.store import Workspace
    from prepkit.workbook.builder import Built


class ExitCode(enum.IntEnum):
    """What a command's exit code says."""

    OK = 0
    FAILED = 1
    UNUSABLE = 2


class _Group(click.Group):
    """A group whose expected failures are one line on stderr, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; a PrepkitError ends it with the line that it says."""
        try:
            return super().invoke(context)
        except PrepkitError as error:
            click.echo(f"prepkit: {error}", err=True)
            context.exit(ExitCode.UNUSABLE)


# Named here so that --help need not load the reviewer; a test holds it to the reviewer's own.
KINDS = ("bullet", "resume", "story", "letter", "prfaq", "talk")
FOLDER = click.argument("folder", default=".", metavar="[DIR]")
FORMAT = click.option(
    "--format", "style", type=click.Choice(["text", "csv", "json"]), default="text", help="How to print the table."
)
TODAY = click.option("--today", metavar="DATE", help="Plan from this day, as 2026-03-31, and not from the clock's.")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="prepkit")
def main() -> None:
    """Prepare for a product manager's interview loop, from a data scientist's projects.

    Not affiliated with Amazon. Everything stays on this machine.
    """


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
@TODAY
def build(folder: str, only: tuple[str, ...], jobs: int, given: tuple[tuple[str, str], ...], today: str | None) -> None:
    """Regenerate the personalised workbook; your own cells are kept."""
    from prepkit.workbook.builder import build as build_workbook
    from prepkit.workbook.templates import list_templates

    parameters = _read_parameters(given, today)
    workspace = _open(folder, parameters)
    with _progress(len(list_templates(only))) as bar:
        built = build_workbook(workspace, only=only, jobs=jobs, parameters=parameters, on_built=lambda _: bar.update())
    _report(workspace, built)
    if any(entry.error for entry in built):
        sys.exit(ExitCode.FAILED)


@main.command()
@FOLDER
def lab(folder: str) -> None:
    """Open JupyterLab on a workspace's workbook."""
    from prepkit.store import Workspace
    from prepkit.workbook.lab import open_lab

    sys.exit(open_lab(Workspace.open(folder)))


@main.command()
@FOLDER
@FORMAT
@TODAY
def plan(folder: str, style: str, today: str | None) -> None:
    """Print the plan, week by week, and whether it fits."""
    from prepkit.planning import check_fit, tracker
    from prepkit.planning import plan as make_plan

    workspace = _open(folder, _read_parameters((), today))
    fit = check_fit(workspace.profile, workspace.today, tracker(workspace, workspace.today))
    _print_table(make_plan(workspace.profile, workspace.today), style)
    click.echo(fit.sentence, err=style != "text")
    for cut in fit.cuts:
        click.echo(f"- {cut}", err=style != "text")


@main.command()
@FOLDER
@FORMAT
@TODAY
def track(folder: str, style: str, today: str | None) -> None:
    """Print the checklist, counted from what is in the workspace."""
    from prepkit.planning import tracker

    workspace = _open(folder, _read_parameters((), today))
    _print_table(tracker(workspace, workspace.today), style)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="What kind of text it is.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print the findings.",
)
@click.option("--pace", type=float, help="Words spoken in a minute, for stories and talks.")
@TODAY
def review(files: tuple[str, ...], kind: str, style: str, pace: float | None, today: str | None) -> None:
    """Review texts of one kind; exit 1 if anything was found.

    A FILE is UTF-8 text or a notebook, of which the Markdown cells are read; - reads standard input.
    """
    from prepkit.files.documents import read_document
    from prepkit.files.findings import format_findings
    from prepkit.review.reviewer import review as review_text

    day = _read_parameters((), today).get("today") or dt.datetime.now().astimezone().date().isoformat()
    texts = [(name, read_document(name)) for name in files]
    found = [(name, review_text(text, kind, pace=pace, today=dt.date.fromisoformat(day))) for name, text in texts]
    click.echo(format_findings(found, style))
    if any(one.findings for _, one in found):
        sys.exit(ExitCode.FAILED)


@main.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List the reviewer's rules, or explain one."""
    from prepkit.review.pages import explain
    from prepkit.review.rulebook import find_rule, load_rules

    if code is None:
        for rule in load_rules():
            click.echo(f"{rule.id}  {rule.severity:<7}  {rule.name}  ({', '.join(rule.kinds)})")
    else:
        click.echo("\n".join(explain(find_rule(code))).rstrip())


def _read_parameters(given: tuple[tuple[str, str], ...], today: str | None) -> dict[str, Any]:
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


def _open(folder: str, parameters: dict[str, Any]) -> Workspace:
    from prepkit.store import Workspace, open_workspace

    Workspace.open(folder).close()
    return open_workspace(folder, **parameters)


def _progress(total: int) -> Any:
    from tqdm import tqdm

    return tqdm(total=total, desc="Building", unit="notebook", file=sys.stderr, disable=None)


def _report(workspace: Workspace, built: list[Built]) -> None:
    for entry in built:
        state = f"failed: {entry.error}" if entry.error else "built"
        click.echo(f"{entry.name}  {entry.seconds:5.1f} s  {state}", err=bool(entry.error))
        for line in entry.kept:
            click.echo(f"  {line}")
    page = workspace.path / "workbook" / "index.html"
    click.echo(f"Read it: {page}")
    click.echo(f"Work in it: prepkit lab {workspace.path}")


def _print_table(frame: pd.DataFrame, style: str) -> None:
    if style == "csv":
        from prepkit.files.tables import format_csv

        click.echo(format_csv(frame), nl=False)
    elif style == "json":
        click.echo(frame.to_json(orient="records", date_format="iso", indent=2, force_ascii=False))
    elif not frame.empty:
        click.echo(frame.drop(columns="area").to_string(index=False, justify="left"))


if __name__ == "__main__":
    main()
