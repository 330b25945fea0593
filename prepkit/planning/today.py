"""What to do today, in one list: what is due, what is behind, what the week's plan still has, and where to do it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from prepkit.models.listing import Listing, make_table
from prepkit.models.preparation import Preparation
from prepkit.planning.loop import list_items
from prepkit.planning.replanning import replan
from prepkit.planning.schedule import find_sessions
from prepkit.planning.tracker import count
from prepkit.planning.weeks import measure_elapsed
from prepkit.planning.words import say_count, say_date, say_hours

NOTEBOOKS = {
    "00": "00, Start here",
    "01": "01, Frame your projects",
    "02": "02, Draft a PRFAQ",
    "03": "03, Leadership stories",
    "04": "04, Resume and letter",
    "05": "05, Technical deep dive",
    "06": "06, Rehearse",
    "07": "07, Plan and track",
}
_COLUMNS = "step str, minutes int64, notebook str, why str, area str"
_SOON = 3  # days ahead from which a dated session is rehearsed
_SHORTEST = 15  # minutes: less than that is not worth starting a task with
_CARDS = 10  # minutes a day, at most
_LONGEST = 90  # minutes at one thing


@dataclasses.dataclass(frozen=True)
class _Step:
    """One thing to do; `fixed` is done whatever the day's time, `area` is empty where none is worked on."""

    step: str
    minutes: int
    notebook: str
    why: str
    area: str = ""
    fixed: bool = False


def suggest_today(prep: Preparation, today: dt.date, cards: int = 0) -> Listing:
    """Say what to do today, in order, within the time that the plan gives this day.

    First comes what has a date, then the cards that are due, then what the checklist has behind, then what is open in
    the areas that this week's plan still has most time for. Whatever the day holds, at least one thing is named.

    Args:
        prep: The records, as `Workspace.read` gives them.
        today: The day.
        cards: How many cards are to be rehearsed today.

    Returns:
        Columns step (str), minutes (int64), notebook (str), why (str), area (str, empty where none), one row a step.
        The summary says how long it takes together.
    """
    profile = prep.profile
    budget = _count_minutes(prep, today)
    steps = [*_list_setup(prep, today), *_list_dated(prep, today)]
    if profile.interview_date is None or profile.interview_date > today:
        steps += _list_cards(0 if profile.is_blank() else cards)
        if profile.interview_date is None or (profile.interview_date - today).days > 1:
            steps += _list_open(prep, today)
    chosen = _fit(steps, budget)
    rows = [(step.step, step.minutes, NOTEBOOKS[step.notebook], step.why, step.area) for step in chosen]
    return Listing(make_table(_COLUMNS, rows), _say_together(chosen, budget))


def _count_minutes(prep: Preparation, today: dt.date) -> int:
    """Count the minutes that today's share of the week has, what is logged today taken off."""
    spent = sum(entry.minutes for entry in prep.hours if entry.date == today)
    return max(int(Fraction(str(prep.profile.hours_per_week)) * 60 / 7) - spent, 0)


def _list_setup(prep: Preparation, today: dt.date) -> Iterator[_Step]:
    profile = prep.profile
    if profile.is_blank():
        yield _Step("Fill in your profile", 10, "00", "Everything else is planned from it", fixed=True)
    elif profile.interview_date is None:
        yield _Step("Set an interview date, a guess will do", 2, "00", "Without it there is no plan", fixed=True)
    elif not profile.hours_per_week and profile.interview_date > today:
        yield _Step("Set the hours a week that you have", 2, "00", "No time is set aside", fixed=True)
    ahead = profile.interview_date is None or profile.interview_date > today
    if ahead and all(story.is_blank() for story in prep.stories):
        why = "Resume lines, letter, PRFAQs and answers are made from it"
        yield _Step("Write your first story", 30, "01", why, fixed=True)


