"""The sections of a story that has them; a story told in one go has none."""

from __future__ import annotations

from prepkit.review.outline.headings import Line, bodies
from prepkit.review.outline.parts import Outline, Part, keep_first
from prepkit.text import Text


def draw_story(text: Text, headings: list[Line]) -> Outline:
    """Return the labeled sections of a story."""
    named = [line for line in headings if line.section]
    return Outline(tuple(keep_first(Part(line.section, line.span, body) for line, body in bodies(text, named))), ())
