"""Commands that plan, log and count."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from prepkit.cli.group import FOLDER, FORMAT, TODAY, main, open_folder, print_table, read_parameters
from prepkit.errors import PlanError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.models import HoursEntry
    from prepkit.store import Workspace


@main.command()
@FOLDER
@FORMAT
@TODAY
@click.option("--ics", metavar="FILE|-", help="Write the sessions as a calendar file, and not the table.")
@click.option("--zone", metavar="ZONE", help="The calendar's time zone, as Europe/Oslo; none means wherever you are.")
def plan(folder: str, style: str, today: str | None, ics: str | None, zone: str | None) -> None:
    """Print what is left to do, week by week, and whether it fits."""
    from prepkit.planning import check_fit, replan, tracker

    workspace = open_folder(folder, read_parameters((), today))
    workspace.keep_first_plan()
    if ics is not None:
        _write_calendar(workspace, ics, zone)
        return
    fit = check_fit(workspace.profile, workspace.today, tracker(workspace.read(), workspace.today))
    again = replan(workspace.read(), workspace.today)
    if style == "text":
        _print_weeks(again.plan.frame)
    else:
        print_table(again.plan.frame, style)
    sentences = dict.fromkeys([fit.sentence, str(again), *(f"- {cut}" for cut in fit.cuts)])
    for sentence in sentences:
        click.echo(sentence, err=style != "text")


def _print_weeks(weeks: pd.DataFrame) -> None:
    from prepkit.planning.words import say_dates, say_hours

    for _, rows in weeks[weeks["minutes"] > 0].groupby("week", sort=True):
        first, *_ = lines = rows.to_dict("records")
        days = say_dates(first["starts"].date(), first["ends"].date())
        click.echo(f"Week {first['week']}, {days}: {say_hours(int(rows['minutes'].sum()))}")
        for line in lines:
            click.echo(f"  {line['name']}, {say_hours(line['minutes'])}: {line['focus']}")


@main.command()
@FOLDER
@FORMAT
@TODAY
def track(folder: str, style: str, today: str | None) -> None:
    """Print the checklist and how the hours stand, counted from what is in the workspace."""
    from prepkit.planning import replan, tracker

    workspace = open_folder(folder, read_parameters((), today))
    workspace.keep_first_plan()
    print_table(tracker(workspace.read(), workspace.today), style)
    click.echo(str(replan(workspace.read(), workspace.today)), err=style != "text")


@main.command("today")
@FOLDER
@FORMAT
@TODAY
def show_today(folder: str, style: str, today: str | None) -> None:
    """Print what to do today, with minutes and where to do it."""
    from prepkit.planning import suggest_today
    from prepkit.rehearsal.queue import queue_cards

    workspace = open_folder(folder, read_parameters((), today))
    workspace.keep_first_plan()
    prep, day = workspace.read(), workspace.today
    steps = suggest_today(prep, day, len(queue_cards(prep, day).frame))
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
    from pydantic import ValidationError

    from prepkit.models import HoursEntry
    from prepkit.models.faults import explain
    from prepkit.planning.entries import find_area, parse_minutes

    if not minutes[:1].isdigit() and area[:1].isdigit():
        minutes, area = area, minutes
    spent, found = parse_minutes(minutes), find_area(area)
    workspace = open_folder(folder, read_parameters((), today))
    worked_on = _read_day(day, workspace.today)
    if workspace.first_plan is None:
        workspace.keep_first_plan()
    values = {"date": worked_on, "area": found.id, "minutes": spent, "note": note}
    try:
        entry = HoursEntry.model_validate(values)
    except ValidationError as error:
        raise UsageError(explain(error, HoursEntry), where="--note", cure="Say it shorter") from error
    workspace.hours.save(entry)
    click.echo(_say_logged(workspace, entry, found.name))


def _read_day(day: str | None, today: dt.date) -> dt.date:
    if day is None or day == "today":
        return today
    if day == "yesterday":
        return today - dt.timedelta(days=1)
    try:
        worked_on = dt.date.fromisoformat(day)
    except ValueError as error:
        raise UsageError(f'"{day}" is not a date', where="--date", cure="Write it as 2026-03-31") from error
    if worked_on > today:
        raise UsageError(f"{worked_on} is still ahead", where="--date", cure="Log what you did, not what you plan")
    return worked_on


def _say_logged(workspace: Workspace, entry: HoursEntry, name: str) -> str:
    from prepkit.planning.words import say_date, say_hours

    together = sum(one.minutes for one in workspace.hours.all() if one.area == entry.area)
    first = workspace.first_plan
    planned = sum(getattr(week, entry.area) for week in first.weeks) if first else 0
    whole = f" of the {say_hours(planned)} that you planned first" if planned else ""
    day = say_date(entry.date or workspace.today)
    return f"Logged {say_hours(entry.minutes)} of {name.lower()} on {day}: {say_hours(together)}{whole}."


def _write_calendar(workspace: Workspace, target: str, zone: str | None) -> None:
    from prepkit.files.calendar import NOTHING, make_calendar, write_calendar

    if target == "-":
        click.echo(make_calendar(workspace.read(), workspace.today, zone=zone).to_ical(), nl=False)
        return
    written = write_calendar(workspace.read(), workspace.today, target, zone=zone)
    if not written.path.exists():
        raise PlanError(NOTHING, where=target)
    click.echo(f"Wrote {target}: {written.say_content()}")
