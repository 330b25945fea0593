"""How far a metric moved, and a change as a person states it, held against the numbers that it is about."""

from __future__ import annotations

import decimal
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prepkit.errors import UsageError
from prepkit.models import ImpactMetric

Direction = Literal["down", "up", "unchanged"]
_EXACT = decimal.Context(prec=1000)  # floats are written out exactly enough; sums of them stay so
_WHOLE = 100  # from here on a percentage is said without decimals
_SHARE_UNITS = ("%", "percent", "per cent")


@dataclass(frozen=True)
class Change:
    """A change from `baseline` to `actual`.

    `absolute` is the difference in the metric's own unit, for shares in percentage points; `percent` is relative to
    the baseline, None where the baseline is not above 0. Both are signed.
    """

    baseline: float
    actual: float
    unit: str
    absolute: float
    percent: float | None

    @property
    def direction(self) -> Direction:
        """Which way it went."""
        return "down" if self.actual < self.baseline else "up" if self.actual > self.baseline else "unchanged"

    @property
    def is_share(self) -> bool:
        """Tell whether the metric is a share, whose difference is in percentage points."""
        return self.unit.strip().lower().startswith(_SHARE_UNITS)

    def say_absolute(self) -> str:
        """Say the difference without its sign."""
        size = write_figure(abs(self.absolute))
        if self.is_share:
            return f"{size} percentage point{'' if size == '1' else 's'}"
        return f"{size} {self.unit.strip()}".strip()

    def say_percent(self) -> str:
        """Say the relative change without its sign, to three digits or whole percents, or nothing if there is none."""
        if self.percent is None:
            return ""
        size = abs(self.percent)
        return f"{write_figure(round(size) if size >= _WHOLE else float(f'{size:.3g}'))}%"

    def say(self) -> str:
        """Say the change in a sentence."""
        ends = f"from {say_value(self.baseline, self.unit)} to {say_value(self.actual, self.unit)}"
        if self.direction == "unchanged":
            return f"Unchanged at {say_value(self.actual, self.unit)}."
        head = f"{self.direction.capitalize()} {self.say_absolute()}, {ends}."
        return (
            f"{head} Relative to the baseline that is {self.direction} {self.say_percent()}." if self.percent else head
        )

    def warn(self) -> str:
        """Say what is odd about the numbers, or nothing."""
        if self.is_share and not (0 <= self.baseline <= 100 and 0 <= self.actual <= 100):
            return "A share lies between 0% and 100%. Is one of the two numbers itself a change?"
        if self.baseline == 0:
            return "From a baseline of 0 no percentage can be said, whatever came after. Say the two numbers."
        if self.baseline < 0:
            return "A percentage of a negative baseline misleads. Say the two numbers."
        return ""


def measure_change(metric: ImpactMetric) -> Change | None:
    """Recompute the change of a metric from its baseline and actual value; None while one of them is blank.

    Raises:
        UsageError: a value is not a finite number, or the difference is none.
    """
    before, after = metric.baseline, metric.actual
    if before is None or after is None:
        return None
    for name, value in (("baseline", before), ("actual", after)):
        if not math.isfinite(value):
            raise UsageError(f"{value} is no number to compare", where=name, cure="Give the value that was measured")
    difference = _EXACT.subtract(Decimal(repr(float(after))), Decimal(repr(float(before))))
    absolute = float(difference)
    if not math.isfinite(absolute):
        raise UsageError("the two numbers are too far apart", where="baseline and actual", cure="Look at them again")
    percent = float(_EXACT.divide(difference, Decimal(repr(float(before)))) * 100) if before > 0 else None
    return Change(float(before), float(after), metric.unit, absolute, percent if _is_sayable(percent) else None)


def _is_sayable(percent: float | None) -> bool:
    return percent is not None and math.isfinite(percent)


def write_figure(value: float) -> str:
    """Write a number with thousands separators and no more digits than it has."""
    return f"{value:,.10g}"


