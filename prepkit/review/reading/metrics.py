"""The metric that a number measures: beside it, before it, or elsewhere in its line."""

from __future__ import annotations

import bisect

from prepkit.review.reading.facts import QuantityKind
from prepkit.review.reading.lexicon import Hit, Hits
from prepkit.review.reading.numbers import Numeral
from prepkit.review.reading.vocabulary import WORDS, Tokens

_FARTHEST = 12  # metrics that are looked at, to either side of a number
_KINDS: dict[str, QuantityKind] = {"business": "business", "model": "model", "scale": "scale"}


class Context:
    """What `judge` needs to know of a text, worked out once."""

    def __init__(self, tokens: Tokens, hits: Hits) -> None:
        self.tokens = tokens
        self.metrics = hits.metrics
        self.metric_starts = [hit.start for hit in hits.metrics]
        self.metric_at = {place: hit for hit in hits.metrics for place in range(hit.start, hit.end)}
        self.strong = [hit for hit in hits.technical if not hit.soft]
        self.technical = {place for hit in self.strong for place in range(hit.start, hit.end)}
        self.technical_segments = {tokens.segment[hit.start] for hit in self.strong}
        self.people = {hit.end - 1: hit.role for hit in hits.people if hit.role in ("customer", "place", "colleague")}
        self.things = {hit.end - 1 for hit in hits.people if hit.role == "thing"}
        self.service = not WORDS.service.isdisjoint(tokens.lows)
        self.customers = "customer" in self.people.values()

    def words_of(self, hit: Hit) -> str:
        """Return a hit's words, lower case."""
        return " ".join(self.tokens.lows[hit.start : hit.end])

    def kind_of(self, hit: Hit) -> QuantityKind:
        """Return the kind of a metric; an ambiguous word is technical only in technical company."""
        name = self.words_of(hit)
        if hit.role == "business" and self.tokens.low(hit.end) in WORDS.foretold and self.tokens.joined(hit.end):
            return "model"  # "improved churn prediction by 30%"
        if self.service and name.startswith("response"):
            return "business"
        if self.strong and (name == "mrr" or (name in WORDS.machine_times and not self.customers)):
            return "model"
        loose = name in WORDS.loose_metrics or (hit.family == "performance" and self.customers)
        if name not in WORDS.ambiguous_metrics or not loose:
            return _KINDS[hit.role]
        if all(one.start < hit.end and hit.start < one.end for one in self.strong):
            return "business"
        return _KINDS[hit.role]


def find_after(context: Context, numeral: Numeral) -> Hit | None:
    """Return the metric that follows a number: "12% higher AUC", "35% reduction in latency"."""
    tokens = context.tokens
    bridged = False
    place = numeral.last
    while place < min(numeral.last + 6, len(tokens.lows)) and tokens.joined(place):
        low = tokens.lows[place]
        hit = context.metric_at.get(place)
        if hit:
            return (context.metric_at.get(hit.end) if tokens.joined(hit.end) else None) or hit
        if low == "in" and not bridged:
            return None
        bridged = bridged or low in WORDS.bridges
        if low not in WORDS.amounts and not bridged and (low in WORDS.prepositions or low[0].isdigit()):
            return None
        if low in WORDS.away_from_figure:
            return None
        place += 1
    return None


def find_before(context: Context, numeral: Numeral) -> Hit | None:
    """Return the nearest metric in front: of the same clause, else of an earlier one of the same segment."""
    tokens = context.tokens
    clause, segment = tokens.clause[numeral.first], tokens.segment[numeral.first]
    scale: Hit | None = None
    last = bisect.bisect_left(context.metric_starts, numeral.first) - 1
    for place in range(last, max(-1, last - _FARTHEST), -1):
        hit = context.metrics[place]
        if tokens.segment[hit.start] != segment:
            break
        if hit.end > numeral.first:
            continue
        if hit.role != "scale":
            return hit
        if tokens.clause[hit.start] == clause:
            scale = scale or hit
    return scale


def find_elsewhere(context: Context, numeral: Numeral) -> Hit | None:
    """Return the metric that brackets point back to, else the next of the segment."""
    tokens = context.tokens
    segment = tokens.segment[numeral.first]
    after = bisect.bisect_left(context.metric_starts, numeral.last)
    if tokens.gaps[numeral.first] != " " and any(mark in tokens.gaps[numeral.first] for mark in "(—–:"):
        for hit in reversed(context.metrics[max(0, after - _FARTHEST) : after]):
            if hit.end <= numeral.first and tokens.segment[hit.start] == segment - 1 and hit.role != "scale":
                return hit
    for hit in context.metrics[after : after + _FARTHEST]:
        if tokens.segment[hit.start] != segment:
            break
        if hit.role != "scale":
            return hit
    return None


def touches(tokens: Tokens, hit: Hit, numeral: Numeral) -> bool:
    """Does the metric stand right before the number, or behind it?"""
    return (
        0 <= numeral.first - hit.end <= 3 and tokens.clause[hit.start] == tokens.clause[numeral.first]
    ) or hit.start >= numeral.last


def is_near_technical(context: Context, numeral: Numeral) -> bool:
    """Is there a technical term in the same segment?"""
    return context.tokens.segment[numeral.first] in context.technical_segments


def has_metric(context: Context, numeral: Numeral) -> bool:
    """Is there a metric in front in the same clause?"""
    hit = find_before(context, numeral)
    return (
        hit is not None
        and hit.role != "scale"
        and context.tokens.clause[hit.start] == context.tokens.clause[numeral.first]
    )


def changes(context: Context, numeral: Numeral) -> bool:
    """Is a change told of right before the number?"""
    tokens = context.tokens
    return any(low in WORDS.change for low in tokens.lows[max(0, numeral.first - 6) : numeral.first])
