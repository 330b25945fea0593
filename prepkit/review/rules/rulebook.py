"""The rules, checked and made ready to run."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from prepkit.content.library import load
from prepkit.content.shapes.rules import KINDS, RULE_FILES, Existence, Guarded, Kind, Rule, Substitution
from prepkit.content.shapes.writing import Limit
from prepkit.errors import ContentError, UsageError, suggest
from prepkit.review.reading.facts import Framing
from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.vocabulary import PhraseIndex, cue_names, drop_overlaps
from prepkit.review.rules.matchers import SIGNALS, Matcher, excuse, make_matcher
from prepkit.review.rules.measures import MEASURES


@functools.cache
def load_rules() -> tuple[Rule, ...]:
    """Return every rule, those for all kinds of text first.

    Raises:
        ContentError: naming every fault of every rule file.
    """
    places = list(RULE_FILES)
    rules = sorted(load(Rule), key=lambda rule: places.index(rule.id[:2]))
    faults = list(check_rules(rules))
    if faults:
        raise ContentError(faults)
    return tuple(rules)


def find_rule(code: str) -> Rule:
    """Return the rule with this code or name; raises UsageError with a suggestion if there is none."""
    known = {key: rule for rule in load_rules() for key in (rule.id, rule.name)}
    wanted = code.upper() if code.upper() in known else code.lower()
    if wanted not in known:
        cure = suggest(wanted, known)
        raise UsageError(f'no rule "{code}"', cure=cure[0].upper() + cure[1:])
    return known[wanted]


def check_rules(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield one line for each name that a rule uses and nobody defines, and for each code or name used twice."""
    rules = list(rules)
    codes = {rule.id for rule in rules}
    limits = {entry.id for entry in load(Limit)}
    seen: dict[str, Rule] = {}
    for rule in rules:
        for key in (rule.id, rule.name):
            if key in seen and seen[key] is not rule:
                yield f"{rule.path}: [[rule]] {rule.id}: {key} stands twice; rename one"
            seen[key] = rule
        for field, known in (("signal", SIGNALS), ("measure", MEASURES), ("part", MEASURES), ("whole", MEASURES)):
            name = getattr(rule.match, field, None)
            if name and name not in known:
                yield f"{rule.path}: [[rule]] {rule.id}: match.{field}: no {name}; {suggest(name, known)}"
        name = getattr(rule.match, "limit", None)
        if name and name not in limits:
            yield f"{rule.path}: [[rule]] {rule.id}: match.limit: no {name}; {suggest(name, limits)}"
        for name in getattr(rule.match, "cues", ()):
            if name not in cue_names():
                yield f"{rule.path}: [[rule]] {rule.id}: match.cues: no {name}; {suggest(name, cue_names())}"
        for code in rule.yields_to:
            if code not in codes:
                yield f"{rule.path}: [[rule]] {rule.id}: yields_to: no {code}; {suggest(code, codes)}"


def check_kind(kind: str) -> Kind:
    """Return the kind; raises UsageError with a suggestion if there is no such kind of text."""
    for known in KINDS:
        if kind == known:
            return known
    cure = suggest(str(kind), KINDS)
    raise UsageError(f'no kind of text "{kind}"', where="kind", cure=cure[0].upper() + cure[1:])


@dataclass(frozen=True)
class Runner:
    """Rules made ready: word lists in one index, the others as functions, by the framings that they hold for."""

    index: PhraseIndex[tuple[int, str]]
    worded: tuple[Rule, ...]
    others: dict[Framing, tuple[tuple[Rule, Matcher], ...]]

    def run(self, reading: Reading) -> list[tuple[Rule, Hit]]:
        """Return what the rules object to, without what a better rule says already."""
        found: list[tuple[Rule, Hit]] = []
        for phrase in drop_overlaps(self.index.find(reading.text), lambda label: label[0]):
            place, better = phrase.label
            rule = self.worded[place]
            match = rule.match
            hit = excuse(reading, match, phrase.first, phrase.last) if isinstance(match, Guarded) else None
            if hit is not None:
                found.append((rule, hit._replace(better=better) if better else hit))
        for rule, matcher in self.others[reading.facts.framing]:
            for hit in matcher(reading):
                found.append((rule, hit))
        if not found:
            return found
        codes = {rule.id for rule, _ in found}
        return [(rule, hit) for rule, hit in found if codes.isdisjoint(rule.yields_to)]


def prepare(rules: Sequence[Rule]) -> Runner:
    """Make rules ready to run."""
    worded = tuple(rule for rule in rules if is_worded(rule))
    entries = [(phrase, (place, better)) for place, rule in enumerate(worded) for phrase, better in _phrases(rule)]
    others = [(rule, make_matcher(rule.match)) for rule in rules if not is_worded(rule)]
    framings = get_args(Framing)
    fitting = {one: tuple(pair for pair in others if one in (pair[0].match.framings or framings)) for one in framings}
    return Runner(PhraseIndex(entries), worded, fitting)


def is_worded(rule: Rule) -> bool:
    """Tell whether a rule looks for single words and phrases, and for nothing else."""
    match = rule.match
    return isinstance(match, Substitution) or (isinstance(match, Existence) and bool(match.items))


def _phrases(rule: Rule) -> Iterator[tuple[str, str]]:
    if isinstance(rule.match, Substitution):
        yield from rule.match.swap.items()
    elif isinstance(rule.match, Existence):
        yield from ((item, "") for item in rule.match.items)
