"""The shapes of content/lexicon/: what is technical, what is measured, who is served, how lines open, small words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from prepkit.content.shapes.base import Entry, Name, Shape, Words


class TermList(Entry):
    """A named list of words and phrases; hyphens and blanks are the same, case does not matter."""

    name: Words
    terms: tuple[Words, ...] = Field(min_length=1)


class TechnicalFamily(TermList):
    """Technical terms of one family. A soft term is at home in a product line too ("dashboard", "SQL")."""

    file: ClassVar[str] = "lexicon/technical.toml"
    table: ClassVar[str] = "family"
    plain: Words
    soft: bool = False


class MetricFamily(TermList):
    """What can be measured, and which kind of quantity a figure beside it is."""

    file: ClassVar[str] = "lexicon/metrics.toml"
    table: ClassVar[str] = "family"
    kind: Literal["business", "model", "scale"]


class PeopleFamily(TermList):
    """Nouns for people and organizations. Colleagues and places count as served only beside a word that says so."""

    file: ClassVar[str] = "lexicon/people.toml"
    table: ClassVar[str] = "family"
    role: Literal["customer", "colleague", "place", "thing"]


class OpenerVerbs(TermList):
    """Verbs and phrases that open a line, beyond those of verbs.toml, in their bare form."""

    file: ClassVar[str] = "lexicon/openers.toml"
    table: ClassVar[str] = "verbs"
    opener: Literal["product-verb", "strong-verb", "weak", "noun"]


class VerbFamily(Entry):
    """Product verbs that open a bullet; a neutral verb needs a customer or business result beside it."""

    file: ClassVar[str] = "lexicon/verbs.toml"
    table: ClassVar[str] = "family"
    name: Words
    verbs: tuple[Words, ...] = Field(min_length=1)
    neutral: tuple[Words, ...] = ()


class OpenerList(Entry):
    """Openers to avoid, with what to do about them."""

    file: ClassVar[str] = "lexicon/verbs.toml"
    table: ClassVar[str] = "avoid"
    name: Words
    openers: tuple[Words, ...] = Field(min_length=1)
    why: Words
    instead: Words


class WordList(Entry):
    """Words by which a text is read: small words, units, verbs, openings. A list may stand in any file of lexicon/.

    A word that ends in * stands for all words that begin so, where the reader of the list says so.
    """

    file: ClassVar[str] = "lexicon/"
    table: ClassVar[str] = "words"
    id: Name
    name: Words
    words: tuple[Words, ...] = Field(min_length=1)


class Weight(Entry):
    """How much something counts when a text is judged, or how far the reader looks for it."""

    file: ClassVar[str] = "lexicon/weights.toml"
    table: ClassVar[str] = "weight"
    id: Name
    name: Words
    value: float


class Cue(Entry):
    """Words and phrases by which something is recognized: a decision, a launch, a risk with its answer."""

    file: ClassVar[str] = "lexicon/cues.toml"
    table: ClassVar[str] = "cue"
    id: Name
    name: Words
    items: tuple[Words, ...] = Field(min_length=1)


class Heading(Entry):
    """Names under which a section of a document goes. `exact` names are the whole heading, `words` a part of it."""

    file: ClassVar[str] = "lexicon/headings.toml"
    table: ClassVar[str] = "heading"
    kind: Literal["prfaq", "resume", "story"]
    section: Annotated[str, StringConstraints(pattern=r"^@?[a-z_]+$")]
    exact: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()


SHAPES: tuple[type[Shape], ...] = (
    TechnicalFamily,
    MetricFamily,
    PeopleFamily,
    OpenerVerbs,
    VerbFamily,
    OpenerList,
    WordList,
    Weight,
    Cue,
    Heading,
)
