"""Commands that take a resume in and give documents out."""

from __future__ import annotations

from pathlib import Path

import click

from prepkit.cli.group import FOLDER, ExitCode, main, open_folder
from prepkit.errors import NothingFoundError, UsageError

# Named here so that --help need not load the writers; a test holds it to theirs.
FORMATS = ("md", "txt", "docx", "pdf", "json", "rendercv", "csv", "apkg")


@main.command("import")
@click.argument("file", required=False)
@FOLDER
@click.option("--dry-run", is_flag=True, help="Show what would come in and what is left over; save nothing.")
@click.option("--undo", is_flag=True, help="Take the last import out again; FILE is not given.")
def import_resume(file: str | None, folder: str, *, dry_run: bool, undo: bool) -> None:
    """Take a resume into a workspace: PDF, Word, Markdown, text, HTML, JSON Resume and more.

    What is there already is left alone: no line is doubled, no field that is filled in is written over. With --undo,
    FILE is the workspace's folder.
    """
    from prepkit.files.resumes import keep_resume, read_resume, undo_import

    if undo:
        click.echo(undo_import(open_folder(file or folder, {})))
        return
    if file is None:
        raise UsageError("no file", where="FILE", cure="Name the resume to import")
    try:
        reading = read_resume(file)
    except NothingFoundError as error:
        click.echo(f"prepkit: {error}", err=True)
        raise click.exceptions.Exit(ExitCode.FAILED) from error
    if dry_run:
        click.echo(reading.show())
        return
    workspace = open_folder(folder, {})
    click.echo(keep_resume(reading, workspace, Path(file).name).describe())
    click.echo(f"{reading.describe()} Put it right in notebook 04.")


@main.command()
@click.argument("style", metavar="FORMAT", type=click.Choice(FORMATS))
@FOLDER
@click.option("--to", metavar="FOLDER", default="papers", show_default=True, help="Where to; made if it is not there.")
@click.option("--replace", is_flag=True, help="Write over files that differ; they may hold what you edited since.")
def export(style: str, folder: str, to: str, replace: bool) -> None:
    """Write resume, letters, PRFAQs and stories as md, txt, docx or pdf.

    json (JSON Resume) and rendercv hold the resume alone; csv and apkg hold stories as cards for Anki.
    """
    from prepkit.files.exports import export as export_all

    for path in export_all(open_folder(folder, {}), style, Path(to), replace=replace):
        click.echo(path)
