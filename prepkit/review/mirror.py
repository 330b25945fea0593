"""A draft beside a press release that was really published: both measured alike."""

from __future__ import annotations

import bisect
import functools
import re

import pandas as pd

from prepkit.content.shapes.rules import Existence
from prepkit.models import PRFAQ
from prepkit.models.listing import make_table
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.review.reading.reading import is_number
from prepkit.review.reading.release import DATE
from prepkit.review.reading.vocabulary import LISTED, WEIGHTS, WORDS, PhraseIndex, drop_overlaps
from prepkit.review.rules.rulebook import find_rule
from prepkit.text import Span, Text, read

LONGEST = 200_000  # characters that are compared; a release has a hundredth of that
_COLUMNS = "group str, measure str, unit str, yours float64, theirs float64, advice str"
_LONG_SENTENCE, _SHORT_QUOTE = int(WEIGHTS.long_sentence_words), WEIGHTS.spoken_words
_BOILERPLATE = re.compile(r"^[ \t#*_]{0,8}About[ \t]+[A-Z][^\n.?!]{1,60}$", re.M)
_QUESTION = re.compile(r"^[^\n?]{8,200}\?[ \t*_]{0,4}$", re.M)
_DATELINE = 120  # characters into a paragraph: a date that stands later belongs to the text


_Measures = dict[str, float]
_ROWS = (  # group, measure, unit, the name that it has among the measures
    ("length", "Words", "words", "words"),
    ("sentences", "Words in a sentence", "words", "sentence"),
    ("sentences", "Longest sentence", "words", "longest"),
    ("sentences", f"Sentences over {_LONG_SENTENCE} words", "%", "long"),
    ("sentences", "School grade to read it", "grade", "grade"),
    ("numbers", "Numbers", "per 100 words", "numbers"),
    ("quotes", "Paragraphs in which somebody speaks", "count", "quotes"),
    ("quotes", "Words that are spoken", "%", "quoted"),
    ("adjectives", "Adjectives", "per 100 words", "adjectives"),
    ("adjectives", "Words of praise", "per 100 words", "praise"),
    ("structure", "Headline", "words", "headline"),
    ("structure", "Sub-heading", "yes or no", "sub_heading"),
    ("structure", "City and date", "yes or no", "dateline"),
    ("structure", "Questions answered", "count", "questions"),
    ("structure", "About the company", "yes or no", "boilerplate"),
)


def compare_releases(draft: PRFAQ, text: str) -> pd.DataFrame:
    """Measure a draft's press release and a published one, and set them side by side.

    Args:
        draft: A PRFAQ; its release is measured, and of its FAQ only the number of questions.
        text: The published release as it was copied, in plain text; its first 200,000 characters count.

    Returns:
        Columns group (str: length, sentences, numbers, quotes, adjectives, structure), measure (str), unit (str: words,
        %, per 100 words, grade, count, yes or no), yours and theirs (float64; 1 and 0 for yes and no), advice (str:
        what to do about the difference, blank if nothing). No rows if either is blank. Adjectives are estimated from
        a list and from word endings.
    """
    own, other = write_release(draft), text[:LONGEST]
    if not own.split() or not other.split():
        return make_table(_COLUMNS, [])
    yours, theirs = _measure_draft(draft, own), _measure_text(other)
    rows = [(*row, yours[name], theirs[name], _advise(name, yours[name], theirs[name])) for *row, name in _ROWS]
    return make_table(_COLUMNS, rows).round(1)


def write_release(draft: PRFAQ) -> str:
    """Return a draft's press release as it would be published: no section headings, no questions."""
    dateline = draft.dateline()
    summary = f"{dateline} — {draft.summary}" if dateline and draft.summary else draft.summary or dateline
    texts = [summary if name == "summary" else getattr(draft, name) for name in RELEASE_SECTIONS]
    return "\n\n".join(part for part in texts if part.strip())


def _measure_draft(draft: PRFAQ, release: str) -> _Measures:
    return _measure(
        release,
        headline=len(draft.heading.split()),
        sub_heading=bool(draft.sub_heading.strip()),
        dateline=bool(draft.city and draft.launch_date),
        questions=sum(bool(entry.question.strip()) for entry in (*draft.external_faq, *draft.internal_faq)),
        boilerplate=False,
    )


