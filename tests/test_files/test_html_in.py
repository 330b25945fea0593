"""Web pages come in as a browser shows them."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.errors import UsageError
from prepkit.files.intake.markup.html import read_html
from prepkit.files.intake.passages import Passage


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages if not passage.furniture]


def test_blocks_are_passages() -> None:
    """Headings, paragraphs, breaks, items, definitions and nested boxes stand alone; inline words do not."""
    page = (
        "<title>x</title><h2>Work</h2><div><div>Analyst<br>Oslo</div>and <em>so</em> on</div><dl><dt>Skills<dd>SQL</dl>"
        "<ul><li><p>one</p><p>more</p><ul><li>two</ul></ul><script>no</script>caf&eacute;"
    )
    passages = read_html(page)
    assert texts(passages) == ["Work", "Analyst", "Oslo", "and so on", "Skills", "SQL", "one", "more", "two", "café"]
    assert [p.text for p in passages if p.listed] == ["one", "two"]
    assert passages[0].level == 2


def test_what_stands_apart_on_a_row_is_parted_by_a_tab() -> None:
    """Rows of tables and flexible boxes, dates that float or have a class of their own; words in spans stay words."""
    assert texts(read_html("<table><tr><td>Analyst<td>2020</table>")) == ["Analyst\t2020"]
    assert texts(read_html('<div style="display:flex"><b>Analyst</b><i>2020</i></div>')) == ["Analyst\t2020"]
    assert texts(
        read_html("<style>.row{display:flex}</style><h3 class=row><span>Analyst</span><span>2020</span></h3>")
    ) == ["Analyst\t2020"]
    assert texts(read_html('<p>Analyst<span style="float:right">2020</span></p>')) == ["Analyst\t2020"]
    assert texts(read_html('<p><span class="title">Analyst</span><span class="date">2020</span></p>')) == [
        "Analyst\t2020"
    ]
    assert texts(read_html('<p><span class="c1">Coun</span><span class="c2">ted</span></p>')) == ["Counted"]
    assert texts(read_html('<div class="tags"><span>SQL</span><span>R</span></div>')) == ["SQL\tR"]
    dates = '<div><span class="startDate">2018</span> <span class="endDate">- 2019</span></div>'
    assert texts(read_html(dates)) == ["2018 - 2019"]


def test_what_is_hidden_is_furniture() -> None:
    """By attribute, by style, by class; comments and the addresses of links, too."""
    page = "<style>.no{display:none}</style><p hidden>a</p><p class=no>b</p><p style='display: none'>c</p>"
    page += "<!-- d --><p>e</p>"
    passages = read_html(page)
    assert texts(passages) == ["e"]
    assert [p.text for p in passages if p.furniture] == ["a", "b", "c", "d"]


def test_rules_for_print_alone_hide_nothing() -> None:
    """What a page shows on the screen is read."""
    assert texts(
        read_html("<style>@media print{.x{display:none} a{color:red}} .y{font-weight:bold}</style><p class='x y'>a")
    ) == ["a"]


def test_looks_by_tag_style_and_class() -> None:
    """Bold and italics come however they are written."""
    page = "<style>.k{font-weight:600}</style><p><b>a</b><span style='font-weight:bold'>b</span>"
    page += "<span class=k>c</span><i>d</i>"
    (passage,) = read_html(page)
    assert [(run.text, run.bold, run.italic) for run in passage.runs] == [("abc", True, False), ("d", False, True)]


def test_lines_that_a_page_keeps_are_lines() -> None:
    """Where white space is kept, marks begin items, and a line in small letters goes on."""
    passages = read_html(
        "<style>.t{white-space:pre-line}</style><p class=t>- Ran the experiment\nafter weeks\n- Cut waste</p>"
    )
    assert [(p.text, p.listed) for p in passages] == [("Ran the experiment after weeks", True), ("Cut waste", True)]


TAGS = ("p", "div", "b", "span", "h2", "li", "td", "section", "dd", "a", "pre", "label")
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=12)


@given(st.recursive(WORDS, lambda inner: st.lists(st.tuples(st.sampled_from(TAGS), inner), max_size=4), max_leaves=12))
@settings(max_examples=100, deadline=None)
def test_every_letter_comes_in_once_and_in_order(tree: object) -> None:
    """Whatever elements hold it, each letter of the text is in a passage, as lxml's own text has it."""
    from lxml import etree

    def write(node: object) -> str:
        if isinstance(node, str):
            return html.escape(node)
        assert isinstance(node, list)
        return "".join(f"<{tag}>{write(inner)}</{tag}>" for tag, inner in node)

    page = write(tree)
    root = etree.fromstring(page, etree.HTMLParser()) if page.strip() else None
    expected = "" if root is None else "".join(root.itertext())
    assert [c for c in "".join(texts(read_html(page))) if c.isalnum()] == [c for c in expected if c.isalnum()]


def test_a_page_without_end_is_refused() -> None:
    """Nested or repeated beyond any resume: one line with a cure."""
    for page in ("<div>" * 5_000 + "x", "<p>x" * 60_000, "<p>" + "x " * 300_000):
        with pytest.raises(UsageError, match=r"resume\.html: .*\. "):
            read_html(page, "resume.html")
