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
        # Common first words open dozens of phrases, so the second word is looked up as well.
        self._by_word: dict[str, tuple[list[T], dict[str, list[tuple[tuple[str, ...], T]]]]] = {}
        for phrase, label in entries:
            for words in _spellings(phrase):
                alone, longer = self._by_word.setdefault(words[0], ([], {}))
                if len(words) == 1:
                    alone.append(label)
                else:
                    longer.setdefault(words[1], []).append((words[1:], label))
        for _, longer in self._by_word.values():
            for rests in longer.values():
                rests.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: Text) -> Iterator[Found[T]]:
        """Yield each phrase of the text in reading order; of two that begin together, the longer comes first."""
        words, look_up = text.words, self._by_word.get
        last = len(words) - 1
        for first, word in enumerate(words):
            known = look_up(word.lower)
            if known is None:
                continue
            alone, longer = known
            if longer and first < last:
                for rest, label in longer.get(words[first + 1].lower, ()):
                    if _continues(text.text, words, first, rest):
                        yield Found(first, first + len(rest), label)
            for label in alone:
                yield Found(first, first, label)


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
