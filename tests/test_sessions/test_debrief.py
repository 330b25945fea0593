"""The sheet of a mock interview: read in the notebook, saved as a page, escaped in both."""

from __future__ import annotations

import base64
import html
import re

import pytest
from memory_collection import read_html
from shared import NASTY_TEXTS, TODAY

from prepkit.errors import RecordNotFoundError
from prepkit.models import Mock, Score, Story
from prepkit.sessions.debrief import Debrief
from prepkit.sessions.mock_session import MockSession
from prepkit.store import Workspace


def _read_page(shown: str) -> str:
    found = re.search(r'base64,([^"]+)"', shown)
    assert found
    return base64.b64decode(found.group(1)).decode()


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_everything_is_escaped(prep: Workspace, text: str) -> None:
    """Whatever a person types stands in sheet, page and session as text."""
    prep.stories.save(Story(id="nasty", title=text[:200], principles=("ownership",)))
    mock = Mock(
        id="m", date=TODAY, partner=text, question=text, story_id="nasty", answer=text, feedback=text,
        integrity_problem=text, scores=(Score(dimension="learning", score=3),),
        follow_ups=({"question": text, "answer": text},), votes=({"principle": text, "vote": "no"},),
    )  # fmt: skip
    prep.mocks.save(mock)
    sheet = Debrief(prep, "m")._repr_html_()
    for shown in (sheet, _read_page(sheet)):
        assert "<script" not in shown
        assert text.isprintable() is False or html.escape(text.split("\r")[0].strip()) in shown
    session = MockSession(prep)
    session._kept.put(partner=text, question=text)
    session.go("theirs")
    assert "<script" not in read_html(session) + session.render_html()


def test_the_page_needs_nothing_else(sample: Workspace) -> None:
    """The page to print loads nothing, and names the story and what to drill."""
    page = _read_page(Debrief(sample, "mock-bar-raiser")._repr_html_())

    assert "http" not in page.replace("<!doctype html>", "")
    assert "Parcels that were late" in page
    assert "What to drill" in page


def test_the_last_one_is_shown_unless_another_is_named(sample: Workspace, workspace: Workspace) -> None:
    """Without an id it is the last of the log; without a log it says what to do."""
    assert Debrief(sample).mock == sample.mocks.all()[-1]
    with pytest.raises(RecordNotFoundError, match="Hold one first"):
        Debrief(workspace)
