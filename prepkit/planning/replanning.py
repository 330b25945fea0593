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
from prepkit.models.listing import Listing
from prepkit.models.preparation import Preparation
from prepkit.planning.baseline import make_first_plan
from prepkit.planning.counts import count
from prepkit.planning.fit import check_fit
from prepkit.planning.frames import AREA_ORDER, list_areas, make_frame
from prepkit.planning.replan_words import say_cell, say_change, say_replan
from prepkit.planning.schedule import split, spread
from prepkit.planning.weeks import Week, cut_weeks, number_week
from prepkit.planning.words import say_hours

_HOURS = {
    "area": "str",
    "name": "str",
    "first_minutes": "int64",
    "logged_minutes": "int64",
    "left_minutes": "int64",
    "change_minutes": "int64",
}
_WEEKS = {"week": "int64", "starts": "datetime64[s]", "ends": "datetime64[s]", **_HOURS}
_NO_PLAN = "No plan is kept yet: it is made as soon as your profile has an interview date ahead and hours a week."
_AREAS = {**_HOURS, "planned_first": "str", "logged": "str", "left": "str", "change": "str"}


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
    fresh = _plan_rest(prep, profile, loop, entries, today)
    first = prep.first_plan or make_first_plan(profile, today, loop)
    if first is None or first.starts is None:
        return Replan(make_frame(_AREAS, []), _NO_PLAN, fresh, make_frame(_WEEKS, []))
    weeks = _compare_weeks(first, first.starts, entries, fresh.frame, profile)
    areas = _sum_areas(weeks)
    uncounted = len(prep.hours) - len(entries)
    summary = say_replan(profile, loop, first, weeks, areas, entries, uncounted, today)
    return Replan(areas, summary, fresh, weeks)


def _plan_rest(
    prep: Preparation, profile: Profile, loop: Loop, entries: Sequence[HoursEntry], today: dt.date
) -> Listing:
    kept = prep.first_plan
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
    return make_frame(_WEEKS, rows)


def _sum_areas(weeks: pd.DataFrame) -> pd.DataFrame:
    names = {area.id: area.name for area in list_areas()}
    columns = ["first_minutes", "logged_minutes", "left_minutes", "change_minutes"]
    sums = weeks.groupby("area")[columns].sum().to_dict("index")
    rows = []
    for area in AREA_ORDER:
        numbers = [int(sums[area][column]) for column in columns]
        rows.append((area, names[area], *numbers, *map(say_hours, numbers[:-1]), say_change(numbers[-1])))
    return make_frame(_AREAS, rows)


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
    dtypes = {"week": "int64", "starts": "datetime64[s]", **dict.fromkeys([*names, "together"], "str")}
    return make_frame(dtypes, rows)
