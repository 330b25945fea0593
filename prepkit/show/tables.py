"""What is computed, as something to read: tables with headings in words and notes in sentences, always escaped.

JupyterLab takes what stands between two dollar signs for a formula, unless an element is marked `mathjax_ignore`.
"""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

import pandas as pd

_NOTHING = "Nothing here yet."
_CELL = "text-align: left; vertical-align: top; white-space: normal; max-width: 32em;"
_NUMBER = "text-align: right; vertical-align: top;"
_HEADINGS = {
    "text": "Question",  # of a handbook's questions; no other table shows a column of this name
    "todo": "To do",
    "obrien_fleming_first": "O'Brien-Fleming, first look",
    "obrien_fleming_last": "O'Brien-Fleming, last look",
}
_LONG = 10_000  # from here on, digits are grouped; a year never is


class Table:
    """Shows a DataFrame in a notebook.

    Args:
        frame: What to show. Column names are read as words: `looks_for` stands as "Looks for".
        *columns: The columns to show, in this order; none shows all.
    """

    def __init__(self, frame: pd.DataFrame, *columns: str) -> None:
        self.frame = frame[list(columns)] if columns else frame

    def __repr__(self) -> str:
        if self.frame.empty:
            return _NOTHING
        return "\n".join(" | ".join(_say(value) for value in row) for row in [self._headings(), *self._rows()])

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f"<p>{_NOTHING}</p>"
        head = "".join(f'<th scope="col" style="{_style(self.frame[name])}">{_label(name)}</th>' for name in self.frame)
        styles = [_style(self.frame[name]) for name in self.frame]
        body = "".join(
            "<tr>"
            + "".join(f'<td style="{style}">{_mark_up(value)}</td>' for style, value in zip(styles, row, strict=True))
            + "</tr>"
            for row in self._rows()
        )
        return f'<table class="mathjax_ignore"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _headings(self) -> list[str]:
        return [_label(name) for name in self.frame]

    def _rows(self) -> list[tuple[Any, ...]]:
        return list(self.frame.itertuples(index=False, name=None))


class Note:
    """Shows a text in a notebook as sentences that wrap; a line that starts with a dash is an item of a list."""

    def __init__(self, text: object) -> None:
        self.text = str(text)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        lines = self.text.splitlines()
        said = "".join(f"<p>{html.escape(line)}</p>" for line in lines if not line.startswith("- "))
        items = "".join(f"<li>{html.escape(line[2:])}</li>" for line in lines if line.startswith("- "))
        listed = f"<ul>{items}</ul>" if items else ""
        return f'<div class="mathjax_ignore">{said}{listed}</div>'


def _label(name: Any) -> str:
    return html.escape(_HEADINGS.get(name) or str(name).replace("_", " ").capitalize())


def _style(column: pd.Series[Any]) -> str:
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return _NUMBER if numeric else _CELL


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return "" if value is pd.NaT else f"{value:%a} {value.day} {value:%b %Y}"
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:g}"
    if isinstance(value, int) and abs(value) >= _LONG:
        return f"{value:,}"
    return str(value)


def _mark_up(value: Any) -> str:
    return html.escape(_say(value)).replace("\n", "<br>")
