"""Tables to read: in words, whole, and escaped."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from shared import NASTY_TEXTS

from prepkit import Note, Release, Table
from prepkit.models import PRFAQ, FAQEntry
from prepkit.show.html import escape


def test_headings_values_and_order_are_readable() -> None:
    """Column names are words, dates are dates, yes and no are yes and no."""
    frame = pd.DataFrame(
        {"looks_for": ["a"], "holds": [True], "starts": [dt.datetime(2026, 1, 5)], "share": [0.5], "minutes": [90]}
    )

    assert repr(Table(frame, "starts", "looks_for", "holds", "share", "minutes")) == (
        "Starts | Looks for | Holds | Share | Minutes\nMon 5 Jan 2026 | a | yes | 0.5 | 90"
    )


def test_long_texts_are_whole() -> None:
    """No text is cut off."""
    text = "word " * 200

    assert text in Table(pd.DataFrame({"x": [text]}))._repr_html_()


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_user_texts_are_escaped(text: str) -> None:
    """Markup in a text is shown as text, in tables and in a release."""
    table = Table(pd.DataFrame({"x": [text]}))._repr_html_()
    release = Release(
        [PRFAQ(heading=text[:200], external_faq=(FAQEntry(question=text[:200], answer=text),))]
    )._repr_html_()

    for shown in (table, release):
        assert "<script" not in shown
        assert escape(text.splitlines()[0]) in shown


def test_empty_table_says_so() -> None:
    """A table without rows is a sentence, not an empty grid."""
    empty = Table(pd.DataFrame({"x": []}))

    assert repr(empty) == "Nothing here yet."
    assert "<table" not in empty._repr_html_()


def test_release_shows_blanks() -> None:
    """What a draft lacks stands in square brackets; no draft is a sentence."""
    text = repr(Release([PRFAQ(heading="Size hint")]))

    assert "Size hint" in text
    assert "[Problem]" in text
    assert "[City and date]" in text
    assert repr(Release([])).startswith("No PRFAQ yet.")


def test_note_is_sentences_and_a_list() -> None:
    """A note wraps as paragraphs, its dashed lines are a list, and both are escaped."""
    note = Note("It does not fit.\n- Cut <b>\n- Or wait")

    assert "<p>It does not fit.</p><ul><li>Cut &lt;b&gt;</li><li>Or wait</li></ul>" in note._repr_html_()
    assert "mathjax_ignore" in note._repr_html_()
    assert repr(note) == "It does not fit.\n\n- Cut <b>\n- Or wait"
