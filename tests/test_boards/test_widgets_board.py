"""The tracker board: the checklist in words."""

from __future__ import annotations

import pandas as pd
from memory_collection import find, read_html, walk

from prepkit import planning
from prepkit.boards.tracker_board import TrackerBoard, say_progress
from prepkit.models import Reading
from prepkit.store import Workspace


def test_status_and_progress_are_words(sample: Workspace) -> None:
    """The board says each status and how far it all is, as HTML with headed cells and as text."""
    frame = planning.tracker(sample.read(), sample.today)
    board = TrackerBoard(frame)

    assert say_progress(frame) in read_html(board)
    assert say_progress(frame) in board.render_text()
    for row in frame.itertuples():
        assert f"{row.status.capitalize()} | {row.done} of {row.target}" in board.render_text()
    assert read_html(board).count('<th scope="row">') == len(frame)
    assert "Refresh" not in [getattr(each, "description", "") for each in walk(board)]


def test_refreshing_counts_again(sample: Workspace) -> None:
    """The button shows what has been written since."""
    board = TrackerBoard(lambda: planning.tracker(sample.read(), sample.today))
    before = board.render_text()
    for number in range(9):
        sample.readings.save(Reading(title=f"Release {number}", date=sample.today, note="It opens with the customer."))
    find(board, "Refresh").click()

    assert before != board.render_text()
    assert "Counted again." in read_html(board)


def test_a_failure_to_refresh_is_said(sample: Workspace) -> None:
    """The board stays as it is, with the reason in words."""
    frames = iter([planning.tracker(sample.read(), sample.today)])
    board = TrackerBoard(lambda: next(frames))
    before = board.render_text()
    find(board, "Refresh").click()

    assert before == board.render_text()
    assert "Not refreshed" in read_html(board)


def test_texts_are_escaped_and_an_empty_board_says_so() -> None:
    """Evidence is text, never markup."""
    columns = {
        "item": ["<script>"],
        "target": [1],
        "done": [0],
        "remaining": [1],
        "status": ["to do"],
        "evidence": [""],
    }
    frame = pd.DataFrame(columns)

    assert "<script" not in read_html(TrackerBoard(frame)) + TrackerBoard(frame).render_html()
    assert TrackerBoard(frame.iloc[:0]).render_text() == "The checklist is empty."
