"""What a text says of itself: how it opens, its quantities, whom it serves, how technical it is."""

from __future__ import annotations

from prepkit.review.facts import customers, framings, openers, quantities
from prepkit.review.facts.lexicon import Lexicon, compile_lexicon
from prepkit.review.facts.model import Facts, Framing, Opener, OpenerClass, Quantity, QuantityKind, QuantityUnit
from prepkit.review.facts.tokens import tokenize
from prepkit.text import Span, Text

__all__ = ["PACE", "Facts", "Framing", "Opener", "OpenerClass", "Quantity", "QuantityKind", "QuantityUnit", "gather"]

PACE = 140.0  # words spoken in a minute


def gather(text: Text, *, pace: float = PACE, lexicon: Lexicon | None = None) -> Facts:
    """Return the facts of a text.

    Args:
        text: The text, as `prepkit.text.read` returns it.
        pace: Words spoken in a minute; above 0.
        lexicon: The word lists to read by; prepkit's own if left out.
    """
    lexicon = lexicon or compile_lexicon()
    tokens = tokenize(text)
    hits = lexicon.mark(tokens)
    opener, first = openers.find_opener(text, tokens, lexicon)
    found = quantities.find_quantities(text.text, tokens, hits, lexicon)
    served = customers.find_customer(tokens, hits, lexicon)
    technical = [hit for hit in hits.technical if not hit.soft]
    return Facts(
        opener=opener,
        quantities=tuple(found),
        customer=served is not None,
        customer_span=served,
        technical=tuple(Span(tokens.starts[hit.start], tokens.ends[hit.end - 1]) for hit in technical),
        technical_share=framings.measure_share(tokens, technical, lexicon),
        framing=framings.judge(tokens, hits, opener, first, found, served is not None, lexicon),
        words=len(text.words),
        minutes=len(text.words) / pace,
    )
