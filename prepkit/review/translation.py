"""Each technical phrase of a text, with the question that turns it into product judgment (G2, G12)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from prepkit.content.library import load
from prepkit.content.shapes.writing import Reframing
from prepkit.models.fields import Record
from prepkit.models.listing import make_table
from prepkit.review.documents import write
from prepkit.review.reading.lexicon import mark
from prepkit.review.reading.vocabulary import PhraseIndex, technical_terms, tokenize
from prepkit.text import Text, read

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = "phrase str, start int64, end int64, ask str, product_phrase str"
_JOINED = re.compile(r"[\s\-/]+")


class Turn(NamedTuple):
    """A technical phrase, code points `start` to `end` of the text, and the entry that asks about it."""

    start: int
    end: int
    entry: Reframing


def translate(text: str | Record) -> pd.DataFrame:
    """Find the technical phrases of a text, and ask of each the question that turns it.

    Args:
        text: Any text; or a Story, PRFAQ, Bullet or Letter, which is written out as for a review.

    Returns:
        Columns phrase (str, as it stands), start and end (int64, code points of the text), ask (str), product_phrase
        (str: how another answered; its figures are invented), one row for each place in reading order.
    """
    whole = text if isinstance(text, str) else write(text)[0]
    rows = [
        (whole[turn.start : turn.end], turn.start, turn.end, turn.entry.ask, turn.entry.product_phrase)
        for turn in find_turns(whole)
    ]
    return make_table(_DTYPES, rows)


def find_turns(text: str) -> list[Turn]:
    """Return the technical phrases of a text in reading order; of two that overlap the longer stands."""
    whole = read(text)
    turns = sorted([*_find_listed(whole), *_find_technical(whole)], key=lambda one: (one.start - one.end, one.start))
    free = bytearray(len(text))
    kept = []
    for turn in turns:
        if not any(free[turn.start : turn.end]):
            free[turn.start : turn.end] = b"\x01" * (turn.end - turn.start)
            kept.append(turn)
    return sorted(kept, key=lambda one: one.start)


def _find_listed(text: Text) -> Iterator[Turn]:
    for found in _index().find(text):
        yield Turn(text.words[found.first].start, text.words[found.last].end, found.label)


def _find_technical(text: Text) -> Iterator[Turn]:
    """Find terms of the reviewer's lists: those that an entry names, and of the others those that are never plain."""
    tokens = tokenize(text)
    for hit in mark(tokens).technical:
        term = " ".join(tokens.lows[hit.start : hit.end])
        entry = _by_term().get(term) or (None if hit.soft else _by_family().get(hit.family))
        if entry is not None:
            yield Turn(tokens.starts[hit.start], tokens.ends[hit.end - 1], entry)


@functools.cache
def _index() -> PhraseIndex[Reframing]:
    # What the reviewer lists it also tells apart: the pipeline of data from that of sales.
    known = technical_terms()
    return PhraseIndex((term, entry) for entry in load(Reframing) for term in entry.terms if term not in known)


@functools.cache
def _by_term() -> Mapping[str, Reframing]:
    return {_JOINED.sub(" ", term.lower()): entry for entry in load(Reframing) for term in entry.terms}


@functools.cache
def _by_family() -> Mapping[str, Reframing]:
    return {entry.family: entry for entry in load(Reframing) if entry.family}
