"""Word files come in as Word shows them."""

from __future__ import annotations

import xml.sax.saxutils
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packed import make_word, make_zip, paragraph, run

from prepkit.errors import UsageError
from prepkit.files.intake.markup.word import read_word
from prepkit.files.intake.passages import Passage

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="28"/>
</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Point"><w:name w:val="Point"/><w:pPr><w:numPr><w:numId w:val="1"/>
</w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Small"/><w:basedOn w:val="Point"/></w:style>
<w:style w:type="paragraph" w:styleId="Bare"><w:name w:val="Bare"/><w:basedOn w:val="Point"/>
<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
"""


def read(body: str, **parts: str) -> list[Passage]:
    return read_word(make_word(body, styles=STYLES, numbering=NUMBERING, **parts), "resume.docx")


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages if not passage.furniture]


def numbered(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_paragraphs_are_read_wherever_they_stand() -> None:
    """Content controls, insertions, links and results of fields give their text; deletions and codes none."""
    inline = f"<w:sdt><w:sdtContent>{run('in a control')}</w:sdtContent></w:sdt>"
    tracked = f"<w:ins>{run('put in')}</w:ins><w:del><w:r><w:delText>taken out</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('moved')}</w:moveFrom><w:moveTo>{run('moved')}</w:moveTo>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>' + run("2020")
    link = f"<w:hyperlink>{run('a link')}</w:hyperlink><w:fldSimple>{run(' and a field')}</w:fldSimple>"
    nested = (
        f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{paragraph('deep')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    )
    body = "".join(paragraph(part) for part in (inline, tracked, moved, field, link)) + nested
    assert texts(read(body)) == ["in a control", "put in", "moved", "2020", "a link and a field", "deep"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """Of two alternatives one is shown; an older picture's box is read, too."""
    box = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>"
    both += f"<v:textbox>{box}</v:textbox>"
    body = paragraph("beside", f"<w:r>{both}</mc:Fallback></mc:AlternateContent></w:r>")
    body += paragraph(f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>")
    assert texts(read(body)) == ["beside", "in the box", "in the box"]


def test_a_list_is_what_has_a_mark() -> None:
    """Numbering of a paragraph or its styles; none by number 0, by level, or by the name List Paragraph."""
    body = paragraph("own", properties=numbered(0)) + paragraph("by style", style="Point")
    body += paragraph("inherited", style="Small") + paragraph("none", style="Bare")
    body += paragraph("no mark", properties=numbered(1)) + paragraph("indent", style="ListParagraph")
    body += paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/></w:r>', "symbol")
    body += paragraph("• typed") + paragraph("-3 % is no mark")
    read_in = {passage.text: passage.listed for passage in read(body)}
    assert [text for text, listed in read_in.items() if listed] == ["own", "by style", "inherited", "symbol", "typed"]
    assert "-3 % is no mark" in read_in


def test_looks_come_from_runs_and_styles() -> None:
    """Bold of a run, a character style or a paragraph style; headings by name or outline; sizes against the body's."""
    body = paragraph("Experience", style="berschrift1") + paragraph("Kettle", style="Own")
    body += paragraph(run("Analyst", "<w:b/>"), run(", Oslo", '<w:b w:val="0"/>'), run(" 2020", "<w:i/>"))
    body += paragraph(run("strong", '<w:rStyle w:val="Strong"/>')) + paragraph("a body of many words in plain type")
    heading, own, job, strong, _ = read(body)
    assert (heading.level, heading.bold, heading.size) == (1, True, 1.4)
    assert own.level == 2
    assert [(r.text, r.bold, r.italic) for r in job.runs] == [
        ("Analyst", True, False),
        (", Oslo", False, False),
        (" 2020", False, True),
    ]
    assert strong.bold


def test_a_soft_break_parts_lines_and_not_an_item() -> None:
    """Shift+Enter in a plain paragraph begins a passage, in a list item it goes on; typed marks begin items."""
    broken = "<w:r><w:t>Analyst, Harbor</w:t><w:br/><w:t>Jan 2020 - Mar 2021</w:t></w:r>"
    typed = "<w:r><w:t>- Counted</w:t><w:br/><w:t>- Cut</w:t></w:r>"
    item = "<w:r><w:t>Counted visits</w:t><w:br/><w:t>of readers</w:t></w:r>"
    passages = read(paragraph(broken) + paragraph(typed) + paragraph(item, properties=numbered(0)))
    assert texts(passages) == ["Analyst, Harbor", "Jan 2020 - Mar 2021", "Counted", "Cut", "Counted visits of readers"]
    assert [passage.listed for passage in passages] == [False, False, True, True, True]


def test_hidden_text_and_footers_are_no_text_of_the_page() -> None:
    """Headers come first, as they may hold the contact; footers, notes and hidden words come last, as furniture."""
    section = '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    body = paragraph(run("seen "), run("unseen", "<w:vanish/>")) + section
    passages = read(body, header=paragraph("ann@example.com"), footer=paragraph("Confidential"))
    assert texts(passages) == ["ann@example.com", "seen"]
    assert [passage.text for passage in passages if passage.furniture] == ["Confidential", "unseen"]


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_a_table_is_read_as_it_is_meant() -> None:
    """Single lines stand on a row; columns of text go down; dates at the right stand beside what they date."""
    row = table([paragraph("Analyst"), paragraph("Harbor"), paragraph("2020")])
    assert texts(read(row)) == ["Analyst\tHarbor\t2020"]
    side, main = paragraph("Skills") + paragraph("SQL"), paragraph("Experience") + paragraph("Analyst, Harbor")
    more = [paragraph("Languages") + paragraph("Dutch"), paragraph("Clerk, Kettle") + paragraph("Sold tea")]
    expected = ["Skills", "SQL", "Languages", "Dutch", "Experience", "Analyst, Harbor", "Clerk, Kettle", "Sold tea"]
    assert texts(read(table([side, main], more))) == expected
    dated = table(
        [
            paragraph("Harbor") + paragraph("Analyst") + paragraph("Counted visits"),
            paragraph("2020 - 2021") + paragraph("Oslo"),
        ]
    )
    assert texts(read(dated)) == ["Harbor\t2020 - 2021", "Analyst\tOslo", "Counted visits"]
    label = table([paragraph("Experience"), paragraph("Analyst, Harbor") + paragraph("Counted visits")])
    assert texts(read(label)) == ["Experience", "Analyst, Harbor", "Counted visits"]


def test_dates_at_the_left_stand_beside_what_they_date() -> None:
    """A row of a curriculum vitae in tables; what does not fit beside the head stands on its first row."""
    left = paragraph("2020 - 2021") + paragraph("Oslo")
    right = paragraph("Analyst, Harbor") + paragraph("• Counted visits")
    assert texts(read(table([left, right]))) == ["2020 - 2021\tOslo\tAnalyst, Harbor", "Counted visits"]


def test_blanks_that_were_typed_to_stand_apart_part_a_row() -> None:
    """Many blanks do what a tab does; a few do not."""
    assert texts(read(paragraph("Harbor Library        Jan 2020") + paragraph("Oslo.  Norway"))) == [
        "Harbor Library\tJan 2020",
        "Oslo. Norway",
    ]


def test_merged_cells_are_read_once() -> None:
    """A cell that goes on below says its text once."""
    start, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    body = table([start + paragraph("Harbor"), paragraph("2020")], [on + paragraph("Harbor"), paragraph("Oslo")])
    assert texts(read(body)) == ["Harbor\t2020", "Oslo"]


def test_an_address_is_said_where_the_text_only_stands_for_it() -> None:
    """A contact link keeps where it leads; a word in a sentence stays a word."""
    links = '<Relationship Id="in" Type="urn:x/hyperlink" Target="https://linkedin.com/in/ann" TargetMode="External"/>'
    body = paragraph(f'<w:hyperlink r:id="in">{run("LinkedIn")}</w:hyperlink>')
    body += paragraph("see ", f'<w:hyperlink r:id="in">{run("the notes")}</w:hyperlink>')
    assert texts(read(body, links=links)) == ["LinkedIn https://linkedin.com/in/ann", "see the notes"]


def test_letters_that_only_lay_out_the_line_are_taken_back() -> None:
    """Soft hyphens go, hyphens that do not break stay, blanks are blanks, a deleted end joins two paragraphs."""
    body = paragraph(
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>un\u00adted\u00a0900</w:t><w:noBreakHyphen/><w:t>fold</w:t></w:r>"
    )
    body += paragraph("one ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("line")
    assert texts(read(body)) == ["counted 900-fold", "one line"]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@given(
    st.lists(
        st.lists(st.tuples(WORDS, st.sampled_from(("plain", "ins", "sdt", "box", "cell"))), max_size=4), max_size=6
    )
)
@settings(max_examples=60, deadline=None)
def test_every_letter_comes_in_once_and_in_order(document: list[list[tuple[str, str]]]) -> None:
    """Whatever holds it, each letter of the text is in a passage."""
    body, expected = "", ""
    for parts in document:
        for text, kind in parts:
            made = run(xml.sax.saxutils.escape(text.replace("\ufffe", "").replace("\uffff", "")))
            wraps = {
                "plain": paragraph(made),
                "ins": paragraph(f"<w:ins>{made}</w:ins>"),
                "sdt": f"<w:sdt><w:sdtContent>{paragraph(made)}</w:sdtContent></w:sdt>",
                "box": paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph(made)}</w:txbxContent></w:pict></w:r>"),
                "cell": table([paragraph(made)]),
            }
            body += wraps[kind]
            expected += text
    came = "".join(passage.text for passage in read(body))
    assert [c for c in came if c.isalnum()] == [c for c in expected if c.isalnum()]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "damaged"),
        (b"\xd0\xcf\x11\xe0 an old one", "save it as .docx"),
        (make_zip({"other.xml": "<a/>"}), "not a Word file"),
        (make_zip({"word/document.xml": "<w:document"}), "damaged"),
        (make_zip({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'}), "entities"),
        (make_word("<w:p/>" * 250_000), "too long"),
        (make_word(paragraph("x" * 600_000)), "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(raw: bytes, said: str) -> None:
    """The line names the file, what is wrong and the cure."""
    with pytest.raises(UsageError, match=said) as caught:
        read_word(raw, "resume.docx")
    assert str(caught.value).startswith("resume.docx: ")
    assert "\n" not in str(caught.value)
    assert caught.value.cure


def test_a_picture_that_is_missing_keeps_nothing_out(tmp_path: Path) -> None:
    """A link to a part that is not there is no damage."""
    links = '<Relationship Id="p" Type="urn:x/image" Target="media/gone.png"/>'
    assert texts(read(paragraph("Ann Bell"), links=links)) == ["Ann Bell"]
