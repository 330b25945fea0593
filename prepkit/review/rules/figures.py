"""Numbers: whether there are any, what they count, and whether they can be checked."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator

from prepkit.review.reading.facts import Quantity
from prepkit.review.reading.reading import Hit, Reading, is_number
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS, alternatives
from prepkit.text import Span

_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b[QH][1-4]\b|\bFY\s?\d\d|\bMay\b")
_LINK = re.compile(rf"[\s,(:;–—-]*(?:(?:{alternatives('between-figures')})[\s,(:–—-]*){{0,5}}", re.I)
_READ_IN_45_SECONDS = int(WEIGHTS.read_in_forty_five_seconds)
_NEAR = int(WEIGHTS.near_figure)


def _find_quantities(kind: str | None) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        for quantity in reading.facts.quantities:
            if kind is None or quantity.kind == kind:
                yield Hit(quantity.start, quantity.end)

    return find


def _find_model_only(reading: Reading) -> Iterator[Hit]:
    kinds = {quantity.kind for quantity in reading.facts.quantities}
    if "model" in kinds and "business" not in kinds:
        yield next(Hit(one.start, one.end) for one in reading.facts.quantities if one.kind == "model")


def _find_bare_percent(reading: Reading) -> Iterator[Hit]:
    """Find a percentage of change that neither says from what nor over which time."""
    is_based = functools.cache(functools.partial(_is_based, reading))  # asked of figures, told of sentences
    for quantity in reading.facts.quantities:
        digits = any(sign.isdigit() for sign in quantity.text)  # "cut in half" says from what to what
        if quantity.unit != "percent" or len(quantity.values) != 1 or quantity.kind == "scale" or not digits:
            continue
        sentence = reading.sentence(quantity.start)
        if not _is_change(reading, quantity, sentence) or is_based(sentence) or _leads_on(reading, quantity, sentence):
            continue
        if not reading.text.quoted(quantity.start):
            yield Hit(quantity.start, quantity.end)
            return


def _is_change(reading: Reading, quantity: Quantity, sentence: Span) -> bool:
    text = reading.text
    if text.text[max(0, quantity.start - 1) : quantity.start + 1].startswith(("+", "-", "−", "↑", "↓")):
        return True
    before = text.words_in(Span(max(sentence.start, quantity.start - _NEAR), quantity.start))[-7:]
    after = text.words_in(Span(quantity.end, min(sentence.end, quantity.end + _NEAR)))[:4]
    if after and after[0].lower in WORDS.no_change_behind:
        return False
    return any(word.lower in WORDS.change_of_share for word in (*before, *after))


def _is_based(reading: Reading, sentence: Span) -> bool:
    text = reading.text
    inside = text.words_in(sentence)
    if any(word.lower in WORDS.base or word.lower in WORDS.period for word in inside):
        return True
    if any(
        word.lower == "from" and any(map(is_number, inside[place + 1 : place + 4])) for place, word in enumerate(inside)
    ):
        return True
    if _YEAR.search(text.text, sentence.start, sentence.end):
        return True
    return any(len(other.values) > 1 for other in reading.figures_in(sentence))


def _leads_on(reading: Reading, quantity: Quantity, sentence: Span) -> bool:
    following = reading.text.words_in(Span(quantity.end, sentence.end), most=8)
    return any(one.lower == "to" and other.text[0].isdigit() for one, other in itertools.pairwise(following))


def _pairs(reading: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield each from-to pair with a single figure that stands right beside it and speaks of it."""
    quantities = reading.facts.quantities
    for one, other in itertools.pairwise(quantities):
        pair, single = (one, other) if len(one.values) == 2 else (other, one)
        if len(pair.values) != 2 or len(single.values) != 1 or not pair.values[0]:
            continue
        gap = reading.text.text[one.end : other.start]
        if len(gap) <= _NEAR and _LINK.fullmatch(gap):
            yield pair, single


