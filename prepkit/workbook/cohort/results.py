"""results.csv: a line a person, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from prepkit.files.tables import guard_formula
from prepkit.workbook.cohort.outcomes import Outcome

NAME = "results.csv"
COLUMNS = ("name", "folder", "status", "seconds", "error", "line")


def format_results(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the lines of results.csv; a text that would run as a formula gets an apostrophe in front."""
    yield _format_line(COLUMNS)
    for one in outcomes:
        line = one.line or ""
        yield _format_line((one.name, one.folder, one.status, f"{one.seconds:.3f}", one.error, line))


def _format_line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([guard_formula(cell) for cell in cells])
    return buffer.getvalue()
