"""The sections of a resume."""

from __future__ import annotations

from prepkit.review.outline.headings import Line, bodies, trim
from prepkit.review.outline.parts import Outline, Part, keep_first
from prepkit.text import Span, Text


def draw_resume(text: Text, headings: list[Line]) -> Outline:
    """Return the sections of a resume; what stands before its first heading is `contact`."""
    named = [line for line in headings if line.section]
    first = named[0].span.start if named else len(text.text)
    top = trim(text.text, 0, first)
    parts = [Part("contact", Span(top.start, top.start), top)] if top.end > top.start else []
    parts += [Part(line.section, line.span, body) for line, body in bodies(text, named)]
    return Outline(tuple(keep_first(parts)), ())