def _find_contradictions(reading: Reading) -> Iterator[Hit]:
    """Find a percentage that the from-to beside it does not give."""
    for pair, single in _pairs(reading):
        first, last = pair.values
        change, points = abs(last - first) / abs(first) * 100, abs(last - first)
        stated = abs(single.values[0])
        if _is_bounded(reading, single):
            continue
        if single.unit == "percent":
            fits = _close(stated, change) or (pair.unit == "percent" and _close(stated, points))
        elif single.unit == "points" and pair.unit == "percent":
            fits = _close(stated, points)
        elif single.unit == "multiple":
            ratios = (last / first, first / last if last else 0.0)
            fits = any(abs(stated - ratio) <= WEIGHTS.tolerated_ratio * stated for ratio in ratios if ratio)
        else:
            continue
        if not fits:
            start, end = min(pair.start, single.start), max(pair.end, single.end)
            yield Hit(start, end, value=f"{change:.3g}%", limit=single.text)


def _is_bounded(reading: Reading, quantity: Quantity) -> bool:
    # "At least 40 %" is true of 44 % as well.
    before = [word.lower for word in reading.text.words_in(Span(max(0, quantity.start - 30), quantity.start))]
    return any(word in WORDS.bound for word in before[-2:])


def _close(stated: float, true: float) -> bool:
    return abs(stated - true) <= max(WEIGHTS.tolerated_points, WEIGHTS.tolerated_difference * true)


def _find_relative_or_points(reading: Reading) -> Iterator[Hit]:
    """Find "rose 5% from 20% to 25%", where 5 percentage points are meant."""
    for pair, single in _pairs(reading):
        first, last = pair.values
        stated, points = abs(single.values[0]), abs(last - first)
        in_points = single.unit == pair.unit == "percent" and abs(stated - points) < 0.05 * max(stated, 1)
        if in_points and not _close(stated, points / abs(first) * 100):
            yield Hit(single.start, single.end, value=f"{points / abs(first) * 100:.2g}%")


def _find_complete(reading: Reading) -> Iterator[Hit]:
    """Find a business figure whose sentence, or one beside it, gives a base and a period."""
    sentences = reading.text.sentences
    for place, sentence in enumerate(sentences):
        figures = [one for one in reading.figures_in(sentence) if one.kind == "business"]
        if not figures:
            continue
        first, last = max(0, place - 2), min(len(sentences), place + 3)
        around = Span(sentences[first].start, sentences[last - 1].end)
        said = {word.lower for word in reading.text.words_in(around)}
        based = any(len(one.values) == 2 for one in figures) or not said.isdisjoint(WORDS.base)
        timed = not said.isdisjoint(WORDS.period) or _YEAR.search(reading.text.text, around.start, around.end)
        if based and timed:
            yield Hit(figures[0].start, figures[0].end)


def _find_late_number(reading: Reading) -> Iterator[Hit]:
    """Find the first figure of a letter if it comes after what is read in 45 seconds."""
    first = next(iter(reading.facts.quantities), None)
    written = reading.text.words
    if first is not None and len(written) > _READ_IN_45_SECONDS and first.start > written[_READ_IN_45_SECONDS].start:
        yield Hit(first.start, first.end)


def _find_two(reading: Reading) -> Iterator[Hit]:
    if len(reading.facts.quantities) >= 2 or any(len(one.values) > 1 for one in reading.facts.quantities):
        yield Hit(reading.facts.quantities[0].start, reading.facts.quantities[0].end)


SIGNALS = {
    "quantity": _find_quantities(None),
    "business-quantity": _find_quantities("business"),
    "model-only": _find_model_only,
    "bare-percent": _find_bare_percent,
    "contradiction": _find_contradictions,
    "relative-or-points": _find_relative_or_points,
    "complete-figure": _find_complete,
    "late-number": _find_late_number,
    "two-quantities": _find_two,
}
