"""Words, sentences, lines, paragraphs and bullets of a text, each with its place. No opinions.

Every place is counted in code points of the text as given: `text.text[span.start:span.end]` is what the span covers.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_DOTTED = r"(?<=\d)[.,](?=\d)|(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)"  # 1,200.5 and U.S
_WORD = re.compile(rf"[^\W_]+(?:(?:['’\-‐‑_]|{_DOTTED})[^\W_]+|[\u0300-\u036f]+[^\W_]*)*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARK = re.compile(
    r"[ \t]{0,40}(?:[-*+•‣◦▪▫■□●○◆◇►▶➤➢✓✔✦–—·→](?=[ \t\u00a0*_\"“]|[^\W\d_])|\(?(?:\d{1,2}|[a-z])[.)](?=[ \t]))[ \t\u00a0]*"
)
_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]*_]*(?=\s|$|(?<=[。！？]))")
_ABBREVIATIONS = frozenset(
    "e.g i.e etc vs approx est incl excl no nos fig dept inc ltd corp co mr mrs ms dr prof st jr sr al cf ca sec min max avg"
    " jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k e.u ph.d b.sc m.sc a.m p.m yr mo wk hr vol ed resp".split()
)
_TERMINATED = ".!?…:;。！？"
_WRAPPED = 60  # a line this long may have been broken by an editor; a shorter one ends on purpose
_QUOTED_AT_MOST = 1000


class Word(NamedTuple):
    """A word or number: letters and digits, joined by hyphens, apostrophes or a decimal point."""

    start: int
    end: int
    text: str
    lower: str


class Span(NamedTuple):
    """A stretch of text, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Readability:
    """Flesch's two measures, with what they were counted from.

    `ease` is 206.835 - 1.015 * words / sentences - 84.6 * syllables / words (higher reads easier);
    `grade` is 0.39 * words / sentences + 11.8 * syllables / words - 15.59 (US school years). Both are 0 without words.
    """

    ease: float
    grade: float
    words: int
    sentences: int
    syllables: int


@dataclass(frozen=True)
class Text:
    """A text with its words; lines, sentences and the rest are found when first asked for."""

    text: str
    words: tuple[Word, ...]

    @functools.cached_property
    def lines(self) -> tuple[Span, ...]:
        """Every line without its line end; a text has at least one."""
        return tuple(_find_lines(self.text))

    @functools.cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Runs of lines that are not blank, without blanks at either end."""
        return tuple(_find_paragraphs(self.text, self.lines))

    @functools.cached_property
    def bullets(self) -> tuple[Span, ...]:
        """The content of each list item, without its mark, with the indented lines that carry it on."""
        return tuple(_find_bullets(self.text, self.lines))

    @functools.cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences without blanks or list marks; a heading or a list item is one too."""
        return tuple(_find_sentences(self.text, self.lines))

    @functools.cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Quoted speech, quote marks included."""
        return tuple(_find_quotations(self.text))

    @functools.cached_property
    def readability(self) -> Readability:
        """Flesch reading ease and grade of the whole text."""
        return _measure(self)

    @functools.cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @functools.cached_property
    def _quotation_starts(self) -> list[int]:
        return [span.start for span in self.quotations]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a place in the text.

        Raises:
            IndexError: if the offset is outside 0..len(text).
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text of {len(self.text)} characters")
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def quoted(self, offset: int) -> bool:
        """Is this place inside quoted speech?"""
        found = bisect.bisect_right(self._quotation_starts, offset)
        return found > 0 and offset < self.quotations[found - 1].end

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Return the words that start within a span."""
        starts = self._word_starts
        return self.words[bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)]

    def cut(self, span: Span) -> str:
        """Return what a span covers."""
        return self.text[span.start : span.end]


