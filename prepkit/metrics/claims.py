"""A change as a person states it ("down 40%", "2.8 points"), held against the numbers that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prepkit.metrics.change import Change, say_value, write_figure
from prepkit.metrics.figures import Figure, read_figures

_DOWN = re.compile(
    r"\b(?:down|fell|fall|drop\w*|cut|reduc\w*|decreas\w*|lower\w*|less|fewer|declin\w*|shrank|halved)\b", re.I
)
_UP = re.compile(
    r"\b(?:up|rose|rise|grew|grow\w*|gain\w*|increas\w*|rais\w*|higher|more|lift\w*|doubled|tripled)\b", re.I
)
_ROUGH = re.compile(r"\b(?:about|around|roughly|nearly|almost|approximately|some|circa)\b|[~≈]", re.I)
_ROUGHLY = 0.05  # how far an "about" may be off, as a share of the figure


@dataclass(frozen=True)
class ClaimCheck:
    """A claim held against its numbers: it holds, it does not, or (None) it cannot be told; with the reason."""

    claim: str
    holds: bool | None
    message: str


def check_claim(claim: str, change: Change | None) -> ClaimCheck:
    """Hold a stated change against the numbers; it may be rounded to the digits that it gives.

    Args:
        claim: As the person would say it, such as "down 20%", "2.8 percentage points", "halved", "from 14 to 11.2".
        change: What was measured, or None while a number is missing.
    """
    claim = claim.strip()
    if not claim:
        return ClaimCheck(claim, None, "")
    if change is None:
        return ClaimCheck(claim, None, "Fill in baseline and actual first; then the change can be checked.")
    figures = read_figures(claim, change.unit)
    said = _read_direction(claim, figures)
    if said and change.direction != said:
        return ClaimCheck(claim, False, f"You say {said}, and the numbers say: {_state(change)}")
    if not figures:
        return ClaimCheck(claim, None, f"There is no figure in it. The numbers say: {_state(change)}")
    rough = _ROUGHLY if _ROUGH.search(claim) else 0.0
    if wrong := next(filter(None, (_refute(figure, change, rough) for figure in figures)), ""):
        return ClaimCheck(claim, False, f"{wrong} The numbers say: {_state(change)}")
    return ClaimCheck(claim, True, f"That agrees with the numbers: {_state(change)}")


def _state(change: Change) -> str:
    if change.direction == "unchanged":
        return change.say()
    ends = f"{say_value(change.baseline, change.unit)} to {say_value(change.actual, change.unit)}"
    if change.percent is None:
        return f"{ends}, {change.direction} {change.say_absolute()}."
    return f"{ends}, {change.direction} {change.say_percent()} or {change.say_absolute()}."


def _read_direction(claim: str, figures: list[Figure]) -> str:
    """Return "up" or "down" where a claim says so, by a sign, a multiple or a word."""
    for figure in figures:
        if figure.kind in ("percent", "points", "amount") and figure.value < 0:
            return "down"
        if figure.kind == "times" and figure.value != 1:
            return "up" if figure.value > 1 else "down"
    down, up = bool(_DOWN.search(claim)), bool(_UP.search(claim))
    return "" if down == up else "down" if down else "up"


def _refute(figure: Figure, change: Change, rough: float) -> str:
    """Return why a figure is wrong, or nothing."""
    size = abs(figure.value)
    if figure.kind == "ends":
        right = _is_close(figure.value, change.baseline, figure.places, rough) and _is_close(
            figure.other, change.actual, figure.places, rough
        )
        return "" if right else "Those are not the two numbers above."
    points, percent = abs(change.absolute), None if change.percent is None else abs(change.percent)
    if figure.kind == "amount":
        right = _is_close(size, points, figure.places, rough) or (
            change.is_share and _fits(size, percent, figure, rough)
        )
        return "" if right else f"{write_figure(size)} is neither the difference nor the percentage."
    if figure.kind == "points":
        if not change.is_share:
            return "Percentage points are for shares; this metric is none. Say the difference in its own unit."
        if _is_close(size, points, figure.places, rough):
            return ""
        mixed = _fits(size, percent, figure, rough)
        return (
            f"{write_figure(size)} is the relative change, in percent, not in points."
            if mixed
            else "That is not the difference."
        )
    if percent is None:
        return "From a baseline that is not above 0, no percentage or multiple can be said."
    if figure.kind == "times":
        ratio = change.actual / change.baseline
        return "" if _is_close(figure.value, ratio, figure.places, rough) else f"It is {ratio:.3g} times the baseline."
    if _fits(size, percent, figure, rough):
        return ""
    if change.is_share and _is_close(size, points, figure.places, rough):
        return (
            f"{write_figure(size)}% would be relative to the baseline; you mean {write_figure(size)} percentage points."
        )
    return f"{write_figure(size)}% is not the relative change."


def _fits(size: float, percent: float | None, figure: Figure, rough: float) -> bool:
    return percent is not None and _is_close(size, percent, figure.places, rough)


def _is_close(said: float, true: float, places: int, rough: float) -> bool:
    """Tell whether a number, rounded to the digits that were said, is the true one."""
    return abs(said - true) <= max(0.5 * 10.0**-places * (1 + 1e-9), rough * abs(true)) + 1e-12 * abs(true)
