"""The small words of content/review/grammar.toml, by the id of their list."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from prepkit.content import library
from prepkit.content.review_shapes import Grammar


@functools.cache
def _load() -> Mapping[str, frozenset[str]]:
    return {entry.id: frozenset(entry.terms) for entry in library.load(Grammar)}


def words(list_id: str) -> frozenset[str]:
    """Return the words of a list."""
    return _load()[list_id]
