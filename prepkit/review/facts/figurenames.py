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
    before = tokens.low(place - 1)
    if _is_attached(tokens, place, lexicon) or _is_idiom(tokens, place, digits, suffix):
        return True
    if before == "to" and suffix == "":
        for back in (place - 2, place - 3, place - 4):  # "from Python 3.8 to 3.11", "Spark 2.4 clusters to 3.3"
            if "." in tokens.low(back) and "." in digits and _follows_name(tokens, back, tokens.low(back), "", lexicon):
                return True
    return _is_date(tokens, place, digits, suffix, lexicon) or _follows_name(tokens, place, digits, suffix, lexicon)


def _is_attached(tokens: Tokens, place: int, lexicon: Lexicon) -> bool:
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
        return tokens.low(place - 2) not in _MAY_PRECEDE  # "Llama-3-8B"
    joined = gap == "-" and before != "" and not before[0].isdigit()
    return joined and before not in _MAY_PRECEDE and before not in lexicon.numbers


def _is_idiom(tokens: Tokens, place: int, digits: str, suffix: str) -> bool:
    following = tokens.low(place + 1)
    hyphened = following != "" and tokens.gaps[place + 1] == "-"
    if digits + suffix == "360":
        return following in ("degree", "view", "feedback", "review")
    if suffix in ("st", "nd", "rd", "th") or (suffix == "k" and following in _PICTURES) or digits + suffix == "401k":
        return True
    if (suffix == "d" and tokens.word(place).endswith("D")) or digits.count(".") > 1:
        return True
    if following in SHAPES and (hyphened or (following in ("layer", "layers") and tokens.joined(place + 1))):
        return True
    folded = following == "fold" and tokens.low(place + 2) in _FOLDED
    return folded or following == "degree" or (hyphened and following in ("k", "q"))


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
    if before in lexicon.grammar["name-heads"] and tokens.low(place + 1) not in ("fewer", "less", "more"):
        capital = any(letter.isupper() for letter in written) and place > 1
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
    following = tokens.low(place + 1)
    ends = not following or not tokens.joined(place + 1) or following in lexicon.grammar["prepositions"]
    camel = written[0].isupper() and written not in (written.upper(), written.capitalize())
    if ends and camel and digits.isdigit():
        return True  # "PyTorch 2"
    return digits.endswith(".0") and written[0].isupper() and place > 1
