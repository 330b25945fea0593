"""The word lists of content/review, compiled once into look-ups over tokens."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from prepkit.content import library
from prepkit.content.review_shapes import Grammar, MetricFamily, OpenerVerbs, PeopleFamily, TechnicalFamily
from prepkit.content.shapes import OpenerList, VerbFamily
from prepkit.review.facts.tokens import Tokens, tokenize
from prepkit.text import read

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


@dataclass(frozen=True)
class Lexicon:
    """All lists. `terms` finds terms by their first token, the longest first; `grammar` are sets of small words."""

    terms: dict[str, tuple[Term, ...]]
    grammar: dict[str, frozenset[str]]
    verbs: dict[str, tuple[str, str]]  # bare form or phrase -> (class, family)
    tails: frozenset[str]  # what follows the first word of a phrase that may open a line
    irregular: dict[str, str]
    not_openers: frozenset[str]
    numbers: dict[str, float]
    small: frozenset[str]  # function words

    def mark(self, tokens: Tokens) -> Hits:
        """Return where terms stand; in each list the longest wins."""
        lows, clause, find = tokens.lows, tokens.clause, self.terms.get
        proper = self.grammar["proper-only"]
        free = [0, 0, 0, 0]
        found: tuple[list[Hit], ...] = ([], [], [], [])
        for place, low in enumerate(lows):
            for length, words, kind, family, role, soft in find(low, ()):
                end = place + length
                if length > 1:
                    if place < free[kind] or lows[place:end] != words or clause[place] != clause[end - 1]:
                        continue
                elif place < free[kind] or (low in proper and not _is_proper(tokens, place)):
                    continue
                if role == "plain head" and tokens.joined(end) and tokens.lows[end] not in self.small:
                    continue  # "$3M of pipeline", but not "causes of pipeline failures"
                free[kind] = end
                found[kind].append(Hit(place, end, family, role, soft))
        technical = [hit for hit in found[TECHNICAL] if hit.role == "technical"]
        if any(
            not hit.soft for hit in technical
        ):  # in technical company a word of two meanings takes the technical one
            technical = [hit._replace(soft=False) if hit.family == "ambiguous" else hit for hit in technical]
        names = {place for hit in found[OTHER] for place in range(hit.start, hit.end)}
        metrics = [hit for hit in found[METRIC] if not _inside(hit, technical)]
        return Hits(technical, metrics, found[PEOPLE], names)


def _inside(hit: Hit, others: list[Hit]) -> bool:
    size = hit.end - hit.start
    return any(other.start <= hit.start and hit.end <= other.end and other.end - other.start > size for other in others)


def _is_proper(tokens: Tokens, place: int) -> bool:
    # "Go" and "R" are languages where they are written so, but not where a sentence opens with them;
    # a letter that is part of a name is none: "R&D", "C-suite", "P&L".
    if not tokens.word(place)[:1].isupper():
        return False
    if len(tokens.lows[place]) == 1:
        after = tokens.gaps[place + 1] if place + 1 < len(tokens.gaps) else ""
        return tokens.gaps[place] not in ("&", "-") and after not in ("&", "-")
    return place > 0 and "." not in tokens.gaps[place]


def split_term(term: str) -> tuple[str, ...]:
    """Return a term as the tokens that it has in a text."""
    return tuple(tokenize(read(term)).lows)


def plural(word: str) -> str:
    """Return the plural of an English noun."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _expand(terms: Iterable[str]) -> Iterable[tuple[str, ...]]:
    for term in terms:
        words = split_term(term)
        if words:
            yield words
            if len(words[-1]) > 2 and not words[-1].endswith("s"):
                yield (*words[:-1], plural(words[-1]))


def _collect() -> Iterable[Term]:
    for technical in library.load(TechnicalFamily):
        for words in _expand(technical.terms):
            yield Term(len(words), list(words), TECHNICAL, technical.id, "technical", technical.soft)
    for metric in library.load(MetricFamily):
        for words in _expand(metric.terms):
            yield Term(len(words), list(words), METRIC, metric.id, metric.kind, False)
    for people in library.load(PeopleFamily):
        for words in _expand(people.terms):
            yield Term(len(words), list(words), PEOPLE, people.id, people.role, False)
    for grammar in library.load(Grammar):
        for words in map(split_term, grammar.terms):
            if grammar.id in ("not-technical", "not-technical-heads"):
                role = "plain" if grammar.id == "not-technical" else "plain head"
                yield Term(len(words), list(words), TECHNICAL, grammar.id, role, True)
            elif grammar.id == "not-multipliers":
                yield Term(len(words), list(words), OTHER, grammar.id, "name", False)


def _index(terms: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    index: dict[str, list[Term]] = {}
    seen: set[tuple[int, tuple[str, ...]]] = set()
    for term in terms:
        key = (term.kind, tuple(term.tokens))
        if key not in seen:
            seen.add(key)
            index.setdefault(term.tokens[0], []).append(term)
    return {first: tuple(sorted(found, key=lambda term: -term.length)) for first, found in index.items()}


def _collect_verbs(irregular: dict[str, str]) -> dict[str, tuple[str, str]]:
    from prepkit.review.facts.openers import to_bases

    verbs: dict[str, tuple[str, str]] = {}
    for entry in library.load(OpenerVerbs):
        if entry.opener != "noun":
            for term in entry.terms:
                verbs.setdefault(" ".join(split_term(term)), (entry.opener, entry.id))
    known = set(verbs)
    for family in library.load(VerbFamily):
        for verb in family.verbs:
            for base in to_bases(" ".join(split_term(verb)), irregular, known):
                verbs[base] = ("product-verb", family.id)
    for avoid in library.load(OpenerList):
        for verb in avoid.openers:
            opener = "weak" if avoid.id == "weak" else "strong-verb"
            for base in to_bases(" ".join(split_term(verb)), irregular, known):
                verbs[base] = (opener, avoid.id)
    return verbs


def _number_words(grammar: dict[str, tuple[str, ...]]) -> dict[str, float]:
    numbers = {word: float(value) for value, word in enumerate(grammar["number-words"], start=2)}
    large = [30, 40, 50, 60, 70, 80, 90, 1e2, 1e2, 1e3, 1e3, 1e6, 1e6, 1e9, 1e9, 1e12, 12, 12, 10]
    return numbers | dict(zip(grammar["large-number-words"], map(float, large), strict=True))


@functools.cache
def compile_lexicon() -> Lexicon:
    """Return prepkit's own lists, compiled."""
    lists = {entry.id: entry.terms for entry in library.load(Grammar)}
    pairs = lists["irregular-past"]
    irregular = dict(zip(pairs[::2], pairs[1::2], strict=True))
    nouns = {" ".join(split_term(term)) for e in library.load(OpenerVerbs) if e.opener == "noun" for term in e.terms}
    verbs = _collect_verbs(irregular)
    grammar = {name: frozenset(" ".join(split_term(term)) for term in terms) for name, terms in lists.items()}
    return Lexicon(
        terms=_index(_collect()),
        grammar=grammar,
        verbs=verbs,
        tails=frozenset(phrase.partition(" ")[2] for phrase in (*verbs, *nouns)),
        irregular=irregular,
        not_openers=frozenset(nouns),
        numbers=_number_words(lists),
        small=grammar["prepositions"] | grammar["determiners"] | grammar["stopwords"],
    )
