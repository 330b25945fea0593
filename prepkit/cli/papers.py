"""Commands that take a resume in and give documents out."""

from __future__ import annotations

from pathlib import Path

import click

from prepkit.cli.group import FOLDER, main, open_folder

# Named here so that --help need not load the writers; a test holds it to theirs.
FORMATS = ("md", "txt", "docx", "pdf", "json", "rendercv", "csv", "apkg")


@main.command("import")
@click.argument("file")
@FOLDER
def import_resume(file: str, folder: str) -> None:
    """Take the lines of a resume into a workspace: .txt, .md, .docx or .pdf.

    What is there already is left alone: no line is doubled, no field that is filled in is written over.
    """
    from prepkit.files.resumes import keep_resume, read_resume

    imported = read_resume(file)
    workspace = open_folder(folder, {})
    click.echo(keep_resume(imported, workspace.resumes, workspace.bullets).describe())
    if imported.missing:
        click.echo(f"Not found: {', '.join(imported.missing)}. Enter them in notebook 04.")


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
