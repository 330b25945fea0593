"""Tables as CSV that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

# Excel and LibreOffice skip blanks and control characters before a sign that begins a formula, in either width.
_FORMULA = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]|[\t\r]")
_CUTS = re.compile(r"[,;|\"\x00-\x1f]")  # what may part cells; LibreOffice also cuts at semicolons and tabs


def guard_formula(value: Any) -> Any:
    """Return a cell's value; a text that would run as a formula gets an apostrophe in front, each line end is one."""
    if not isinstance(value, str):
        return value
    guarded = f"'{value}" if _FORMULA.match(value) else value
    return guarded.replace("\r\n", "\n").replace("\r", "\n")


def format_csv(frame: pd.DataFrame) -> str:
    """Return the table as CSV; a text that would run as a formula gets an apostrophe in front.

    A text that holds any sign that a spreadsheet may cut at is quoted.
    """
    guarded = frame.apply(lambda column: column.map(guard_formula))
    rows = csv.reader(io.StringIO(guarded.to_csv(index=False, lineterminator="\n"), newline=""))
    return "".join(map(_join, rows))


def format_row(cells: Iterable[object]) -> str:
    """Return one row of a CSV file, guarded and quoted as `format_csv` does."""
    return _join([str(guard_formula(cell)) for cell in cells])


def _join(texts: list[str]) -> str:
    quoted = ['"' + text.replace('"', '""') + '"' if _CUTS.search(text) else text for text in texts]
    return (",".join(quoted) if any(texts) else '""') + "\n"
