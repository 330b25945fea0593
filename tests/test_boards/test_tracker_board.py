"""The tracker board: the checklist in words."""

from __future__ import annotations

from memory_collection import read_html
from shared import TODAY

from prepkit.boards.tracker_board import TrackerBoard, describe_checklist, summarize_progress
from prepkit.models import Reading
from prepkit.planning.tracker import tracker
from prepkit.show.html import render_html
from prepkit.show.text import render_text
from prepkit.store import Workspace


def test_status_and_progress_are_words(sample: Workspace) -> None:
    """The board says each status and how far it all is, as HTML with headed cells and as text."""
    frame = tracker(sample.read(), TODAY)
    board = TrackerBoard(sample)

    assert summarize_progress(frame) in read_html(board)
    assert summarize_progress(frame) in board.render_text()
    for row in frame.itertuples():
        assert f"{row.status.capitalize()} | {row.done} of {row.target}" in board.render_text()
    assert read_html(board).count('<th scope="row"') == len(frame)


def test_it_counts_what_is_written(sample: Workspace) -> None:
    """What has been written since is counted."""
    board = TrackerBoard(sample)
    before = read_html(board)
    for number in range(9):
        sample.readings.save(Reading(title=f"Release {number}", date=TODAY, note="It opens with the customer."))
    board.update()

    assert before != read_html(board)


def test_evidence_is_text_and_an_empty_checklist_says_so(sample: Workspace) -> None:
    """Evidence is never markup; a checklist without items is told as one."""
    frame = tracker(sample.read(), TODAY)
    frame["evidence"] = "<script>"

    assert "<script" not in render_html(describe_checklist(frame))
    assert render_text(describe_checklist(frame.iloc[:0])) == "The checklist is empty."
