"""Words, sentences, lines, paragraphs and bullets of a text, each with its place. No opinions.

Every place is counted in code points of the text as given: `text.text[span.start:span.end]` is what the span covers.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import NamedTuple

from prepkit.text.blocks import (
    Span,
    find_bullets,
    find_lines,
    find_paragraphs,
    find_quotations,
    find_sentences,
    skip_mark,
)
from prepkit.text.lazy import Lazy
from prepkit.text.readability import Readability, count_syllables, measure

__all__ = ["Readability", "Span", "Text", "Word", "count_syllables", "read", "skip_mark"]


_DOTTED = r"(?<=\d)[.,](?=\d)|(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)"  # 1,200.5 and U.S
_WORD = re.compile(rf"[^\W_]+(?:(?:['’\-‐‑_]|{_DOTTED})[^\W_]+|[\u0300-\u036f]+[^\W_]*)*")
_ASCII_WORD = re.compile(rf"[A-Za-z0-9]+(?:(?:['\-_]|{_DOTTED})[A-Za-z0-9]+)*")  # the same for ASCII, a little quicker


class Word(NamedTuple):
    """A word or number: letters and digits, joined by hyphens, apostrophes or a decimal point."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True)
class Text:
    """A text with its words; lines, sentences and the rest are found when first asked for."""

    text: str
    words: tuple[Word, ...]

    @Lazy
    def lines(self) -> tuple[Span, ...]:
        """Every line without its line end; a text has at least one."""
        return tuple(find_lines(self.text))

    @Lazy
    def paragraphs(self) -> tuple[Span, ...]:
        """Runs of lines that are not blank, without blanks at either end."""
        return tuple(find_paragraphs(self.text, self.lines))

    @Lazy
    def bullets(self) -> tuple[Span, ...]:
        """The content of each list item, without its mark, with the indented lines that carry it on."""
        return tuple(find_bullets(self.text, self.lines))

    @Lazy
    def sentences(self) -> tuple[Span, ...]:
        """Sentences without blanks or list marks; a heading or a list item is one too."""
        return tuple(find_sentences(self.text, self.lines))

    @Lazy
    def quotations(self) -> tuple[Span, ...]:
        """Quoted speech, quote marks included."""
        return tuple(find_quotations(self.text))

    @Lazy
    def readability(self) -> Readability:
        """Flesch reading ease and grade of the whole text."""
        return measure([word.text for word in self.words], sum(1 for span in self.sentences if self.words_in(span)))

    @Lazy
    def lowers(self) -> list[str]:
        """The words in lower case."""
        return [word[3] for word in self.words]

    @Lazy
    def vocabulary(self) -> frozenset[str]:
        """Every word that the text has, in lower case."""
        return frozenset(self.lowers)

    @Lazy
    def _word_starts(self) -> list[int]:
        return [word[0] for word in self.words]

    @Lazy
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @Lazy
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

    def words_in(self, span: Span, most: int | None = None) -> tuple[Word, ...]:
        """Return the words that start within a span, or the first of them."""
        starts = self._word_starts
        first, last = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
        return self.words[first : last if most is None else min(last, first + most)]

    def cut(self, span: Span) -> str:
        """Return what a span covers."""
        return self.text[span.start : span.end]


_make = tuple.__new__  # a good deal quicker than Word()


def read(text: str) -> Text:
    """Return the text with its words found. Any string will do, also an empty one; time grows with its length."""
    found = (_ASCII_WORD if text.isascii() else _WORD).findall(text)
    lowers = [word.lower() for word in found]
    if "’" in text:
        lowers = [word.replace("’", "'") for word in lowers]
    words: list[Word] = []
    end = 0
    find = text.index
    for word, lower in zip(found, lowers, strict=True):
        start = find(word, end)  # nothing that may begin a word stands between two words
        end = start + len(word)
        words.append(_make(Word, (start, end, word, lower)))
    return Text(text, tuple(words))
