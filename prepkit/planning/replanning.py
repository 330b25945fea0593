"""The plan made anew from what is left, with what was done kept, and what that changes (G6)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from prepkit.content.library import find
from prepkit.content.shapes.planning import ChecklistItem
from prepkit.models import FirstPlan, HoursEntry, Loop, Profile
from prepkit.models.listing import Listing, make_table
from prepkit.models.preparation import Preparation
from prepkit.planning.allocation import AREA_ORDER, list_areas
from prepkit.planning.loop import find_missing_stages
from prepkit.planning.schedule import make_first_plan, split, spread
from prepkit.planning.tracker import count
from prepkit.planning.weeks import Week, check_fit, count_days, cut_weeks, number_week
from prepkit.planning.words import say_count, say_date, say_hours, say_span

_HOURS = "area str, name str, first_minutes int64, logged_minutes int64, left_minutes int64, change_minutes int64"
_WEEKS = f"week int64, starts datetime64[s], ends datetime64[s], {_HOURS}"
_NO_PLAN = "No plan is kept yet: it is made as soon as your profile has an interview date ahead and hours a week."
_AREAS = f"{_HOURS}, planned_first str, logged str, left str, change str"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Replan(Listing):
    """A plan made anew, beside the one that was made first; the summary says what has changed, and why.

    Attributes:
        frame: A row an area: area, name (str), first_minutes, logged_minutes, left_minutes, change_minutes (int64:
            logged and left, less first), and the same in words: planned_first, logged, left, change.
        plan: What is left, as `plan` returns it; its weeks are counted as the first plan's are.
        weeks: A row a week and area, with week (int64), starts, ends (datetime64[s]) and the same minutes.
    """

    plan: Listing
    weeks: pd.DataFrame


def replan(prep: Preparation, today: dt.date) -> Replan:
    """Plan what is left from today on, keeping what is done, and compare it with the plan as first made.

    The hours before the interview are split so that, with those that are logged, the whole keeps the preset's shares;
    time logged today counts against today's. An entry without a date, or dated after today, does not count. One from
    before the first plan counts in its first week, one from the interview on in its last.

    Raises:
        UsageError, PlanError: as `plan` does.
    """
    profile, loop = prep.profile, prep.loop
    entries = [entry for entry in prep.hours if entry.date is not None and entry.date <= today]
    fresh = _plan_rest(prep, entries, today)
    first = prep.first_plan or make_first_plan(profile, today, loop)
    if first is None or first.starts is None:
        return Replan(make_table(_AREAS, []), _NO_PLAN, fresh, make_table(_WEEKS, []))
    weeks = _compare_weeks(first, first.starts, entries, fresh.frame, profile)
    areas = _sum_areas(weeks)
    uncounted = len(prep.hours) - len(entries)
    summary = say_replan(profile, loop, first, weeks, areas, entries, uncounted, today)
    return Replan(areas, summary, fresh, weeks)


def _plan_rest(prep: Preparation, entries: Sequence[HoursEntry], today: dt.date) -> Listing:
    profile, loop, kept = prep.profile, prep.loop, prep.first_plan
    weeks = cut_weeks(profile, today, kept.starts if kept else None)
    done: Counter[str] = Counter()
    for entry in entries:
        done[entry.area] += entry.minutes
    if weeks:
        weeks = [_take_off_today(weeks[0], entries, today), *weeks[1:]]
    mocks = count(find(ChecklistItem, "bar_raiser_mocks"), prep, today).done
    frame = spread(profile, loop, weeks, split(profile, loop, weeks, done), mocks)
    return Listing(frame, check_fit(profile, today).sentence)


def _take_off_today(week: Week, entries: Iterable[HoursEntry], today: dt.date) -> Week:
    if week.starts != today:
        return week
    spent = sum(entry.minutes for entry in entries if entry.date == today)
    share = week.capacity // ((week.ends - week.starts).days + 1)
    return dataclasses.replace(week, capacity=week.capacity - min(spent, share))


def _compare_weeks(
    first: FirstPlan, starts: dt.date, entries: Iterable[HoursEntry], fresh: pd.DataFrame, profile: Profile
) -> pd.DataFrame:
    last = max(len(first.weeks), int(fresh["week"].max()) if len(fresh) else 0)
    logged: Counter[tuple[int, str]] = Counter()
    for entry in entries:
        if entry.date is not None:
            logged[min(max(number_week(entry.date, starts), 1), last), entry.area] += entry.minutes
    left = dict(zip(zip(fresh["week"], fresh["area"], strict=True), fresh["minutes"], strict=True))
    interviews = [day for day in (first.interview_date, profile.interview_date) if day]
    until = max(interviews, default=starts) - dt.timedelta(days=1)
    rows = []
    for week, area in itertools.product(range(1, last + 1), list_areas()):
        begins = starts + dt.timedelta(weeks=week - 1)
        ends = max(min(begins + dt.timedelta(days=6), until), begins)
        planned = int(getattr(first.weeks[week - 1], area.id)) if week <= len(first.weeks) else 0
        done, rest = logged[week, area.id], int(left.get((week, area.id), 0))
        rows.append((week, begins, ends, area.id, area.name, planned, done, rest, done + rest - planned))
    return make_table(_WEEKS, rows)


def _sum_areas(weeks: pd.DataFrame) -> pd.DataFrame:
    names = {area.id: area.name for area in list_areas()}
    columns = ["first_minutes", "logged_minutes", "left_minutes", "change_minutes"]
    sums = weeks.groupby("area")[columns].sum().to_dict("index")
    rows = []
    for area in AREA_ORDER:
        numbers = [int(sums[area][column]) for column in columns]
        rows.append((area, names[area], *numbers, *map(say_hours, numbers[:-1]), say_change(numbers[-1])))
    return make_table(_AREAS, rows)


def pivot_hours(weeks: pd.DataFrame) -> pd.DataFrame:
    """Turn the weeks of `replan` into one row a week and one column an area.

    Returns:
        Columns week (int64), starts (datetime64[s]), one an area by its name, and together (all str): `1 h of 2 h`,
        what was logged of what was planned first; where time is left, how much, and what the first plan gave a week
        that is still ahead. A week in which nothing was planned, logged or left is not there.
    """
    names = [area.name for area in list_areas()]
    rows = []
    for (week, starts), group in weeks.groupby(["week", "starts"], sort=True):
        columns = [group[column].tolist() for column in ("logged_minutes", "first_minutes", "left_minutes")]
        cells = [*zip(*columns, strict=True), tuple(map(sum, columns))]
        if any(cells[-1]):
            rows.append((week, starts, *(say_cell(*cell) for cell in cells)))
    named = ["week int64", "starts datetime64[s]", *(f"{name} str" for name in (*names, "together"))]
    return make_table(", ".join(named), rows)


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
