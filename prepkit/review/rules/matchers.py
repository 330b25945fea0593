"""The seven ways in which a rule matches. Each yields hits: places inside the text, in reading order.

Existence and substitution rules with word lists are not here: the rulebook looks all of them up in one pass over the
words and asks `excuse` about each place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from prepkit.content.library import find
from prepkit.content.shapes.rules import Absence, Existence, Guarded, LimitMatch, OpeningMatch, Ratio, Sections
from prepkit.content.shapes.writing import Limit
from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.vocabulary import PhraseIndex
from prepkit.review.rules import faq, figures, letters, prose, releases, resumes, stories
from prepkit.review.rules.measures import MEASURES
from prepkit.text import Span, Word

Signal = Callable[[Reading], Iterable[Hit]]

SIGNALS: dict[str, Signal] = {
    **figures.SIGNALS,
    **prose.SIGNALS,
    **resumes.SIGNALS,
    **stories.SIGNALS,
    **letters.SIGNALS,
    **releases.SIGNALS,
    **faq.SIGNALS,
}


Matcher = Callable[[Reading], Iterable[Hit]]


def make_matcher(match: Any) -> Matcher:
    """Return the function that finds the hits of a rule, for each shape but word lists."""
    makers: dict[str, Callable[[Any], Matcher]] = {
        "existence": _match_signal,
        "absence": _match_absence,
        "opening": _match_opening,
        "limit": _match_limit,
        "ratio": _match_ratio,
        "section": _match_sections,
    }
    return makers[match.shape](match)


def excuse(reading: Reading, match: Guarded, first: int, last: int) -> Hit | None:
    """Return the hit for words `first` to `last`, None if one of the rule's excuses holds for them."""
    words, text = reading.text.words, reading.text
    before = words[first - 1] if first and _touches(text.text, words[first - 1], words[first]) else None
    after = words[last + 1] if last + 1 < len(words) and _touches(text.text, words[last], words[last + 1]) else None
    start, end = words[first].start, words[last].end
    if (before and before.lower in match.before) or (after and after.lower in match.after):
        return None
    if match.needs_after and (after is None or after.lower not in match.needs_after):
        return None
    if match.framings and reading.facts.framing not in match.framings:
        return None
    quoted = match.quoted != "keep" and text.quoted(start)
    if quoted and match.quoted == "skip":
        return None
    if match.sections and not any(part.start <= start < part.end for part in reading.parts(*match.sections)):
        return None
    if match.near or match.number_excuses or match.question_excuses:
        sentence = reading.sentence(start)
        if _is_excused(reading, match, sentence):
            return None
    return Hit(start, end, soft=quoted)


def _touches(text: str, one: Word, other: Word) -> bool:
    return text[one.end : other.start].strip(" \t\n\r-*_\u00a0") == ""


def _is_excused(reading: Reading, match: Guarded, sentence: Span) -> bool:
    text = reading.text
    if match.number_excuses and reading.has_number(sentence):
        return True
    if match.question_excuses and text.text[sentence.start : sentence.end].rstrip("\"'”’*_ ").endswith("?"):
        return True
    return bool(match.near) and any(word.lower in match.near for word in text.words_in(sentence))


def _match_signal(match: Existence) -> Matcher:
    signal = SIGNALS[match.signal or ""]

    def find_hits(reading: Reading) -> Iterable[Hit]:
        parts = reading.parts(*match.sections)
        return (hit for hit in signal(reading) if any(part.start <= hit.start < part.end for part in parts))

    return find_hits if match.sections else signal


def _match_absence(match: Absence) -> Matcher:
    # hits the head of the text, or of a section, in which nothing is found.
    signal = SIGNALS[match.signal] if match.signal else None

    def lacks(reading: Reading, parts: tuple[Span, ...]) -> bool:
        if signal is None:
            return not any(reading.says(part, *match.cues) for part in parts)
        whole = parts == (reading.whole,)
        return not any(whole or any(part.start <= hit.start < part.end for part in parts) for hit in signal(reading))

    def find_hits(reading: Reading) -> Iterator[Hit]:
        if signal is not None and not match.sections:
            if len(reading.text.words) >= match.least_words and next(iter(signal(reading)), None) is None:
                yield Hit(*reading.head)
            return
        parts = reading.parts(*match.sections)
        for group in [(part,) for part in parts] if match.each else [parts]:
            length = sum(len(reading.text.words_in(part)) for part in group)
            if group and length >= match.least_words and lacks(reading, group):
                yield Hit(*(_first_sentence(reading, group[0]) if match.sections else reading.head))

    return find_hits


