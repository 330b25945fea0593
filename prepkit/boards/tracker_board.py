"""The checklist as a board: what is done, what is behind, and how far it all is."""

from __future__ import annotations

import html
from collections.abc import Callable

import ipywidgets as ipw
import pandas as pd

from prepkit.forms.style import make_style, render_status
from prepkit.show.readable_box import ReadableBox

_MARKS = {"done": "✓", "in progress": "◐", "behind": "!", "to do": "○"}


class TrackerBoard(ReadableBox):
    """Shows the checklist as a table that says each status in words.

    Args:
        source: The table of `tracker`, or a function that returns it, which is called anew by the Refresh button.
    """

    def __init__(self, source: pd.DataFrame | Callable[[], pd.DataFrame]) -> None:
        super().__init__()
        self._source = source
        self._frame = self._read()
        self._table = ipw.HTML(_render_board(self._frame))
        self._table.add_class("pk-table")
        self._status = ipw.HTML(render_status(""))
        self.add_class("pk-form")
        children = [make_style(), self._table]
        if callable(source):
            refresh = ipw.Button(description="Refresh", tooltip="Count again what is in the workspace")
            refresh.on_click(lambda _button: self.refresh())
            bar = ipw.HBox([refresh, self._status])
            bar.add_class("pk-bar")
            children.append(bar)
        self.children = tuple(children)

    def refresh(self) -> None:
        """Ask for the table again and show it; a failure is said on the board, which stays as it is."""
        try:
            self._frame = self._read()
        except Exception as error:
            self._status.value = render_status(f"Not refreshed: {error}", wrong=True)
            return
        self._table.value = _render_board(self._frame)
        self._status.value = render_status(f"Counted again. {say_progress(self._frame)}")

    def render_html(self) -> str:
        """Return the board as HTML without any style."""
        return f"<p>{say_progress(self._frame)}</p>{_render_table(self._frame)}"

    def render_text(self) -> str:
        """Return the board as plain text."""
        return "\n".join([say_progress(self._frame), *(" | ".join(row) for row in _list_rows(self._frame))])

    def _read(self) -> pd.DataFrame:
        return self._source() if callable(self._source) else self._source


def say_progress(frame: pd.DataFrame) -> str:
    """Say how far a checklist is, in a sentence or two."""
    if frame.empty:
        return "The checklist is empty."
    counts = frame["status"].value_counts()
    parts = [f"{counts[status]} {status}" for status in ("behind", "in progress", "to do") if status in counts]
    done = f"{counts.get('done', 0)} of {len(frame)} items done"
    return f"{done}; {', '.join(parts)}." if parts else f"{done}. All of it."


def _list_rows(frame: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    return [
        (
            row["item"],
            row["status"].capitalize(),
            f"{row['done']} of {row['target']}",
            _begin(row["evidence"]) or "Nothing yet",
        )
        for row in frame.to_dict("records")
    ]


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _render_board(frame: pd.DataFrame) -> str:
    done = int((frame["status"] == "done").sum())
    share = 100 * done / len(frame) if len(frame) else 0
    bar = f'<div class="pk-progress" aria-hidden="true"><div style="width:{share:.0f}%"></div></div>'
    return f'<p class="pk-lead">{say_progress(frame)}</p>{bar}{_render_table(frame, styled=True)}'


def _render_table(frame: pd.DataFrame, *, styled: bool = False) -> str:
    if frame.empty:
        return ""
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Item", "Status", "Done", "Counted"))
    body = "".join(_render_row(row, styled=styled) for row in _list_rows(frame))
    return f"<table><caption>Checklist</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _render_row(row: tuple[str, str, str, str], *, styled: bool) -> str:
    item, status, done, evidence = (html.escape(cell) for cell in row)
    if styled:
        kind = row[1].lower().replace(" ", "-")
        mark = _MARKS.get(row[1].lower(), "")
        status = f'<span class="pk-state pk-{kind}"><span aria-hidden="true">{mark}</span> {status}</span>'
    return f'<tr><th scope="row">{item}</th><td>{status}</td><td>{done}</td><td>{evidence}</td></tr>'
