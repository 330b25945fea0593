"""The days between now and the interview, cut into weeks, and whether the work that is left fits into them."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.planning import ChecklistItem
from prepkit.errors import PlanError, UsageError, suggest
from prepkit.models import Profile
from prepkit.planning.words import say_count, say_date, say_decimal, say_hours, say_span

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


@dataclass(frozen=True)
class Fit:
    """How the work that is left compares with the time that is left.

    Attributes:
        needed_minutes: What the open items of the checklist take, by their `hours_each`.
        available_minutes: What the days before the interview hold; 0 without an interview date.
        weeks: The weeks that are left, a shorter last one counted whole.
        fits: Whether the needed minutes are available.
        sentence: The same in words.
        cuts: What to leave out, and what to do instead, until the rest fits; empty if that is not the remedy.
    """

    needed_minutes: int
    available_minutes: int
    weeks: int
    fits: bool
    sentence: str
    cuts: tuple[str, ...]

    def __str__(self) -> str:
        """The sentence, and each cut on a line of its own."""
        return "\n".join([self.sentence, *(f"- {cut}" for cut in self.cuts)])


def check_fit(
    profile: Profile,
    today: dt.date,
    done: Mapping[str, int] | pd.DataFrame | None = None,
) -> Fit:
    """Compare the work that is left on the checklist with the time that is left before the interview.

    Args:
        profile: Whose time it is.
        today: The day to count from.
        done: The table of `tracker`, whose items are then the checklist, or how many are done by the item's id or
            name; what is not named counts as none.

    Raises:
        UsageError: `done` names something that is not on the checklist.
    """
    checklist, counts = [*load(ChecklistItem)], done
    if isinstance(done, pd.DataFrame):
        counts = dict(zip(done["item"], done["done"], strict=True))
        checklist = [item for item in checklist if item.name in counts]
    needs = _count_needs(checklist, counts or {})
    needed = sum(needs.values())
    days = count_days(profile, today)
    available = count_capacity(profile, days)
    cuts = _choose_cuts(checklist, needs, needed - available) if available and _is_ahead(profile, today) else ()
    name = "your whole checklist" if done is None else "what is left on your checklist"
    sentence = _say_fit(profile, today, name, needed, len(cuts))
    fits = days > 0 and needed <= available
    return Fit(needed, available, count_weeks(days), fits, sentence, cuts)


def _count_needs(items: Sequence[ChecklistItem], done: Mapping[str, int]) -> dict[str, int]:
    known = {name for item in items for name in (item.id, item.name)}
    for name in done:
        if name not in known:
            cure = suggest(name, [item.id for item in items])
            raise UsageError(f'no checklist item "{name}"', where="done", cure=cure[0].upper() + cure[1:])
    counts = {item.id: done.get(item.id, done.get(item.name, 0)) for item in items}
    return {item.id: round(max(item.target - int(counts[item.id]), 0) * item.hours_each * 60) for item in items}


def _choose_cuts(items: Sequence[ChecklistItem], needs: Mapping[str, int], excess: int) -> tuple[str, ...]:
    cuts = []
    for item in sorted(items, key=lambda item: item.cut_rank):
        if excess > 0 and needs[item.id]:
            cuts.append(f"{item.name} (saves {say_hours(needs[item.id])}). Instead: {item.instead}")
            excess -= needs[item.id]
    return tuple(cuts)


def _is_ahead(profile: Profile, today: dt.date) -> bool:
    """Tell whether the interview is far enough away to start anything new: the day after tomorrow or later."""
    return profile.interview_date is not None and (profile.interview_date - today).days > 1


def _say_fit(profile: Profile, today: dt.date, work: str, minutes: int, cuts: int) -> str:
    interview = profile.interview_date
    if interview is None:
        return _say_without_date(profile, work, minutes)
    if interview < today:
        return (
            f"Your interview was on {say_date(interview)}. Write down what you were asked, "
            "and set a new date in your profile if there is another."
        )
    if interview == today:
        return "Your interview is today: nothing is left to plan. Reread your story titles and go."
    if interview == today + dt.timedelta(days=1):
        return "Your interview is tomorrow: start nothing new. Rehearse aloud the stories that you have, and rest."
    if not count_days(profile, today):
        return (
            "Your preparation starts on the day of the interview, so no day is left to plan. Set an earlier start date."
        )
    return _say_balance(profile, today, work, minutes, cuts) + _say_start(profile, today)


def _say_without_date(profile: Profile, work: str, minutes: int) -> str:
    head = "No interview date is set, so there are no weeks to plan. Set it in your profile; your best guess will do."
    weekly = count_capacity(profile, 7)
    if not weekly or not minutes:
        return head
    weeks = say_decimal(Fraction(minutes, weekly), up=True)
    subject = work[0].upper() + work[1:]
    span = f"{weeks} {'week' if weeks == '1' else 'weeks'} at {_say_pace(profile)} h a week"
    return f"{head} {subject} needs {say_hours(minutes)}: {span}."


def _say_balance(profile: Profile, today: dt.date, work: str, minutes: int, cuts: int) -> str:
    days = count_days(profile, today)
    available = count_capacity(profile, days)
    span = f"the {say_span(days)} before your interview on {say_date(profile.interview_date or today)}"
    need = f"{work} needs {say_hours(minutes)}"
    if not minutes:
        return f"Your checklist is done. Use {span} to rehearse."
    if not available:
        head = need[0].upper() + need[1:]
        return f"{head}, and you have set no time aside in {span}. Set the hours a week in your profile."
    hold = f"{span} {'holds' if days == 1 else 'hold'} {say_hours(available)}"
    if minutes <= available:
        spare = f"with {say_hours(available - minutes)} to spare" if minutes < available else "to the minute"
        return f"It fits: {need}, and {hold}, {spare}."
    remedy = f"Leave out {say_count(cuts, 'thing')}, or find more time."
    if days < 7:
        return f"It does not fit: {need}, and {hold}. {remedy}"
    pace = say_decimal(Fraction(minutes * 7, days * 60), up=True)
    return (
        f"It does not fit: {work} needs {pace} h a week, and you have {_say_pace(profile)}. "
        f"That is {say_hours(minutes)} of work, and {hold}. {remedy}"
    )


def _say_start(profile: Profile, today: dt.date) -> str:
    start = first_day(profile, today)
    if profile.start_date and profile.start_date < today:
        return f" You started on {say_date(profile.start_date)}; only the days from today on are counted."
    return f" You start on {say_date(start)}." if start > today else ""


def _say_pace(profile: Profile) -> str:
    return f"{profile.hours_per_week:.10g}"
