"""The figures of a stated change: its two ends, points, percentages, multiples, or a bare number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
