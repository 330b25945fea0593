"""Numbers in a text, in figures and in words, with their units; names that hold one are left out."""

from __future__ import annotations

import bisect
import re

from prepkit.review.reading.lexicon import Hits
from prepkit.review.reading.numbers import (
    FIGURE_NAMES,
    NUMBER_STARTS,
    NUMBERS,
    TIME_UNITS,
    UNIT_SUFFIXES,
    UNIT_WORDS,
    Numeral,
    is_next,
    read_unit_word,
    read_word,
)
from prepkit.review.reading.vocabulary import WORDS, Tokens, alternatives, pairs

_MAGNITUDES = {word: float(value) for word, value in pairs("magnitudes").items()}
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)*)([a-zµ]*)")
_TIMES = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_CURRENCY = re.compile(rf"(?:US|CA|AU|NZ|HK|S|R|C|A)?[$€£¥₹₩]\s?$|\b(?:{alternatives('currencies')}\.?)\s?$")
_SIGN = re.compile(r"[+\-−–±~≈<>≤≥]\s?$")


def find_numerals(tokens: Tokens, hits: Hits) -> list[Numeral]:
    """Return the numbers of a text in reading order."""
    found: list[Numeral] = []
    free = 0
    for place, low in enumerate(tokens.lows):
        if low in NUMBER_STARTS:
            numeral = None if place < free or place in hits.names else read_word(tokens, place)
        elif "0" <= low[0] <= "9" and place >= free:
            numeral = _read_figure(tokens, place)
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


def _read_figure(tokens: Tokens, place: int) -> Numeral | None:
    match = _FIGURE.fullmatch(tokens.lows[place])
    if not match or _is_name(tokens, place, match):
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
    return _read_unit(tokens, numeral, suffix)


def _value(digits: str) -> float:
    plain = digits.replace(",", "")
    return float(plain) if plain.count(".") <= 1 else 0.0


def _read_unit(tokens: Tokens, numeral: Numeral, suffix: str) -> Numeral | None:
    place = numeral.first
    if suffix in _MAGNITUDES and (suffix != "mm" or numeral.unit == "money"):
        numeral.value *= _MAGNITUDES[suffix]
    elif suffix:
        if suffix not in UNIT_SUFFIXES:
            return None
        numeral.unit, numeral.symbol = UNIT_SUFFIXES[suffix], suffix
    following = tokens.low(place + 1)
    written_out = len(following) > 2 or numeral.unit == "money"
    if not suffix and following in _MAGNITUDES and written_out and is_next(tokens, place + 1):
        numeral.value *= _MAGNITUDES[following]
        numeral.last, numeral.end = place + 2, tokens.ends[place + 1]
    return _read_trailer(tokens, numeral)


def _read_trailer(tokens: Tokens, numeral: Numeral) -> Numeral:
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
        read_unit_word(tokens, numeral)
    return numeral


def _is_name(tokens: Tokens, place: int, match: re.Match[str]) -> bool:
    # Is this figure part of a name, a date or a version, and so no quantity?
    digits, suffix = match.groups()
    before = tokens.low(place - 1)
    if _is_attached(tokens, place) or _is_idiom(tokens, place, digits, suffix):
        return True
    if before == "to" and suffix == "":
        for back in (place - 2, place - 3, place - 4):  # "from Python 3.8 to 3.11", "Spark 2.4 clusters to 3.3"
            if "." in tokens.low(back) and "." in digits and _follows_name(tokens, back, tokens.low(back), ""):
                return True
    return _is_date(tokens, place, digits, suffix) or _follows_name(tokens, place, digits, suffix)


