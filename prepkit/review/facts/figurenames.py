"""Figures that are part of a name: years, versions, levels, dates, "24/7"."""

from __future__ import annotations

import re

from prepkit.review.facts.lexicon import Lexicon
from prepkit.review.facts.tokens import Tokens
from prepkit.review.facts.units import UNIT_WORDS, is_next
from prepkit.review.facts.words import words

_DATED = words("before-year")
SHAPES = words("figure-names")
_FOLDED = words("folded")
_PICTURES = words("after-k")
_MAY_PRECEDE = words("before-figure")


def is_name(tokens: Tokens, place: int, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Is this figure part of a name, a date or a version, and so no quantity?"""
    digits, suffix = match.groups()
    text, start, end = tokens.text, tokens.starts[place], tokens.ends[place]
    gap, before, following = tokens.gaps[place], tokens.low(place - 1), tokens.low(place + 1)
    nexts = tokens.gaps[place + 1] if place + 1 < len(tokens.gaps) else text[end:]
    touching = text[start - 1 : start]
    if touching in ("/", "#", "'", "’", "@", "&") or (nexts[:1] in ("/",) and following[:1].isdigit()):
        return not (nexts[:1] == "/" and _is_score(tokens, place)) if touching != "/" else True
    if (
        gap == "-"
        and before
        and not before[0].isdigit()
        and before not in _MAY_PRECEDE
        and before not in lexicon.numbers
    ):
        return True
    if touching == ":" and before[:1].isdigit() and gap == ":":
        return True
    if nexts[:1] == ":" and following[:1].isdigit() and len(nexts) == 1:
        return True
    if (
        suffix in ("st", "nd", "rd", "th")
        or (suffix == "k" and following in _PICTURES)
        or digits + suffix in ("401k", "360")
    ):
        return digits + suffix != "360" or following in ("degree", "view", "feedback", "review")
    if suffix == "d" and tokens.word(place).endswith("D"):
        return True
    if before == "to" and _follows_name(tokens, place - 2, digits, "", lexicon) and "." in tokens.low(place - 2):
        return True
    if digits.count(".") > 1 or (nexts[:1] == "(" and following == "k"):
        return True
    if following in SHAPES and nexts in ("-", " ") and (nexts == "-" or following in ("layer", "layers")):
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
    if (
        len(digits) == 4
        and digits[:2] in ("19", "20")
        and near
        and tokens.text[tokens.ends[place] : tokens.ends[place] + 1] != "%"
    ):
        counted = (
            following.endswith("s") and is_next(tokens, place + 1) and before not in _DATED and before not in months
        )
        return not counted and following not in lexicon.grammar["time-units"] and following not in UNIT_WORDS
    if len(digits) <= 2 and near:
        dated = before in months and (before != "may" or tokens.word(place - 1)[0].isupper()) and tokens.joined(place)
        return dated or (
            following in months
            and following != "mar"
            and tokens.word(place + 1)[:1].isupper()
            and tokens.gaps[place + 1] == " "
        )
    return False


def _has_money(tokens: Tokens, place: int) -> bool:
    return tokens.text[tokens.starts[place] - 1 : tokens.starts[place]] in ("$", "€", "£", "¥", "₹")


def _follows_name(tokens: Tokens, place: int, digits: str, suffix: str, lexicon: Lexicon) -> bool:
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
    if before in lexicon.grammar["name-heads"]:
        capital = written[0].isupper() and place > 1
        return capital or before in (
            "level",
            "tier",
            "grade",
            "phase",
            "type",
            "version",
            "day",
            "step",
            "week",
            "stage",
            "series",
            "no",
            "chapter",
            "l",
            "since",
        )
    return digits.endswith(".0") and written[0].isupper() and place > 1
