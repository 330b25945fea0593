"""A person's texts in pieces that can be put together: whole sentences, clauses, words counted."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Blank, Capital, Phrase
from prepkit.text import read

_SPACES = re.compile(r"\s+")
# Characters that are no words and could turn the line around them: controls, and marks that change the direction.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_NO_SPACES = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]")  # scripts without blanks
_ENDS = (".", "!", "?", "…", "。", "！", "？", '."', '!"', '?"', ".”", "!”", "?”", ".)", "»", "]")
_TRAILING = ".,;:!?。 "
_CLAUSE = re.compile(r"(?=[:;] )|(?=, (?!\d{4}\b))|(?= [(–—] ?)")
_RELATIVE = re.compile(r"(?= (?:who|whose|whom|that|which|because|where|when|with) )")
_CHARACTERS = 2  # of such a script that make a word
_LONG_WORD = 15  # characters; no text has longer words throughout
_NEAR = 1000  # characters in which a clause is sought


def clean(text: str) -> str:
    """Return a text on one line, without control characters."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


@functools.lru_cache(maxsize=1024)
def count_words(text: str) -> int:
    """Count words as they are spoken: two characters of a script without blanks are one, an endless word is many."""
    words = max(len(text.split()), len(text) // _LONG_WORD)
    return words if text.isascii() else words + len(_NO_SPACES.findall(text)) // _CHARACTERS


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each on one line and with its end."""
    whole = read(text)
    return tuple(end_sentence(cut) for span in whole.sentences if (cut := clean(whole.cut(span))))


def end_sentence(text: str) -> str:
    """Put a full stop behind a text that has no end."""
    return text if not text or text.endswith(_ENDS) else f"{text}."


def lower_first(text: str, around: str = "") -> str:
    """Begin a text in lower case, so that it can stand inside a sentence, unless its first word is a name.

    Args:
        text: The text.
        around: What the person wrote besides; a word that has its capital inside a sentence there is a name.
    """
    word = re.split(r"[\s,.;:]", text, maxsplit=1)[0]
    first, rest = word[:1], word[1:]
    plain = first.isupper() and rest == rest.lower() and not any(letter.isdigit() for letter in rest)
    if not plain or word == "I" or word.startswith("I'") or word in _capitals() or _is_name(word, around):
        return text
    lowered = first.lower()
    return lowered + text[1:] if len(lowered) == 1 and lowered.upper() == first else text


def raise_first(text: str) -> str:
    """Begin a text with a capital."""
    raised = text[:1].upper()
    return raised + text[1:] if len(raised) == 1 and raised.lower() == text[:1] else text


def cut_clauses(text: str, *, relative: bool = False) -> Iterator[str]:
    """Yield a text without its end, then each shorter beginning of it that ends with a clause; quotes stay whole.

    With `relative`, what follows a "who" or "that" may go too: right for a name of people, wrong for a decision.
    """
    whole = text.rstrip(_TRAILING)
    yield whole
    cuts = {match.start() for match in _CLAUSE.finditer(whole[:_NEAR])}
    cuts |= {match.start() for match in _RELATIVE.finditer(whole[:_NEAR])} if relative else set()
    for cut in sorted(cuts, reverse=True):
        head = whole[:cut].rstrip(_TRAILING)
        listed = ":" in head and whole[cut] == ","  # what stands behind a colon belongs together
        if head and not listed and head.count('"') % 2 == 0 and head.count("(") == head.count(")"):
            yield head


def blank(name: str) -> str:
    """Return what stands where a piece is missing."""
    return find(Blank, name).text


def phrase(name: str, **pieces: str) -> str:
    """Put the person's pieces into a phrase of the content."""
    return find(Phrase, name).text.format(**pieces)


@functools.cache
def _capitals() -> frozenset[str]:
    return frozenset(word for entry in load(Capital) for word in entry.words)


def _is_name(word: str, around: str) -> bool:
    return bool(re.search(rf"[a-z,;] {re.escape(word)}\b", around)) if word.isascii() else _is_marked(word)


def _is_marked(word: str) -> bool:
    # A word of another alphabet: only what has two cases can begin in lower case.
    return unicodedata.category(word[0]) != "Lu"
