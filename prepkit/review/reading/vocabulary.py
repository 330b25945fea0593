"""The words of a text taken apart, and the lists, weights and cues of content/lexicon/ to look them up in."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import Cue, TechnicalFamily, Weight, WordList
from prepkit.text import Text, read

T = TypeVar("T", bound=Hashable)


class Named(Generic[T]):
    """Entries of content/lexicon/ by their ids, as attributes: `WORDS.before_year` is the list `before-year`."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self.__dict__ = {name.replace("-", "_"): value for name, value in entries}

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> T: ...

    def __getitem__(self, name: str) -> T:
        value: T = self.__dict__[name.replace("-", "_")]
        return value


LISTED = Named((entry.id, entry.words) for entry in load(WordList))  # in their order, as `str.endswith` takes them
WORDS = Named((entry.id, frozenset(entry.words)) for entry in load(WordList))  # as sets
WEIGHTS = Named((entry.id, entry.value) for entry in load(Weight))  # how much something counts


def pairs(name: str) -> dict[str, str]:
    """Return a list of pairs as first word -> second word; of a first word that stands twice the last counts."""
    flat = LISTED[name]
    return dict(zip(flat[::2], flat[1::2], strict=True))


def alternatives(*names: str) -> str:
    """Return the words of lists as the alternatives of a regular expression."""
    return "|".join(re.escape(word) for name in names for word in LISTED[name])


@functools.cache
def cue_items(name: str) -> tuple[str, ...]:
    """Return the items of a cue in lower case, each between blanks."""
    return tuple(f" {item.lower()} " for item in find(Cue, name).items)


@functools.cache
def known_acronyms() -> frozenset[str]:
    """Return the acronyms that need no explanation, as they are written."""
    return frozenset(find(Cue, "known-acronym").items)


@functools.cache
def cue_names() -> frozenset[str]:
    """Return the names of all cues."""
    return frozenset(cue.id for cue in load(Cue))


@functools.cache
def technical_terms() -> frozenset[str]:
    """Return the technical terms that are listed, in lower case and with blanks for hyphens."""
    return frozenset(term.lower().replace("-", " ") for family in load(TechnicalFamily) for term in family.terms)


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
        self._alone: dict[str, list[T]] = {}
        self._longer: dict[str, dict[str, list[tuple[int, list[str], T]]]] = {}  # by first and second word
        for phrase, label in entries:
            for first, *rest in _spellings(phrase):
                if rest:
                    self._longer.setdefault(first, {}).setdefault(rest[0], []).append((len(rest), rest, label))
                else:
                    self._alone.setdefault(first, []).append(label)
        for followers in self._longer.values():
            for rests in followers.values():
                rests.sort(key=lambda entry: -entry[0])
        self._firsts = frozenset((*self._alone, *self._longer))

    def find(self, text: Text) -> Iterator[Found[T]]:
        """Yield each phrase of the text in reading order; of two that begin together, the longer comes first."""
        if self._firsts.isdisjoint(text.vocabulary):
            return
        lowers, firsts = text.lowers, self._firsts
        last = len(lowers) - 1
        for first, low in enumerate(lowers):
            if low not in firsts:
                continue
            followers = self._longer.get(low)
            if followers is not None and first < last:
                for length, rest, label in followers.get(lowers[first + 1], ()):
                    if lowers[first + 1 : first + 1 + length] == rest and _is_unbroken(text, first, first + length):
                        yield Found(first, first + length, label)
            for label in self._alone.get(low, ()):
                yield Found(first, first, label)


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    if phrase.isascii() and phrase.replace(" ", "").isalnum():
        yield tuple(phrase.lower().split())
        return
    seen = set()
    for spelling in (phrase, phrase.replace("-", " ")):
        words = tuple(word.lower for word in read(spelling).words)
        if words and words not in seen:
            seen.add(words)
            yield words


def _is_unbroken(text: Text, first: int, last: int) -> bool:
    # Nothing but blanks stands between the words.
    words = text.words
    return all(text.text[words[place].end : words[place + 1].start].isspace() for place in range(first, last))


def drop_overlaps(found: Iterable[Found[T]], key: Callable[[T], object]) -> Iterator[Found[T]]:
    """Keep, of phrases that overlap and share a key, the one that begins first, and of these the longest."""
    ends: dict[object, int] = {}
    for one in found:
        if one.first > ends.get(key(one.label), -1):
            ends[key(one.label)] = one.last
            yield one


@functools.cache
def cue_index() -> PhraseIndex[str]:
    """Return all cues in one index."""
    return PhraseIndex((item, cue.id) for cue in load(Cue) for item in cue.items)


_PARTS = re.compile(r"[^-‐‑_]+")
_JOINTS = frozenset("-‐‑_")
BREAKS = frozenset(",;:.!?()[]—–→|•…\n\r")
HARD_BREAKS = frozenset(";.!?()[]—–|•…\n\r")


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token: lower-case form, places, and the gap before it.

    `clause` counts the breaks (comma, bracket, dash, ...) before a token, `segment` only the hard ones.
    """

    text: str
    lows: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    clause: list[int]
    segment: list[int]

    def word(self, place: int) -> str:
        """Return the token as it is written."""
        return self.text[self.starts[place] : self.ends[place]]

    def low(self, place: int) -> str:
        """Return the token in lower case, empty outside the text."""
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def joined(self, place: int) -> bool:
        """Is there nothing but a blank or hyphen before this token?"""
        return 0 < place < len(self.gaps) and self.clause[place] == self.clause[place - 1]


def tokenize(text: Text) -> Tokens:
    """Return the tokens of a text."""
    tokens = Tokens(text.text, [], [], [], [], [], [])
    string = text.text
    lows, starts, ends, gaps = tokens.lows, tokens.starts, tokens.ends, tokens.gaps
    clauses, segments = tokens.clause, tokens.segment
    before, clause, segment = text.words[0].start if text.words else 0, 0, 0
    for start, end, _, lower in text.words:
        gap = string[before:start]
        if gap != " " and not BREAKS.isdisjoint(gap):
            clause += 1
            segment += not HARD_BREAKS.isdisjoint(_without_point(gap))
        plain = lower.isalnum()
        if not plain and lower.endswith("'s"):
            lower = lower[:-2]
        if plain or _JOINTS.isdisjoint(lower):
            lows.append(lower)
            starts.append(start)
            ends.append(end)
            gaps.append(gap)
            clauses.append(clause)
            segments.append(segment)
        else:
            for part in _PARTS.finditer(lower):
                lows.append(part.group())
                starts.append(start + part.start())
                ends.append(start + part.end())
                gaps.append(gap if part.start() == 0 else "-")
                clauses.append(clause)
                segments.append(segment)
        before = end
    return tokens


def _without_point(gap: str) -> str:
    # The point of ".81" belongs to the number.
    return gap[:-1] if gap.endswith(" .") else gap


def split_term(term: str) -> tuple[str, ...]:
    """Return a term as the tokens that it has in a text."""
    if term.isascii() and term.replace(" ", "").isalnum():
        return tuple(term.lower().split())  # the same, and most of the thousands of terms are so plain
    return tuple(tokenize(read(term)).lows)


def plural(word: str) -> str:
    """Return the plural of an English noun."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
