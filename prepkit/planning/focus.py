"""What to work on in one area in one week, with the dated sessions of the loop that fall into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Area, Assumption, Stage
from prepkit.models import Loop, Profile
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.weeks import Week
from prepkit.planning.words import say_date


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
