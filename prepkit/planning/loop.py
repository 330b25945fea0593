"""The interview loop, stage by stage (G5), and the facts that candidates ask about it (G16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Assumption, BasePay, ChecklistItem, Fact, Stage
from prepkit.models import Loop, Profile
from prepkit.models.listing import make_table
from prepkit.models.loop import OtherSession
from prepkit.planning.words import say_date, say_decimal

_COLUMNS = (
    "stage str, name str, sessions int64, minutes int64, first_week float64, last_week float64, first_day "
    "datetime64[s], last_day datetime64[s], looks_for str, prepare str, in_guide bool, whose str"
)
_SESSIONS = {
    "phone_screen": "screens",
    "bar_raiser": "bar_raiser_sessions",
    "product_sense": "product_sense_sessions",
    "technical": "technical_sessions",
    "hiring_manager": "hiring_manager_sessions",
}
_SYSTEM_DESIGN = "product analytics and system design"
RECRUITER = "your recruiter"
USUAL_LOOP = 6.0  # the week of the interviews, in `loop.toml`
_WRITING_AHEAD = dt.timedelta(days=2)


def lay_out_loop(profile: Profile, loop: Loop | None = None, *, stages: Sequence[Stage] | None = None) -> pd.DataFrame:
    """Lay out the stages from application to offer.

    Args:
        profile: Who prepares, and when the interviews are.
        loop: What the recruiter said; a stage that was ruled out is left out, and days that are known move the weeks.
        stages: The stages; the ones of `loop.toml` if None.

    Returns:
        Columns stage (str, its id), name (str), sessions (int64), minutes (int64, of one session; 0 if nobody meets),
        first_week, last_week (float64, from the application on), first_day, last_day (datetime64[s], NaT where no day
        is known), looks_for, prepare (str), in_guide (bool, whether the guide lists it), whose (str: your recruiter,
        the guide or public evidence), one row a stage in the content's order, other sessions before the last one.
    """
    told = loop or Loop()
    calendar = _make_calendar(profile, told)
    rows = [
        _lay_out(entry, profile, told, calendar)
        for entry in (load(Stage) if stages is None else stages)
        if _count_sessions(entry, told)
    ]
    others = [_lay_out_other(number, other, calendar) for number, other in enumerate(told.others, start=1)]
    return make_table(_COLUMNS, [*rows[:-1], *others, *rows[-1:]] if rows else others)


def find_missing_stages(loop: Loop) -> list[str]:
    """Return the names of the guide's stages that the recruiter ruled out."""
    return [entry.name for entry in load(Stage) if entry.in_guide and not _count_sessions(entry, loop)]


def find_dropped_areas(loop: Loop | None) -> tuple[str, ...]:
    """Return the areas that no stage of this loop asks for, so that their hours can go to the others."""
    if loop is None:
        return ()
    dropped = ["technical_analytics"] if loop.technical_sessions == 0 else []
    if loop.product_sense_sessions == 0 and loop.writing_assessment == "no":
        dropped.insert(0, "product_sense")
    return tuple(dropped)


def list_items(loop: Loop | None) -> list[ChecklistItem]:
    """Return the checklist without the items of areas that no stage of this loop asks for."""
    dropped = find_dropped_areas(loop)
    return [item for item in load(ChecklistItem) if item.area not in dropped]


@dataclass(frozen=True)
class _Calendar:
    """The days that are known, by stage, and the day from which weeks count, if any day is known."""

    origin: dt.date | None
    days: dict[str, tuple[dt.date, dt.date]]
    delay: float  # weeks that the interviews are later than usual

    def place(self, day: dt.date) -> float:
        """Return the week of a day, counted from the application; never before it."""
        return max((day - self.origin).days / 7, 0.0) if self.origin else 0.0


def _make_calendar(profile: Profile, loop: Loop) -> _Calendar:
    interview = profile.interview_date
    origin = loop.applied_on or (interview - dt.timedelta(weeks=USUAL_LOOP) if interview else loop.screen_on)
    days: dict[str, tuple[dt.date, dt.date]] = {}
    if loop.applied_on:
        days["resume_screen"] = (loop.applied_on, loop.applied_on)
    if loop.screen_on:
        days["phone_screen"] = (loop.screen_on, loop.screen_on)
    writing = loop.writing_due
    if writing is None and loop.writing_assessment == "yes" and interview:
        writing = interview - _WRITING_AHEAD
    if writing:
        days["writing_assessment"] = (writing, writing)
    if interview:
        days |= dict.fromkeys(("bar_raiser", "product_sense", "technical", "hiring_manager"), (interview, interview))
    if loop.answer_by:
        days["debrief"] = (min(interview or loop.answer_by, loop.answer_by), loop.answer_by)
    delay = max((interview - origin).days / 7, 0) - USUAL_LOOP if interview and origin else 0.0
    return _Calendar(origin, days, delay)


def _count_sessions(entry: Stage, loop: Loop) -> int:
    if entry.id == "writing_assessment":
        return 0 if loop.writing_assessment == "no" and not loop.writing_due else entry.sessions
    said: int | None = getattr(loop, _SESSIONS[entry.id]) if entry.id in _SESSIONS else None
    return entry.sessions if said is None else said


