"""OpenDocument and RTF files come in with their headings, marks and looks; LaTeX is refused with a way out."""

from __future__ import annotations

import xml.sax.saxutils

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packed import make_zip

from prepkit.errors import UsageError
from prepkit.files.intake.markup.latex import refuse_latex
from prepkit.files.intake.markup.odt import read_odt
from prepkit.files.intake.markup.rtf import read_rtf
from prepkit.files.intake.passages import Passage

NAMES = 'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b" xmlns:draw="d" xmlns:xlink="x"'
STYLES = """<office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="Big" style:parent-style-name="B"><style:text-properties fo:font-size="24pt"/>
</style:style>
<style:style style:name="No"><style:text-properties text:display="none"/></style:style>
</office:automatic-styles>"""


def read(body: str, master: str = "") -> list[Passage]:
    content = f"<office:document {NAMES}>{STYLES}<office:body><office:text>{body}</office:text></office:body>"
    content += "</office:document>"
    styles = f"<office:document {NAMES}><style:master-page>{master}</style:master-page></office:document>"
    return read_odt(make_zip({"content.xml": content, "styles.xml": styles}), "resume.odt")


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages if not passage.furniture]


def test_an_opendocument_is_read_as_it_looks() -> None:
    """Headings, nested lists, spans, tabs, breaks, boxes, tables; deletions and comments are out."""
    passages = read(
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">Work</text:h><text:p>Analyst<text:tab/>2020'
        "<text:line-break/>Oslo<text:s/>N</text:p>"
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item>"
        "<text:p>two</text:p></text:list-item>"
        '</text:list></text:list-item></text:list><text:p><text:span text:style-name="B">bold</text:span> '
        "<office:annotation><text:p>a comment</text:p></office:annotation>plain</text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>"
        "<text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert texts(passages) == ["Work", "Analyst\t2020", "Oslo N", "one", "two", "bold plain", "boxed", "a\tb"]
    assert [(p.text, p.indent) for p in passages if p.listed] == [("one", 0.0), ("two", 1.0)]
    assert passages[0].level == 2
    assert [(run.text, run.bold) for run in passages[5].runs] == [("bold", True), (" plain", False)]


def test_pages_headers_are_text_and_footers_are_furniture() -> None:
    """So are notes and hidden words; sizes are held against the body's."""
    master = "<style:header><text:p>ann@example.com</text:p></style:header>"
    master += "<style:footer><text:p>Draft</text:p></style:footer>"
    passages = read(
        '<text:p text:style-name="Big">Ann</text:p><text:p text:style-name="No">unseen</text:p><text:p>a body</text:p>',
        master,
    )
    assert texts(passages) == ["ann@example.com", "Ann", "a body"]
    assert passages[1].size == 2.0
    assert passages[1].bold
    assert {p.text for p in passages if p.furniture} == {"Draft", "unseen"}


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12)


@given(
    st.lists(
        st.tuples(
            WORDS,
            st.sampled_from(("{}", "<text:span>{}</text:span>", "<text:section><text:p>{}</text:p></text:section>")),
        ),
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_letter_of_an_opendocument_comes_in_once_and_in_order(parts: list[tuple[str, str]]) -> None:
    """Whatever element holds it, each letter is in a passage."""
    wraps = (form.format(xml.sax.saxutils.escape(text)) for text, form in parts)
    body = "".join(part if part.startswith("<text:section") else f"<text:p>{part}</text:p>" for part in wraps)
    came = "".join(texts(read(body)))
    assert [c for c in came if c.isalnum()] == [c for text, _ in parts for c in text if c.isalnum()]


def test_rtf_is_read_as_it_looks() -> None:
    """Headings by style, list marks, bold, letters of code pages and Unicode, rows, notes, hidden words and headers."""
    source = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset238 Arial CE;}}"
        r"{\stylesheet{\s0\fs20 Normal;}{\s1\sbasedon0\b\fs40 heading 1;}}{\info{\author Somebody}}"
        r"{\header\pard ann@example.com\par}{\footer\pard Draft\par}"
        r"\pard\s1 Work\par\pard\plain\s0 {\b Analyst}, caf\'e9 \f1\'b3\f0  \u8211?x{\v unseen}\par"
        r"\pard{\listtext\'b7\tab}\ls1\ilvl0 Counted visits\par{\*\generator x;}"
        r"\pard\trowd\intbl Harbor\cell 2020\cell\row\pard "
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}\line Next one\par}"
    )
    passages = read_rtf(source)
    assert texts(passages) == [
        "ann@example.com",
        "Work",
        "Analyst, café ł –x",
        "Counted visits",
        "Harbor\t2020",
        "a link",
        "Next one",
    ]
    assert (passages[1].level, passages[1].bold) == (1, True)
    assert [p.text for p in passages if p.listed] == ["Counted visits"]
    assert [p.text for p in passages if p.furniture] == ["Draft"]


@given(st.lists(st.text(max_size=12), max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_letter_of_an_rtf_comes_in_once_and_in_order(paragraphs: list[str]) -> None:
    """Letters of any script, written as RTF writes them."""

    def write(text: str) -> str:
        units = text.encode("utf-16-le", "surrogatepass")
        codes = (int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2))
        return "".join(f"\\u{code}?" for code in codes)

    came = "".join(texts(read_rtf("{\\rtf1 " + "\\par ".join(map(write, paragraphs)) + "}")))
    assert [c for c in came if c.isalnum()] == [c for text in paragraphs for c in text if c.isalnum()]


def test_what_cannot_be_read_is_refused_in_one_line() -> None:
    """With what to do instead."""
    calls = (
        lambda: read_rtf("no RTF", "f.x"),
        lambda: read_rtf("{\\rtf" + "{" * 10_000, "f.x"),
        lambda: read_odt(make_zip({"a": "b"}), "f.x"),
        lambda: read_odt(make_zip({"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "f.x"),
        lambda: refuse_latex("f.x"),
    )
    for call in calls:
        with pytest.raises(UsageError, match=r"^f\.x: ") as caught:
            call()
        assert caught.value.cure
