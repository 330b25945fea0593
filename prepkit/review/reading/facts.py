"""The facts of a text, as values: how it opens, its quantities, whom it serves, how technical it is."""

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
    ("deliver", "analyst", ...), empty if it has none. `class_` is "product-verb" (decide, define, discover, deliver,
    measure, lead, improve, grow, communicate), "strong-verb" (another verb of action), "weak", or "noun" (no verb).
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

    `kind` is "business" for money, conversion, retention, adoption or users gained, satisfaction, and time or effort
    saved for people; "model" for how well a model predicts and for every technical performance figure (latency,
    throughput, downtime); "scale" for sizes that are no result (rows, team size, interviews, a book of business).
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

    `customer` says whether anybody is named who uses, buys or benefits: a noun that only describes another
    ("customer data") names nobody. `framing` strikes out the tool and model words: if the point survives, the text is
    "product"; if nothing is left, "technical"; with substance on both sides, "mixed".
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
