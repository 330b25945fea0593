"""Tables as CSV that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

from typing import Any

import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def format_csv(frame: pd.DataFrame) -> str:
    """Return the table as CSV; a text that would run as a formula gets an apostrophe in front."""
    guarded = frame.apply(lambda column: column.map(_guard))
    return str(guarded.to_csv(index=False, lineterminator="\n"))


def _guard(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
