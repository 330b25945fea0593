"""A number with its unit or with what it counts, and numbers in words: "three teams", "doubled", "half of"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from prepkit.review.reading.facts import QuantityUnit
from prepkit.review.reading.vocabulary import LISTED, WORDS, Tokens, pairs, split_term

NUMBERS = {word: float(value) for value, word in enumerate(LISTED.number_words, start=2)}
NUMBERS |= {word: float(value) for word, value in pairs("number-values").items()}
_FRACTIONS = {word: 1 / float(value.removeprefix("1/")) for word, value in pairs("fraction-values").items()}
_UNITS: dict[str, QuantityUnit] = {unit: unit for unit in get_args(QuantityUnit)}
UNIT_WORDS = {word: _UNITS[unit] for word, unit in pairs("unit-words").items()}
UNIT_SUFFIXES = {suffix: _UNITS[unit] for suffix, unit in pairs("unit-suffixes").items()}
_MULTIPLIERS = frozenset(" ".join(split_term(word)) for word in LISTED.multiplier_words)
NUMBER_STARTS = WORDS.number_starters | NUMBERS.keys() | _MULTIPLIERS
TIME_UNITS = WORDS.time_units
FIGURE_NAMES = WORDS.figure_names


@dataclass(slots=True)
class Numeral:
    """A number in the text: tokens first..last (last excluded), places, value and unit; `noun` is what it counts."""

    first: int
    last: int
    start: int
    end: int
    value: float
    unit: QuantityUnit
    symbol: str = ""
    noun: int = -1
    hyphened: bool = False
    word: str = ""


def read_unit_word(tokens: Tokens, numeral: Numeral) -> None:
    """Take the unit or the noun behind a number into it."""
    place = numeral.last
    following = tokens.low(place)
    if not is_next(tokens, place):
        return
    if following in WORDS.money_figures and numeral.value in (5, 6, 7, 8, 9):
        numeral.unit, numeral.last = "money", place + 1
    elif following == "percentage" or following == "basis":
        numeral.unit, numeral.last = "points", place + (2 if tokens.low(place + 1) in ("points", "point") else 1)
    elif following in UNIT_WORDS:
        numeral.unit, numeral.last = UNIT_WORDS[following], place + 1
    elif following in TIME_UNITS and not (following == "s" and tokens.gaps[place] != " "):
        numeral.unit, numeral.symbol, numeral.last = "time", following, place + 1
        numeral.hyphened = tokens.gaps[place] == "-"
    else:
        _read_noun(tokens, numeral)
        return
    numeral.end = tokens.ends[numeral.last - 1]
    numeral.hyphened = tokens.gaps[place] == "-"


def _read_noun(tokens: Tokens, numeral: Numeral) -> None:
    # What is counted: the first plural within four words that no other word of grammar interrupts.
    for place in range(numeral.last, min(numeral.last + 4, len(tokens.lows))):
        low = tokens.lows[place]
        if not is_next(tokens, place) or low in WORDS.prepositions or low[0].isdigit():
            return
        if _is_plural(low):
            while is_next(tokens, place + 1) and tokens.gaps[place + 1] == "-":
                place += 1
            numeral.unit, numeral.noun, numeral.last, numeral.end = "count", place, place + 1, tokens.ends[place]
            if rate := _find_rate(tokens, place):
                numeral.symbol, numeral.last, numeral.end = "rps", rate + 1, tokens.ends[rate]
            return
        if rate := _find_rate(tokens, place):
            numeral.unit, numeral.symbol, numeral.last, numeral.end = "count", "rps", rate + 1, tokens.ends[rate]
            return
        if place == numeral.last and tokens.gaps[place] == "-":
            numeral.hyphened = True


def _is_plural(low: str) -> bool:
    if low.endswith("us"):
        return low[-3:-2] in ("p", "k", "n")  # GPUs, SKUs, menus; not status
    ends = low.endswith("s") and not low.endswith(("ss", "is")) and len(low) > 2
    return ends or low in WORDS.plural_people_counted


def _find_rate(tokens: Tokens, place: int) -> int:
    # Where the second of "10K req/s" or "900 events per second" stands, 0 if nowhere: what a machine handles.
    period = place + 1
    if tokens.low(period) in ("per", "a"):
        period += 1
    elif period >= len(tokens.gaps) or tokens.gaps[period] != "/":
        return 0
    spoken = tokens.low(period) in WORDS.minutes and tokens.lows[place].startswith(LISTED.handled)
    return period if tokens.low(period) in WORDS.seconds or spoken else 0


def is_next(tokens: Tokens, place: int) -> bool:
    """Does this token carry on the phrase of the one before?"""
    return (
        place < len(tokens.lows) and tokens.clause[place] == tokens.clause[place - 1] and "/" not in tokens.gaps[place]
    )


def read_word(tokens: Tokens, place: int) -> Numeral | None:
    """Return the number that a word begins, None if it is none here."""
    low, following = tokens.lows[place], tokens.low(place + 1)
    start, end = tokens.starts[place], tokens.ends[place]
    joined = is_next(tokens, place + 1)
    numeral = Numeral(place, place + 1, start, end, NUMBERS.get(low, 0.0), "number", word=low)
    if low in WORDS.before_digits and following in WORDS.digit_words:
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
        numeral.unit = "money" if following.startswith("figure") else "percent"
        return numeral
    if low in _FRACTIONS:
        return _read_fraction(tokens, numeral)
    if low in WORDS.ones:
        return _read_one(tokens, numeral)
    if low in WORDS.doubles:
        known = following in WORDS.determiners or following in WORDS.change or low == "zero"
        numeral.unit = "multiple" if low != "zero" else "number"
        if low == "zero" and joined:
            numeral.last, numeral.end, numeral.noun = place + 2, tokens.ends[place + 1], place + 1
        return numeral if known or tokens.low(place - 1) in ("to", "than") or place == 0 else None
    if low in _MULTIPLIERS:
        numeral.unit = "multiple"
        return numeral
    return _read_number_word(tokens, numeral)


def _read_number_word(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    place = numeral.first
    following = tokens.low(place + 1)
    if place + 1 < len(tokens.gaps) and tokens.gaps[place + 1] == "-" and following in FIGURE_NAMES:
        return None
    while is_next(tokens, numeral.last) and tokens.low(numeral.last) in NUMBERS:
        more = NUMBERS[tokens.low(numeral.last)]
        numeral.value = numeral.value * more if more > numeral.value else numeral.value + more
        numeral.last += 1
    part = tokens.low(numeral.last)
    divides = part in ("third", "thirds") or (part == "quarters" and tokens.low(numeral.last + 1) == "of")
    if divides and is_next(tokens, numeral.last):
        numeral.unit, numeral.value = "percent", numeral.value * _FRACTIONS[tokens.low(numeral.last)]
        numeral.last += 1
        numeral.end = tokens.ends[numeral.last - 1]
        return numeral
    numeral.end = tokens.ends[numeral.last - 1]
    if tokens.low(numeral.last) == "of" and numeral.word.endswith(("s", "n")) and numeral.value >= 10:
        numeral.last += 1  # "hundreds of millions of rows", "dozens of cashiers"
        while tokens.low(numeral.last) in NUMBERS or tokens.low(numeral.last) == "of":
            numeral.value *= NUMBERS.get(tokens.low(numeral.last), 1)
            numeral.last += 1
    if numeral.word in WORDS.sums_in_words and tokens.low(numeral.last) in ("in", ""):
        numeral.unit = "money"
        return numeral
    read_unit_word(tokens, numeral)
    return numeral


def _read_fraction(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    place, low = numeral.first, numeral.word
    before, following = tokens.low(place - 1), tokens.low(place + 1)
    numeral.unit, numeral.value = "percent", _FRACTIONS[low]
    article = before in WORDS.before_third
    if low == "half":
        known = following in WORDS.behind_half or before in WORDS.before_half
        if following in ("day", "hour"):
            numeral.unit = "time"
        return numeral if known else None
    if low == "third" and not article:
        return None
    divided = following == "of" or tokens.low(place - 2) == "by"
    if low in ("fifth", "tenth") and not (before in ("a", "one") and divided):
        return None
    if low.startswith("quarter") and following != "of" and tokens.low(place - 2) in WORDS.before_quarter | {""}:
        return None
    if low == "quarter" and (
        before not in ("a", "one")
        or following in ("earlier", "later")
        or (following == "of" and tokens.low(place - 2) in ("in", "per"))
    ):
        return None
    if low == "quarters" or low == "thirds":
        return None
    if before in ("a", "one"):
        numeral.start, numeral.first = tokens.starts[place - 1], place - 1
    return numeral


def _read_one(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    place, low = numeral.first, numeral.word
    following = tokens.low(place + 1)
    if low.startswith("order"):
        known = following == "of" and tokens.low(place + 2).startswith("magnitude")
        numeral.unit, numeral.last = "multiple", place + 3
        numeral.end = tokens.ends[place + 2] if known else numeral.end
        return numeral if known else None
    if following in WORDS.multi_magnitudes and low in ("one", "a", "multi"):
        numeral.value = NUMBERS[following]
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
        if low == "multi" and tokens.low(place + 2) in WORDS.single_currencies:
            numeral.unit, numeral.last, numeral.end = "money", place + 3, tokens.ends[place + 2]
            return numeral
        read_unit_word(tokens, numeral)
        return numeral
    if low == "one":
        numeral.value = 1.0
        ratio = following == "in" and (tokens.low(place + 2) in NUMBERS or tokens.low(place + 2)[:1].isdigit())
        return (
            numeral
            if ratio or (tokens.low(place - 1) == "to" and "from" in tokens.lows[max(0, place - 6) : place])
            else None
        )
    return None
