"""Numbers in a text, in figures and in words, with their units; names that hold a number are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepkit.review.facts.lexicon import Hits, Lexicon
from prepkit.review.facts.model import QuantityUnit
from prepkit.review.facts.tokens import Tokens

_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)*)([a-zµ]*)")
_CURRENCY = re.compile(r"(?:US|CA|AU|NZ|HK|S|R|C|A)?[$€£¥₹₩]\s?$|\b(?:USD|EUR|GBP|CHF|INR|CAD|AUD|JPY|Rs\.?)\s?$")
_SIGN = re.compile(r"[+\-−–±~≈<>≤≥]\s?$")
_MAGNITUDES = {"k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12, "tn": 1e12, "million": 1e6, "millions": 1e6,
               "billion": 1e9, "billions": 1e9, "thousand": 1e3, "thousands": 1e3, "hundred": 1e2, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}  # fmt: skip
_TIMES = {"x": "multiple", "ms": "time", "s": "time", "sec": "time", "secs": "time", "min": "time", "mins": "time", "h": "time", "hr": "time",
          "hrs": "time", "d": "time", "wk": "time", "wks": "time", "mo": "time", "yr": "time", "yrs": "time", "µs": "time", "us": "time",
          "pp": "points", "ppt": "points", "ppts": "points", "bps": "points", "bp": "points", "pts": "points", "pt": "points", "pct": "percent",
          "gb": "count", "tb": "count", "pb": "count", "mb": "count", "kb": "count", "fps": "count", "rps": "count", "qps": "count", "tps": "count",
          "usd": "money", "eur": "money", "gbp": "money", "fold": "multiple", "ft": "count", "km": "count", "kg": "count", "kwh": "count", "mw": "count",
          "gwh": "count", "mwh": "count", "c": "count", "sqft": "count", "f": "", "n": "", "nm": "count", "cm": "count", "mm": "count", "kw": "count"}  # fmt: skip
_UNIT_WORDS: dict[str, QuantityUnit] = {
    "percent": "percent", "pct": "percent", "per cent": "percent", "percentage": "points", "points": "points", "point": "points", "pts": "points",
    "pp": "points", "ppt": "points", "bps": "points", "bp": "points", "basis": "points", "x": "multiple", "times": "multiple", "fold": "multiple",
    "dollars": "money", "euros": "money", "pounds": "money", "usd": "money", "eur": "money", "gbp": "money", "cents": "money", "francs": "money", "rupees": "money",
}  # fmt: skip
_MAY_PRECEDE = frozenset("sub top under over near mid plus non bottom first last next past max min n to from by of at a in".split())
_DATED = frozenset("in since by from until during fy of q1 q2 q3 q4 early mid late year spring summer fall autumn winter the end before after through class".split())
_SHAPES = frozenset("way sided factor tier tower stage step phase pronged stop shot hot off on based layer layers gram grams fa"
                    " headed tailed sample d".split())  # fmt: skip
_FOLDED = frozenset({"cross", "cv", "stratified", "validation"})
_PICTURES = frozenset({"video", "resolution", "tv", "tvs", "display", "displays", "streaming", "content", "race", "run", "filing"})
_NOT_IN_QUARTER = frozenset({"in", "per", "within", "each", "every", "over", "during", "once", "for", "that", "this", "last", "next", "of", "the", "after"})


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


def find_numerals(tokens: Tokens, hits: Hits, lexicon: Lexicon) -> list[Numeral]:
    """Return the numbers of a text in reading order."""
    found: list[Numeral] = []
    free = 0
    for place, low in enumerate(tokens.lows):
        if place < free:
            continue
        first = low[0]
        numeral = None
        if "0" <= first <= "9":
            numeral = _read_figure(tokens, place, lexicon)
        elif low in lexicon.numbers or low in lexicon.grammar["multiplier-words"] or low in _PHRASE_STARTS:
            numeral = None if place in hits.names else _read_word(tokens, place, lexicon)
        if numeral and numeral.unit == "time" and numeral.hyphened and _is_window(tokens, hits, numeral):
            free = numeral.last
        elif numeral:
            found.append(numeral)
            free = numeral.last
    return found


def _is_window(tokens: Tokens, hits: Hits, numeral: Numeral) -> bool:
    # "30-day retention" is the name of a metric.
    return numeral.word == "" and any(hit.start == numeral.last and hit.role == "business" for hit in hits.metrics)


_PHRASE_STARTS = frozenset({"one", "double", "triple", "single", "six", "seven", "eight", "multi", "order", "orders", "a"})


def _read_figure(tokens: Tokens, place: int, lexicon: Lexicon) -> Numeral | None:
    match = _FIGURE.fullmatch(tokens.lows[place])
    if not match or _is_name(tokens, place, match, lexicon):
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
    place, text = numeral.first, tokens.text
    if suffix in _MAGNITUDES and (suffix != "mm" or numeral.unit == "money"):
        numeral.value *= _MAGNITUDES[suffix]
    elif suffix:
        unit = _TIMES.get(suffix, "")
        if not unit:
            return None
        numeral.unit, numeral.symbol = unit, suffix  # type: ignore[assignment]
    following = tokens.low(place + 1)
    if not suffix and following in _MAGNITUDES and len(following) > 1 and _is_next(tokens, place + 1):
        numeral.value *= _MAGNITUDES[following]
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
    elif not suffix and following in ("m", "mm", "k", "bn") and numeral.unit == "money" and _is_next(tokens, place + 1):
        numeral.value *= _MAGNITUDES[following]
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
    return _read_trailer(tokens, numeral, text, lexicon)


def _read_trailer(tokens: Tokens, numeral: Numeral, text: str, lexicon: Lexicon) -> Numeral | None:
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
        _read_unit_word(tokens, numeral, lexicon)
    return numeral


def _read_unit_word(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> None:
    place = numeral.last
    following = tokens.low(place)
    if not _is_next(tokens, place):
        return
    if following in ("figure", "figures") and numeral.value in (5, 6, 7, 8, 9):
        numeral.unit, numeral.last = "money", place + 1
    elif following == "percentage" or following == "basis":
        numeral.unit, numeral.last = "points", place + (2 if tokens.low(place + 1) in ("points", "point") else 1)
    elif following in _UNIT_WORDS:
        numeral.unit, numeral.last = _UNIT_WORDS[following], place + 1
    elif following in lexicon.grammar["time-units"] and not (following == "s" and tokens.gaps[place] != " "):
        numeral.unit, numeral.symbol, numeral.last = "time", following, place + 1
        numeral.hyphened = tokens.gaps[place] == "-"
    else:
        _read_noun(tokens, numeral, lexicon)
        return
    numeral.end = tokens.ends[numeral.last - 1]
    numeral.hyphened = tokens.gaps[place] == "-"


def _read_noun(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> None:
    # What is counted: the first plural within four words that no other word of grammar interrupts.
    for place in range(numeral.last, min(numeral.last + 4, len(tokens.lows))):
        low = tokens.lows[place]
        if not _is_next(tokens, place) or low in lexicon.grammar["prepositions"] or low[0].isdigit():
            return
        if (low.endswith("s") and not low.endswith(("ss", "is")) and len(low) > 2 and (not low.endswith("us") or low[-3] in "pkn")) or low in ("people", "children", "women", "men", "staff"):
            while _is_next(tokens, place + 1) and tokens.gaps[place + 1] == "-":
                place += 1
            numeral.unit, numeral.noun, numeral.last, numeral.end = "count", place, place + 1, tokens.ends[place]
            return
        if place == numeral.last and tokens.gaps[place] == "-":
            numeral.hyphened = True


def _is_next(tokens: Tokens, place: int) -> bool:
    return place < len(tokens.lows) and tokens.clause[place] == tokens.clause[place - 1] and "/" not in tokens.gaps[place]


def _is_name(tokens: Tokens, place: int, match: re.Match[str], lexicon: Lexicon) -> bool:
    digits, suffix = match.groups()
    text, start, end = tokens.text, tokens.starts[place], tokens.ends[place]
    gap, before, following = tokens.gaps[place], tokens.low(place - 1), tokens.low(place + 1)
    nexts = tokens.gaps[place + 1] if place + 1 < len(tokens.gaps) else text[end:]
    touching = text[start - 1 : start]
    if touching in ("/", "#", "'", "’", "@", "&") or nexts[:1] in ("/",) and following[:1].isdigit():
        return not (nexts[:1] == "/" and _is_score(tokens, place)) if touching != "/" else True
    if gap == "-" and before and not before[0].isdigit() and before not in _MAY_PRECEDE and before not in lexicon.numbers:
        return True
    if touching == ":" and before[:1].isdigit() and gap == ":":
        return True
    if nexts[:1] == ":" and following[:1].isdigit() and len(nexts) == 1:
        return True
    if suffix in ("st", "nd", "rd", "th") or (suffix == "k" and following in _PICTURES) or digits + suffix in ("401k", "360"):
        return digits + suffix != "360" or following in ("degree", "view", "feedback", "review")
    if suffix == "d" and tokens.word(place).endswith("D"):
        return True
    if before == "to" and _follows_name(tokens, place - 2, digits, "", lexicon) and "." in tokens.low(place - 2):
        return True
    if digits.count(".") > 1 or (nexts[:1] == "(" and following == "k"):
        return True
    if following in _SHAPES and nexts in ("-", " ") and (nexts == "-" or following in ("layer", "layers")):
        return True
    if following == "fold" and (tokens.low(place + 2) in _FOLDED):
        return True
    if following == "degree" or (nexts == "-" and following in ("k", "q")):
        return True
    return _is_date(tokens, place, digits, suffix, lexicon) or _follows_name(tokens, place, digits, suffix, lexicon)


def _is_score(tokens: Tokens, place: int) -> bool:
    # "4.8/5" and "9/10" are scores; "24/7", "80/20" and "3/14" are none.
    first, second = tokens.lows[place], tokens.low(place + 1)
    return second in ("5", "10", "100") and first not in ("24", "80", "50") and "/" not in tokens.gaps[place]


def _is_date(tokens: Tokens, place: int, digits: str, suffix: str, lexicon: Lexicon) -> bool:
    if suffix or "." in digits or "," in digits:
        return False
    before, following, months = tokens.low(place - 1), tokens.low(place + 1), lexicon.grammar["months"]
    near = not _has_money(tokens, place)
    if len(digits) == 4 and digits[:2] in ("19", "20") and near and tokens.text[tokens.ends[place] : tokens.ends[place] + 1] != "%":
        counted = following.endswith("s") and _is_next(tokens, place + 1) and before not in _DATED and before not in months
        return not counted and following not in lexicon.grammar["time-units"] and following not in _UNIT_WORDS
    if len(digits) <= 2 and near:
        dated = before in months and (before != "may" or tokens.word(place - 1)[0].isupper()) and tokens.joined(place)
        return dated or (following in months and following != "mar" and tokens.word(place + 1)[:1].isupper() and tokens.gaps[place + 1] == " ")
    return False


def _has_money(tokens: Tokens, place: int) -> bool:
    return tokens.text[tokens.starts[place] - 1 : tokens.starts[place]] in ("$", "€", "£", "¥", "₹")


def _follows_name(tokens: Tokens, place: int, digits: str, suffix: str, lexicon: Lexicon) -> bool:
    before = tokens.low(place - 1)
    if place == 0 or not tokens.joined(place) or tokens.gaps[place] not in (" ", "-", "\u00a0") or _has_money(tokens, place):
        return False
    follows = tokens.text[tokens.ends[place] : tokens.ends[place] + 2].strip()
    if follows[:1] == "%" or suffix:
        return False
    written = tokens.word(place - 1)
    if before in lexicon.grammar["name-heads"]:
        capital = written[0].isupper() and place > 1
        return capital or before in ("level", "tier", "grade", "phase", "type", "version", "day", "step", "week", "stage", "series", "no", "chapter", "l", "since")
    return digits.endswith(".0") and written[0].isupper() and place > 1


def _read_word(tokens: Tokens, place: int, lexicon: Lexicon) -> Numeral | None:
    low, following = tokens.lows[place], tokens.low(place + 1)
    start, end = tokens.starts[place], tokens.ends[place]
    joined = _is_next(tokens, place + 1)
    numeral = Numeral(place, place + 1, start, end, lexicon.numbers.get(low, 0.0), "number", word=low)
    if low in ("single", "double", "triple", "six", "seven", "eight") and following in ("digit", "digits", "figure", "figures"):
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
        numeral.unit = "money" if following.startswith("figure") else "percent"
        return numeral
    if low in _FRACTIONS:
        return _read_fraction(tokens, numeral, lexicon)
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


_FRACTIONS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}


def _read_number_word(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral | None:
    place = numeral.first
    following = tokens.low(place + 1)
    if place + 1 < len(tokens.gaps) and tokens.gaps[place + 1] == "-" and following in _SHAPES:
        return None
    while _is_next(tokens, numeral.last) and tokens.low(numeral.last) in lexicon.numbers:
        more = lexicon.numbers[tokens.low(numeral.last)]
        numeral.value = numeral.value * more if more > numeral.value else numeral.value + more
        numeral.last += 1
    if tokens.low(numeral.last) in ("third", "thirds", "quarters") and _is_next(tokens, numeral.last):
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
    _read_unit_word(tokens, numeral, lexicon)
    return numeral


def _read_fraction(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral | None:
    place, low = numeral.first, numeral.word
    before, following = tokens.low(place - 1), tokens.low(place + 1)
    numeral.unit, numeral.value = "percent", _FRACTIONS[low]
    article = before in ("a", "one", "nearly", "by", "almost", "about", "over")
    if low == "half":
        known = following in ("of", "the", "a", "an", "as", "their", "its", "our", "that", "day", "hour") or before in ("by", "in", "to", "than", "nearly", "almost", "about")
        if following in ("day", "hour"):
            numeral.unit = "time"
        return numeral if known else None
    if low == "third" and not article:
        return None
    if low.startswith("quarter") and following != "of" and tokens.low(place - 2) in _NOT_IN_QUARTER | {""}:
        return None
    if low == "quarter" and (before not in ("a", "one") or following in ("earlier", "later", "of" if tokens.low(place - 2) in ("in", "per") else "")):
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
        _read_unit_word(tokens, numeral, lexicon)
        return numeral
    if low == "one":
        numeral.value = 1.0
        ratio = following == "in" and (tokens.low(place + 2) in lexicon.numbers or tokens.low(place + 2)[:1].isdigit())
        return numeral if ratio or (tokens.low(place - 1) == "to" and "from" in tokens.lows[max(0, place - 6) : place]) else None
    return None
