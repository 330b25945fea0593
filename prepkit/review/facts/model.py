"""The facts themselves, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prepkit.text import Span

OpenerClass = Literal["product-verb", "strong-verb", "weak", "noun"]
QuantityKind = Literal["business", "model", "scale"]
QuantityUnit = Literal["money", "percent", "points", "multiple", "time", "count", "number"]
Framing = Literal["product", "technical", "mixed"]


@dataclass(frozen=True, slots=True)
class Opener:
    """The word or phrase that a text opens with, behind marks, labels and adverbs.

    `base` is its bare form in lower case ("launch" for "Re-launched"), `family` the id of its verb family
    ("deliver", "analyst", ...), empty if it has none.
    """

    text: str
    start: int
    end: int
    class_: OpenerClass
    base: str
    family: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. A pair ("from 4 to 2 days") is one quantity with two `values`.

    `metric` is where the words stand that say what was measured, None if nothing near says it.
    """

    text: str
    start: int
    end: int
    kind: QuantityKind
    unit: QuantityUnit
    values: tuple[float, ...]
    metric: Span | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one text. Spans are code points of the text; `opener` is None if the text has no word.

    `technical_share` is technical words over content words (0..1), `technical` are the places of the technical terms;
    `minutes` is the time to speak the text at the pace asked for.
    """

    opener: Opener | None
    quantities: tuple[Quantity, ...]
    customer: bool
    customer_span: Span | None
    technical: tuple[Span, ...]
    technical_share: float
    framing: Framing
    words: int
    minutes: float
