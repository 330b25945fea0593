"""Commands that review a text and explain the rules."""

from __future__ import annotations

import datetime as dt
import sys

import click

from prepkit.cli.group import TODAY, ExitCode, main

# Named here so that --help need not load the reviewer; a test holds it to the reviewer's own.
KINDS = ("bullet", "resume", "story", "letter", "prfaq", "talk")


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
    """Review texts of one kind; exit 1 if anything was found, 2 if a text is not in English.

    A FILE is UTF-8 text or a notebook, of which the Markdown cells are read; - reads standard input.
    """
    from prepkit.files.documents import read_document
    from prepkit.files.findings import format_findings
    from prepkit.review.reviewer import review as review_text
    from prepkit.store import parse_today

    day = parse_today(today) or dt.datetime.now().astimezone().date()
    texts = [(name, read_document(name)) for name in files]
    found = [(name, review_text(text, kind, pace=pace, today=day)) for name, text in texts]
    click.echo(format_findings(found, style))
    foreign = [f"{name}: {one.summary()}" for name, one in found if one.language]
    for line in foreign if style != "text" else []:
        click.echo(f"prepkit: {line}", err=True)
    if any(one.findings for _, one in found):
        sys.exit(ExitCode.FAILED)
    if foreign:
        sys.exit(ExitCode.UNUSABLE)


@main.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List the reviewer's rules, or explain one."""
    from prepkit.review.examples import explain
    from prepkit.review.rules.rulebook import find_rule, load_rules

    if code is None:
        for rule in load_rules():
            click.echo(f"{rule.id}  {rule.severity:<7}  {rule.name}  ({', '.join(rule.kinds)})")
    else:
        click.echo("\n".join(explain(find_rule(code))).rstrip())
