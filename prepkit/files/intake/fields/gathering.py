"""Fields of a structured file, each put in its place once; what no rule takes is left over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from prepkit.errors import UsageError, instead
from prepkit.files.intake.markup.shaping import mend, shape
from prepkit.files.intake.package import too_long
from prepkit.files.intake.passages import Passage, Run
from prepkit.files.intake.reading import Part, Piece, Reading

Record = dict[str, Any]  # of strings, lists and records; a field that was taken is gone from it
Placed = tuple[Part, str]

_SECTIONS = (Part.EDUCATION, Part.SKILLS, Part.PROJECTS, Part.CERTIFICATES, Part.OTHER)
MOST_FIELDS = 10_000
MOST_LETTERS = 500_000
_HTML = re.compile(r"</?(?:p|br|ul|ol|li|div|b|strong|em|i|span|h[1-6])\b[^<>]*>", re.I)
_DATA = re.compile(r"data:[\w/+.-]+;base64,|[A-Za-z0-9+/=\s]{2000,}$")  # a picture is no text


class Gathering:
    """The pieces of a file, row by row."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.jobs = 0
        self._pieces: list[Piece] = []

    def row(self, *fields: Placed, apart: str = ", ", job: int = 0) -> None:
        """Add fields that stand on one row; those of one section are one piece.

        Args:
            fields: Places and texts; empty ones are passed over.
            apart: What stands between two of them; two dates are parted by a dash.
            job: The number of the job that they belong to.
        """
        above: Part | None = None
        for part, text in fields:
            words = mend(" ".join(text.replace("\0", " ").split()))
            if not words:
                continue
            if part == above and part in _SECTIONS:
                self._pieces[-1] = replace(self._pieces[-1], text=f"{self._pieces[-1].text}{apart}{words}")
                continue
            between = "\n" if above is None else " - " if above == part == Part.DATES else apart
            if self._pieces:
                self._pieces.append(Piece(between, Part.BETWEEN, job))
            self._pieces.append(Piece(words, part, job))
            above = part

    def head(self, *fields: Placed) -> int:
        """Begin a job with these fields, and return its number."""
        self.jobs += 1
        self.row(*fields, job=self.jobs)
        return self.jobs

    def lines(self, part: Part, texts: Iterable[str], job: int = 0) -> None:
        """Add texts that hold a line or more each; what their links lead to is left over."""
        for text in texts:
            for passage in read_lines(text, self.name):
                place = Part.LEFT_OVER if passage.furniture else part
                self.row((place, passage.text), job=0 if passage.furniture else job)

    def section(self, title: str, part: Part) -> None:
        """Add the title of a section; under "other sections" it says what they are."""
        self.row((part if part == Part.OTHER else Part.HEADING, title))

    def rest(self, value: Any) -> None:
        """Leave over what nothing took of a value; a record is empty afterwards."""
        texts = [text for text in leaves(value) if not _DATA.match(text)]
        if texts:
            self.row((Part.LEFT_OVER, " · ".join(texts)))
        for record in value if isinstance(value, list) else [value]:
            if isinstance(record, dict):
                record.clear()

    def reading(self, source: str) -> Reading:
        """Return the whole.

        Raises:
            UsageError: it holds more than a resume does.
        """
        if len(self._pieces) > 5 * MOST_FIELDS or sum(len(piece.text) for piece in self._pieces) > MOST_LETTERS:
            raise too_long(self.name)
        return Reading(tuple(self._pieces), source)


def load_json(text: str, name: str) -> Any:
    """Return a JSON text's value: each number and word as it is written, a field that comes twice under two names.

    Raises:
        UsageError: it is no JSON, is nested too deeply, or holds more than a resume does.
    """

    def keep(pairs: list[tuple[str, Any]]) -> Record:
        record: Record = {}
        for key, value in pairs:
            record[key if key not in record else f"{key} ({len(record)})"] = value
        return record

    cure = "Export it again, or export it as PDF or Markdown"
    with instead((ValueError, RecursionError), UsageError, "damaged, or not JSON ({})", where=name, cure=cure):
        value = json.loads(
            text.lstrip("\ufeff"), parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=keep
        )
        check_size(value, name)
    return value


def check_size(value: Any, name: str) -> None:
    """Refuse more fields or letters than a resume holds, also where a few are repeated without end."""
    letters = 0
    for number, text in enumerate(leaves(value)):
        letters += 0 if _DATA.match(text) else len(text)
        if number > MOST_FIELDS or letters > MOST_LETTERS:
            raise too_long(name)


def leaves(value: Any) -> Iterator[str]:
    """Return every text of a value, in order."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if text.strip():
            yield text


def take(record: Record, *names: str) -> str:
    """Take the first of these fields that holds a text."""
    for name in names:
        if isinstance(record.get(name), str) and record[name].strip():
            return str(record.pop(name))
    return ""


def take_all(record: Record, *names: str) -> list[str]:
    """Take every text of these fields, however deep it stands."""
    return [text for name in names for text in leaves(record.pop(name, None)) if not _DATA.match(text)]


def take_records(record: Record, name: str) -> list[Record]:
    """Return the records that a field lists. They stay there, and so does what nothing takes out of them."""
    value = record.get(name)
    items = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def span(start: str, end: str, *, open_end: bool = False) -> list[Placed]:
    """Return dates from start to end; one that goes on, as the format has it, ends in a dash.

    Args:
        start: As it is written.
        end: As it is written, or "".
        open_end: Whether no end means that it goes on.
    """
    goes_on = open_end and start.strip() and not end.strip()
    return [(Part.DATES, f"{start} -" if goes_on else start), (Part.DATES, end)]


def read_lines(text: str, name: str) -> list[Passage]:
    """Return the lines of a text that a field holds: plain with marks or without, Markdown or HTML."""
    if _HTML.search(text):
        from prepkit.files.intake.markup.html import read_html

        return read_html(text, name)
    return shape([Passage((Run(text),))], name)
