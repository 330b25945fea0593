"""Quantities: numbers joined into pairs and ratios, each with its kind: by its metric, what it counts, its verb."""

from __future__ import annotations

from prepkit.review.reading.facts import Quantity, QuantityKind
from prepkit.review.reading.lexicon import Hit, Hits
from prepkit.review.reading.metrics import (
    Context,
    changes,
    find_after,
    find_before,
    find_elsewhere,
    has_metric,
    is_near_technical,
    touches,
)
from prepkit.review.reading.numbers import Numeral
from prepkit.review.reading.numerals import find_numerals
from prepkit.review.reading.openers import IRREGULAR
from prepkit.review.reading.vocabulary import LISTED, WORDS, Tokens
from prepkit.text import Span

Found = tuple[QuantityKind, Hit | None]


def judge(context: Context, numeral: Numeral, paired: bool) -> Found:
    """Return the kind of a quantity and the metric that said so."""
    if numeral.unit == "money":
        return _judge_money(context, numeral)
    if numeral.symbol in WORDS.bytes:
        metric = find_before(context, numeral) if changes(context, numeral) else None
        return ("model" if metric and metric.role == "model" else "scale"), metric
    if numeral.symbol in WORDS.rates or numeral.symbol in WORDS.machine_units:
        return "model", find_before(context, numeral)
    if numeral.unit == "time":
        return _judge_time(context, numeral, paired)
    if numeral.unit == "count":
        return _judge_count(context, numeral, paired)
    return _judge_share(context, numeral, paired)


def _judge_money(context: Context, numeral: Numeral) -> Found:
    # A sum of money is a result, or the size of what is looked after.
    tokens = context.tokens
    past = numeral.last + (tokens.low(numeral.last) in ("of", "in") and not changes(context, numeral))
    for place in range(past, min(past + 5, len(tokens.lows))):
        if not tokens.joined(place) or tokens.low(place) in WORDS.prepositions:
            break
        if tokens.lows[place] in WORDS.books:
            return "scale", None
        if tokens.lows[place] in WORDS.sums_of_results:
            return "business", None
    return ("scale", None) if _is_held(context, numeral) else ("business", find_before(context, numeral))


def _is_held(context: Context, numeral: Numeral) -> bool:
    # A sum that is looked after, not won: "managed vendor contracts of $3M", "jobs worth $60K".
    tokens = context.tokens
    before = tokens.low(numeral.first - 1)
    yearly = tokens.low(numeral.last) in WORDS.yearly
    held = (before == "worth" and not yearly) or before in WORDS.books
    for place in range(numeral.first - 1, max(-1, numeral.first - 9), -1):
        low = tokens.lows[place]
        if low == "up" and tokens.low(place + 1) == "to":
            continue
        if low in WORDS.selling or low in WORDS.averting or low in WORDS.change:
            return False  # "closed two contracts worth $4M"
        near = place > numeral.first - 4
        held = (
            held
            or (low in WORDS.books and before in WORDS.worth and near)
            or (low in WORDS.holding and low not in WORDS.worth)
        )
        if not tokens.joined(place):
            break
    return held


def _judge_time(context: Context, numeral: Numeral, paired: bool) -> Found:
    tokens = context.tokens
    before, following = tokens.low(numeral.first - 1), tokens.low(numeral.last)
    near, saves = is_near_technical(context, numeral), _saves(tokens, numeral)
    named = numeral.hyphened and not paired and following not in WORDS.lag
    if numeral.symbol in WORDS.full_time and not saves and not paired:
        return "scale", None
    if following == "of" and not paired and not saves:
        return "scale", None  # "three years of bookings"
    if named and (following in WORDS.periods or before in ("a", "an", "the")):
        return "scale", None
    if before in WORDS.spanning and not paired and following not in WORDS.compared_times:
        runs = near and not WORDS.finishing.isdisjoint(tokens.lows[max(0, numeral.first - 4) : numeral.first])
        return ("model" if runs else "scale"), None
    if saves and any(place in context.people for place in range(numeral.first - 3, numeral.first)):
        return "business", None  # "freeing clerks 3,000 hours"
    look = find_elsewhere if paired and "(" in tokens.gaps[numeral.first] else find_after
    metric = find_before(context, numeral) or (look(context, numeral) if look is find_elsewhere or not paired else None)
    changed = paired or saves or tokens.text[numeral.start] in "-−–+" or following in WORDS.compared_times
    if metric and (kind := context.kind_of(metric)) != "scale" and (changed or touches(tokens, metric, numeral)):
        manual = context.words_of(metric).startswith(LISTED.by_hand)
        machine = metric.family == "effort" and near and not context.people and not manual
        return ("model" if machine else kind), metric
    if changed:
        return ("model" if near and not context.customers else "business"), None
    if before in WORDS.lasting or numeral.symbol in WORDS.long_times:
        return "scale", None
    if following in ("a", "per", "each") and not near:
        return "business", None
    return ("model" if near and numeral.symbol in WORDS.short_times else "scale"), None


