"""What can be counted in a text: each measure yields spans with their values."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from prepkit.review.reading.reading import Reading
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS
from prepkit.text import Span

Measure = Callable[[Reading, tuple[Span, ...]], Iterable[tuple[Span, float]]]
_ASIDE = re.compile(r"\([^()\n]{3,400}\)")


def _count_words(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for part in parts:
        yield part, len(reading.text.words if part is reading.whole else reading.text.words_in(part))


def _count_sentence_words(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for sentence in _sentences(reading, parts):
        length = len(reading.text.words_in(sentence))
        if length > WEIGHTS.easy_words:
            for aside in _ASIDE.finditer(reading.text.text, sentence.start, sentence.end):
                length -= len(reading.text.words_in(Span(aside.start(), aside.end())))
        yield sentence, length


def _sentences(reading: Reading, parts: tuple[Span, ...]) -> Iterator[Span]:
    for sentence in reading.text.sentences:
        if any(part.start <= sentence.start < part.end for part in parts):
            yield sentence


def _count_paragraph_sentences(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    starts = [sentence.start for sentence in reading.text.sentences if len(reading.text.words_in(sentence)) > 2]
    place = 0
    bullets = {bullet.start for bullet in reading.text.bullets}
    for paragraph in reading.text.paragraphs:
        first = place
        while place < len(starts) and starts[place] < paragraph.end:
            place += 1
        inside = starts[first:place]
        if any(part.start <= paragraph.start < part.end for part in parts) and not bullets.intersection(inside):
            yield paragraph, len(inside)


def _count_answer_words(reading: Reading, _parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for question in reading.outline.questions:
        yield question.question, len(reading.text.words_in(question.answer))


def _count_questions(audience: str, reading: Reading, _parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    part = reading.outline.find(f"{audience}_faq")
    if part is not None and not part.blank:
        heading = part.heading if part.heading.end > part.heading.start else reading.outline.asked(audience)[0].question
        yield heading, len(reading.outline.asked(audience))


def _count_seconds(reading: Reading, _parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    yield reading.head, reading.facts.minutes * 60


def _measure_technical_share(reading: Reading, _parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    technical = reading.facts.technical
    if len(technical) >= WEIGHTS.many_terms:
        yield technical[0], reading.facts.technical_share * 100


def _count_technical(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for span in reading.listed_terms:
        if any(part.start <= span.start < part.end for part in parts):
            yield span, len(reading.text.words_in(span))


def _count_technical_sentences(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    starts = {reading.sentence(span.start).start for span in reading.facts.technical}
    for sentence, length in _count_sentence_words(reading, parts):
        if sentence.start in starts:
            yield sentence, length


def _count_listed(sets: tuple[str, ...], reading: Reading, _parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for word in reading.text.words:
        if (
            any(word.lower in WORDS[name] for name in sets)
            and word.text != "US"
            and not reading.text.quoted(word.start)
        ):
            yield Span(word.start, word.end), 1


def _count_sentences(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for sentence, length in _count_sentence_words(reading, parts):
        if length > 2:
            yield sentence, 1


def _count_long_sentences(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for sentence, length in _count_sentence_words(reading, parts):
        if length > WEIGHTS.easy_words:
            yield sentence, 1


def _count_passives(reading: Reading, parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    for sentence in _sentences(reading, parts):
        for be, done in itertools.pairwise(reading.text.words_in(sentence)):
            if be.lower in WORDS.form_of_be and (
                done.lower in WORDS.participle or (done.lower.endswith("ed") and len(done.lower) > 4)
            ):
                yield sentence, 1
                break


def _grade(reading: Reading, _parts: tuple[Span, ...]) -> Iterator[tuple[Span, float]]:
    if len(reading.text.words) >= WEIGHTS.graded_words:
        yield reading.head, reading.text.readability.grade


MEASURES: dict[str, Measure] = {
    "words": _count_words,
    "sentence-words": _count_sentence_words,
    "paragraph-sentences": _count_paragraph_sentences,
    "answer-words": _count_answer_words,
    "external-questions": functools.partial(_count_questions, "external"),
    "internal-questions": functools.partial(_count_questions, "internal"),
    "seconds": _count_seconds,
    "technical-share": _measure_technical_share,
    "technical-words": _count_technical,
    "technical-sentence-words": _count_technical_sentences,
    "our-words": functools.partial(_count_listed, ("first-person-plural",)),
    "own-words": functools.partial(_count_listed, ("first-person-plural", "first-person-singular")),
    "sentences": _count_sentences,
    "long-sentences": _count_long_sentences,
    "passive-sentences": _count_passives,
    "grade": _grade,
}
