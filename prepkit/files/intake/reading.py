"""A reading: the whole text of a file in order, each piece of it in its place or left over.

Nothing is in a record that is not a piece, and no piece is dropped: `"".join(piece.text for piece in pieces)` is the text.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prepkit.models import Bullet, Resume
from prepkit.models.fields import LINE_LIMIT


class Part(enum.StrEnum):
    """Where a piece of a resume's text goes."""

    CONTACT = "contact"
    SUMMARY = "summary"
    HEADING = "heading"  # the heading of a section that has a place
    ROLE = "role"
    EMPLOYER = "employer"
    PLACE = "place"
    DATES = "dates"
    LINE = "line"
    EDUCATION = "education"
    SKILLS = "skills"
    PROJECTS = "projects"
    CERTIFICATES = "certificates"
    OTHER = "other sections"
    BETWEEN = "between"  # blanks, separators and list marks
    LEFT_OVER = "left over"


@dataclass(frozen=True)
class Piece:
    """A stretch of the text and its place; pieces of one job share its number, from 1."""

    text: str
    part: Part
    job: int = 0


@dataclass(frozen=True)
class Reading:
    """What was read from a resume file; nothing of it is saved yet.

    Attributes:
        pieces: The whole text in order.
        source: What was read, in words: "a PDF of 2 pages", "JSON Resume".
    """

    pieces: tuple[Piece, ...]
    source: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)
