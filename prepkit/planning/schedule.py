"""The plan: what to work on in each week from today to the day before the interview."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from prepkit.content.library import find
from prepkit.content.shapes.planning import Area, ChecklistItem
from prepkit.models import Loop, Profile
from prepkit.models.listing import Listing
from prepkit.planning.allocation import allocate, apportion
from prepkit.planning.fit import check_fit
from prepkit.planning.focus import choose_focus, find_sessions
from prepkit.planning.frames import AREA_ORDER, list_areas, make_frame
from prepkit.planning.loop import find_dropped_areas
from prepkit.planning.weeks import Week, cut_weeks

COLUMNS = {
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
    return make_frame(COLUMNS, rows)


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
