"""Sums of money: a result, or the size of what is looked after."""

from __future__ import annotations

from prepkit.review.facts.lexicon import Hit
from prepkit.review.facts.model import QuantityKind
from prepkit.review.facts.nearby import Context, changes, find_before
from prepkit.review.facts.units import Numeral
from prepkit.review.facts.words import words

_AVERTING = words("averting")
_BOOKS = words("books")
_HOLDING = words("holding")
_SELLING = words("selling")


def judge_money(context: Context, numeral: Numeral) -> tuple[QuantityKind, Hit | None]:
    """Return the kind of a sum and the metric that said so."""
    tokens = context.tokens
    past = numeral.last + (tokens.low(numeral.last) in ("of", "in") and not changes(context, numeral))
    for place in range(past, min(past + 5, len(tokens.lows))):
        if not tokens.joined(place) or tokens.low(place) in context.lexicon.grammar["prepositions"]:
            break
        if tokens.lows[place] in _BOOKS:
            return "scale", None
        if tokens.lows[place] in ("savings", "revenue", "sales", "profit", "increase", "lift", "saving"):
            return "business", None
    return ("scale", None) if _is_held(context, numeral) else ("business", find_before(context, numeral))


def _is_held(context: Context, numeral: Numeral) -> bool:
    # A sum that is looked after, not won: "managed vendor contracts of $3M", "jobs worth $60K".
    tokens, change = context.tokens, context.lexicon.grammar["change"]
    before = tokens.low(numeral.first - 1)
    yearly = tokens.low(numeral.last) in ("a", "per", "annually", "yearly")
    held = (before == "worth" and not yearly) or before in _BOOKS
    for place in range(numeral.first - 1, max(-1, numeral.first - 9), -1):
        low = tokens.lows[place]
        if low == "up" and tokens.low(place + 1) == "to":
            continue
        if low in _SELLING or low in _AVERTING or low in change:
            return False  # "closed two contracts worth $4M"
        near = place > numeral.first - 4
        held = held or (low in _BOOKS and before in _WORTH and near) or (low in _HOLDING and low not in _WORTH)
        if not tokens.joined(place):
            break
    return held


_WORTH = frozenset({"above", "over", "of", "worth", "exceeding", "totaling", "totalling", "valued", "for", "at"})
