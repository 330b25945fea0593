"""The word lists of content/review, compiled once into look-ups over tokens."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from prepkit.content import library
from prepkit.content.review_shapes import Grammar, MetricFamily, OpenerVerbs, PeopleFamily, TechnicalFamily
from prepkit.content.shapes import OpenerList, VerbFamily
from prepkit.review.facts.model import OpenerClass
from prepkit.review.facts.tokens import Tokens, tokenize
from prepkit.text import read

TECHNICAL, METRIC, PEOPLE, OTHER = 0, 1, 2, 3
_PHRASE_STARTS = frozenset(
    {"one", "double", "triple", "single", "six", "seven", "eight", "multi", "order", "orders", "a"}
)


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
    """All lists. `terms` finds terms by their first two tokens, the longest first.

    `grammar` are sets of small words.
    """

    terms: dict[str, dict[str, tuple[Term, ...]]]
    grammar: dict[str, frozenset[str]]
    verbs: dict[str, tuple[OpenerClass, str]]  # bare form or phrase -> (class, family)
    tails: frozenset[str]  # what follows the first word of a phrase that may open a line
    tail_starts: frozenset[str]  # and the first word of that
    irregular: dict[str, str]
    not_openers: frozenset[str]
    numbers: dict[str, float]
    number_starts: frozenset[str]  # words that a number in words may begin with
    small: frozenset[str]  # function words
    stems: tuple[str, ...]  # beginnings of words of predicting

    def mark(self, tokens: Tokens) -> Hits:
        """Return where terms stand; in each list the longest wins."""
        lows, clause, find = tokens.lows, tokens.clause, self.terms.get
        proper = self.grammar["proper-only"]
        free = [0, 0, 0, 0]
        found: tuple[list[Hit], ...] = ([], [], [], [])
        last = len(lows) - 1
        for place, low in enumerate(lows):
            known = find(low)
            if known is None:
                continue
            following = lows[place + 1] if place < last else ""
            for length, words, kind, family, role, soft in known.get(following, known[""]):
                end = place + length
                if length > 1:
                    if place < free[kind] or lows[place:end] != words or clause[place] != clause[end - 1]:
                        continue
                elif (
                    place < free[kind]
                    or (low in proper and not _is_proper(tokens, place))
                    or (len(low) == 1 and _is_glued(tokens, place))
                ):
                    continue
                if role == "plain head" and tokens.joined(end) and tokens.lows[end] not in self.small:
                    continue  # "$3M of pipeline", but not "causes of pipeline failures"
                free[kind] = end
                found[kind].append(Hit(place, end, family, role, soft))
        technical = [hit for hit in found[TECHNICAL] if hit.role == "technical"]
        technical = _add_camels(tokens, technical)
        if len(technical) == 1 and self._is_everyday(tokens, technical[0]):
            technical, found = [], (found[0], [hit._replace(role="business") for hit in found[METRIC]], *found[2:])
        if technical and _keeps_company(technical):
            technical = [hit._replace(soft=False) if hit.family == "ambiguous" else hit for hit in technical]
        names = {place for hit in found[OTHER] for place in range(hit.start, hit.end)}
        metrics = _drop_inside(found[METRIC], technical) if technical else found[METRIC]
        return Hits(technical, metrics, found[PEOPLE], names)

    def _is_everyday(self, tokens: Tokens, hit: Hit) -> bool:
        # "balanced the drawer with 100% accuracy": no model is about
        if tokens.lows[hit.start] not in ("accuracy", "precision") or len(tokens.lows) < _SHORTEST:
            return False
        stems = self.stems
        return not any(low.startswith(stems) for low in tokens.lows)


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
_CAMEL = re.compile(
    r"(?<![^\W_])(?:[A-Z][a-z0-9]*[a-z][A-Z]\w*|[A-Za-z]+(?:GAN|BERT|LSTM|RNN|CNN|GPT|VAE|SQL|DB|ML|Net)s?)\b"
)
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


def _collect_verbs(irregular: dict[str, str]) -> dict[str, tuple[OpenerClass, str]]:
    from prepkit.review.facts.openers import to_bases

    verbs: dict[str, tuple[OpenerClass, str]] = {}
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
            opener: OpenerClass = "weak" if avoid.id == "weak" else "strong-verb"
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
    lists["proper-only"] = (*lists["proper-only"], *map(plural, lists["proper-only"]))
    verbs = _collect_verbs(irregular)
    grammar = {name: frozenset(" ".join(split_term(term)) for term in terms) for name, terms in lists.items()}
    tails = frozenset(phrase.partition(" ")[2] for phrase in (*verbs, *nouns))
    numbers = _number_words(lists)
    return Lexicon(
        terms=_index(_collect()),
        grammar=grammar,
        verbs=verbs,
        tails=tails,
        tail_starts=frozenset(tail.partition(" ")[0] for tail in tails),
        irregular=irregular,
        not_openers=frozenset(nouns),
        numbers=numbers,
        number_starts=_PHRASE_STARTS | numbers.keys() | grammar["multiplier-words"],
        stems=lists["predicting"],
        small=grammar["prepositions"] | grammar["determiners"] | grammar["stopwords"],
    )
