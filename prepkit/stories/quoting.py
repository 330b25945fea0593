"""The person's own words, cut to what is asked about."""

from __future__ import annotations

import functools
import re

from prepkit.content.library import find
from prepkit.content.shapes.lexicon import WordList
from prepkit.text import read

LONGEST = 140
_READ = 4000  # characters of a text that are looked through for a sentence to quote
_NO_COUNT = {"none", "nobody"}


@functools.cache
def figure_pattern() -> re.Pattern[str]:
    """Return a pattern that finds a number, in digits or written out."""
    words = [word for word in find(WordList, "number-word").words if word not in _NO_COUNT]
    return re.compile(rf"\d|\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def quote_sentence(text: str, *patterns: re.Pattern[str], longest: int = LONGEST) -> str:
    """Return the first sentence of a text that most of the patterns find, cut to `longest` characters.

    A sentence in the middle of quoted speech is carried on to the end of the speech.
    """
    start = text[:_READ]
    spans = read(start).sentences
    if not spans:
        return shorten(start, longest)
    best = max(spans, key=lambda span: sum(bool(one.search(start, span.start, span.end)) for one in patterns))
    sentence = start[best.start : best.end]
    if sentence.count('"') % 2:
        close = start.find('"', best.end)
        sentence = start[best.start : close + 1] if close > 0 else sentence
    return shorten(sentence, longest)


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return a text as one line of at most `longest` characters, cut between words with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    head, blank, _ = cut.rpartition(" ")
    return f"{(head if blank else cut).rstrip(' ,;:.')}…"
