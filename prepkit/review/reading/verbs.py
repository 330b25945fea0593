"""Verbs that open a line, in every form: which class they have, and which bare form a form comes of."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Literal

from prepkit.content import library
from prepkit.content.shapes.lexicon import OpenerList, OpenerVerbs, VerbFamily
from prepkit.review.reading.tokens import split_term
from prepkit.review.reading.vocabulary import LISTED, pairs

Form = Literal["base", "third", "past", "ing"]
OpenerClass = Literal["product-verb", "strong-verb", "weak", "noun"]
IRREGULAR = pairs("irregular-past")


def to_bases(word: str, known: Iterable[str]) -> list[str]:
    """Return the bare forms that a verb form may have, the likeliest first; a phrase changes in its first word."""
    head, _, tail = word.partition(" ")
    tail = f" {tail}" if tail else ""
    bases = [base for base, _ in list_forms(head)]
    ending = [base for base in bases if base + tail in known]
    return [base + tail for base in (ending or bases[:1])]


@functools.lru_cache(maxsize=4096)
def list_forms(word: str) -> tuple[tuple[str, Form], ...]:
    """Return each bare form that a word may be a form of, with the form."""
    forms: list[tuple[str, Form]] = [(IRREGULAR[word], "past")] if word in IRREGULAR else []
    if word.endswith("ied") and len(word) > 4:
        forms.append((word[:-3] + "y", "past"))
    elif word.endswith("ed") and len(word) > 4:
        forms += [(stem, "past") for stem in _stems(word[:-2])]
    elif word.endswith("ing") and len(word) > 5:
        forms += [(stem, "ing") for stem in _stems(word[:-3])]
    elif word.endswith("ies") and len(word) > 4:
        forms.append((word[:-3] + "y", "third"))
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        forms.append((word[:-1], "third"))
        if word.endswith("es"):
            forms.append((word[:-2], "third"))
    return (*forms, (word, "base"))


def _stems(stem: str) -> Iterator[str]:
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    likely_e = stem.endswith(LISTED.endings_before_e)
    if doubled and not stem.endswith(("ss", "ll")):
        yield stem[:-1]
    if likely_e:
        yield stem + "e"
    yield stem
    if doubled:
        yield stem[:-1]
    yield stem + "e"


def _collect_verbs() -> dict[str, tuple[OpenerClass, str]]:
    verbs: dict[str, tuple[OpenerClass, str]] = {}
    for entry in library.load(OpenerVerbs):
        if entry.opener != "noun":
            for term in entry.terms:
                verbs.setdefault(" ".join(split_term(term)), (entry.opener, entry.id))
    known = set(verbs)
    for family in library.load(VerbFamily):
        for verb in family.verbs:
            for base in to_bases(" ".join(split_term(verb)), known):
                verbs[base] = ("product-verb", family.id)
    for avoid in library.load(OpenerList):
        for verb in avoid.openers:
            opener: OpenerClass = "weak" if avoid.id == "weak" else "strong-verb"
            for base in to_bases(" ".join(split_term(verb)), known):
                verbs[base] = (opener, avoid.id)
    return verbs


VERBS = _collect_verbs()  # bare form or phrase -> (class, family)
NOT_OPENERS = frozenset(
    " ".join(split_term(term)) for entry in library.load(OpenerVerbs) if entry.opener == "noun" for term in entry.terms
)
