"""The plan, week by week from today to the day before the interview, and the plan as first made (G6)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Area, Assumption, ChecklistItem, Stage
from prepkit.models import FirstPlan, Loop, PlannedWeek, Profile
from prepkit.models.listing import Listing, make_table
from prepkit.planning.allocation import AREA_ORDER, allocate, apportion, list_areas
from prepkit.planning.loop import find_dropped_areas, lay_out_loop
from prepkit.planning.weeks import Week, check_fit, count_days, cut_weeks, first_day
from prepkit.planning.words import say_date

COLUMNS = (
    "week int64, starts datetime64[s], ends datetime64[s], area str, name str, minutes int64, mock_minutes int64, "
    "focus str"
)
_MOCKS = "bar_raiser_mocks"


def plan(profile: Profile, today: dt.date, loop: Loop | None = None) -> Listing:
    """Plan the weeks from today, or a later start date, to the day before the interview.

    The minutes of all rows are the allocation of the whole time by the profile's preset; no week holds more than its
    share of `hours_per_week`. Areas with a deadline (`latest` in `hours.toml`) come early, bar-raiser mocks late, and
    an area that no stage of the loop asks for gets nothing.

    Returns:
        The summary says whether it fits. Columns week (int64, from 1), starts, ends (datetime64[s], both days
        included), area, name (str), minutes (int64), mock_minutes (int64, the part of minutes set aside for
        bar-raiser mocks), focus (str, with the dated sessions of that week). One row a week and area; none without
        an interview date or from the interview on.

    Raises:
        UsageError: the custom shares do not make 100.
        PlanError: the interview is more than ten years away.
    """
    weeks = cut_weeks(profile, today)
    frame = spread(profile, loop, weeks, split(profile, loop, weeks, {}))
    return Listing(frame, check_fit(profile, today).sentence)


def split(profile: Profile, loop: Loop | None, weeks: Sequence[Week], done: Mapping[str, int]) -> dict[str, int]:
    """Split the minutes of these weeks among the areas so that, with what is done, the whole keeps the preset's shares.

    An area that has had more than its share already gets none, and the others share what is left.
    """
    capacity = sum(week.capacity for week in weeks)
    whole = capacity + sum(done.values())
    shares = allocate(whole / 60, profile.preset, profile.custom_shares, without=find_dropped_areas(loop))
    wanted = {str(area): int(part) for area, part in zip(shares["area"], shares["minutes"], strict=True)}
    left = [max(wanted[area] - done.get(area, 0), 0) for area in AREA_ORDER]
    return dict(zip(AREA_ORDER, apportion(capacity, left), strict=True))


def spread(
    profile: Profile, loop: Loop | None, weeks: Sequence[Week], totals: dict[str, int], mocks_held: int = 0
) -> pd.DataFrame:
    """Spread each area's minutes over the weeks; returns the table of `plan`."""
    spent = _spend(weeks, totals)
    mocks = _set_mocks_aside([row["leadership_stories"] for row in spent], mocks_held)
    sessions = find_sessions(profile, loop)
    rows = []
    for place, week in enumerate(weeks):
        for area in list_areas():
            minutes = spent[place][area.id]
            mock = mocks[place] if area.id == "leadership_stories" else 0
            later = any(row[area.id] for row in spent[place:])
            finished = totals[area.id] > 0 and not later
            focus = choose_focus(area, week, sessions, loop, finished=finished)
            rows.append((week.number, week.starts, week.ends, area.id, area.name, minutes, mock, focus))
    return make_table(COLUMNS, rows)


def _spend(weeks: Sequence[Week], totals: dict[str, int]) -> list[dict[str, int]]:
    """Fill each week to its capacity: first what has a deadline, then the rest in proportion to what is left."""
    left = dict(totals)
    early = [area for area in sorted(list_areas(), key=lambda area: area.latest) if area.latest < 1]
    rest = [area for area in AREA_ORDER if area not in {entry.id for entry in early}]
    spent = []
    for place, week in enumerate(weeks):
        row = dict.fromkeys(AREA_ORDER, 0)
        room = week.capacity
        for area in early:
            row[area.id] = min(_pace(weeks[place:], area, left[area.id]), room)
            room -= row[area.id]
        others = [left[area] for area in rest]
        row.update(zip(rest, apportion(min(room, sum(others)), others), strict=True))
        room -= min(room, sum(others))
        for area in early:  # only if the areas without a deadline are used up
            more = min(room, left[area.id] - row[area.id])
            row[area.id] += more
            room -= more
        left = {area: left[area] - row[area] for area in AREA_ORDER}
        spent.append(row)
    return spent


