"""A paper as a Word file: one column, real styles, live links, the properties of its author."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from prepkit.files.papers.paper import BETWEEN, MARK, Paper, Row, clean, cut_lines, runs_leftwards

_FONT = "Arial"  # there, or in its measures, on every system
_INK, _QUIET, _ACCENT = "1C1C1C", "4D4D4D", "1F3A5F"
_BESIDE = 78  # characters of a role and its dates that have room on one row
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MARGIN, _WIDTH = 0.9, 6.7  # inches, of a resume on a letter page
_WIDE = 1.1  # the margin of what has whole paragraphs
_DOT = "\u2022"


@dataclass(frozen=True)
class _Look:
    """How a style looks: points, color, space above and below in points, weight, and what stays with the next row."""

    size: float = 10
    color: str = _INK
    above: float = 0
    below: float = 2
    bold: bool = False
    italic: bool = False
    kept: bool = False


_LOOKS = {
    "Normal": _Look(),
    "Title": _Look(20, _ACCENT, 0, 2, bold=True, kept=True),
    "Subtitle": _Look(9, _QUIET, 0, 6),
    "Heading 1": _Look(11, _ACCENT, 11, 4, bold=True, kept=True),
    "Heading 2": _Look(10, _INK, 8, 1, bold=True, kept=True),
    "Employer": _Look(10, _QUIET, 0, 2, kept=True),
    "List Bullet": _Look(),
    "Body Text": _Look(10, _INK, 0, 8),
    "Lead": _Look(10, _INK, 0, 8, italic=True),
}
# What stands behind a property of type, by the format's order.
_REST = ("w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang")
_SIZED = ("w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:highlight", *_REST)
_AFTER = {"w:bCs": ("w:i", "w:iCs", "w:caps", *_SIZED), "w:iCs": ("w:caps", *_SIZED), "w:szCs": ("w:highlight", *_REST)}
_STYLES = {
    "name": "Title",
    "contact": "Subtitle",
    "section": "Heading 1",
    "job": "Heading 2",
    "question": "Heading 2",
    "item": "List Bullet",
    "lead": "Lead",
}


def write_docx(paper: Paper) -> bytes:
    """Return a paper as a Word file; the same bytes for the same paper."""
    from docx import Document

    document = Document()
    _set_styles(document, _MARGIN if paper.kind == "resume" else _WIDE)
    _set_properties(document, paper)
    for row in paper.rows:
        for paragraph in _add_row(document, row, paper.kind):
            if row.style != "contact" and runs_leftwards(row.text or row.employer):
                _insert(paragraph._p.get_or_add_pPr(), "w:bidi", "w:jc", "w:rPr")
    raw = io.BytesIO()
    document.save(raw)
    return settle(raw.getvalue())


def settle(raw: bytes) -> bytes:
    """Return a ZIP file packed anew with a fixed date, since its own would differ from run to run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return packed.getvalue()


def _add_row(document: Any, row: Row, kind: str) -> list[Any]:
    from docx.shared import Pt

    if row.style == "job":
        return _add_job(document, row)
    if row.style == "lines":
        added = [_add(document, "Normal", line) for line in cut_lines(row.text)]
        if kind == "letter" and added:
            added[-1].paragraph_format.space_after = Pt(14)
        return added
    paragraph = _add(document, _STYLES.get(row.style, "Normal" if kind == "resume" else "Body Text"))
    if row.title:
        paragraph.add_run(clean(row.title)).bold = True
        paragraph.add_run(" ")
    if row.style == "contact" and kind == "letter":
        paragraph.paragraph_format.space_after = Pt(28)
    if row.parts:
        for place, (part, address) in enumerate(row.parts):
            paragraph.add_run(BETWEEN if place else "")
            _link(paragraph, clean(part), address)
    else:
        paragraph.add_run(clean(row.text.strip("\r\n")))
    return [paragraph]


