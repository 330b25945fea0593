"""A number with its unit, or with what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.review.facts.lexicon import Lexicon
from prepkit.review.facts.model import QuantityUnit
from prepkit.review.facts.tokens import Tokens


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


def _table(rows: dict[QuantityUnit, str]) -> dict[str, QuantityUnit]:
    return {word: unit for unit, row in rows.items() for word in row.split()}


MAGNITUDES = {
    **dict.fromkeys(["hundred"], 1e2),
    **dict.fromkeys(["k", "thousand", "thousands"], 1e3),
    **dict.fromkeys(["m", "mm", "mn", "mio", "million", "millions"], 1e6),
    **dict.fromkeys(["b", "bn", "billion", "billions"], 1e9),
    **dict.fromkeys(["t", "tn", "trillion"], 1e12),
    "lakh": 1e5,
    "crore": 1e7,
}
SUFFIXES = _table(  # what may be written right behind a figure: "800ms", "2x", "5pp"
    {
        "multiple": "x fold",
        "time": "ms s sec secs min mins h hr hrs d wk wks mo yr yrs µs us",
        "points": "pp ppt ppts bps bp pts pt",
        "percent": "pct",
        "money": "usd eur gbp",
        "count": "gb tb pb mb kb fps rps qps tps ft km kg kwh mw gwh mwh kw sqft nm cm mm c",
    }
)
UNIT_WORDS = _table(
    {
        "percent": "percent pct",
        "points": "percentage points point pts pp ppt bps bp basis",
        "multiple": "x times fold",
        "money": "dollars euros pounds usd eur gbp cents francs rupees",
    }
)


def read_unit_word(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> None:
    """Take the unit or the noun behind a number into it."""
    place = numeral.last
    following = tokens.low(place)
    if not is_next(tokens, place):
        return
    if following in ("figure", "figures") and numeral.value in (5, 6, 7, 8, 9):
        numeral.unit, numeral.last = "money", place + 1
    elif following == "percentage" or following == "basis":
        numeral.unit, numeral.last = "points", place + (2 if tokens.low(place + 1) in ("points", "point") else 1)
    elif following in UNIT_WORDS:
        numeral.unit, numeral.last = UNIT_WORDS[following], place + 1
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
        if not is_next(tokens, place) or low in lexicon.grammar["prepositions"] or low[0].isdigit():
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
    return ends or low in ("people", "children", "women", "men", "staff")


def _find_rate(tokens: Tokens, place: int) -> int:
    # Where the second of "10K req/s" or "900 events per second" stands, 0 if nowhere: what a machine handles.
    period = place + 1
    if tokens.low(period) in ("per", "a"):
        period += 1
    elif period >= len(tokens.gaps) or tokens.gaps[period] != "/":
        return 0
    spoken = tokens.low(period) in _MINUTES and tokens.lows[place].startswith(_HANDLED)
    return period if tokens.low(period) in _SECONDS or spoken else 0


_SECONDS = frozenset({"s", "sec", "second"})
_MINUTES = frozenset({"min", "minute"})
_HANDLED = ("req", "event", "message", "msg", "transaction", "quer", "record", "row")


def is_next(tokens: Tokens, place: int) -> bool:
    """Does this token carry on the phrase of the one before?"""
    return (
        place < len(tokens.lows) and tokens.clause[place] == tokens.clause[place - 1] and "/" not in tokens.gaps[place]
    )
