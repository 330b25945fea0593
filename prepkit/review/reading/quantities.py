"""Quantities: numbers joined into pairs and ratios, each with the metric beside it and its kind."""

from __future__ import annotations

from prepkit.review.reading.facts import Quantity
from prepkit.review.reading.kinds import judge
from prepkit.review.reading.lexicon import Hits
from prepkit.review.reading.metrics import Context
from prepkit.review.reading.numbers import Numeral
from prepkit.review.reading.numerals import find_numerals
from prepkit.review.reading.tokens import Tokens
from prepkit.text import Span

_ARROWS = ("→", "->", "=>", "➜", "⇒", "↦", ">>")
_CONTRASTS = (["instead", "of"], ["rather", "than"], ["compared", "to"], ["compared", "with"], ["versus"], ["vs"])
_RANGES = ("–", "—", "-", "~")


def find_quantities(text: str, tokens: Tokens, hits: Hits) -> list[Quantity]:
    """Return every quantity of a text in reading order."""
    numerals = find_numerals(tokens, hits)
    if not numerals:
        return []
    found: list[Quantity] = []
    context = Context(tokens, hits)
    place = 0
    while place < len(numerals):
        group = [numerals[place]]
        if place + 1 < len(numerals) and _pairs(tokens, numerals[place], numerals[place + 1]):
            group.append(numerals[place + 1])
        found.append(_make(text, context, group))
        place += len(group)
    return found


def _make(text: str, context: Context, group: list[Numeral]) -> Quantity:
    tokens = context.tokens
    first, last = group[0], group[-1]
    start, end = (first.start, first.end) if first is last else (min(first.start, last.start), max(first.end, last.end))
    paired = len(group) == 2 and not _is_ratio(tokens, first, last) and not _is_range(tokens, first, last)
    if paired and tokens.low(first.first - 1) == "from" and tokens.joined(first.first):
        start = tokens.starts[first.first - 1]
    merged = Numeral(first.first, last.last, start, end, first.value, first.unit, first.symbol or last.symbol)
    if len(group) == 2:
        merged.unit = last.unit if first.unit in ("number", "count") and last.unit != "number" else first.unit
        if first.unit == "number" and last.unit == "time":
            merged.symbol = last.symbol
        merged.noun = first.noun if first.noun >= 0 else last.noun
    else:
        merged.noun, merged.hyphened, merged.word = first.noun, first.hyphened, first.word
    kind, metric = judge(context, merged, paired)
    span = Span(tokens.starts[metric.start], tokens.ends[metric.end - 1]) if metric else None
    return Quantity(text[start:end], start, end, kind, merged.unit, tuple([one.value for one in group]), span)


def _pairs(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    between = tokens.lows[first.last : second.first]
    gap = tokens.text[first.end : second.start]
    if len(gap) > 40 or "." in gap.strip(". ") or ";" in gap or "(" in gap:
        return False
    if _is_ratio(tokens, first, second):
        return True
    if not between:
        bare = gap.strip()
        return any(arrow in gap for arrow in _ARROWS) or (
            bare in _RANGES and first.unit in ("number", second.unit, "money")
        )
    opened = (
        "from" in tokens.lows[max(0, first.first - 3) : first.first]
        or "between" in tokens.lows[max(0, first.first - 2) : first.first]
    )
    if between in _CONTRASTS and first.unit == second.unit:
        return True  # "10 days instead of 6 weeks"
    if between in (["down", "to"], ["up", "to"]) and second.unit in ("number", first.unit):
        return True
    if between[-1] in ("to", "down", "into") and "to" in between and (opened and len(between) <= 4):
        return True
    if between == ["and"] and "between" in tokens.lows[max(0, first.first - 2) : first.first]:
        return True
    same = first.unit == second.unit or "number" in (first.unit, second.unit)
    return between == ["to"] and same and not (first.unit == "count" and second.unit == "count")


def _is_range(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    # "15-20 bikes", "between 15 and 20": nothing changed
    between = tokens.lows[first.last : second.first]
    return between == ["and"] or (not between and tokens.text[first.end : second.start].strip() in _RANGES)


def _is_ratio(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    between = tokens.lows[first.last : second.first]
    if first.noun >= 0 or first.unit not in ("number", "percent") or second.unit not in ("number", "count"):
        return False
    if not between:
        return tokens.text[first.end : second.start] == "/"
    if between in (["of"], ["of", "the"], ["out", "of"], ["out", "of", "the"], ["of", "our"]):
        return first.unit == "number" and first.value <= second.value
    return between in (["in"], ["in", "every"]) and first.unit == "number" and first.value <= min(20.0, second.value)
