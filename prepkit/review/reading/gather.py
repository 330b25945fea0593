"""What a text says of itself, read line by line."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.review.reading import customers, framing, openers, quantities
from prepkit.review.reading.facts import Facts, Framing, Opener, Quantity
from prepkit.review.reading.lexicon import mark
from prepkit.review.reading.tokens import tokenize
from prepkit.review.reading.vocabulary import WEIGHTS
from prepkit.text import Span, Text

PACE = WEIGHTS.pace


def gather(text: Text, kind: str = "bullet", *, pace: float = PACE) -> Facts:
    """Return the facts of a text.

    Args:
        text: The text, as `prepkit.text.read` returns it.
        kind: "bullet" for one line, framed as a whole; any other kind is framed sentence by sentence.
        pace: Words spoken in a minute; above 0.
    """
    if kind == "bullet":
        lines = [_read_line(text)] if text.words else []
        framed: Framing = lines[0].framing if lines else "product"
    else:
        parts = (text.words_in(sentence) for sentence in text.sentences)
        lines = [_read_line(Text(text.text, words)) for words in parts if words]
        framed = framing.judge_sentences([line.framing for line in lines])
    served: Span | None = None
    found: list[Quantity] = []
    technical: list[Span] = []
    technical_words = content_words = 0
    for line in lines:
        served = served or line.served
        found += line.quantities
        technical += line.technical
        technical_words += line.technical_words
        content_words += line.content_words
    return Facts(
        opener=lines[0].opener if lines else None,
        quantities=tuple(found),
        customer=served is not None,
        customer_span=served,
        technical=tuple(technical),
        technical_share=min(1.0, technical_words / max(1, content_words)),
        framing=framed,
        words=len(text.words),
        minutes=len(text.words) / pace,
    )


@dataclass(slots=True)
class _Line:
    opener: Opener | None
    quantities: list[Quantity]
    served: Span | None
    technical: list[Span]
    technical_words: int
    content_words: int
    framing: Framing


def _read_line(text: Text) -> _Line:
    tokens = tokenize(text)
    hits = mark(tokens)
    opener, first = openers.find_opener(text, tokens)
    found = quantities.find_quantities(text.text, tokens, hits)
    served = customers.find_customer(tokens, hits)
    technical = [hit for hit in hits.technical if not hit.soft]
    return _Line(
        opener=opener,
        quantities=found,
        served=served,
        technical=[Span(tokens.starts[hit.start], tokens.ends[hit.end - 1]) for hit in technical],
        technical_words=sum([hit.end - hit.start for hit in technical]),
        content_words=framing.count_content(tokens),
        framing=framing.judge(tokens, hits, opener, first, found, served is not None),
    )