def _saves(tokens: Tokens, numeral: Numeral) -> bool:
    for place in range(numeral.first - 1, max(-1, numeral.first - 5), -1):
        if tokens.lows[place] in WORDS.saving:
            return True
        if tokens.lows[place] in WORDS.span_starts or tokens.clause[place] != tokens.clause[numeral.first]:
            return False
    return False


def _judge_count(context: Context, numeral: Numeral, paired: bool) -> Found:
    tokens, noun = context.tokens, numeral.noun
    counted = context.metric_at.get(noun)
    if numeral.symbol and not counted:
        return "scale", None
    gains = _gains(tokens, numeral)
    between = set(tokens.lows[numeral.first : noun])
    new = not between.isdisjoint(WORDS.newly)
    fewer = new or not between.isdisjoint(WORDS.more_or_fewer)
    if noun in context.people or (noun not in context.things and _ends_like_people(tokens.low(noun))):
        return _judge_people(context, numeral, gains, fewer or paired, new), None
    if counted and context.kind_of(counted) != "scale":
        joined = tokens.joined(numeral.first)
        before, further = (tokens.low(numeral.first - back) if joined else "" for back in (1, 2))
        sized = before in WORDS.sizing or further in WORDS.holding or _is_doing(before)
        taken_up = counted.family in ("growth", "engagement") and not sized
        if taken_up or gains or paired or fewer or context.kind_of(counted) == "model":
            return ("business" if taken_up else context.kind_of(counted)), counted
        return "scale", counted
    return _judge_things(context, numeral, paired, gains, fewer, new)


def _is_doing(low: str) -> bool:
    # "Coordinated four trials": what is done, unlike what is gained, is no result
    if low in WORDS.gaining or low in WORDS.change:
        return low in WORDS.conducting
    return low.endswith(("ed", "ing")) or low in IRREGULAR or low in WORDS.conducting


def _judge_people(context: Context, numeral: Numeral, gains: bool, fewer: bool, new: bool) -> QuantityKind:
    tokens = context.tokens
    customer = context.people.get(numeral.noun, "customer") == "customer"
    if tokens.low(numeral.first - 1) in WORDS.serving_people:
        return "scale"  # "Trained 25 new hires"
    following = tokens.low(numeral.last) if tokens.joined(numeral.last) else ""
    joins = following in WORDS.joining or _is_taken_up(tokens, numeral)
    joins = joins or (following in ("who", "that") and tokens.low(numeral.last + 1) in WORDS.joining)
    sold = gains and not WORDS.selling.isdisjoint(tokens.lows[max(0, numeral.first - 3) : numeral.first])
    won = sold or ((gains or fewer) and customer) or (gains and new)
    return "business" if won or joins else "scale"


def _is_taken_up(tokens: Tokens, numeral: Numeral) -> bool:
    # "used by 40 marketers", "adopted by all 12 locations"
    back = numeral.first - 1
    while tokens.low(back) in WORDS.nearly:
        back -= 1
    before = tokens.low(back)
    return tokens.low(back - 1) in WORDS.used_by_count if before == "by" else before in WORDS.used_by_count