def read(text: str) -> Text:
    """Return the text with its words found. Any string will do, also an empty one; time grows with its length."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        found.append(Word(start, end, word, word.lower().replace("’", "'")))
    return Text(text, tuple(found))


def skip_mark(line: str, start: int = 0, end: int | None = None) -> int:
    """Return where the content of a line begins, behind a list mark or number if there is one."""
    match = _MARK.match(line, start, len(line) if end is None else end)
    return match.end() if match else start


def count_syllables(word: str) -> int:
    """Return the syllables of an English word, by its vowels: an estimate, at least 1."""
    letters = word.lower()
    groups = 0
    before = False
    for letter in letters:
        vowel = letter in "aeiouyàáâäèéêëìíîïòóôöùúûü"
        groups += vowel and not before
        before = vowel
    return max(1, groups + _correct(letters))


def _correct(letters: str) -> int:
    change = 0
    if letters.endswith("e") and not letters.endswith(("le", "ee", "ie", "oe", "ye", "ue")):
        change -= 1
    elif letters.endswith("le") and len(letters) > 2 and letters[-3] in "aeiouy":
        change -= 1
    elif letters.endswith("ed") and len(letters) > 3 and letters[-3] not in "td":
        change -= 1
    elif (
        letters.endswith("es")
        and len(letters) > 3
        and letters[-3] not in "sxzcg"
        and letters[-4:-2] not in ("ch", "sh")
    ):
        change -= 1
    for pair in ("ia", "io", "eo", "ua", "iu"):
        if pair in letters and not re.search(rf"[tscgx]{pair}|q{pair}", letters):
            change += 1
    return change


def _measure(text: Text) -> Readability:
    words = [word.text for word in text.words if any(letter.isalpha() for letter in word.text)]
    if not words:
        return Readability(0.0, 0.0, 0, 0, 0)
    starts = {text.words_in(span) != () for span in text.sentences}
    sentences = sum(1 for span in text.sentences if text.words_in(span)) if starts else 1
    syllables = sum(count_syllables(word) for word in words)
    length, weight = len(words) / max(1, sentences), syllables / len(words)
    ease = 206.835 - 1.015 * length - 84.6 * weight
    grade = 0.39 * length + 11.8 * weight - 15.59
    return Readability(round(ease, 2), round(grade, 2), len(words), max(1, sentences), syllables)


def _find_lines(text: str) -> Iterator[Span]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _find_paragraphs(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    first: int | None = None
    last = 0
    for line in lines:
        blank = not text[line.start : line.end].strip()
        if blank and first is not None:
            yield _trim(text, first, last)
            first = None
        if not blank:
            first = line.start if first is None else first
            last = line.end
    if first is not None:
        yield _trim(text, first, last)


def _find_bullets(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    start: int | None = None
    end = 0
    for line in lines:
        content = skip_mark(text, line.start, line.end)
        marked = content > line.start and not text[line.start : content].isspace()
        carried = text[line.start : line.start + 1] in (" ", "\t") and text[line.start : line.end].strip() != ""
        if start is not None and (marked or not carried):
            yield _trim(text, start, end)
            start = None
        if marked:
            start = content
        if marked or carried:
            end = line.end
    if start is not None:
        yield _trim(text, start, end)


def _find_sentences(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    for block in _find_blocks(text, lines):
        start = block.start
        for match in _STOP.finditer(text, block.start, block.end):
            if _ends_sentence(text, match, block):
                yield from _nonempty(_trim(text, start, match.end()))
                start = match.end()
        yield from _nonempty(_trim(text, start, block.end))


def _nonempty(span: Span) -> Iterator[Span]:
    if span.end > span.start:
        yield span


def _find_blocks(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    # A block is what one sentence may run through: a list item, or lines that an editor wrapped.
    start: int | None = None
    before = Span(0, 0)
    for line in lines:
        content = skip_mark(text, line.start, line.end)
        words = text[content : line.end].lstrip()
        fresh = content > line.start and not text[line.start : content].isspace()
        if start is not None and (not words or fresh or _breaks(text, before, words)):
            yield Span(start, before.end)
            start = None
        if words and start is None:
            start = content
        before = line
    if start is not None:
        yield Span(start, before.end)


def _breaks(text: str, before: Span, words: str) -> bool:
    line = text[before.start : before.end].strip()
    if line.startswith("#") or words[0] in "#>|" or line.endswith(tuple(_TERMINATED)):
        return True
    return len(line) < _WRAPPED and not words[0].islower()


def _ends_sentence(text: str, match: re.Match[str], block: Span) -> bool:
    if match.end() >= block.end:
        return True
    if match.group()[0] != "." or match.group().startswith(".."):
        return _opens(text, match.end(), block.end) or match.group()[0] in "!?。！？"
    first = match.start()
    while first > block.start and first > match.start() - 12 and (text[first - 1].isalnum() or text[first - 1] == "."):
        first -= 1
    token = text[first : match.start()].lower()
    if token in _ABBREVIATIONS or (len(token) == 1 and token.isalpha()):
        return token in {"etc", "inc", "ltd", "corp", "co"} and _opens(text, match.end(), block.end, capital=True)
    return _opens(text, match.end(), block.end)


def _opens(text: str, place: int, end: int, capital: bool = False) -> bool:
    following = text[place : min(end, place + 12)].lstrip()[:1]
    return following.isupper() if capital else not following.islower()


def _find_quotations(text: str) -> Iterator[Span]:
    opened = -1
    for match in re.finditer(r"[\"“”]|\r?\n[ \t]*\r?\n", text):
        mark, place = match.group(), match.start()
        if mark[0] in "\r\n" or (opened >= 0 and place - opened > _QUOTED_AT_MOST):
            opened = -1
        if mark == "“" or (mark == '"' and opened < 0 and _may_open(text, place)):
            opened = place
        elif mark in '"”' and opened >= 0:
            yield Span(opened, place + 1)
            opened = -1


def _may_open(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or not before.isalnum()) and after != "" and not after.isspace()
