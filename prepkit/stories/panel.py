"""Who asks for what: the panel that a person described, or a usual one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Principle, Seat
from prepkit.models import Interviewer, Panel


@dataclass(frozen=True)
class Question:
    """One principle that one interviewer will ask about; `seat` counts the interviewers from 1."""

    seat: int
    interviewer: str
    principle: Principle


def usual_panel() -> Panel:
    """Return the panel of a usual loop, two principles each."""
    return Panel(interviewers=tuple(_seat(seat) for seat in load(Seat)))


def gather_panel(panels: Sequence[Panel]) -> Panel:
    """Return the panel that is kept, the latest if there are several, or the usual one."""
    return panels[-1] if panels else usual_panel()


def list_questions(panel: Panel) -> list[Question]:
    """Return what a panel asks about, in its order.

    Raises:
        UsageError: it names something that is no principle; it suggests the nearest.
    """
    return [
        Question(seat, interviewer.name.strip() or f"Interviewer {seat}", find(Principle, principle))
        for seat, interviewer in enumerate(panel.interviewers, start=1)
        for principle in interviewer.principles
    ]


def _seat(seat: Seat) -> Interviewer:
    names = ("first_principle", "second_principle", "third_principle")
    return Interviewer(name=seat.name, **dict(zip(names, seat.principles, strict=False)))