def _judge_things(context: Context, numeral: Numeral, paired: bool, gains: bool, fewer: bool, new: bool) -> Found:
    tokens = context.tokens
    counted = context.metric_at.get(numeral.noun)
    if tokens.lows[numeral.noun] in WORDS.honors:
        return "scale", None
    if gains and not WORDS.selling.isdisjoint(tokens.lows[max(0, numeral.first - 3) : numeral.first]):
        return "business", None
    if _is_taken_up(tokens, numeral) and numeral.noun not in context.technical:
        return "business", None
    technical, before = is_near_technical(context, numeral), tokens.low(numeral.first - 1)
    if before.startswith(LISTED.sparing) or (before == "by" and changes(context, numeral)):
        return ("model" if technical else "business"), counted  # "Reduced water use by 1.1 million liters"
    governing = find_before(context, numeral)
    measured = governing and (paired or (not counted and touches(tokens, governing, numeral)))
    if governing and measured and context.kind_of(governing) != "scale":
        return context.kind_of(governing), governing
    if gains and new and not technical and not counted:
        return "business", counted
    if (paired or fewer) and not counted:
        return ("model" if technical else "business"), None
    return "scale", counted


def _ends_like_people(low: str) -> bool:
    return low.endswith(LISTED.people_endings) and low not in WORDS.not_agents


def _gains(tokens: Tokens, numeral: Numeral) -> bool:
    for place in range(numeral.first - 1, max(-1, numeral.first - 4), -1):
        low = tokens.lows[place]
        if tokens.clause[place] != tokens.clause[numeral.first]:
            return False
        if low == "hit" and tokens.low(place - 1) in ("that", "which"):
            return False  # "a fault that hit 2,300 members"
        if low in WORDS.gaining and (
            low != "to" or not WORDS.growing.isdisjoint(tokens.lows[max(0, place - 5) : place])
        ):
            return True
        if low in WORDS.apart and tokens.low(place - 1) not in WORDS.gaining:
            return False
    return tokens.low(numeral.last) in WORDS.gained


def _judge_share(context: Context, numeral: Numeral, paired: bool) -> Found:
    tokens = context.tokens
    following = tokens.low(numeral.last)
    if _is_size(tokens, numeral, paired):
        return "scale", None
    inside = context.metric_at.get(numeral.noun)
    behind = find_after(context, numeral)
    if following in WORDS.comparatives and not behind and not has_metric(context, numeral) and context.customers:
        return "business", None
    for look in (lambda *_: inside, lambda *_: behind, find_before, find_elsewhere):
        metric = look(context, numeral)
        if metric and (kind := context.kind_of(metric)) != "scale":
            return kind, metric
    near = is_near_technical(context, numeral)
    if following in WORDS.joining and not near:
        return "business", None
    if numeral.unit == "number" and not paired:
        below = numeral.value < 1 and numeral.value > 0 and not numeral.word
        return ("model" if below and (near or context.strong) else "scale"), None
    if following in WORDS.speed and near:
        return "model", None
    if following == "of" and not near:
        return "business", None
    if tokens.low(numeral.first - 1) == "by" and numeral.first - 2 in context.technical:
        return "model", None  # "improved customer churn prediction by 30%"
    near = near or (len(context.strong) > 0 and not context.people)
    return ("model" if near and not context.customers else "business"), None


def _is_size(tokens: Tokens, numeral: Numeral, paired: bool) -> bool:
    before, further = tokens.low(numeral.first - 1), tokens.low(numeral.first - 2)
    if before in ("n", "k") and tokens.gaps[numeral.first].strip() == "=":
        return True
    if before == "of" and further in WORDS.crews:
        return True
    if numeral.hyphened and numeral.unit == "number" and not paired and tokens.low(numeral.last) != "star":
        return True  # "a 32-bed unit"
    grown = numeral.first - (tokens.low(numeral.first) != "from")
    if paired and numeral.unit == "number" and tokens.low(grown - 1) in WORDS.team_heads:
        return True  # "grew the team from 2 to 11"
    share = (tokens.low(numeral.last) == "of" and numeral.unit == "percent") or numeral.noun >= 0
    return (share and _finds(tokens, numeral)) or (not paired and _finds_that(tokens, numeral))


def _finds(tokens: Tokens, numeral: Numeral) -> bool:
    return not WORDS.finding.isdisjoint(tokens.lows[max(0, numeral.first - 4) : numeral.first])


