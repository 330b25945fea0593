"""Where the terms of content/lexicon/ stand in a text: technical ones, metrics, and people."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from prepkit.content import library
from prepkit.content.shapes.lexicon import MetricFamily, PeopleFamily, TechnicalFamily
from prepkit.review.reading.vocabulary import LISTED, WORDS, Tokens, alternatives, plural, split_term

TECHNICAL, METRIC, PEOPLE, OTHER = 0, 1, 2, 3


class Hit(NamedTuple):
    """A term in the text: its tokens, its family, and what the family says of it (role, kind)."""

    start: int
    end: int
    family: str
    role: str
    soft: bool = False


@dataclass(slots=True)
class Hits:
    """What was found in a text, in reading order; hits of one list do not overlap."""

    technical: list[Hit] = field(default_factory=list)
    metrics: list[Hit] = field(default_factory=list)
    people: list[Hit] = field(default_factory=list)
    names: set[int] = field(default_factory=set)  # tokens of phrases in which a number word is none


class Term(NamedTuple):
    """A term of a list, ready to be compared."""

    length: int
    tokens: list[str]
    kind: int
    family: str
    role: str
    soft: bool


SMALL = WORDS.prepositions | WORDS.determiners | WORDS.stopwords  # function words
_PROPER = frozenset(form for word in LISTED.proper_only for form in (word.lower(), plural(word).lower()))
_EXCEPTIONS = (  # lists of words that are no term here, though a term holds them
    ("not-technical", TECHNICAL, "plain", True),
    ("not-technical-heads", TECHNICAL, "plain head", True),
    ("not-multipliers", OTHER, "name", False),
)


def mark(tokens: Tokens) -> Hits:
    """Return where terms stand; in each list the longest wins."""
    lows, clause, find = tokens.lows, tokens.clause, _TERMS.get
    free = [0, 0, 0, 0]
    found: tuple[list[Hit], ...] = ([], [], [], [])
    last = len(lows) - 1
    for place, low in enumerate(lows):
        known = find(low)
        if known is None:
            continue
        following = lows[place + 1] if place < last else ""
        for length, term, kind, family, role, soft in known.get(following, known[""]):
            end = place + length
            if length > 1:
                if place < free[kind] or lows[place:end] != term or clause[place] != clause[end - 1]:
                    continue
            elif (
                place < free[kind]
                or (low in _PROPER and not _is_proper(tokens, place))
                or (len(low) == 1 and _is_glued(tokens, place))
            ):
                continue
            if role == "plain head" and tokens.joined(end) and tokens.lows[end] not in SMALL:
                continue  # "$3M of pipeline", but not "causes of pipeline failures"
            free[kind] = end
            found[kind].append(Hit(place, end, family, role, soft))
    technical = [hit for hit in found[TECHNICAL] if hit.role == "technical"]
    technical = _add_camels(tokens, technical)
    if len(technical) == 1 and _is_everyday(tokens, technical[0]):
        technical, found = [], (found[0], [hit._replace(role="business") for hit in found[METRIC]], *found[2:])
    if technical and _keeps_company(technical):
        technical = [hit._replace(soft=False) if hit.family == "ambiguous" else hit for hit in technical]
    names = {place for hit in found[OTHER] for place in range(hit.start, hit.end)}
    metrics = _drop_inside(found[METRIC], technical) if technical else found[METRIC]
    return Hits(technical, metrics, found[PEOPLE], names)


def _is_everyday(tokens: Tokens, hit: Hit) -> bool:
    # "balanced the drawer with 100% accuracy": no model is about
    if tokens.lows[hit.start] not in WORDS.everyday_metrics or len(tokens.lows) < _SHORTEST:
        return False
    return not any(low.startswith(LISTED.predicting) for low in tokens.lows)


def _keeps_company(technical: list[Hit]) -> bool:
    # In technical company a word of two meanings takes the technical one; so do two of them side by side.
    if any(not hit.soft for hit in technical):
        return True
    return any(one.end == two.start and one.family == two.family == "ambiguous" for one, two in pairwise(technical))


def _add_camels(tokens: Tokens, technical: list[Hit]) -> list[Hit]:
    # "MapReduce", "KServe": an unknown name that is written like a tool's may be one.
    if not tokens.lows or not _CAMEL_SIGN.search(tokens.text, tokens.starts[0], tokens.ends[-1]):
        return technical
    more: list[Hit] = []
    covered: set[int] = set()
    for match in _CAMEL.finditer(tokens.text, tokens.starts[0], tokens.ends[-1]):
        place = bisect.bisect_right(tokens.starts, match.start()) - 1
        covered = covered or {one for hit in technical for one in range(hit.start, hit.end)}
        if place not in covered:
            more.append(Hit(place, place + 1, "ambiguous", "technical", True))
    return sorted([*technical, *more]) if more else technical


_CAMEL_SIGN = re.compile("[A-Za-z][A-Z]")  # much quicker, and most lines hold no such name
_CAMEL = re.compile(rf"(?<![^\W_])(?:[A-Z][a-z0-9]*[a-z][A-Z]\w*|[A-Za-z]+(?:{alternatives('camel-tails')})s?)\b")
_SHORTEST = 6  # words of a line in which accuracy needs more than itself to be one of a model


def _drop_inside(hits: list[Hit], others: list[Hit]) -> list[Hit]:
    # Hits of one list do not overlap: the one that covers the first token of a hit is all that may hold it.
    holding = {place: other for other in others for place in range(other.start, other.end)}
    kept = []
    for hit in hits:
        other = holding.get(hit.start)
        if other is None or hit.end > other.end or other.end - other.start <= hit.end - hit.start:
            kept.append(hit)
    return kept


def _is_proper(tokens: Tokens, place: int) -> bool:
    # "Go" and "Spark" are tools where they are written so, but not where a sentence opens with them.
    opens = place == 0 or "." in tokens.gaps[place]
    return tokens.word(place)[:1].isupper() and (not opens or len(tokens.lows[place]) == 1)


def _is_glued(tokens: Tokens, place: int) -> bool:
    # A letter of a longer name: "R&D", "C-suite", "P&L".
    after = tokens.gaps[place + 1] if place + 1 < len(tokens.gaps) else ""
    return tokens.gaps[place] in ("&", "-") or after in ("&", "-")


def _expand(terms: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for term in terms:
        parts = split_term(term)
        if parts:
            yield parts
            if len(parts[-1]) > 2 and not parts[-1].endswith("s"):
                yield (*parts[:-1], plural(parts[-1]))


def _collect() -> Iterable[Term]:
    for technical in library.load(TechnicalFamily):
        for parts in _expand(technical.terms):
            yield Term(len(parts), list(parts), TECHNICAL, technical.id, "technical", technical.soft)
    for metric in library.load(MetricFamily):
        for parts in _expand(metric.terms):
            yield Term(len(parts), list(parts), METRIC, metric.id, metric.kind, False)
    for people in library.load(PeopleFamily):
        for parts in _expand(people.terms):
            yield Term(len(parts), list(parts), PEOPLE, people.id, people.role, False)
    for name, kind, role, soft in _EXCEPTIONS:
        for parts in map(split_term, LISTED[name]):
            yield Term(len(parts), list(parts), kind, name, role, soft)


def _index(terms: Iterable[Term]) -> dict[str, dict[str, tuple[Term, ...]]]:
    index: dict[str, list[Term]] = {}
    seen: set[tuple[int, tuple[str, ...]]] = set()
    for term in terms:
        key = (term.kind, tuple(term.tokens))
        if key not in seen:
            seen.add(key)
            index.setdefault(term.tokens[0], []).append(term)
    return {first: _split_by_second(found) for first, found in index.items()}


def _split_by_second(terms: list[Term]) -> dict[str, tuple[Term, ...]]:
    # Common first words begin dozens of terms. The terms of one word stand under every second word, and under none.
    terms = sorted(terms, key=lambda term: -term.length)
    seconds = {"", *(term.tokens[1] for term in terms if term.length > 1)}
    return {second: tuple(term for term in terms if term.length == 1 or term.tokens[1] == second) for second in seconds}


_TERMS = _index(_collect())  # by their first two tokens, the longest first
