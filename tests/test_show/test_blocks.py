"""Blocks: each is HTML and text with the same words, escaped, and never a formula."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.blocks import (
    Blank,
    Block,
    Document,
    Download,
    Entry,
    Finding,
    Fold,
    Group,
    Heading,
    Item,
    Link,
    Mark,
    Marked,
    Meter,
    Paragraph,
    Table,
    Verbatim,
)
from prepkit.show.html import render_html, render_page
from prepkit.show.readable_box import Panel, ReadableBox
from prepkit.show.text import render_text


def make_all(text: str) -> list[Block]:
    """Return a block of each kind that holds a text."""
    return [
        Heading(text),
        Paragraph(text, "lead"),
        Item(text, text, "warn"),
        Item(text, numbered=True),
        Entry(text, text),
        Entry(text, [Paragraph(text)]),
        Table(pd.DataFrame({"a": [text], "b": [1.5]}), text),
        Meter(text, 3, 5, text),
        Fold(text, [Paragraph(text)]),
        Group([Group([Paragraph(text)], "card")], "cards"),
        Group([Paragraph(text), Blank(text)], "sheet"),
        Verbatim(text, text),
        Marked(text, [Mark(0, 2, "error", text, 1)]),
        Finding("warning", "XYZ1", text, text, text, text, text),
        Link(text, text, text),
        Download(text, "page", text, [Paragraph(text)]),
    ]


def strip_tags(page: str) -> str:
    """Return the words of a page."""
    return html.unescape(re.sub(r"<style>.*?</style>|<sup>.*?</sup>|<[^>]*>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_no_block_lets_markup_through(text: str) -> None:
    """Whatever was typed is shown as text, in each kind of block, on a page and in a notebook."""
    for block in make_all(text):
        for page in (render_html([block]), render_page(text, [block])):
            assert "<script" not in page
            assert "<img" not in page
            assert not re.search(r"<[^>]*\son\w+=", page)


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_html_and_text_hold_every_word(words: list[str]) -> None:
    """Each word that a block holds stands in its HTML and in its text."""
    text = "\n\n".join(words)
    for block in make_all(text)[:-1]:  # a link to save has its words on its own page
        shown, plain = strip_tags(render_html([block])), render_text([block])
        for word in words:
            assert word in shown
            assert word in plain


def test_two_dollar_signs_are_no_formula() -> None:
    """JupyterLab leaves everything that is shown alone when it looks for formulas."""
    assert "mathjax_ignore" in render_html([Paragraph("$41 to $12")])
    assert "mathjax_ignore" in Panel(Paragraph("$41 to $12")).value


def test_items_that_follow_one_another_are_one_list() -> None:
    """Items make one list, entries one list of terms, and a numbered list is another one."""
    page = render_html([Item("a"), Item("b"), Item("c", numbered=True), Entry("t", "d"), Entry("u", "e")])

    assert "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><dl><dt>t</dt><dd>d</dd><dt>u</dt><dd>e</dd></dl>" in page


def test_a_blank_line_begins_a_paragraph_and_a_line_break_is_kept() -> None:
    """Paragraphs and lines stand as they were typed."""
    assert "<p>One<br>two</p><p>three</p>" in render_html([Paragraph("One\ntwo\n \r\nthree")])


def test_numbers_of_a_column_have_the_same_decimals() -> None:
    """Fractions are aligned, missing ones blank, years not grouped and long numbers grouped."""
    frame = pd.DataFrame({"rate": [12.3, 9.41, None], "year": [2025, 2026, 2027], "orders": [1, 20000, 3]})

    assert render_text([Table(frame)]) == ("Rate | Year | Orders\n12.30 | 2025 | 1\n9.41 | 2026 | 20,000\n | 2027 | 3")


def test_only_styles_that_are_needed_come_along() -> None:
    """A paragraph brings the base alone, a sheet brings that of the sheet."""
    assert ".pk-sheet" not in render_html([Paragraph("a")])
    assert ".pk-sheet {" in render_html([Group([Paragraph("a")], "sheet")])


def test_a_readable_box_asks_for_blocks_alone() -> None:
    """A box with `read` is readable where no kernel runs, and its text is that of its blocks."""

    class Box(ReadableBox):
        def read(self) -> list[Block]:
            return [Heading("Shoes"), Item("fit")]

    bundle = Box()._repr_mimebundle_()

    assert bundle["text/plain"] == "Shoes\n\n- fit" == repr(Box())
    assert "<h3>Shoes</h3><ul><li>fit</li></ul>" in bundle["text/html"]
    assert "again" not in bundle["text/html"]


def test_a_document_shows_itself() -> None:
    """Blocks in a document are shown by a notebook as HTML, by a terminal as text."""
    shown = Document(Heading("Shoes"), Paragraph("They <fit>."))

    assert repr(shown) == "Shoes\n\nThey <fit>."
    assert "<p>They &lt;fit&gt;.</p>" in shown._repr_html_()
