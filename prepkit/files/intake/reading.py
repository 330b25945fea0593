"""A reading: the whole text of a file in order, each piece of it in its place or left over.

Nothing is in a record that is not a piece, and no piece is dropped: joined, the pieces are the text.
"""

from __future__ import annotations

import enum
import hashlib
import itertools
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from prepkit.models import Bullet, Resume
from prepkit.models.fields import LINE_LIMIT


class Part(enum.StrEnum):
    """Where a piece of a resume's text goes."""

    NAME = "name"
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
    ASIDE = "set aside"  # a page's number and running head, and what is said a second time
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

    @property
    def left_over(self) -> tuple[str, ...]:
        """What has no place, in order."""
        return tuple(piece.text.strip() for piece in self.pieces if piece.part == Part.LEFT_OVER and piece.text.strip())

    def count(self, part: Part) -> int:
        """How many pieces have this place."""
        return sum(piece.part == part for piece in self.pieces)

    def describe(self) -> str:
        """Say in a line what was found, what was not, and what is left over with where to put it right."""
        lines, jobs = self.count(Part.LINE), len({piece.job for piece in self.pieces if piece.part == Part.LINE})
        missing = [name for part, name in _FIELDS.items() if part in _EXPECTED and not self.count(part)]
        missing += ["experience"] * (not lines)
        over = self.left_over
        quoted = "; ".join(f"“{textwrap.shorten(text, 60, placeholder='...')}”" for text in over[:_QUOTED])
        more = f" and {len(over) - _QUOTED} more" if len(over) > _QUOTED else ""
        said = f"Read {self.source}: {lines} line{'' if lines == 1 else 's'} of {jobs} job{'' if jobs == 1 else 's'}"
        said += f". Not found: {', '.join(missing)}" if missing else ""
        said += f". Left over: {quoted}{more}; it is kept with the import" if over else ". Nothing left over"
        return _UNSEEN.sub("\ufffd", f"{said}.")

    def show(self) -> str:
        """Return the whole text, each piece behind the name of its place."""
        names = ((piece.part.value, piece.text.strip()) for piece in self.pieces if piece.part != Part.BETWEEN)
        return _UNSEEN.sub("\ufffd", "\n".join(f"{name:>15}  {text}" for name, text in names if text))

    def make_resume(self) -> Resume:
        """Return contact, summary and sections; the id is the same for the same contact."""
        texts = {part: self._tell(part) for part in _FIELDS}
        digest = hashlib.sha256(texts[Part.CONTACT].encode("utf-8", "replace")).hexdigest()[:16]
        return Resume(id=f"imported-{digest}", **{name: texts[part] for part, name in _FIELDS.items()})

    def _tell(self, part: Part) -> str:
        texts = [" ".join(piece.text.split()) for piece in self.pieces if piece.part == part]
        if part == Part.CONTACT:  # a name in large type may take two rows
            texts.insert(0, " ".join(" ".join(piece.text.split()) for piece in self.pieces if piece.part == Part.NAME))
        by = {Part.CONTACT: " · ", Part.SUMMARY: " "}.get(part, "\n")
        return by.join(filter(None, texts))

    def make_bullets(self) -> Iterator[Bullet]:
        """Yield the lines with their jobs; a line's id is the same every time."""
        above = ""
        for _, pieces in itertools.groupby((p for p in self.pieces if p.job), key=lambda piece: piece.job):
            told = [*pieces]
            head = {name: _join(told, part) for part, name in _HEAD.items()}
            inherits = any(piece.part == Part.EMPLOYER and not piece.text for piece in told)
            head["employer"] = above = above if inherits else head["employer"]
            for line in _join_lines(told):
                key = "\n".join((head["role"], head["employer"], line))
                digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
                yield Bullet(id=f"imported-{digest}", original=line, **head)


def limit(reading: Reading) -> Reading:
    """Leave over what a field of one line cannot hold."""
    length: dict[tuple[Part, int], int] = {}
    pieces = []
    for piece in reading.pieces:
        if piece.part in (Part.NAME, Part.CONTACT, *_HEAD):
            key = Part.CONTACT if piece.part == Part.NAME else piece.part, piece.job
            length[key] = length.get(key, 0) + len(piece.text) + 3
            if length[key] > LINE_LIMIT + 3:
                piece = replace(piece, part=Part.LEFT_OVER)
        pieces.append(piece)
    return replace(reading, pieces=tuple(pieces))


def _join(pieces: list[Piece], part: Part) -> str:
    """Return the text of one part of a job: its pieces, and what stands between them where nothing else does."""
    text, between = "", ""
    for piece in pieces:
        if piece.part == part and piece.text:
            text = f"{text}{between or ', '}{piece.text}" if text else piece.text
            between = ""
        elif piece.part == Part.BETWEEN:
            between = piece.text
        else:
            between = ""
    return " ".join(text.split())[:LINE_LIMIT]


def _join_lines(pieces: list[Piece]) -> Iterator[str]:
    """Yield the lines of a job; cells of one line are one."""
    line = ""
    for piece in pieces:
        if piece.part == Part.LINE:
            line = f"{line} {piece.text}"
        elif "\n" in piece.text and line:
            yield " ".join(line.split())
            line = ""
    if line.strip():
        yield " ".join(line.split())


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what would steer a terminal
_QUOTED = 8
_EXPECTED = (Part.CONTACT, Part.SUMMARY, Part.EDUCATION, Part.SKILLS)
_HEAD = {Part.ROLE: "role", Part.EMPLOYER: "employer", Part.PLACE: "place", Part.DATES: "dates"}
_FIELDS = {
    Part.CONTACT: "contact",
    Part.SUMMARY: "summary",
    Part.EDUCATION: "education",
    Part.SKILLS: "skills",
    Part.PROJECTS: "projects",
    Part.CERTIFICATES: "certificates",
    Part.OTHER: "other",
}