def _list_dated(prep: Preparation, today: dt.date) -> Iterator[_Step]:
    interview = prep.profile.interview_date
    if interview is not None and interview < today:
        why = f"Your interview was on {say_date(interview)}"
        yield _Step("Write down what you were asked, while you remember it", 20, "06", why, fixed=True)
        return
    if interview == today:
        yield _Step("Reread the titles of your stories, and go", 10, "03", "Your interview is today", fixed=True)
        return
    if interview is not None and (interview - today).days == 1:
        yield _Step("Tell your stories aloud once, then rest", 45, "06", "Your interview is tomorrow", fixed=True)
    for session in find_sessions(prep.profile, prep.loop):
        ahead = (session.day - today).days
        if 0 <= ahead <= _SOON:
            when = "today" if not ahead else "tomorrow" if ahead == 1 else f"in {ahead} days"
            notebook = "02" if session.stage == "writing_assessment" else "06"
            verb = "Finish and hand in" if notebook == "02" else "Rehearse for"
            why = f"It is {when}, on {say_date(session.day)}"
            yield _Step(f"{verb}: {session.name.lower()}", 30, notebook, why, session.area, fixed=True)


def _list_cards(due: int) -> Iterator[_Step]:
    if due > 0:
        minutes = min(max(due, 2), _CARDS)
        yield _Step(f"Answer {say_count(due, 'card')} aloud", minutes, "06", "They are due today", fixed=True)


def _list_open(prep: Preparation, today: dt.date) -> list[_Step]:
    """List what is open on the checklist: behind first, then by the time that the week still has for the area."""
    week = _count_week(prep, today)
    elapsed = measure_elapsed(prep.profile, today)
    found = []
    for place, item in enumerate(list_items(prep.loop)):
        done = count(item, prep, today).done
        if done >= item.target or (item.id == "planned_weeks" and prep.profile.interview_date is None):
            continue
        behind = elapsed > Fraction(str(item.due))
        have = f"{done} of {item.target} {item.unit}"
        left = week.get(item.area, 0)
        rest = f"; {say_hours(left)} left for this area this week" if left else ""
        why = f"Behind: {have}" if behind else f"{have}{rest}"
        minutes = min(round(item.hours_each * 60), _LONGEST)
        order = (not behind, -left, item.due, place)
        found.append((order, _Step(item.step, minutes, item.notebook, why, item.area)))
    if not found:
        why = "Everything on the checklist is done"
        return [_Step("Rehearse: draw the day's questions and answer aloud", 30, "06", why)]
    return [step for _, step in sorted(found, key=lambda pair: pair[0])]


def _count_week(prep: Preparation, today: dt.date) -> dict[str, int]:
    """Count the minutes that the plan still has for each area in the week of today."""
    plan = replan(prep, today).plan.frame
    now = plan[(plan["starts"].dt.date <= today) & (plan["ends"].dt.date >= today)]
    return {str(area): int(minutes) for area, minutes in zip(now["area"], now["minutes"], strict=True)}


def _fit(steps: list[_Step], budget: int) -> list[_Step]:
    """Keep what fits into the day; the last task may be begun and not finished, and one area is worked on once."""
    chosen = [step for step in steps if step.fixed]
    left = budget - sum(step.minutes for step in chosen)
    areas: set[str] = set()
    for step in steps:
        if step.fixed or step.area in areas:
            continue
        if left < _SHORTEST and chosen:
            break
        minutes = step.minutes if left < _SHORTEST else min(step.minutes, left)
        chosen.append(dataclasses.replace(step, minutes=minutes))
        areas.add(step.area)
        left -= minutes
    return chosen


def _say_together(steps: list[_Step], budget: int) -> str:
    minutes = sum(step.minutes for step in steps)
    if not budget:
        return f"{say_hours(minutes)} today. This day's share of your plan is used up; the first lines count most."
    if minutes > budget:
        return f"{say_hours(minutes)} today. Your plan leaves {say_hours(budget)}; the first lines count most."
    return f"{say_hours(minutes)} today, of the {say_hours(budget)} that your plan gives this day."
