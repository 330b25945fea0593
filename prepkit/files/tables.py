"""Tables as CSV that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import pandas as pd

from prepkit.files.formulas import guard_formula


def format_csv(frame: pd.DataFrame) -> str:
    """Return the table as CSV; a text that would run as a formula gets an apostrophe in front."""
    guarded = frame.apply(lambda column: column.map(guard_formula))
    return str(guarded.to_csv(index=False, lineterminator="\n"))
