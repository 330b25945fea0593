"""A text with everything that a rule may ask of it, and its facts, read line by line."""

from __future__ import annotations

import bisect
import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from prepkit.review.reading import customers, framing, openers, quantities
from prepkit.review.reading.facts import Facts, Framing, Opener, Quantity
from prepkit.review.reading.lexicon import mark
from prepkit.review.reading.outline import read_outline
from prepkit.review.reading.sections import Outline
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS, cue_index, drop_overlaps, technical_terms, tokenize
from prepkit.text import Span, Text, Word
from prepkit.text.lazy import Lazy

PACE = WEIGHTS.pace


def gather(text: Text, kind: str = "bullet", *, pace: float = PACE) -> Facts:
    """Return the facts of a text.

    Args:
        text: The text, as `prepkit.text.read` returns it.
        kind: "bullet" for one line, framed as a whole; any other kind is framed sentence by sentence.
        pace: Words spoken in a minute; above 0.
    """
    if kind == "bullet":
        lines = [_read_line(text)] if text.words else []
        framed: Framing = lines[0].framing if lines else "product"
    else:
        parts = (text.words_in(sentence) for sentence in text.sentences)
        lines = [_read_line(Text(text.text, words)) for words in parts if words]
        framed = framing.judge_sentences([line.framing for line in lines])
    served: Span | None = None
    found: list[Quantity] = []
    technical: list[Span] = []
    technical_words = content_words = 0
    for line in lines:
        served = served or line.served
        found += line.quantities
        technical += line.technical
        technical_words += line.technical_words
        content_words += line.content_words
    return Facts(
        opener=lines[0].opener if lines else None,
        quantities=tuple(found),
        customer=served is not None,
        customer_span=served,
        technical=tuple(technical),
        technical_share=min(1.0, technical_words / max(1, content_words)),
        framing=framed,
        words=len(text.words),
        minutes=len(text.words) / pace,
    )


@dataclass(slots=True)
class _Line:
    opener: Opener | None
    quantities: list[Quantity]
    served: Span | None
    technical: list[Span]
    technical_words: int
    content_words: int
    framing: Framing


def _read_line(text: Text) -> _Line:
    tokens = tokenize(text)
    hits = mark(tokens)
    opener, first = openers.find_opener(text, tokens)
    found = quantities.find_quantities(text.text, tokens, hits)
    served = customers.find_customer(tokens, hits)
    technical = [hit for hit in hits.technical if not hit.soft]
    return _Line(
        opener=opener,
        quantities=found,
        served=served,
        technical=[Span(tokens.starts[hit.start], tokens.ends[hit.end - 1]) for hit in technical],
        technical_words=sum([hit.end - hit.start for hit in technical]),
        content_words=framing.count_content(tokens),
        framing=framing.judge(tokens, hits, opener, first, found, served is not None),
    )


class Hit(NamedTuple):
    """A place that a rule objects to. The texts fill in {value}, {limit} and {better} of its message."""

    start: int
    end: int
    value: str = ""
    limit: str = ""
    better: str = ""
    soft: bool = False