def _measure_text(text: str) -> _Measures:
    about = [match for match in _BOILERPLATE.finditer(text) if match.start() > len(text) * WEIGHTS.boilerplate_place]
    body = text[: about[0].start()] if about else text
    whole = read(body)
    paragraphs = [span for span in whole.paragraphs if whole.words_in(span, 1)]
    first = next((line for line in whole.lines if whole.words_in(line, 1)), Span(0, 0))
    headed = len(whole.words_in(first)) <= _LONG_SENTENCE and not _is_dated(whole, first)
    second = next((line for line in whole.lines if line.start > first.end and whole.words_in(line, 1)), None)
    return _measure(
        body,
        headline=len(whole.words_in(first)) if headed else 0,
        sub_heading=headed and second is not None and _is_sub_heading(whole, second),
        dateline=any(_is_dated(whole, span) for span in paragraphs[:5]),
        questions=sum(1 for _ in _QUESTION.finditer(body)),
        boilerplate=bool(about),
    )


def _is_sub_heading(text: Text, line: Span) -> bool:
    return 3 <= len(text.words_in(line)) <= 40 and not _is_dated(text, line) and line.end < len(text.text.rstrip())


def _is_dated(text: Text, span: Span) -> bool:
    match = DATE.search(text.text, span.start, min(span.end, span.start + _DATELINE))
    return match is not None and len(text.words_in(Span(span.start, match.start()))) <= 8


def _measure(text: str, **structure: float) -> _Measures:
    whole = read(text)
    count = len(whole.words)
    lengths = [length for length in (len(whole.words_in(span)) for span in whole.sentences) if length]
    long = sum(length > _LONG_SENTENCE for length in lengths)
    spoken = [span for span in whole.quotations if len(whole.words_in(span)) > WEIGHTS.spoken_words]
    return structure | {
        "words": count,
        "sentence": sum(lengths) / max(1, len(lengths)),
        "longest": max(lengths, default=0),
        "long": _rate(long, len(lengths)),
        "numbers": _rate(sum(is_number(word) for word in whole.words), count),
        "quotes": len({bisect.bisect_right(whole.paragraphs, span) for span in spoken}),
        "quoted": _rate(sum(len(whole.words_in(span)) for span in spoken), count),
        "adjectives": _rate(sum(_is_adjective(word.lower) for word in whole.words), count),
        "praise": _rate(sum(1 for _ in drop_overlaps(_praise().find(whole), str)), count),
        "grade": whole.readability.grade,
    }


def _rate(count: int, words: int) -> float:
    return 100 * count / max(1, words)


@functools.lru_cache(maxsize=8192)
def _is_adjective(word: str) -> bool:
    if word in WORDS.adjective:
        return True
    return len(word) > 5 and word.endswith(LISTED.adjective_ending) and word not in WORDS.not_an_adjective


@functools.cache
def _praise() -> PhraseIndex[str]:
    match = find_rule("hype").match
    items = match.items if isinstance(match, Existence) else ()
    return PhraseIndex((item, "praise") for item in items)


def _advise(name: str, own: float, other: float) -> str:
    if name == "sentence" and own > other + WEIGHTS.sentence_longer:
        return "Your sentences are longer. Say one thing in each."
    if name == "long" and own > max(other, WEIGHTS.long_share):
        return f"Split what is over {_LONG_SENTENCE} words."
    if name == "numbers" and own < other * WEIGHTS.fewer_numbers:
        return "Theirs has more numbers. Which of your claims can be counted?"
    if name == "quotes" and own < min(other, WEIGHTS.speakers):
        return "Let a leader and a customer speak."
    if (
        name in ("adjectives", "praise")
        and own > other * WEIGHTS.more_adjectives
        and own - other > WEIGHTS.adjective_difference
    ):
        return "Strike adjectives, or put a number in their place."
    if (
        name in ("adjectives", "praise")
        and other > own * WEIGHTS.more_adjectives
        and other - own > WEIGHTS.adjective_difference
    ):
        return "Theirs sells. Leave this to them: a PRFAQ decides."
    if name == "headline" and own > WEIGHTS.mirrored_headline:
        return "Twelve words are enough for a headline."
    if name in ("headline", "sub_heading", "dateline") and other and not own:
        return "Theirs has one; yours is blank."
    if name == "questions" and not own:
        return "A PRFAQ answers questions; a public release seldom does."
    return "A PRFAQ needs none." if name == "boilerplate" and other else ""
