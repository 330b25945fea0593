"""Commands that plan, log and count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prepkit.cli.group import FOLDER, FORMAT, TODAY, main, open_folder, print_table, read_parameters
from prepkit.errors import PlanError

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.store import Workspace


@main.command()
@FOLDER
@FORMAT
@TODAY
@click.option("--ics", metavar="FILE|-", help="Write the sessions as a calendar file, and not the table.")
@click.option("--zone", metavar="ZONE", help="The calendar's time zone, as Europe/Oslo; none means wherever you are.")
def plan(folder: str, style: str, today: str | None, ics: str | None, zone: str | None) -> None:
    """Print what is left to do, week by week, and whether it fits."""
    prep = _open(folder, today)
    if ics is not None:
        _write_calendar(prep, ics, zone)
        return
    fit, again = prep.check_fit(), prep.replan()
    if style == "text":
        _print_weeks(again.plan.frame)
    else:
        print_table(again.plan.frame, style)
    for sentence in dict.fromkeys([fit.sentence, str(again), *(f"- {cut}" for cut in fit.cuts)]):
        click.echo(sentence, err=style != "text")


@main.command()
@FOLDER
@FORMAT
@TODAY
def track(folder: str, style: str, today: str | None) -> None:
    """Print the checklist and how the hours stand, counted from what is in the workspace."""
    prep = _open(folder, today)
    print_table(prep.tracker(), style)
    click.echo(str(prep.replan()), err=style != "text")


@main.command("today")
@FOLDER
@FORMAT
@TODAY
def show_today(folder: str, style: str, today: str | None) -> None:
    """Print what to do today, with minutes and where to do it."""
    steps = _open(folder, today).suggest_today()
    if style != "text":
        print_table(steps.frame, style)
        return
    for number, row in enumerate(steps.frame.to_dict("records"), start=1):
        click.echo(f"{number}. {row['step']}: {row['minutes']} min")
        click.echo(f"   Notebook {row['notebook']}. {row['why']}.")
    click.echo(steps.summary)


@main.command()
@click.argument("minutes")
@click.argument("area")
@FOLDER
@click.option("--date", "day", metavar="DATE", help="The day you worked: yesterday, or as 2026-03-31. Default: today.")
@click.option("--note", default="", metavar="TEXT", help="What you finished.")
@TODAY
def log(minutes: str, area: str, folder: str, day: str | None, note: str, today: str | None) -> None:
    """Log time for an area: prepkit log 45 leadership.

    MINUTES is 45, 1h30 or 1.5h. AREA is any name of an area, or the beginning of one.
    """
    from prepkit.planning.entries import make_entry, say_logged

    if not minutes[:1].isdigit() and area[:1].isdigit():
        minutes, area = area, minutes
    prep = open_folder(folder, read_parameters((), today))
    entry = make_entry(minutes, area, prep.today, day=day, note=note)
    if prep.first_plan is None:
        prep.keep_first_plan()
    prep.hours.save(entry)
    click.echo(say_logged(entry, prep.read()))


def _open(folder: str, today: str | None) -> Workspace:
    prep = open_folder(folder, read_parameters((), today))
    prep.keep_first_plan()
    return prep


def _print_weeks(weeks: pd.DataFrame) -> None:
    from prepkit.planning.words import say_dates, say_hours

    for _, rows in weeks[weeks["minutes"] > 0].groupby("week", sort=True):
        first, *_ = lines = rows.to_dict("records")
        days = say_dates(first["starts"].date(), first["ends"].date())
        click.echo(f"Week {first['week']}, {days}: {say_hours(int(rows['minutes'].sum()))}")
        for line in lines:
            click.echo(f"  {line['name']}, {say_hours(line['minutes'])}: {line['focus']}")


def _write_calendar(prep: Workspace, target: str, zone: str | None) -> None:
    from prepkit.planning.calendar import make_calendar
    from prepkit.store.calendar_file import NOTHING

    if target == "-":
        click.echo(make_calendar(prep.read(), prep.today, zone=zone).to_ical(), nl=False)
        return
    written = prep.write_calendar(target, zone=zone)
    if not written.path.exists():
        raise PlanError(NOTHING, where=target)
    click.echo(f"Wrote {target}: {written.say_content()}")