def _first_sentence(reading: Reading, part: Span) -> Span:
    sentence = reading.sentence(part.start)
    start = max(sentence.start, part.start)
    return Span(start, max(min(sentence.end, part.end), start))


def _match_opening(match: OpeningMatch) -> Matcher:
    # hits the words that a text opens with.
    index = PhraseIndex((item, item) for item in match.items)

    def find_hits(reading: Reading) -> Iterator[Hit]:
        opener = reading.facts.opener
        if opener is not None and (opener.class_ in match.classes or opener.family in match.families):
            yield Hit(opener.start, opener.end)
        elif match.items:
            yield from _find_openings(reading, index, reading.parts(*match.sections))

    return find_hits


def _find_openings(reading: Reading, index: PhraseIndex[str], parts: tuple[Span, ...]) -> Iterator[Hit]:
    words = reading.text.words
    starts = {found[0].start for part in parts if (found := reading.text.words_in(part))}
    done: set[int] = set()
    for phrase in index.find(reading.text):
        start = words[phrase.first].start
        if start in starts and start not in done:
            done.add(start)
            yield Hit(start, words[phrase.last].end)


def _match_limit(match: LimitMatch) -> Matcher:
    # hits each part whose measure is beyond the limit.
    measure = MEASURES[match.measure]
    most, least = match.most, match.least
    if match.limit:
        entry = find(Limit, match.limit)
        most, least = (entry.high, None) if match.side == "high" else (None, entry.low)

    def find_hits(reading: Reading) -> Iterator[Hit]:
        parts = reading.parts(*match.sections)
        for span, value in measure(reading, parts):
            if most is not None and value > most:
                yield Hit(span.start, span.end, format_value(value), format_value(most))
            elif least is not None and value < least:
                yield Hit(span.start, span.end, format_value(value), format_value(least))

    return find_hits


def _match_ratio(match: Ratio) -> Matcher:
    # hits the head of the text if one measure is too large a share of another.
    part_of, whole_of = MEASURES[match.part], MEASURES[match.whole]
    most = match.most if match.most is not None else find(Limit, match.limit or "").high

    def find_hits(reading: Reading) -> Iterator[Hit]:
        parts = reading.parts(*match.sections)
        whole = sum(value for _, value in whole_of(reading, parts))
        if whole < match.least_whole:
            return
        part = sum(value for _, value in part_of(reading, parts))
        if part >= match.least_part and part * 100 > most * whole:
            yield Hit(*reading.head, format_value(100 * part / whole), format_value(most))

    return find_hits


def _match_sections(match: Sections) -> Matcher:
    # hits the head of the text for a missing section, or the first one out of order.

    def find_missing(reading: Reading) -> Iterator[Hit]:
        found = reading.outline.find(match.needs or "")
        if len(reading.outline.sections) < match.least_sections:
            return
        if found is None or found.blank:
            blank = found is not None and found.heading.end > found.heading.start
            yield Hit(*(found.heading if found is not None and blank else reading.head))

    def find_disorder(reading: Reading) -> Iterator[Hit]:
        rank = {section: place for place, section in enumerate(match.order)}
        highest = -1
        for part in reading.outline.sections:
            if part.blank or part.id not in rank:
                continue
            if rank[part.id] < highest:
                yield Hit(
                    *(part.heading if part.heading.end > part.heading.start else _first_sentence(reading, part.body))
                )
                return
            highest = rank[part.id]

    return find_missing if match.needs else find_disorder


def format_value(value: float) -> str:
    """Write a measured value as a person would: whole, or with one decimal place if it is small."""
    return f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