def _add_job(document: Any, row: Row) -> list[Any]:
    """Add the head of a job: the first row in the style of what it says, with the dates at the right margin."""
    from docx.shared import Pt

    roles = [("Heading 2", row.text), ("Employer", row.employed)]
    rows = [(style, text) for style, text in roles if text.strip()] or [("Employer", "")]
    added = [_add(document, style, " ".join(text.split())) for style, text in rows]
    added[0].paragraph_format.space_before = Pt(_LOOKS["Heading 2"].above)
    if row.dates.strip():
        told = " ".join(row.dates.split())
        beside = added[0] if len(rows[0][1]) + len(told) <= _BESIDE else added[-1]
        dates = beside.add_run(clean(f"\t{told}"))
        dates.bold = False
        dates.font.color.rgb = _color(_QUIET)
    return added


def _add(document: Any, style: str, text: str = "") -> Any:
    paragraph = document.add_paragraph(style=style)
    if text:
        paragraph.add_run(clean(text))
    return paragraph


def _link(paragraph: Any, text: str, address: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    if address:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(run._r)
        paragraph._p.append(link)


def _set_styles(document: Any, margin: float) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Inches, Pt

    page = document.sections[0]
    page.left_margin = page.right_margin = Inches(margin)
    page.top_margin = page.bottom_margin = Inches(0.75)
    for name, look in _LOOKS.items():
        known = name in document.styles
        style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_font(style, look)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(look.above), Pt(look.below), 1.1
        shape.keep_with_next, shape.keep_together, shape.widow_control = look.kept, name != "Body Text", True
        if name in ("Heading 2", "Employer"):
            shape.tab_stops.add_tab_stop(Inches(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _set_list(document)
    _set_rules(document)


def _set_font(style: Any, look: _Look) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, Pt(look.size), look.bold, look.italic
    font.color.rgb = _color(look.color)
    properties = style.element.get_or_add_rPr()
    for spacing in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
        properties.remove(spacing)
    for tag, value in (("w:bCs", look.bold), ("w:iCs", look.italic), ("w:szCs", round(look.size * 2))):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        element = OxmlElement(tag)  # the same for scripts that Word calls complex
        element.set(qn("w:val"), str(int(value)))
        properties.insert_element_before(element, *_AFTER[tag])
    fonts = properties.rFonts
    fonts.attrib.clear()  # the theme's fonts, which would come before
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _set_list(document: Any) -> None:
    """Make the mark of a list a dot that is text in any font, and let the lines below it hang."""
    from docx.oxml.ns import qn
    from docx.shared import Inches

    shape = document.styles["List Bullet"].element.pPr
    shape.remove(shape.find(qn("w:contextualSpacing")))
    style = document.styles["List Bullet"].paragraph_format
    style.left_indent, style.first_line_indent = Inches(0.17), Inches(-0.17)
    for text in document.part.numbering_part.element.iter(qn("w:lvlText")):
        if text.get(qn("w:val")) == "\uf0b7":
            text.set(qn("w:val"), _DOT)
            for fonts in text.getparent().iter(qn("w:rFonts")):
                fonts.attrib.clear()
                fonts.set(qn("w:ascii"), _FONT)
                fonts.set(qn("w:hAnsi"), _FONT)
            for tab in [*text.getparent().iter(qn("w:tabs"))]:
                tab.getparent().remove(tab)


def _set_rules(document: Any) -> None:
    """Draw a thin line below the heading of a section, and none below the title."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("Title", "Heading 1"):
        shape = document.styles[name].element.get_or_add_pPr()
        for border in shape.findall(qn("w:pBdr")):
            shape.remove(border)
    border = _insert(shape, "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    line = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A9BB3")):
        line.set(qn(f"w:{key}"), value)
    border.append(line)


def _insert(shape: Any, tag: str, *before: str) -> Any:
    """Add an element to a paragraph's properties at the place that the format prescribes."""
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    shape.insert_element_before(element, *before)
    return element


def _set_properties(document: Any, paper: Paper) -> None:
    about, day = document.core_properties, dt.datetime.combine(paper.day, dt.time.min)
    # Word takes 255 characters of a property.
    about.title, about.author, about.last_modified_by = (
        clean(text)[:255] for text in (paper.title, paper.author, paper.author)
    )
    about.comments, about.keywords = "", MARK
    about.created = about.modified = day
    package = document.part.package
    for key in [key for key, part in package.rels.items() if part.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def _color(code: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(code)
