"""The checklist as a board: what is done, what is behind, and how far it all is."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from prepkit.blocks import Block, Meter, Paragraph, Table
from prepkit.boards.board import Board
from prepkit.planning.tracker import tracker
from prepkit.store.workspace import Workspace

_MARKS = {"done": "✓", "in progress": "◐", "behind": "!", "to do": "○"}


class TrackerBoard(Board):
    """Shows the checklist as a table that says each status in words."""

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._open(self._panel)

    def read(self) -> Sequence[Block]:
        """Return how far it all is, and the checklist."""
        return describe_checklist(tracker(self._prep.read(), self._prep.today))


def describe_checklist(frame: pd.DataFrame) -> list[Block]:
    """Return a checklist to be read: how far it is as a sentence and a bar, then each item."""
    if frame.empty:
        return [Paragraph(summarize_progress(frame), "lead")]
    done = int((frame["status"] == "done").sum())
    rows = [
        (
            row["item"],
            f"{_MARKS[row['status']]} {row['status'].capitalize()}",
            f"{row['done']} of {row['target']}",
            row["evidence"][:1].upper() + row["evidence"][1:] or "Nothing yet",
        )
        for row in frame.to_dict("records")
    ]
    return [
        Paragraph(summarize_progress(frame), "lead"),
        Meter("Done", done, len(frame), f"{done} of {len(frame)}"),
        Table(pd.DataFrame(rows, columns=["Item", "Status", "Done", "Counted"]), "Checklist"),
    ]


def summarize_progress(frame: pd.DataFrame) -> str:
    """Say how far a checklist is, in a sentence or two."""
    if frame.empty:
        return "The checklist is empty."
    counts = frame["status"].value_counts()
    parts = [f"{counts[status]} {status}" for status in ("behind", "in progress", "to do") if status in counts]
    done = f"{counts.get('done', 0)} of {len(frame)} items done"
    return f"{done}; {', '.join(parts)}." if parts else f"{done}. All of it."
