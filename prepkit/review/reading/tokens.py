"""The words of a text once more, hyphenated compounds taken apart, with what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prepkit.text import Text, read

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
