"""The values of a table in words, the same in HTML and in text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

_HEADINGS = {
    "text": "Question",  # of a handbook's questions; no other table shows a column of this name
    "todo": "To do",
    "obrien_fleming_first": "O'Brien-Fleming, first look",
    "obrien_fleming_last": "O'Brien-Fleming, last look",
}
_LONG = 10_000  # from here on, digits are grouped; a year never is
_FINEST = 4  # decimals that a column is aligned to; finer numbers stand as they are


def say_heading(name: Any) -> str:
    """Write the name of a column as words: `looks_for` stands as "Looks for", a name in words as it is."""
    known = _HEADINGS.get(name)
    text = str(name)
    return known or (text.replace("_", " ").capitalize() if text.islower() else text)


def is_numeric(column: pd.Series[Any]) -> bool:
    """Tell whether a column holds numbers."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def say_column(column: pd.Series[Any]) -> list[str]:
    """Write the values of a column as words, fractions with as many decimals as the finest of them has."""
    values = column.tolist()
    if not pd.api.types.is_float_dtype(column):
        return [say_value(value) for value in values]
    finest = max((_count_decimals(value) for value in values if not pd.isna(value)), default=0)
    return [say_value(value) if finest > _FINEST else _align(value, finest) for value in values]


def say_value(value: Any) -> str:
    """Write a value as words: yes or no, a date with its day of the week, a missing one as nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return "" if value is pd.NaT else f"{value:%a} {value.day} {value:%b %Y}"
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int) and abs(value) >= _LONG:
        return f"{value:,}"
    return str(value)


def _align(value: float, decimals: int) -> str:
    if pd.isna(value):
        return ""
    return f"{value:,.{decimals}f}" if abs(value) >= _LONG else f"{value:.{decimals}f}"


def _count_decimals(value: float) -> int:
    text = f"{value:g}"
    return _FINEST + 1 if "e" in text and not value.is_integer() else len(text.partition(".")[2])


def say_rows(frame: pd.DataFrame) -> Sequence[tuple[str, ...]]:
    """Write every row of a table as words."""
    return list(zip(*(say_column(frame.iloc[:, place]) for place in range(len(frame.columns))), strict=True))
