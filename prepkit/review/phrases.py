"""Many word lists looked up in one pass over the words of a text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from prepkit.text import Text, Word, read

T = TypeVar("T", bound=Hashable)


class Found(NamedTuple, Generic[T]):
    """A phrase that was found: words `first` to `last` of the text, both included, and what it was listed under."""

    first: int
    last: int
    label: T


class PhraseIndex(Generic[T]):
    """Finds phrases by their first word, so that time grows with the text and not with the lists.

    Args:
        entries: Each phrase with the label it is listed under. A hyphen in a phrase stands for a blank, too.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, label in entries:
            for words in _spellings(phrase):
                self._by_word.setdefault(words[0], []).append((words[1:], label))
        for rests in self._by_word.values():
            rests.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: Text) -> Iterator[Found[T]]:
        """Yield each phrase of the text in reading order; of two that begin together, the longer comes first."""
        words, look_up = text.words, self._by_word.get
        for first, word in enumerate(words):
            for rest, label in look_up(word.lower, ()):
                if not rest or _continues(text.text, words, first, rest):
                    yield Found(first, first + len(rest), label)


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    seen = set()
    for spelling in (phrase, phrase.replace("-", " ")):
        words = tuple(word.lower for word in read(spelling).words)
        if words and words not in seen:
            seen.add(words)
            yield words


def _continues(text: str, words: Sequence[Word], first: int, rest: tuple[str, ...]) -> bool:
    if first + len(rest) >= len(words):
        return False
    for place, wanted in enumerate(rest, start=first + 1):
        if words[place].lower != wanted or not text[words[place - 1].end : words[place].start].isspace():
            return False
    return True


def drop_overlaps(found: Iterable[Found[T]], key: Callable[[T], object]) -> Iterator[Found[T]]:
    """Keep, of phrases that overlap and share a key, the one that begins first, and of these the longest."""
    ends: dict[object, int] = {}
    for one in found:
        if one.first > ends.get(key(one.label), -1):
            ends[key(one.label)] = one.last
            yield one


def join(*lists: Iterable[str]) -> frozenset[str]:
    """Return the words of several lists as one set, in lower case."""
    return frozenset(word.lower() for word in itertools.chain(*lists))
