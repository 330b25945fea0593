"""Numbers in a text, in figures and in words, with their units; names that hold a number are left out."""

from __future__ import annotations

import bisect
import re

from prepkit.review.facts.figurenames import is_name
from prepkit.review.facts.lexicon import Hits, Lexicon
from prepkit.review.facts.numberwords import read_word
from prepkit.review.facts.tokens import Tokens
from prepkit.review.facts.units import MAGNITUDES, SUFFIXES, Numeral, is_next, read_unit_word

_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)*)([a-zµ]*)")
_TIMES = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_CURRENCY = re.compile(r"(?:US|CA|AU|NZ|HK|S|R|C|A)?[$€£¥₹₩]\s?$|\b(?:USD|EUR|GBP|CHF|INR|CAD|AUD|JPY|Rs\.?)\s?$")
_SIGN = re.compile(r"[+\-−–±~≈<>≤≥]\s?$")


def find_numerals(tokens: Tokens, hits: Hits, lexicon: Lexicon) -> list[Numeral]:
    """Return the numbers of a text in reading order."""
    found: list[Numeral] = []
    starts = lexicon.number_starts
    free = 0
    for place, low in enumerate(tokens.lows):
        if low in starts:
            numeral = None if place < free or place in hits.names else read_word(tokens, place, lexicon)
        elif "0" <= low[0] <= "9" and place >= free:
            numeral = _read_figure(tokens, place, lexicon)
        elif low[0] == "x" and place >= free:
            numeral = _read_times(tokens, place)
        else:
            continue
        if numeral:
            free = numeral.last
            named = numeral.unit == "time" and numeral.hyphened
            if not (named and (tokens.low(free) == "week" or (not numeral.word and _is_measured(hits, free)))):
                found.append(numeral)
    return found


def _read_times(tokens: Tokens, place: int) -> Numeral | None:
    # "increased activation by x2"
    digits = tokens.lows[place][1:]
    if not _TIMES.fullmatch(digits) or tokens.low(place - 1) not in ("by", "to", "of"):
        return None
    return Numeral(place, place + 1, tokens.starts[place], tokens.ends[place], float(digits), "multiple")


def _is_measured(hits: Hits, place: int) -> bool:
    # "30-day retention" is the name of a metric.
    first = bisect.bisect_left(hits.metrics, place, key=lambda hit: hit.start)
    return first < len(hits.metrics) and hits.metrics[first].start == place and hits.metrics[first].role == "business"


def _read_figure(tokens: Tokens, place: int, lexicon: Lexicon) -> Numeral | None:
    match = _FIGURE.fullmatch(tokens.lows[place])
    if not match or is_name(tokens, place, match, lexicon):
        return None
    text, start, end = tokens.text, tokens.starts[place], tokens.ends[place]
    digits, suffix = match.groups()
    before = text[max(0, start - 6) : start]
    money = bool(_CURRENCY.search(before))
    value = _value(digits)
    if before.endswith(".") and not before[-2:-1].isalnum() and digits.isdigit():
        value, start = float("0." + digits), start - 1
        before = text[max(0, start - 6) : start]
    if money:
        found = _CURRENCY.search(before)
        start -= len(before) - found.start() if found else 0
        before = text[max(0, start - 3) : start]
    sign = _SIGN.search(before)
    if sign and (len(before) == 1 or sign.start() == 0 or not before[sign.start() - 1].isalnum()):
        start -= len(before) - sign.start()
    numeral = Numeral(place, place + 1, start, end, value, "money" if money else "number")
    return _read_unit(tokens, numeral, suffix, lexicon)


def _value(digits: str) -> float:
    plain = digits.replace(",", "")
    return float(plain) if plain.count(".") <= 1 else 0.0


def _read_unit(tokens: Tokens, numeral: Numeral, suffix: str, lexicon: Lexicon) -> Numeral | None:
    place = numeral.first
    if suffix in MAGNITUDES and (suffix != "mm" or numeral.unit == "money"):
        numeral.value *= MAGNITUDES[suffix]
    elif suffix:
        if suffix not in SUFFIXES:
            return None
        numeral.unit, numeral.symbol = SUFFIXES[suffix], suffix
    following = tokens.low(place + 1)
    written_out = len(following) > 2 or numeral.unit == "money"
    if not suffix and following in MAGNITUDES and written_out and is_next(tokens, place + 1):
        numeral.value *= MAGNITUDES[following]
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
    return _read_trailer(tokens, numeral, lexicon)


def _read_trailer(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral:
    text = tokens.text
    after = text[numeral.end : numeral.end + 2]
    if after[:1] == "+":
        numeral.end += 1
        after = text[numeral.end : numeral.end + 2]
    if after[:1] == "%" or after == " %":
        numeral.unit = "percent"
        numeral.end += 1 if after[:1] == "%" else 2
        if tokens.low(numeral.last) in ("points", "pts", "point") and tokens.gaps[numeral.last] in ("% ", "%-"):
            numeral.unit, numeral.end, numeral.last = "points", tokens.ends[numeral.last], numeral.last + 1
        return numeral
    if after[:1] in ("€", "£", "$") or after[1:] in ("€", "£"):
        numeral.unit = "money"
        numeral.end += 1 if after[:1] in ("€", "£", "$") else 2
        return numeral
    if after[:1] in ("×", "✕") and numeral.unit == "number":
        numeral.unit, numeral.end = "multiple", numeral.end + 1
        return numeral
    if numeral.unit == "number":
        read_unit_word(tokens, numeral, lexicon)
    return numeral