def _finds_that(tokens: Tokens, numeral: Numeral) -> bool:
    # "found that 60% left at the phone field"
    that = next((back for back in (1, 2, 3) if tokens.low(numeral.first - back) == "that"), 0)
    return that > 0 and tokens.low(numeral.first - that - 1) in WORDS.finding


_ARROWS = ("→", "->", "=>", "➜", "⇒", "↦", ">>")
_CONTRASTS = (["instead", "of"], ["rather", "than"], ["compared", "to"], ["compared", "with"], ["versus"], ["vs"])
_RANGES = ("–", "—", "-", "~")


def find_quantities(text: str, tokens: Tokens, hits: Hits) -> list[Quantity]:
    """Return every quantity of a text in reading order."""
    numerals = find_numerals(tokens, hits)
    if not numerals:
        return []
    found: list[Quantity] = []
    context = Context(tokens, hits)
    place = 0
    while place < len(numerals):
        group = [numerals[place]]
        if place + 1 < len(numerals) and _pairs(tokens, numerals[place], numerals[place + 1]):
            group.append(numerals[place + 1])
        found.append(_make(text, context, group))
        place += len(group)
    return found


def _make(text: str, context: Context, group: list[Numeral]) -> Quantity:
    tokens = context.tokens
    first, last = group[0], group[-1]
    start, end = (first.start, first.end) if first is last else (min(first.start, last.start), max(first.end, last.end))
    paired = len(group) == 2 and not _is_ratio(tokens, first, last) and not _is_range(tokens, first, last)
    if paired and tokens.low(first.first - 1) == "from" and tokens.joined(first.first):
        start = tokens.starts[first.first - 1]
    merged = Numeral(first.first, last.last, start, end, first.value, first.unit, first.symbol or last.symbol)
    if len(group) == 2:
        merged.unit = last.unit if first.unit in ("number", "count") and last.unit != "number" else first.unit
        if first.unit == "number" and last.unit == "time":
            merged.symbol = last.symbol
        merged.noun = first.noun if first.noun >= 0 else last.noun
    else:
        merged.noun, merged.hyphened, merged.word = first.noun, first.hyphened, first.word
    kind, metric = judge(context, merged, paired)
    span = Span(tokens.starts[metric.start], tokens.ends[metric.end - 1]) if metric else None
    return Quantity(text[start:end], start, end, kind, merged.unit, tuple([one.value for one in group]), span)


def _pairs(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    between = tokens.lows[first.last : second.first]
    gap = tokens.text[first.end : second.start]
    if len(gap) > 40 or "." in gap.strip(". ") or ";" in gap or "(" in gap:
        return False
    if _is_ratio(tokens, first, second):
        return True
    if not between:
        bare = gap.strip()
        return any(arrow in gap for arrow in _ARROWS) or (
            bare in _RANGES and first.unit in ("number", second.unit, "money")
        )
    opened = (
        "from" in tokens.lows[max(0, first.first - 3) : first.first]
        or "between" in tokens.lows[max(0, first.first - 2) : first.first]
    )
    if between in _CONTRASTS and first.unit == second.unit:
        return True  # "10 days instead of 6 weeks"
    if between in (["down", "to"], ["up", "to"]) and second.unit in ("number", first.unit):
        return True
    if between[-1] in ("to", "down", "into") and "to" in between and (opened and len(between) <= 4):
        return True
    if between == ["and"] and "between" in tokens.lows[max(0, first.first - 2) : first.first]:
        return True
    same = first.unit == second.unit or "number" in (first.unit, second.unit)
    return between == ["to"] and same and not (first.unit == "count" and second.unit == "count")


def _is_range(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    # "15-20 bikes", "between 15 and 20": nothing changed
    between = tokens.lows[first.last : second.first]
    return between == ["and"] or (not between and tokens.text[first.end : second.start].strip() in _RANGES)


def _is_ratio(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    between = tokens.lows[first.last : second.first]
    if first.noun >= 0 or first.unit not in ("number", "percent") or second.unit not in ("number", "count"):
        return False
    if not between:
        return tokens.text[first.end : second.start] == "/"
    if between in (["of"], ["of", "the"], ["out", "of"], ["out", "of", "the"], ["of", "our"]):
        return first.unit == "number" and first.value <= second.value
    return between in (["in"], ["in", "every"]) and first.unit == "number" and first.value <= min(20.0, second.value)
