"""A plain text as lines with places: how far in they stand, and how far apart."""

from __future__ import annotations

from prepkit.errors import UsageError
from prepkit.files.intake.pages.lines import Line, join_lines
from prepkit.files.intake.passages import Passage

_LINES = 5_000
_NARROW = 50  # letters; what is no wider was broken by its writer
_LONGEST = 20_000  # characters of a line


def read_plain(text: str, name: str) -> list[Passage]:
    """Return the passages of a text in which lines may be broken to fit a width.

    Raises:
        UsageError: it is too long for a resume.
    """
    lines = []
    rows = text.expandtabs(4).splitlines() if "\t" not in text.strip() else text.splitlines()
    if len(rows) > _LINES or any(len(row) > _LONGEST for row in rows):
        raise UsageError("too long for a resume", where=name, cure="Import the resume alone")
    for number, row in enumerate(rows):
        if row.strip():
            indent = len(row) - len(row.lstrip())
            body = _part_cells(row.strip())
            line = Line.of([(body, False, False)], indent, indent + len(body), number, number + 1)
            if line.text:
                lines.append(line)
    return join_lines([lines], _NARROW)


def _part_cells(row: str) -> str:
    """Return a row in which a wide gap, as before a date at the right, is a tab."""
    return "\t".join(part.strip() for part in row.replace("\t", "    ").split("   ") if part.strip())
