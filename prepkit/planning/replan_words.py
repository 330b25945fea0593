"""What a plan made anew changes, and why, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from prepkit.models import FirstPlan, HoursEntry, Loop, Profile
from prepkit.planning.fit import check_fit
from prepkit.planning.loop import find_missing_stages
from prepkit.planning.weeks import count_days
from prepkit.planning.words import say_count, say_date, say_hours, say_span

_SILENCE = 7  # days without an entry that are worth a word


def say_change(minutes: int) -> str:
    """Say a difference in minutes: `2 h more`, `30 min less`, `as planned`."""
    if not minutes:
        return "as planned"
    return f"{say_hours(abs(minutes))} {'more' if minutes > 0 else 'less'}"


def say_cell(logged: int, first: int, left: int) -> str:
    """Say what one area gets in one week: what was logged of what was planned, what is left, what was planned first."""
    if not logged and left:
        planned = say_hours(first) if first else "none"
        return f"{say_hours(left)} ahead" if left == first else f"{say_hours(left)} ahead, first {planned}"
    if not logged and not first:
        return ""
    done = f"{say_hours(logged)} of {say_hours(first)}"
    return f"{done}, {say_hours(left)} ahead" if left else done


def say_replan(
    profile: Profile,
    loop: Loop,
    first: FirstPlan,
    weeks: pd.DataFrame,
    areas: pd.DataFrame,
    entries: Sequence[HoursEntry],
    uncounted: int,
    today: dt.date,
) -> str:
    """Say what was planned by now and what was done, what is left, and what that changes by area."""
    said = [_say_progress(first, weeks, entries, today)]
    said += _say_inputs(profile, loop, first)
    if count_days(profile, today):
        said += _say_rest(profile, areas, today)
    else:
        said.append(check_fit(profile, today).sentence)
    if uncounted:
        verb = "has" if uncounted == 1 else "have"
        said.append(f"{say_count(uncounted, 'entry', 'entries')} {verb} no date or a later one and not counted yet.")
    return " ".join(said)


def _say_progress(first: FirstPlan, weeks: pd.DataFrame, entries: Sequence[HoursEntry], today: dt.date) -> str:
    planned, logged = count_due(weeks, today), int(weeks["logged_minutes"].sum())
    made = say_date(first.made_on or today)
    if not planned and not logged:
        return f"Your plan of {made} begins: nothing is due before today."
    head = f"Until today your plan of {made} had {say_hours(planned)}, and you logged {say_hours(logged)}"
    difference = f": {say_change(logged - planned)}." if logged != planned else ", to the minute."
    latest = max((entry.date for entry in entries if entry.date), default=first.starts or today)
    silent = (today - latest).days
    pause = ""
    if silent > _SILENCE and planned:
        since = f"since {say_date(latest)}" if entries else "at all yet"
        pause = f" Nothing is logged {since}."
    return head + difference + pause


def count_due(weeks: pd.DataFrame, today: dt.date) -> int:
    """Count the minutes that the first plan had for the days before today, of a week that is under way in proportion.

    Args:
        weeks: The weeks of `replan`.
        today: The first day that is not counted.
    """
    due = 0.0
    for row in weeks[["starts", "ends", "first_minutes"]].to_dict("records"):
        starts, ends = row["starts"].date(), row["ends"].date()
        days = (ends - starts).days + 1
        due += int(row["first_minutes"]) * min(max((today - starts).days, 0), days) / days
    return round(due)


def _say_inputs(profile: Profile, loop: Loop, first: FirstPlan) -> list[str]:
    """Say which of the plan's inputs are others than when it was made."""
    said = []
    if first.interview_date and profile.interview_date and first.interview_date != profile.interview_date:
        said.append(f"The interview moved from {say_date(first.interview_date)} to {say_date(profile.interview_date)}.")
    if first.hours_per_week != profile.hours_per_week:
        said.append(f"Hours a week went from {first.hours_per_week:.10g} to {profile.hours_per_week:.10g}.")
    if first.preset != profile.preset:
        said.append(f"The split changed from {first.preset} to {profile.preset}.")
    missing = find_missing_stages(loop)
    if missing:
        said.append(f"Your loop has no {' and no '.join(name.lower() for name in missing)}.")
    return said


def _say_rest(profile: Profile, areas: pd.DataFrame, today: dt.date) -> list[str]:
    left = int(areas["left_minutes"].sum())
    days = count_days(profile, today)
    head = f"The {say_span(days)} that {'is' if days == 1 else 'are'} left hold {say_hours(left)}, planned anew"
    less = [f"{row['name'].lower()} {row['change']}" for row in areas.to_dict("records") if row["change_minutes"] < 0]
    more = [f"{row['name'].lower()} {row['change']}" for row in areas.to_dict("records") if row["change_minutes"] > 0]
    if not less and not more:
        return [f"{head}: each area ends as first planned."]
    together = int(areas["change_minutes"].sum())
    return [f"{head}.", f"Compared with it you end with {'; '.join(less + more)}: {say_change(together)} in all."]
