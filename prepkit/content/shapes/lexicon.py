"""The shapes of content/lexicon/: what is technical, what is measured, who is served, how lines open, small words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from prepkit.content.shapes.base import Entry, Name, Named, Words


class TermList(Named):
    """A named list of words and phrases; hyphens and blanks are the same, case does not matter."""

    terms: tuple[Words, ...] = Field(min_length=1)


class TechnicalFamily(TermList, file="lexicon/technical.toml", table="family"):
    """Technical terms of one family. A soft term is at home in a product line too ("dashboard", "SQL")."""

    plain: Words
    soft: bool = False


class MetricFamily(TermList, file="lexicon/metrics.toml", table="family"):
    """What can be measured, and which kind of quantity a figure beside it is."""

    kind: Literal["business", "model", "scale"]


class PeopleFamily(TermList, file="lexicon/people.toml", table="family"):
    """Nouns for people and organizations. Colleagues and places count as served only beside a word that says so."""

    role: Literal["customer", "colleague", "place", "thing"]


class OpenerVerbs(TermList, file="lexicon/openers.toml", table="verbs"):
    """Verbs and phrases that open a line, beyond those of verbs.toml, in their bare form."""

    opener: Literal["product-verb", "strong-verb", "weak", "noun"]


class VerbFamily(Named, file="lexicon/verbs.toml", table="family"):
    """Product verbs that open a bullet; a neutral verb needs a customer or business result beside it."""

    verbs: tuple[Words, ...] = Field(min_length=1)
    neutral: tuple[Words, ...] = ()


class OpenerList(Named, file="lexicon/verbs.toml", table="avoid"):
    """Openers to avoid, with what to do about them."""

    openers: tuple[Words, ...] = Field(min_length=1)
    why: Words
    instead: Words


class WordList(Named, file="lexicon/", table="words"):
    """Words by which a text is read: small words, units, verbs, openings. A list may stand in any file of lexicon/.

    A word that ends in * stands for all words that begin so, where the reader of the list says so.
    """

    id: Name
    words: tuple[Words, ...] = Field(min_length=1)


class Weight(Named, file="lexicon/weights.toml", table="weight"):
    """How much something counts when a text is judged, or how far the reader looks for it."""

    id: Name
    value: float


class Cue(Named, file="lexicon/cues.toml", table="cue"):
    """Words and phrases by which something is recognized: a decision, a launch, a risk with its answer."""

    id: Name
    items: tuple[Words, ...] = Field(min_length=1)


class Heading(Entry, file="lexicon/headings.toml", table="heading"):
    """Names under which a section of a document goes. `exact` names are the whole heading, `words` a part of it."""

    kind: Literal["prfaq", "resume", "story"]
    section: Annotated[str, StringConstraints(pattern=r"^@?[a-z_]+$")]
    exact: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()