def _lay_out(entry: Stage, profile: Profile, loop: Loop, calendar: _Calendar) -> tuple[object, ...]:
    first_day, last_day = calendar.days.get(entry.id, (None, None))
    if first_day and last_day and entry.id != "resume_screen":
        weeks = (calendar.place(first_day), calendar.place(last_day))
    else:  # before the interviews as usual, from the interviews on as late as they are
        late = calendar.delay if entry.first_week >= USUAL_LOOP - 0.5 or calendar.delay < 0 else 0.0
        weeks = (max(entry.first_week + late, 0.0), max(entry.last_week + late, 0.0))
    minutes = entry.minutes
    if entry.id in ("bar_raiser", "product_sense", "technical", "hiring_manager"):
        minutes = loop.session_minutes or minutes
    return (
        *(entry.id, entry.name, _count_sessions(entry, loop), minutes, *weeks, first_day, last_day),
        *(entry.looks_for, _advise(entry, profile, loop), entry.in_guide, _say_whose(entry, loop)),
    )


def _lay_out_other(number: int, other: OtherSession, calendar: _Calendar) -> tuple[object, ...]:
    week = calendar.place(other.date) if other.date else max(USUAL_LOOP + calendar.delay, 0.0)
    name = other.name or "Another session"
    advice = "Ask the recruiter who holds it and what they want to learn about you."
    facts = (1, other.minutes or 0, week, week, other.date, other.date)
    return (f"other_{number}", name, *facts, other.looks_for, advice, False, RECRUITER)


def _advise(entry: Stage, profile: Profile, loop: Loop) -> str:
    if entry.id != "technical" or loop.technical_round == "product analytics":
        return entry.prepare
    role = find(Assumption, "role")
    if loop.technical_round == _SYSTEM_DESIGN:
        return f"{entry.prepare} {role.otherwise}"
    advice = "" if profile.target_role == "PM" else role.cases.get(profile.target_role, role.otherwise)
    return f"{entry.prepare} {advice}".strip()


def _say_whose(entry: Stage, loop: Loop) -> str:
    said = {
        "resume_screen": False,
        "phone_screen": loop.screen_on or loop.screens,
        "writing_assessment": loop.writing_due or loop.writing_assessment == "yes",
        "technical": loop.technical_sessions or loop.technical_round != "not said" or loop.session_minutes,
        "debrief": loop.answer_by,
    }
    usual = "the guide" if entry.in_guide else "public evidence"
    if entry.id in said:
        return RECRUITER if said[entry.id] else usual
    return RECRUITER if getattr(loop, _SESSIONS[entry.id]) or loop.session_minutes else usual


_RECRUITER, _PROFILE = "your recruiter", "your profile"


def gather_facts(profile: Profile, loop: Loop | None = None) -> pd.DataFrame:
    """Return the facts that are asked for first, base pay, and how the person's own dates and offer compare.

    Returns:
        Columns question, answer, whose (all str), in the content's order, what the person or their recruiter said
        after what the guide and other sources say. `look_up("facts")` has all facts with their sources.
    """
    told = loop or Loop()
    rows = []
    facts = [fact for fact in load(Fact) if fact.asked_first]
    for place, fact in enumerate(facts):
        rows.append((fact.question, fact.answer, fact.label))
        topic = fact.id.rsplit("_", 1)[0]
        if place + 1 == len(facts) or facts[place + 1].id.rsplit("_", 1)[0] != topic:
            rows += [(fact.question, *own) for own in _list_own(topic, told)]
    rows += [
        (
            f"Base pay at {pay.level}?",
            f"{pay.low:,} to {pay.high:,} {pay.currency} a year, equity and sign-on apart",
            pay.label,
        )
        for pay in load(BasePay)
    ]
    if profile.offer_base_pay is None:
        rows.append(("Your own offer?", "Not entered yet. Your profile has a place for it.", _PROFILE))
    else:
        offer = f"{profile.offer_base_pay:,.0f} {profile.offer_currency} a year"
        rows.append(("Your own offer?", f"{offer}; {_compare(profile)}", _PROFILE))
    return make_table("question str, answer str, whose str", rows)


def _list_own(topic: str, loop: Loop) -> list[tuple[str, str]]:
    """Say what the person knows about their own loop on a topic: its answer, and whose it is."""
    if topic == "loop_length" and loop.applied_on and loop.answer_by:
        return [(_say_time(loop.applied_on, loop.answer_by), "your dates")]
    if topic == "technical" and loop.technical_sessions == 0:
        return [("You have no technical interview.", _RECRUITER)]
    if topic == "technical" and loop.technical_round != "not said":
        return [(f"{loop.technical_round.capitalize()}.", _RECRUITER)]
    return []


def _say_time(first: dt.date, last: dt.date) -> str:
    weeks = say_decimal((last - first).days / 7)
    return f"{weeks} {'week' if weeks == '1' else 'weeks'}, from {say_date(first)} to {say_date(last)}."


def _compare(profile: Profile) -> str:
    offer, currency = profile.offer_base_pay or 0, profile.offer_currency.strip().upper()
    ranges = {pay.level: pay for pay in load(BasePay)}
    if currency not in {pay.currency for pay in ranges.values()}:
        return "the guide gives no range in this currency"
    levels = [profile.target_level] if profile.target_level in ranges else list(ranges)
    compared = []
    for level in levels:
        low, high = ranges[level].low, ranges[level].high
        gap = f"{low - offer:,.0f} below" if offer < low else f"{offer - high:,.0f} above" if offer > high else "within"
        compared.append(f"{gap} the guide's range for {level}")
    said = ", ".join(compared)
    return said if profile.target_level in ranges else f"the guide gives none for {profile.target_level}; {said}"
