"""The sections of a document, whatever their headings are called, also where it has none."""

from __future__ import annotations

from prepkit.review.outline.headings import read_headings
from prepkit.review.outline.parts import Outline, Part, Question
from prepkit.review.outline.prfaq import draw_prfaq
from prepkit.review.outline.resume import draw_resume
from prepkit.review.outline.story import draw_story
from prepkit.text import Text

__all__ = ["Outline", "Part", "Question", "draw"]


def draw(text: Text, kind: str) -> Outline:
    """Return the sections of a text of this kind, in reading order; a bullet, letter or talk has none."""
    drawers = {"prfaq": draw_prfaq, "resume": draw_resume, "story": draw_story}
    if kind not in drawers or not text.words:
        return Outline((), ())
    return drawers[kind](text, read_headings(text, kind))
