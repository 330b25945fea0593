"""The shape of the reviewer's word lists: what is technical, what is measured, who is served, how a line opens."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from prepkit.content.shapes import Entry, Shape, Words


class TermList(Entry):
    """A named list of words and phrases; hyphens and blanks are the same, case does not matter."""

    name: Words
    terms: tuple[Words, ...] = Field(min_length=1)


class TechnicalFamily(TermList):
    """Technical terms of one family. A soft term is at home in a product line too ("dashboard", "SQL")."""

    file: ClassVar[str] = "review/technical.toml"
    table: ClassVar[str] = "family"
    plain: Words
    soft: bool = False


class MetricFamily(TermList):
    """What can be measured, and which kind of quantity a figure beside it is."""

    file: ClassVar[str] = "review/metrics.toml"
    table: ClassVar[str] = "family"
    kind: Literal["business", "model", "scale"]


class PeopleFamily(TermList):
    """Nouns for people and organizations. Colleagues and places count as served only beside a word that says so."""

    file: ClassVar[str] = "review/people.toml"
    table: ClassVar[str] = "family"
    role: Literal["customer", "colleague", "place", "thing"]


class OpenerVerbs(TermList):
    """Verbs and phrases that open a line, beyond those of verbs.toml, in their bare form."""

    file: ClassVar[str] = "review/openers.toml"
    table: ClassVar[str] = "verbs"
    opener: Literal["product-verb", "strong-verb", "weak", "noun"]


class Grammar(TermList):
    """Small words and forms by which lines are read: determiners, number words, units, irregular verbs."""

    file: ClassVar[str] = "review/grammar.toml"
    table: ClassVar[str] = "list"


SHAPES: tuple[type[Shape], ...] = (TechnicalFamily, MetricFamily, PeopleFamily, OpenerVerbs, Grammar)
