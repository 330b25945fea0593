"""The plan and the loop's days as a calendar (iCalendar, RFC 5545) that any program imports."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepkit.errors import UsageError, instead
from prepkit.models import FirstPlan, Loop, Profile
from prepkit.models.preparation import Preparation
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.replanning import replan
from prepkit.planning.words import say_hours

if TYPE_CHECKING:
    import icalendar
    import pandas as pd

_OURS = "@prepkit"  # how the names of our events end
PRODUCT = "-//prepkit//plan//EN"
EVENING = dt.time.min.replace(hour=18, minute=30)
_Begin = Callable[..., "icalendar.Event"]
_SESSION = 90  # minutes of one session, about
_INTERVIEWS = ("bar_raiser", "product_sense", "technical", "hiring_manager")


def make_calendar(
    prep: Preparation,
    today: dt.date,
    *,
    zone: str | None = None,
    at: dt.time = EVENING,
    earlier: icalendar.Calendar | None = None,
) -> icalendar.Calendar:
    """Return the plan of what is left, and the loop's days, as a calendar; the same plan and day give the same.

    What an earlier file has from today on and this plan no longer has is in it as canceled.

    Args:
        prep: The records, as `Workspace.read` gives them.
        today: The day to plan from.
        zone: A time zone such as Europe/Oslo; None leaves sessions at this time of day wherever you are.
        at: When a session begins.
        earlier: The calendar that this one replaces.

    Raises:
        UsageError: the zone is not known.
    """
    import icalendar

    tz = _find_zone(zone)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Interview preparation")
    begin = functools.partial(_begin_event, prep.first_plan, today)
    for day, parts in _cut_sessions(replan(prep, today).plan.frame):
        calendar.add_component(_make_session(begin, dt.datetime.combine(day, at, tz), parts))
    for key, title, day, text in _list_days(prep.profile, prep.loop):
        calendar.add_component(_make_day(begin, key, title, day, text))
    if earlier is not None:
        _follow(calendar, earlier, today)
    if tz is not None or earlier is not None:
        last = prep.profile.interview_date or today
        calendar.add_missing_timezones(dt.date(today.year, 1, 1), dt.date(last.year + 2, 1, 1))
    return calendar


def is_canceled(event: icalendar.Component) -> bool:
    """Tell whether an event is in a calendar only to be taken away."""
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _follow(calendar: icalendar.Calendar, earlier: icalendar.Calendar, today: dt.date) -> None:
    """Make a calendar the next version of an earlier one; what is planned no longer is canceled."""
    new = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    for event in earlier.walk("VEVENT"):
        uid, version = str(event.get("UID", "")), _read_version(event)
        if uid in new:
            # One that was canceled and is planned again has to be later than its cancellation.
            least = max(_read_version(new[uid]), version + is_canceled(event))
            new[uid].pop("SEQUENCE")
            new[uid].add("SEQUENCE", least)
        elif uid.endswith(_OURS) and _is_to_come(event, today):
            if not is_canceled(event):
                stamp = dt.datetime.combine(today, dt.time.min, dt.UTC)
                for name, value in (("STATUS", "CANCELLED"), ("SEQUENCE", version + 1), ("DTSTAMP", stamp)):
                    event.pop(name, None)
                    event.add(name, value)
                event.subcomponents.clear()  # no reminder of what is not to be
            calendar.add_component(event)


def _read_version(event: icalendar.Component) -> int:
    version = event.get("SEQUENCE", 0)
    return version if isinstance(version, int) else 0


def _is_to_come(event: icalendar.Component, today: dt.date) -> bool:
    import icalendar

    found = event.get("DTSTART")
    begins = found.dt if isinstance(found, icalendar.vDDDTypes) else None
    day = begins.date() if isinstance(begins, dt.datetime) else begins
    return isinstance(day, dt.date) and day >= today


@dataclass(frozen=True)
class _Part:
    """One area's time in a session."""

    name: str
    minutes: int
    focus: str


def _find_zone(zone: str | None) -> zoneinfo.ZoneInfo | None:
    if zone is None:
        return None
    unknown = (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError)
    with instead(unknown, UsageError, f'no time zone "{zone}"', where="zone", cure="Name one such as Europe/Oslo"):
        return zoneinfo.ZoneInfo(zone)


def _cut_sessions(plan: pd.DataFrame) -> Iterator[tuple[dt.date, list[_Part]]]:
    """Cut each week into sessions of about 90 minutes on days as far apart as they can be."""
    rows = [row for row in plan.to_dict("records") if row["minutes"] > 0]
    for (starts, ends), group in itertools.groupby(rows, lambda row: (row["starts"].date(), row["ends"].date())):
        left = [_Part(row["name"], int(row["minutes"]), row["focus"]) for row in group]
        days = (ends - starts).days + 1
        total = sum(part.minutes for part in left)
        count = min(days, max(1, round(total / _SESSION)))
        for place in range(count):
            length = total * (place + 1) // count - total * place // count
            day = starts + dt.timedelta(days=days * place // count)
            yield day, _take(left, length)


def _take(left: list[_Part], minutes: int) -> list[_Part]:
    """Take so many minutes off the front of the parts that are left."""
    taken = []
    while minutes > 0 and left:
        part = left.pop(0)
        now = min(part.minutes, minutes)
        taken.append(_Part(part.name, now, part.focus))
        if part.minutes > now:
            left.insert(0, _Part(part.name, part.minutes - now, part.focus))
        minutes -= now
    return taken


def _list_days(profile: Profile, loop: Loop) -> Iterator[tuple[str, str, dt.date, str]]:
    """List the days of the loop that are known: key, title, day and what to prepare."""
    if profile.interview_date:
        yield "interview", "Interviews", profile.interview_date, "Reread the titles of your stories, and go."
    for row in lay_out_loop(profile, loop).to_dict("records"):
        day = row["last_day"] if row["stage"] == "debrief" else row["first_day"]
        if row["stage"] in _INTERVIEWS or day != day:  # NaT is not itself
            continue
        title = "Answer expected" if row["stage"] == "debrief" else row["name"]
        yield row["stage"], title, day.date(), row["prepare"]


def _begin_event(
    first: FirstPlan | None, today: dt.date, key: str, summary: str, description: str, category: str
) -> icalendar.Event:
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{key}.{first.id if first else 'unplanned'}{_OURS}")
    event.add("dtstamp", dt.datetime.combine(today, dt.time.min, dt.UTC))
    # By the days since the plan was made, a later file counts as a later version of each event.
    event.add("sequence", max((today - first.made_on).days, 0) if first and first.made_on else 0)
    event.add("summary", summary)
    event.add("description", description)
    event.add("categories", [category])
    return event


def _make_session(begin: _Begin, begins: dt.datetime, parts: Sequence[_Part]) -> icalendar.Event:
    minutes = sum(part.minutes for part in parts)
    names = ", ".join(dict.fromkeys(part.name for part in parts))
    text = "\n".join(f"{part.name}, {say_hours(part.minutes)}: {part.focus}" for part in parts)
    event = begin(f"{begins:%Y%m%d}", f"Prepare: {names}", text, "Preparation")
    event.add("dtstart", begins)
    # A duration and not an end: where clocks change in between, the session is still this long.
    event.add("duration", dt.timedelta(minutes=minutes))
    return event


def _make_day(begin: _Begin, key: str, title: str, day: dt.date, text: str) -> icalendar.Event:
    import icalendar

    event = begin(key, title, text, "Interviews")
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", dt.timedelta(days=-1))
    event.add_component(alarm)
    return event
