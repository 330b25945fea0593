"""Whether a story is told from the customer's side and ends in what changed for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.vocabulary import WEIGHTS
from prepkit.text import Span

_EARLY_WORDS, _EARLY_SHARE, _LATE_SHARE = (int(WEIGHTS.early_words), WEIGHTS.early_share, WEIGHTS.late_share)


def _early(reading: Reading) -> Span:
    words = reading.text.words
    last = min(len(words), max(_EARLY_WORDS, int(len(words) * _EARLY_SHARE)))
    return Span(0, words[last - 1].end) if words else Span(0, 0)


def _find_early_problem(reading: Reading) -> Iterator[Hit]:
    """Find, in the first part of a story, a customer and what was wrong for them."""
    early = _early(reading)
    named = (*reading.cue("people", early), *_customer(reading, early))
    trouble = reading.cue("trouble", early)
    if named and trouble:
        yield Hit(*min(named))


def _customer(reading: Reading, within: Span) -> tuple[Span, ...]:
    span = reading.facts.customer_span
    return (span,) if span is not None and within.start <= span.start < within.end else ()


def _find_technical_end(reading: Reading) -> Iterator[Hit]:
    """Find a story whose last figure is a model's, or that has no other."""
    figures = [one for one in reading.facts.quantities if one.kind != "scale"]
    if figures and (figures[-1].kind == "model" or all(one.kind == "model" for one in figures)):
        yield Hit(figures[-1].start, figures[-1].end)
        return
    words = reading.text.words
    tail = Span(words[int(len(words) * _LATE_SHARE)].start, words[-1].end) if words else Span(0, 0)
    for span in reading.cue("significance", tail):
        if not any(one.kind == "business" and one.start >= tail.start for one in figures):
            yield Hit(*span)
            return


def _claims(reading: Reading, principle: str) -> Span | None:
    for part in reading.outline.sections:
        if part.id == "principles":
            words = " ".join(word.lower for word in reading.text.words_in(part.body)).replace(" ", "-")
            if principle in words:
                return part.heading if part.heading.end > part.heading.start else part.body
    return None


def _lacks(principle: str, *cues: str) -> Callable[[Reading], Iterator[Hit]]:
    def find(reading: Reading) -> Iterator[Hit]:
        claimed = _claims(reading, principle)
        if claimed is not None and not all(reading.says(Span(0, claimed.start), cue) for cue in cues):
            yield Hit(*claimed)

    return find


def _find_generic(reading: Reading) -> Iterator[Hit]:
    """Find a learning story of a language or tool with nothing that a customer got from it."""
    if any(one.kind == "business" for one in reading.facts.quantities):
        return
    for span in reading.cue("generic-learning"):
        yield Hit(*span)
        return


SIGNALS = {
    "early-problem": _find_early_problem,
    "technical-end": _find_technical_end,
    "generic-learning-story": _find_generic,
    "obsession-gap": _lacks("customer-obsession", "evidence"),
    "obsession-stance-gap": _lacks("customer-obsession", "stance"),
    "ownership-gap": _lacks("ownership", "follow-up"),
    "ownership-team-gap": _lacks("ownership", "cross-team"),
    "simplify-gap": _lacks("invent-and-simplify", "simplified"),
}