def say_value(value: float, unit: str) -> str:
    """Write a number with its unit."""
    unit = unit.strip()
    return f"{write_figure(value)}{unit}" if unit.startswith("%") else f"{write_figure(value)} {unit}".strip()


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


Kind = Literal["percent", "points", "times", "amount", "ends"]
_NUMBER = r"(?<![\w.,])[-+−]?\d+(?:[.,]\d+)*"
_POINTS = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?:percentage\s+points?|percent\s+points?|points?|pp|ppts?|p\.p\.)(?!\w)", re.I
)
_BASIS = re.compile(rf"(?P<n>{_NUMBER})\s*(?:bps?|basis\s+points?)\b", re.IGNORECASE)
_PERCENT = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?:%|percent\b|per\s+cent\b)(?!\s*(?:range|confidence|interval|ci\b|sure))", re.IGNORECASE
)
_TIMES = re.compile(rf"(?P<n>{_NUMBER})\s*(?:x\b|×|times\b)", re.IGNORECASE)
_ENDS = re.compile(
    rf"(?:(?:\bfrom\s+|^)\$?(?P<a>{_NUMBER})\s*%?\s*to|\$?(?P<c>{_NUMBER})\s*%?\s*(?:->|→|–>))\s*\$?(?P<b>{_NUMBER})\s*%?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?P<n>{_NUMBER})(?![\d.,]*\d)(?:\s*(?P<period>days?|weeks?|months?|quarters?|years?)\b)?", re.IGNORECASE
)
_WORDS = {"halved": 0.5, "doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0}
_FRACTIONS = {
    "half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "a quarter": 25.0,
    "a fifth": 20.0,
    "two thirds": 200 / 3,
}

_CLEAR: tuple[tuple[Kind, int, re.Pattern[str]], ...] = (
    ("points", 100, _BASIS),
    ("points", 1, _POINTS),
    ("percent", 1, _PERCENT),
    ("times", 1, _TIMES),
)


@dataclass(frozen=True)
class Figure:
    """One figure of a claim: its kind, its value, the decimals it was given with; `other` is the second end."""

    kind: Kind
    value: float
    places: int
    other: float = 0.0


def read_figures(claim: str, unit: str = "") -> list[Figure]:
    """Return the figures of a claim; a bare number or a word counts only where there is nothing clearer.

    Args:
        claim: What was said.
        unit: The unit of the metric; a period such as "8 weeks" is a figure only of a metric that counts in it.
    """
    rest, figures = _take_ends(claim)
    for kind, scale, pattern in _CLEAR:
        figures += [_make(kind, found["n"], scale) for found in pattern.finditer(rest)]
        rest = pattern.sub(" ", rest)
    if figures:
        return figures
    low = claim.lower()
    for word, times in _WORDS.items():
        if re.search(rf"\b{word}\b", low):
            return [Figure("times", times, 1)]
    for word, percent in _FRACTIONS.items():
        if re.search(rf"\b{word}\b", low):
            return [Figure("percent", percent, 0)]
    return list(_read_amounts(claim, unit))[:1]


def _take_ends(claim: str) -> tuple[str, list[Figure]]:
    """Return a claim without its "from ... to ...", and that as a figure."""
    found = _ENDS.search(claim)
    if not found:
        return claim, []
    value, places = _parse(found["a"] or found["c"])
    other, more = _parse(found["b"])
    ends = Figure("ends", value, min(places, more), other)
    return claim[: found.start()] + " " + claim[found.end() :], [ends]


def _read_amounts(claim: str, unit: str) -> Iterator[Figure]:
    for found in _AMOUNT.finditer(claim):
        if not found["period"] or found["period"].lower().rstrip("s") in unit.lower():
            yield _make("amount", found["n"], 1)


def _make(kind: Kind, text: str, scale: int) -> Figure:
    value, places = _parse(text)
    return Figure(kind, value / scale, places + (2 if scale > 1 else 0))


def _parse(text: str) -> tuple[float, int]:
    plain = text.replace("−", "-")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain), len(plain.partition(".")[2])
