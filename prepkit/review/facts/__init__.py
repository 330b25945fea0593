"""What a text says of itself: how it opens, its quantities, whom it serves, how technical it is."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.review.facts import customers, framings, openers, quantities
from prepkit.review.facts.lexicon import Lexicon, compile_lexicon
from prepkit.review.facts.model import Facts, Framing, Opener, OpenerClass, Quantity, QuantityKind, QuantityUnit
from prepkit.review.facts.tokens import tokenize
from prepkit.text import Span, Text

__all__ = ["PACE", "Facts", "Framing", "Opener", "OpenerClass", "Quantity", "QuantityKind", "QuantityUnit", "gather"]

PACE = 140.0  # words spoken in a minute


def gather(text: Text, kind: str = "bullet", *, pace: float = PACE, lexicon: Lexicon | None = None) -> Facts:
    """Return the facts of a text.

    Args:
        text: The text, as `prepkit.text.read` returns it.
        kind: "bullet" for one line, framed as a whole; any other kind is framed sentence by sentence.
        pace: Words spoken in a minute; above 0.
        lexicon: The word lists to read by; prepkit's own if left out.
    """
    lexicon = lexicon or compile_lexicon()
    if kind == "bullet":
        lines = [_read_line(text, lexicon)] if text.words else []
        framing = lines[0].framing if lines else "product"
    else:
        parts = (text.words_in(sentence) for sentence in text.sentences)
        lines = [_read_line(Text(text.text, words), lexicon) for words in parts if words]
        framing = framings.judge_sentences([line.framing for line in lines])
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
        framing=framing,
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


def _read_line(text: Text, lexicon: Lexicon) -> _Line:
    tokens = tokenize(text)
    hits = lexicon.mark(tokens)
    opener, first = openers.find_opener(text, tokens, lexicon)
    found = quantities.find_quantities(text.text, tokens, hits, lexicon)
    served = customers.find_customer(tokens, hits, lexicon)
    technical = [hit for hit in hits.technical if not hit.soft]
    return _Line(
        opener=opener,
        quantities=found,
        served=served,
        technical=[Span(tokens.starts[hit.start], tokens.ends[hit.end - 1]) for hit in technical],
        technical_words=sum([hit.end - hit.start for hit in technical]),
        content_words=framings.count_content(tokens, lexicon),
        framing=framings.judge(tokens, hits, opener, first, found, served is not None, lexicon),
    )
