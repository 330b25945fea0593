"""The word lists of the rules' content, made ready to look words up in."""

from __future__ import annotations

import functools

from prepkit.content.library import find, load
from prepkit.content.review_shapes import TechnicalFamily
from prepkit.content.rule_shapes import Cue, WordSet
from prepkit.review.phrases import PhraseIndex


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """Return a set of words.toml."""
    return frozenset(find(WordSet, name).words)


@functools.cache
def cue_items(name: str) -> tuple[str, ...]:
    """Return the items of a cue in lower case, each between blanks."""
    return tuple(f" {item.lower()} " for item in find(Cue, name).items)


@functools.cache
def cue_words(name: str) -> frozenset[str]:
    """Return the items of a cue as they are written."""
    return frozenset(find(Cue, name).items)


@functools.cache
def technical_terms() -> frozenset[str]:
    """Return the technical terms that are listed, in lower case and with blanks for hyphens."""
    return frozenset(term.lower().replace("-", " ") for family in load(TechnicalFamily) for term in family.terms)


@functools.cache
def cue_names() -> frozenset[str]:
    """Return the names of all cues."""
    return frozenset(cue.id for cue in load(Cue))


@functools.cache
def cue_index() -> PhraseIndex[str]:
    """Return all cues in one index."""
    return PhraseIndex((item, cue.id) for cue in load(Cue) for item in cue.items)
