"""Numbers in words: "three teams", "doubled", "half of", "dozens of"."""

from __future__ import annotations

from prepkit.review.facts.figurenames import SHAPES
from prepkit.review.facts.lexicon import Lexicon
from prepkit.review.facts.tokens import Tokens
from prepkit.review.facts.units import Numeral, is_next, read_unit_word
from prepkit.review.facts.words import words

_FRACTIONS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}
_FRACTIONS |= {"fifth": 0.2, "tenth": 0.1}
_NOT_IN_QUARTER = words("before-quarter")


def read_word(tokens: Tokens, place: int, lexicon: Lexicon) -> Numeral | None:
    """Return the number that a word begins, None if it is none here."""
    low, following = tokens.lows[place], tokens.low(place + 1)
    start, end = tokens.starts[place], tokens.ends[place]
    joined = is_next(tokens, place + 1)
    numeral = Numeral(place, place + 1, start, end, lexicon.numbers.get(low, 0.0), "number", word=low)
    if low in ("single", "double", "triple", "six", "seven", "eight") and following in (
        "digit",
        "digits",
        "figure",
        "figures",
    ):
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
        numeral.unit = "money" if following.startswith("figure") else "percent"
        return numeral
    if low in _FRACTIONS:
        return _read_fraction(tokens, numeral)
    if low in ("one", "a", "single", "multi", "order", "orders"):
        return _read_one(tokens, numeral, lexicon)
    if low in ("double", "triple", "zero"):
        known = following in lexicon.grammar["determiners"] or following in lexicon.grammar["change"] or low == "zero"
        numeral.unit = "multiple" if low != "zero" else "number"
        if low == "zero" and joined:
            numeral.last, numeral.end, numeral.noun = place + 2, tokens.ends[place + 1], place + 1
        return numeral if known or tokens.low(place - 1) in ("to", "than") or place == 0 else None
    if low in lexicon.grammar["multiplier-words"]:
        numeral.unit = "multiple"
        return numeral
    return _read_number_word(tokens, numeral, lexicon)


def _read_number_word(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral | None:
    place = numeral.first
    following = tokens.low(place + 1)
    if place + 1 < len(tokens.gaps) and tokens.gaps[place + 1] == "-" and following in SHAPES:
        return None
    while is_next(tokens, numeral.last) and tokens.low(numeral.last) in lexicon.numbers:
        more = lexicon.numbers[tokens.low(numeral.last)]
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
        while tokens.low(numeral.last) in lexicon.numbers or tokens.low(numeral.last) == "of":
            numeral.value *= lexicon.numbers.get(tokens.low(numeral.last), 1)
            numeral.last += 1
    if numeral.word in ("millions", "billions") and tokens.low(numeral.last) in ("in", ""):
        numeral.unit = "money"
        return numeral
    read_unit_word(tokens, numeral, lexicon)
    return numeral


def _read_fraction(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    place, low = numeral.first, numeral.word
    before, following = tokens.low(place - 1), tokens.low(place + 1)
    numeral.unit, numeral.value = "percent", _FRACTIONS[low]
    article = before in ("a", "one", "nearly", "by", "almost", "about", "over")
    if low == "half":
        known = following in ("of", "the", "a", "an", "as", "their", "its", "our", "that", "day", "hour") or before in (
            "by",
            "in",
            "to",
            "than",
            "nearly",
            "almost",
            "about",
        )
        if following in ("day", "hour"):
            numeral.unit = "time"
        return numeral if known else None
    if low == "third" and not article:
        return None
    divided = following == "of" or tokens.low(place - 2) == "by"
    if low in ("fifth", "tenth") and not (before in ("a", "one") and divided):
        return None
    if low.startswith("quarter") and following != "of" and tokens.low(place - 2) in _NOT_IN_QUARTER | {""}:
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


def _read_one(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral | None:
    place, low = numeral.first, numeral.word
    following = tokens.low(place + 1)
    if low.startswith("order"):
        known = following == "of" and tokens.low(place + 2).startswith("magnitude")
        numeral.unit, numeral.last = "multiple", place + 3
        numeral.end = tokens.ends[place + 2] if known else numeral.end
        return numeral if known else None
    if following in ("hundred", "thousand", "million", "billion", "dozen") and low in ("one", "a", "multi"):
        numeral.value = lexicon.numbers[following]
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
        if low == "multi" and tokens.low(place + 2) in ("dollar", "euro", "pound"):
            numeral.unit, numeral.last, numeral.end = "money", place + 3, tokens.ends[place + 2]
            return numeral
        read_unit_word(tokens, numeral, lexicon)
        return numeral
    if low == "one":
        numeral.value = 1.0
        ratio = following == "in" and (tokens.low(place + 2) in lexicon.numbers or tokens.low(place + 2)[:1].isdigit())
        return (
            numeral
            if ratio or (tokens.low(place - 1) == "to" and "from" in tokens.lows[max(0, place - 6) : place])
            else None
        )
    return None
