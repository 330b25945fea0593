"""Markdown files come in as their rules say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.errors import UsageError
from prepkit.files.intake.markup.markdown import read_markdown
from prepkit.files.intake.passages import Passage


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages if not passage.furniture]


def test_headings_lists_and_looks() -> None:
    """Headings of both kinds have levels, items marks and depth, bold and italics their runs."""
    passages = read_markdown("Ann Bell\n========\n\n### **Analyst**, *Oslo*\n\n- one\n  - two\n\n1. three\n")
    assert [(p.text, p.level, p.listed, p.indent) for p in passages] == [
        ("Ann Bell", 1, False, 0.0),
        ("Analyst, Oslo", 3, False, 0.0),
        ("one", 0, True, 0.0),
        ("two", 0, True, 1.0),
        ("three", 0, True, 0.0),
    ]
    (bold, *_) = read_markdown("**Analyst**, *Oslo* 2020")
    assert [(run.text, run.bold, run.italic) for run in bold.runs] == [
        ("Analyst", True, False), (", ", False, False), ("Oslo", False, True), (" 2020", False, False)
    ]  # fmt: skip


def test_marks_of_markdown_are_no_text() -> None:
    """Escapes, entities, code, rules, tags and links leave their words."""
    source = "Wrote the C\\# client, `f_score` &amp; the [notes](https://example.com/n)\n\n---\n\n"
    source += "<div>\n\nin a div\n\n</div>"
    assert texts(read_markdown(source)) == ["Wrote the C# client, f_score & the notes", "in a div"]


def test_what_is_no_text_of_the_page_comes_last() -> None:
    """Comments, addresses of links, pictures and front matter are kept as furniture."""
    passages = read_markdown(
        "---\nlayout: cv\n---\n<!-- keep it short -->\n# Ann\n\n![me](a.png) [notes](https://example.com/n)\n"
    )
    assert texts(passages) == ["Ann", "notes"]
    assert [p.text for p in passages if p.furniture] == ["keep it short", "me", "https://example.com/n", "layout: cv"]


def test_front_matter_says_who_it_is_where_the_text_does_not() -> None:
    """A name that stands in front matter alone stands in front."""
    assert texts(read_markdown("---\nname: Ann Bell\nemail: 'ann@example.com'\n---\n# Ann Bell\n\nx")) == [
        "ann@example.com",
        "Ann Bell",
        "x",
    ]


def test_a_line_below_a_short_line_stands_alone_and_a_wrapped_one_goes_on() -> None:
    """Two trailing blanks part lines, so does a short line; a long one was broken for its length."""
    assert texts(read_markdown("Analyst, Harbor Library\nJan 2020 - Mar 2021")) == [
        "Analyst, Harbor Library",
        "Jan 2020 - Mar 2021",
    ]
    wrapped = "I turn what a shop knows about its stock into what a buyer at\nKettle Street decides on Monday."
    assert texts(read_markdown(wrapped)) == [wrapped.replace("\n", " ")]
    assert texts(read_markdown("- Counted visits of\n  900 readers")) == ["Counted visits of 900 readers"]


def test_tables_and_definitions() -> None:
    """A row is one passage, its cells parted by tabs; spans beside each other are apart; a definition's mark goes."""
    assert texts(read_markdown("| Harbor | 2020 |\n|---|---|\n| Analyst | Oslo |")) == ["Harbor\t2020", "Analyst\tOslo"]
    assert texts(read_markdown("### <span>Analyst</span> <span>2020</span>")) == ["Analyst\t2020"]
    assert texts(read_markdown("Languages\n: Dutch, English")) == ["Languages", "Dutch, English"]


def test_what_other_tools_write_around_markdown_is_no_text() -> None:
    """Fences and attributes of Quarto and Jekyll go; what LaTeX would push to the margin stands apart."""
    source = (
        "## Work {.unnumbered}\n\n::: {.right}\n\n### Harbor \\hfill 2020\n\n:::\n\n\\newpage\n\nOslo\n{: .no_toc}\n"
    )
    assert texts(read_markdown(source)) == ["Work", "Harbor\t2020", "Oslo"]


def test_what_stands_below_a_heading_is_near_to_it() -> None:
    """The margin of a heading parts nothing."""
    assert [passage.gap for passage in read_markdown("### Harbor\n\nAnalyst\n\nOslo")] == [1.0, 0.0, 1.0]


def test_a_contact_link_says_where_it_leads() -> None:
    """The word LinkedIn alone would say nothing."""
    assert texts(read_markdown("[LinkedIn](https://linkedin.com/in/ann) [mail](mailto:a@b.example)")) == [
        "LinkedIn https://linkedin.com/in/ann mail a@b.example"
    ]


LETTERS = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=12)
FORMS = (
    "# {}",
    "## {}",
    "- {}",
    "  - {}",
    "1. {}",
    "**{}**",
    "*{}*",
    "> {}",
    "`{}`",
    "| {} |\n|---|",
    "[{}](#x)",
    "<b>{}</b>",
    "{}  ",
)


@given(st.lists(st.tuples(LETTERS, st.sampled_from(FORMS), st.sampled_from(("\n", "\n\n"))), max_size=12))
@settings(max_examples=100, deadline=None)
def test_every_letter_comes_in_once_and_in_order(document: list[tuple[str, str, str]]) -> None:
    """Whatever marks stand around it, each letter of the text is in a passage."""
    source = "".join(form.format(f"x{text}") + end for text, form, end in document)
    came = "".join(texts(read_markdown(source)))
    if "    " not in source:
        expected = "".join(f"x{text}" for text, _, _ in document)
        assert [c for c in came if c.isalpha()] == [c for c in expected if c.isalpha()]


def test_a_text_without_end_is_refused() -> None:
    """Longer than a resume, or brackets in brackets without end: one line."""
    for source in ("word " * 100_000, "[" * 50_000, ">" * 50_000, "- a\n\n" * 6_000):
        with pytest.raises(UsageError, match=r"resume\.md: .*\. "):
            read_markdown(source, "resume.md")
