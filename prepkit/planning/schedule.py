"""The plan: what to work on in each week from today to the day before the interview."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from prepkit.content.library import find
from prepkit.content.shapes import Area, ChecklistItem
from prepkit.models import Profile
from prepkit.planning.allocation import allocate, apportion
from prepkit.planning.fit import check_fit
from prepkit.planning.frames import AREA_ORDER, list_areas, make_frame
from prepkit.planning.weeks import Week, cut_weeks

_COLUMNS = {
    "week": "int64",
    "starts": "datetime64[s]",
    "ends": "datetime64[s]",
    "area": "str",
    "name": "str",
    "minutes": "int64",
    "mock_minutes": "int64",
    "focus": "str",
}
_MOCKS = "bar_raiser_mocks"


def plan(profile: Profile, today: dt.date) -> pd.DataFrame:
    """Plan the weeks from today, or a later start date, to the day before the interview.

    The minutes of all rows are the allocation of the whole time by the profile's preset; no week holds more than its
    share of `hours_per_week`. Areas with a deadline (`latest` in `hours.toml`) come early, bar-raiser mocks late.

    Returns:
        Columns week (int64, from 1), starts, ends (datetime64[s], both days included), area, name (str), minutes
        (int64), mock_minutes (int64, the part of minutes set aside for bar-raiser mocks), focus (str). One row a week
        and area; none without an interview date or from the interview on. `attrs["summary"]` says whether it fits.

    Raises:
        UsageError: the custom shares do not make 100.
        PlanError: the interview is more than ten years away.
    """
    weeks = cut_weeks(profile, today)
    capacity = sum(week.capacity for week in weeks)
    shares = allocate(capacity / 60, profile.preset, profile.custom_shares)
    totals = {str(area): int(part) for area, part in zip(shares["area"], shares["minutes"], strict=True)}
    spent = _spend(weeks, totals)
    mocks = _set_mocks_aside([row["leadership_stories"] for row in spent])
    rows = []
    for place, week in enumerate(weeks):
        for area in list_areas():
            minutes = spent[place][area.id]
            mock = mocks[place] if area.id == "leadership_stories" else 0
            later = any(row[area.id] for row in spent[place:])
            focus = _choose_focus(area, week, finished=totals[area.id] > 0 and not later)
            rows.append((week.number, week.starts, week.ends, area.id, area.name, minutes, mock, focus))
    frame = make_frame(_COLUMNS, rows)
    frame.attrs["summary"] = check_fit(profile, today).sentence
    return frame


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


def _set_mocks_aside(minutes: Sequence[int]) -> list[int]:
    """Set the minutes of the bar-raiser mocks aside, whole mocks in the last weeks first."""
    item = find(ChecklistItem, _MOCKS)
    one = round(item.hours_each * 60)
    due = item.target * one
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


def _choose_focus(area: Area, week: Week, *, finished: bool) -> str:
    if area.latest < 1:  # its late advice is to leave it alone, which is right as soon as its minutes are used up
        if finished:
            return area.late
        return area.early if week.middle < Fraction(1, 3) else area.middle
    if week.middle < Fraction(1, 3):
        return area.early
    return area.middle if week.middle < Fraction(2, 3) else area.late
