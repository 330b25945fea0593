"""The days between now and the interview, cut into weeks, and the minutes that each holds."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass
from fractions import Fraction

from prepkit.errors import PlanError
from prepkit.models import Profile

_WEEK = 7
_LONGEST = 10 * 366


@dataclass(frozen=True)
class Week:
    """One block of at most seven days; `starts` and `ends` are both days to work on, `capacity` is in minutes.

    `middle` and `done` say how much of the whole preparation is over in the middle and at the end of it, 0 to 1.
    """

    number: int
    starts: dt.date
    ends: dt.date
    capacity: int
    middle: Fraction
    done: Fraction


def first_day(profile: Profile, today: dt.date) -> dt.date:
    """Return the first day that can still be planned: the start date, or today if that is over or blank."""
    return max(profile.start_date or today, today)


def count_days(profile: Profile, today: dt.date) -> int:
    """Count the days from the first that can be planned to the one before the interview; 0 without a date."""
    if profile.interview_date is None:
        return 0
    return max((profile.interview_date - first_day(profile, today)).days, 0)


def count_capacity(profile: Profile, days: int) -> int:
    """Count the minutes that some days hold, each full week rounded down to whole minutes on its own."""
    weeks, rest = divmod(days, _WEEK)
    return weeks * _capacity(profile, _WEEK) + _capacity(profile, rest)


def count_weeks(days: int) -> int:
    """Count the weeks, a shorter last one included."""
    return math.ceil(days / _WEEK)


def measure_elapsed(profile: Profile, today: dt.date) -> Fraction:
    """Say how much of the time from start date to interview is over: below 0 before the start, 1 or more afterwards.

    Without an interview date nothing is over; without a start date the preparation starts today.
    """
    if profile.interview_date is None:
        return Fraction(0)
    start = profile.start_date or min(today, profile.interview_date)
    whole = (profile.interview_date - start).days
    if not whole:
        return Fraction(int(today >= profile.interview_date))
    return Fraction((today - start).days, whole)


def cut_weeks(profile: Profile, today: dt.date, grid: dt.date | None = None) -> list[Week]:
    """Cut the days that are left into weeks; raises PlanError if the interview is more than ten years away.

    With `grid`, the first day of an earlier plan, they are cut and counted as that plan's weeks are, so that the first
    of them may be the rest of a week.
    """
    days = count_days(profile, today)
    if days > _LONGEST:
        raise PlanError(
            f"{profile.interview_date} is more than ten years away", where="interview_date", cure="Check the year"
        )
    start = first_day(profile, today)
    into = (start - grid).days % _WEEK if grid else 0
    edges = [0, *range(_WEEK - into, days, _WEEK), days] if days else []
    first = number_week(start, grid) if grid else 1
    return [
        _make_week(profile, start, first + place, offset, end - offset)
        for place, (offset, end) in enumerate(itertools.pairwise(edges))
    ]


def number_week(day: dt.date, grid: dt.date) -> int:
    """Return the number of the week that a day falls into, the week that begins on `grid` being the first."""
    return (day - grid).days // _WEEK + 1


def _make_week(profile: Profile, start: dt.date, number: int, offset: int, days: int) -> Week:
    starts = start + dt.timedelta(days=offset)
    whole_start = profile.start_date or start
    whole = ((profile.interview_date or start) - whole_start).days
    before = (starts - whole_start).days
    return Week(
        number=number,
        starts=starts,
        ends=starts + dt.timedelta(days=days - 1),
        capacity=_capacity(profile, days),
        middle=(before + Fraction(days, 2)) / whole,
        done=Fraction(before + days, whole),
    )


def _capacity(profile: Profile, days: int) -> int:
    # Read as the decimal that the person wrote: 0.7 h is 42 minutes, not a hair less.
    return math.floor(Fraction(str(profile.hours_per_week)) * 60 * days / _WEEK)