def _pace(weeks: Sequence[Week], area: Area, left: int) -> int:
    """Return the minutes to spend this week so that, at an even pace, none are left at the area's deadline."""
    ahead = sum(week.capacity for week in weeks if week.done <= Fraction(str(area.latest)))
    return min(left, math.ceil(Fraction(left * weeks[0].capacity, ahead))) if ahead else left


def _set_mocks_aside(minutes: Sequence[int], held: int) -> list[int]:
    """Set the minutes of the bar-raiser mocks that are not held yet aside, whole mocks in the last weeks first."""
    item = find(ChecklistItem, _MOCKS)
    one = round(item.hours_each * 60)
    due = max(item.target - held, 0) * one
    mocks = [0] * len(minutes)
    for place in reversed(range(len(minutes))):
        if minutes[place] >= one and due >= one:
            mocks[place] = one
            due -= one
    for place in reversed(range(len(minutes))):
        more = min(minutes[place] - mocks[place], due)
        mocks[place] += more
        due -= more
    return mocks


@dataclass(frozen=True)
class Session:
    """A session of the loop that has a day of its own before the interviews."""

    stage: str
    name: str
    day: dt.date
    area: str


def find_sessions(profile: Profile, loop: Loop | None) -> list[Session]:
    """Return what is dated before the interviews, or without an interview date at all, in order."""
    areas = {entry.id: entry.area for entry in load(Stage)}
    sessions = []
    for row in lay_out_loop(profile, loop).to_dict("records"):
        day = row["first_day"].date() if row["first_day"] == row["first_day"] else None  # NaT is not itself
        ahead = day is not None and (profile.interview_date is None or day < profile.interview_date)
        if day is not None and ahead and row["stage"] not in ("resume_screen", "debrief"):
            sessions.append(Session(row["stage"], row["name"], day, areas.get(row["stage"], "leadership_stories")))
    return sorted(sessions, key=lambda session: session.day)


def choose_focus(area: Area, week: Week, sessions: Sequence[Session], loop: Loop | None, *, finished: bool) -> str:
    """Say what to work on in an area in a week; `finished` is an area whose minutes are used up before it."""
    due = [session for session in sessions if session.area == area.id and week.starts <= session.day <= week.ends]
    dated = [f"{session.name} on {say_date(session.day)}." for session in due]
    systems = []
    if area.id == "technical_analytics" and loop is not None and loop.technical_round.endswith("system design"):
        systems = [find(Assumption, "role").otherwise]
    return " ".join([*dated, _choose_advice(area, week, finished=finished), *systems])


def _choose_advice(area: Area, week: Week, *, finished: bool) -> str:
    if area.latest < 1:  # its late advice is to leave it alone, which is right as soon as its minutes are used up
        if finished:
            return area.late
        return area.early if week.middle < Fraction(1, 3) else area.middle
    if week.middle < Fraction(1, 3):
        return area.early
    return area.middle if week.middle < Fraction(2, 3) else area.late


def make_first_plan(profile: Profile, today: dt.date, loop: Loop | None = None) -> FirstPlan | None:
    """Return the plan of this day as a record, or None while the profile does not give one yet.

    A profile gives a plan once it has an interview date with days before it, and hours a week.

    Raises:
        UsageError, PlanError: as `plan` does.
    """
    if not count_days(profile, today) or not profile.hours_per_week:
        return None
    frame = plan(profile, today, loop).frame
    weeks = [
        PlannedWeek.model_validate(dict(zip(rows["area"], rows["minutes"], strict=True)))
        for _, rows in frame.groupby("week", sort=True)
    ]
    return FirstPlan(
        made_on=today,
        starts=first_day(profile, today),
        interview_date=profile.interview_date,
        hours_per_week=profile.hours_per_week,
        preset=profile.preset,
        weeks=tuple(weeks),
    )
