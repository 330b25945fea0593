"""What a person types to log time: an area by any of its names, a duration in any of the usual ways."""

from __future__ import annotations

import datetime as dt
import operator
import re

from pydantic import ValidationError

from prepkit.content.shapes.planning import Area
from prepkit.errors import UsageError, instead, suggest
from prepkit.models import HoursEntry
from prepkit.models.faults import explain
from prepkit.models.preparation import Preparation
from prepkit.planning.allocation import list_areas
from prepkit.planning.words import say_date, say_hours

MOST_MINUTES = 1440  # a day
_DURATION = re.compile(
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(?P<minutes>\d+)\s*(?:m|min|mins|minutes?)?)?",
    re.IGNORECASE,
)


def make_entry(minutes: str, area: str, today: dt.date, *, day: str | None = None, note: str = "") -> HoursEntry:
    """Return what a person typed as an entry of the log, which is not saved.

    Args:
        minutes: How long, as `parse_minutes` reads it.
        area: For what, as `find_area` reads it.
        today: The day on which it is logged.
        day: The day of the work: `today`, `yesterday` or an ISO date that is over; None is today.
        note: What was finished.

    Raises:
        UsageError: a part does not fit; it names the part and the cure.
    """
    values = {
        "minutes": parse_minutes(minutes),
        "area": find_area(area).id,
        "date": _read_day(day, today),
        "note": note,
    }
    try:
        return HoursEntry.model_validate(values)
    except ValidationError as error:
        raise UsageError(explain(error, HoursEntry), where="--note", cure="Say it shorter") from error


def say_logged(entry: HoursEntry, prep: Preparation) -> str:
    """Say what was logged, and how much of the area's first plan that makes together."""
    together = sum(one.minutes for one in prep.hours if one.area == entry.area)
    first = prep.first_plan
    planned = sum(getattr(week, entry.area) for week in first.weeks) if first else 0
    whole = f" of the {say_hours(planned)} that you planned first" if planned else ""
    name = next(area.name for area in list_areas() if area.id == entry.area).lower()
    day = f" on {say_date(entry.date)}" if entry.date else ""
    return f"Logged {say_hours(entry.minutes)} of {name}{day}: {say_hours(together)}{whole}."


def _read_day(day: str | None, today: dt.date) -> dt.date:
    if day in (None, "today", "yesterday"):
        return today - dt.timedelta(days=day == "yesterday")
    with instead(ValueError, UsageError, f'"{day}" is not a date', where="--date", cure="Write it as 2026-03-31"):
        worked_on = dt.date.fromisoformat(str(day))
    if worked_on > today:
        raise UsageError(f"{worked_on} is still ahead", where="--date", cure="Log what you did, not what you plan")
    return worked_on


def parse_minutes(text: str) -> int:
    """Read a duration as minutes: `45`, `45m`, `1h`, `1h30`, `1.5h`, `1:30`.

    Raises:
        UsageError: it is no duration, or not between one minute and a day.
    """
    said = text.strip()
    clock = re.fullmatch(r"(\d{1,2}):([0-5]\d)", said)
    found = _DURATION.fullmatch(said)
    if clock:
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif found and (found["hours"] or found["minutes"]):
        minutes = round(float((found["hours"] or "0").replace(",", ".")) * 60) + int(found["minutes"] or 0)
    else:
        raise UsageError(f'"{text}" is no time', where="minutes", cure="Write minutes as 45, or hours as 1h30")
    if not 1 <= minutes <= MOST_MINUTES:
        cure = f"Log from 1 to {MOST_MINUTES:,} minutes, a day at a time"
        raise UsageError(f"{minutes:,} minutes", where="minutes", cure=cure)
    return minutes


def find_area(text: str) -> Area:
    """Find an area by its id, its name, another word for it, or the beginning of one.

    Raises:
        UsageError: no area or several fit; it suggests the nearest, or names those that do.
    """
    said = _simplify(text)
    names = {area.id: {_simplify(name) for name in (area.id, area.name, *area.also)} for area in list_areas()}
    for fits in (operator.eq, lambda name, said: f" {said}" in f" {name}"):  # the whole, or the beginning of a word
        found = [area for area in list_areas() if said and any(fits(name, said) for name in names[area.id])]
        if len(found) == 1:
            return found[0]
        if found:
            known = " or ".join(area.name.lower() for area in found)
            raise UsageError(f'"{text}" may be several areas', where="area", cure=f"Say which: {known}")
    words = {name: area for area, known in names.items() for name in (*known, *(w for n in known for w in n.split()))}
    cure = suggest(said, words)
    if cure.startswith("known are"):
        cure = f"areas are: {', '.join(area.name.lower() for area in list_areas())}"
    raise UsageError(f'no area "{text}"', where="area", cure=cure[0].upper() + cure[1:])


def _simplify(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", text.casefold().replace("&", " and ")).split())