def _is_attached(tokens: Tokens, place: int) -> bool:
    # What touches the figure makes it a name: "24/7", "GPT-4", "1:1", "#2".
    text, start, gap = tokens.text, tokens.starts[place], tokens.gaps[place]
    before, following = tokens.low(place - 1), tokens.low(place + 1)
    nexts = tokens.gaps[place + 1] if following else text[tokens.ends[place] : tokens.ends[place] + 1]
    touching = text[start - 1 : start]
    if touching == "/" and before[:1].isdigit():
        return not _is_score(tokens, place - 1)
    if nexts[:1] == "/" and following[:1].isdigit():
        return not _is_score(tokens, place)
    if touching in ("/", "#", "'", "’", "@", "&") or (nexts[:1] == "(" and following == "k"):
        return True
    if (gap == ":" and before[:1].isdigit()) or (nexts == ":" and following[:1].isdigit()):
        return True
    if gap == "-" and before[:1].isdigit() and tokens.gaps[place - 1] == "-" and tokens.low(place - 2).isalpha():
        return tokens.low(place - 2) not in WORDS.before_figure  # "Llama-3-8B"
    joined = gap == "-" and before != "" and not before[0].isdigit()
    return joined and before not in WORDS.before_figure and before not in NUMBERS


def _is_idiom(tokens: Tokens, place: int, digits: str, suffix: str) -> bool:
    following = tokens.low(place + 1)
    hyphened = following != "" and tokens.gaps[place + 1] == "-"
    if digits + suffix == "360":
        return following in WORDS.full_circle
    if suffix in WORDS.ordinal_endings or (suffix == "k" and following in WORDS.after_k) or digits + suffix == "401k":
        return True
    if (suffix == "d" and tokens.word(place).endswith("D")) or digits.count(".") > 1:
        return True
    if following in FIGURE_NAMES and (hyphened or (following in ("layer", "layers") and tokens.joined(place + 1))):
        return True
    folded = following == "fold" and tokens.low(place + 2) in WORDS.folded
    return folded or following == "degree" or (hyphened and following in ("k", "q"))


def _is_score(tokens: Tokens, place: int) -> bool:
    # "4.8/5" and "9/10" are scores; "24/7", "80/20" and "3/14" are none.
    first, second = tokens.lows[place], tokens.low(place + 1)
    return second in ("5", "10", "100") and first not in ("24", "80", "50") and "/" not in tokens.gaps[place]


def _is_date(tokens: Tokens, place: int, digits: str, suffix: str) -> bool:
    if suffix or "." in digits or "," in digits:
        return False
    before, following = tokens.low(place - 1), tokens.low(place + 1)
    near = not _has_money(tokens, place)
    if (
        len(digits) == 4
        and digits[:2] in ("19", "20")
        and near
        and tokens.text[tokens.ends[place] : tokens.ends[place] + 1] != "%"
    ):
        counted = (
            following.endswith("s")
            and is_next(tokens, place + 1)
            and before not in WORDS.before_year
            and before not in WORDS.months
        )
        return not counted and following not in TIME_UNITS and following not in UNIT_WORDS
    if len(digits) <= 2 and near:
        dated = (
            before in WORDS.months and (before != "may" or tokens.word(place - 1)[0].isupper()) and tokens.joined(place)
        )
        return dated or (
            following in WORDS.months
            and following != "mar"
            and tokens.word(place + 1)[:1].isupper()
            and tokens.gaps[place + 1] == " "
        )
    return False


def _has_money(tokens: Tokens, place: int) -> bool:
    return tokens.text[tokens.starts[place] - 1 : tokens.starts[place]] in ("$", "€", "£", "¥", "₹")


def _follows_name(tokens: Tokens, place: int, digits: str, suffix: str) -> bool:
    before = tokens.low(place - 1)
    if (
        place == 0
        or not tokens.joined(place)
        or tokens.gaps[place] not in (" ", "-", "\u00a0")
        or _has_money(tokens, place)
    ):
        return False
    follows = tokens.text[tokens.ends[place] : tokens.ends[place] + 2].strip()
    if follows[:1] == "%" or suffix:
        return False
    written = tokens.word(place - 1)
    if before in WORDS.name_heads and tokens.low(place + 1) not in WORDS.comparing_behind:
        capital = any(letter.isupper() for letter in written) and place > 1
        return capital or before in WORDS.numbered_things
    following = tokens.low(place + 1)
    ends = not following or not tokens.joined(place + 1) or following in WORDS.prepositions
    camel = written[0].isupper() and written not in (written.upper(), written.capitalize())
    if ends and camel and digits.isdigit():
        return True  # "PyTorch 2"
    return digits.endswith(".0") and written[0].isupper() and place > 1