@dataclass(frozen=True)
class Reading:
    """What is known of a text under review. `beside` are other texts that it must not repeat."""

    text: Text
    kind: str
    facts: Facts
    today: dt.date | None = None
    beside: tuple[str, ...] = ()

    @Lazy
    def outline(self) -> Outline:
        """The sections of the text, and for a PRFAQ its questions."""
        return read_outline(self.text, self.kind)

    @Lazy
    def whole(self) -> Span:
        """The text from its first word to its last."""
        words = self.text.words
        return Span(words[0].start, words[-1].end) if words else Span(0, 0)

    @Lazy
    def head(self) -> Span:
        """The first line with a word: where a finding about the whole text is shown."""
        for line in self.text.lines:
            words = self.text.words if len(self.text.lines) == 1 else self.text.words_in(line)
            if words:
                return Span(words[0].start, words[-1].end)
        return Span(0, 0)

    @Lazy
    def cues(self) -> dict[str, tuple[Span, ...]]:
        """Where each cue of cues.toml stands."""
        places: dict[str, list[Span]] = {}
        words = self.text.words
        for found in drop_overlaps(cue_index().find(self.text), str):
            places.setdefault(found.label, []).append(Span(words[found.first].start, words[found.last].end))
        return {name: tuple(spans) for name, spans in places.items()}

    def cue(self, name: str, within: Span | None = None) -> tuple[Span, ...]:
        """Return where a cue stands, in the whole text or within a span."""
        spans = self.cues.get(name, ())
        if within is None or not spans:
            return spans
        first = bisect.bisect_left(spans, Span(within.start, -1))
        last = bisect.bisect_left(spans, Span(within.end, -1))
        return spans[first:last]

    def says(self, within: Span | None, *names: str) -> bool:
        """Does one of these cues stand within the span?"""
        return any(self.cue(name, within) for name in names)

    def sentence(self, offset: int) -> Span:
        """Return the sentence that a place belongs to; the whole text if it belongs to none."""
        if self._is_one_sentence:
            return self.whole
        found = bisect.bisect_right(self._sentence_starts, offset)
        return self.text.sentences[found - 1] if found else self.whole

    @Lazy
    def _is_one_sentence(self) -> bool:
        # Most lines are one sentence, and need not be searched for more.
        return self.kind == "bullet" and ". " not in self.text.text

    def next_sentence(self, offset: int) -> Span | None:
        """Return the sentence behind the one that a place belongs to."""
        found = bisect.bisect_right(self._sentence_starts, offset)
        return self.text.sentences[found] if found < len(self.text.sentences) else None

    @Lazy
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.text.sentences]

    @Lazy
    def _numbers(self) -> list[int]:
        return [word.start for word in self.text.words if is_number(word)]

    def has_number(self, within: Span) -> bool:
        """Does a number stand within the span, in digits or as a word?"""
        found = bisect.bisect_left(self._numbers, within.start)
        return found < len(self._numbers) and self._numbers[found] < within.end

    def quantities_in(self, within: Span, kind: str | None = None) -> tuple[Span, ...]:
        """Return the places of the quantities within a span, of one kind or of all."""
        return tuple(Span(one.start, one.end) for one in self.figures_in(within) if kind in (None, one.kind))

    def figures_in(self, within: Span) -> tuple[Quantity, ...]:
        """Return the quantities that begin within a span."""
        first = bisect.bisect_left(self._quantity_starts, within.start)
        return self.facts.quantities[first : bisect.bisect_left(self._quantity_starts, within.end)]

    @Lazy
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self.facts.quantities]

    @Lazy
    def listed_terms(self) -> tuple[Span, ...]:
        """Where listed technical terms stand; a name that only looks technical, such as a product's, is not one."""
        terms = technical_terms()
        found = []
        for span in self.facts.technical:
            term = self.text.cut(span).lower().replace("-", " ")
            if term in terms or term.removesuffix("s") in terms:
                found.append(span)
        return tuple(found)

    def parts(self, *sections: str) -> tuple[Span, ...]:
        """Return the bodies of these sections, those that are there; without names, the whole text.

        In a PRFAQ "release" is all that stands before the questions, and "faq" the rest.
        """
        if not sections:
            return (self.whole,)
        found = [part.body for part in self.outline.sections if part.id in sections and not part.blank]
        if "release" in sections:
            found.append(Span(self.whole.start, min(self.faq_start, self.whole.end)))
        if "faq" in sections and self.faq_start < self.whole.end:
            found.append(Span(self.faq_start, self.whole.end))
        return tuple(found)

    @Lazy
    def faq_start(self) -> int:
        """Where the questions of a PRFAQ begin; the end of the text if there are none."""
        starts = [
            part.start for part in self.outline.sections if part.id in ("external_faq", "internal_faq", "appendix")
        ]
        starts += [question.question.start for question in self.outline.questions[:1]]
        return min(starts, default=self.whole.end)


def is_number(word: Word) -> bool:
    """Is this word a number, in digits or written out? "One" is not: it is mostly a pronoun."""
    return word.text[0].isdigit() or word.lower in WORDS.number_word
