"""Wording that needs its surroundings to be judged: persons, acronyms, comparisons, blanks left open."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from prepkit.review.reading.reading import Hit, Reading, is_number
from prepkit.review.reading.vocabulary import WORDS, known_acronyms
from prepkit.text import Span, Word
from prepkit.text.blanks import find_blanks

_CAPITALS = re.compile(r"[A-Z][A-Z]")


def _find_first_person(reading: Reading) -> Iterator[Hit]:
    wanted = WORDS.first_person
    if wanted.isdisjoint(reading.text.vocabulary):
        return
    before = None
    for place, word in enumerate(reading.text.words):
        if word.lower in wanted and not _is_a_name(word, before, place) and not reading.text.quoted(word.start):
            yield Hit(word.start, word.end)
            return
        before = word


def _is_a_name(word: Word, before: Word | None, place: int) -> bool:
    if word.text in ("US", "ME") or (before is not None and before.lower in WORDS.numbered):
        return True
    return place > 0 and word.text[0].isupper() and word.lower not in WORDS.pronouns_in_capitals


def _find_acronyms(reading: Reading) -> Iterator[Hit]:
    """Find the first use of each run of capitals that is neither known nor spelled out beside it."""
    text = reading.text
    if not _CAPITALS.search(text.text):
        return
    known = known_acronyms()
    technical = {span.start for span in reading.facts.technical}
    seen: set[str] = set()
    for place, word in enumerate(text.words):
        if not word.text[1:2].isupper() or not _is_acronym(word) or word.text in known or word.text in seen:
            continue
        seen.add(word.text)
        if (
            word.start in technical
            or _is_shouted(reading, place)
            or _is_place(text.text, word)
            or text.quoted(word.start)
        ):
            continue
        if not _is_spelled_out(text.text, word):
            yield Hit(word.start, word.end)


def _is_acronym(word: Word) -> bool:
    stem = word.text[:-1] if word.text.endswith("s") else word.text
    return 2 <= len(stem) <= 6 and stem.isascii() and stem.isalpha() and stem.isupper()


def _is_shouted(reading: Reading, place: int) -> bool:
    written = reading.text.words
    beside = [written[other] for other in (place - 1, place + 1) if 0 <= other < len(written)]
    if any(word.text.isupper() and len(word.text) > 3 and word.text.isalpha() for word in beside):
        return True
    line = reading.text.lines[reading.text.position(written[place].start)[0] - 1]
    return reading.text.cut(line).isupper()


def _is_place(text: str, word: Word) -> bool:
    return len(word.text) == 2 and text[max(0, word.start - 2) : word.start] in (", ", "- ", "/ ")


def _is_spelled_out(text: str, word: Word) -> bool:
    before, after = text[max(0, word.start - 120) : word.start], text[word.end : word.end + 60]
    if before.endswith("(") or (after.startswith((" (", "s (")) and not after[2:4].strip("(").isdigit()):
        return True
    return re.match(r"s?,? (?:or|means|stands for|short for|that is)\b", after) is not None


def _find_blanks(reading: Reading) -> Iterator[Hit]:
    return (Hit(blank.start, blank.end) for blank in find_blanks(reading.text.text))


def _find_bare_changes(reading: Reading) -> Iterator[Hit]:
    """Find "improved the checkout" in a sentence that has no number and no comparison."""
    wanted = WORDS.claim_of_change
    if wanted.isdisjoint(reading.text.vocabulary):
        return
    is_bare = functools.cache(functools.partial(_is_bare, reading))  # asked of every word, answered for every sentence
    for place, word in enumerate(reading.text.words):
        if word.lower in wanted and not reading.text.quoted(word.start):
            sentence = reading.sentence(word.start)
            before = reading.text.words[place - 1].lower if place else ""
            if is_bare(sentence) and before not in WORDS.before_adjective:
                yield Hit(word.start, word.end)


def _is_bare(reading: Reading, sentence: Span) -> bool:
    if any(word.lower in WORDS.excuse_of_comparison or is_number(word) for word in reading.text.words_in(sentence)):
        return False
    if reading.text.text[sentence.start : sentence.end].rstrip("\"'”*_ ").endswith(("?", ":")):
        return False
    following = reading.next_sentence(sentence.start)
    return following is None or not reading.has_number(following)


def _find_bare_comparatives(reading: Reading) -> Iterator[Hit]:
    """Find "faster checkout" in a sentence that has no number and no comparison."""
    wanted = WORDS.comparative
    if wanted.isdisjoint(reading.text.vocabulary):
        return
    is_bare = functools.cache(functools.partial(_is_bare, reading))
    written = reading.text.words
    for place, word in enumerate(written):
        if word.lower not in wanted or reading.text.quoted(word.start):
            continue
        before = written[place - 1].lower if place else ""
        after = written[place + 1].lower if place + 1 < len(written) else ""
        if (
            before not in WORDS.before_comparative
            and after not in WORDS.after_comparative
            and is_bare(reading.sentence(word.start))
        ):
            yield Hit(word.start, word.end)


def _find_no_customer(reading: Reading) -> Iterator[Hit]:
    if reading.facts.customer and reading.facts.customer_span is not None:
        yield Hit(*reading.facts.customer_span)


def _find_technique(reading: Reading) -> Iterator[Hit]:
    """Find a line of which nothing is left once the tools and models are struck out."""
    facts = reading.facts
    if facts.framing != "technical" or any(one.kind == "business" for one in facts.quantities):
        return
    first = facts.technical[0] if facts.technical else None
    if first is not None:
        yield Hit(first.start, facts.technical[-1].end if len(facts.technical) == 1 else first.end)
    elif facts.opener is not None:
        yield Hit(facts.opener.start, facts.opener.end)


SIGNALS = {
    "first-person": _find_first_person,
    "acronym": _find_acronyms,
    "blank": _find_blanks,
    "bare-change": _find_bare_changes,
    "bare-comparative": _find_bare_comparatives,
    "customer": _find_no_customer,
    "technique": _find_technique,
}
