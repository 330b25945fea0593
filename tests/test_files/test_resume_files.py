"""Resume files in, documents out."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.blocks import Item, Paragraph
from prepkit.errors import UsageError
from prepkit.files.exports import FORMATS, export, write_text
from prepkit.files.layouts import lay_out
from prepkit.files.papers.paper import Paper, read_blocks
from prepkit.files.papers.plain import write_markdown
from prepkit.files.papers.word import write_docx
from prepkit.files.resumes import keep_resume, read_resume, split_resume
from prepkit.models import PRFAQ, Bullet, FAQEntry, Resume, Story
from prepkit.review.parsing import Job
from prepkit.store import Workspace

RESUME = """Ann Bell, Lund · ann@example.com · +46 555 01 22 33

SUMMARY
Data scientist who decides with customers' numbers.

WORK EXPERIENCE
Kettlebrook AB
Senior Data Scientist    Jan 2021 - Present
• Trained a churn model,
  AUC 0.87, for members
• Built a dashboard
Analyst at Harbor Library
2018 - 2020
- Counted visits

EDUCATION
MSc Statistics, Lund University, 2018

SKILLS
SQL, Python
"""


def _make_pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page, written by hand."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 40 780 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(raw)
    size = len(objects) + 1
    return raw + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, start)
    )


def test_a_text_becomes_frame_and_lines(tmp_path: Path) -> None:
    """G10: an old resume becomes contact, summary, skills, education, and lines with employer, role and dates."""
    file = tmp_path / "old.txt"
    file.write_text(RESUME, encoding="utf-8")
    imported = read_resume(file)

    assert [(one.role, one.employer, one.dates, one.original) for one in imported.bullets] == [
        (
            "Senior Data Scientist",
            "Kettlebrook AB",
            "Jan 2021 - Present",
            "Trained a churn model, AUC 0.87, for members",
        ),
        ("Senior Data Scientist", "Kettlebrook AB", "Jan 2021 - Present", "Built a dashboard"),
        ("Analyst", "Harbor Library", "2018 - 2020", "Counted visits"),
    ]
    assert imported.resume.contact.startswith("Ann Bell, Lund")
    assert imported.resume.summary == "Data scientist who decides with customers' numbers."
    assert (imported.resume.skills, imported.resume.education) == (
        "SQL, Python",
        "MSc Statistics, Lund University, 2018",
    )
    assert imported.missing == ()


def test_word_and_pdf_are_read(tmp_path: Path) -> None:
    """The same resume as a Word file and as a PDF gives the same lines."""
    text = RESUME.replace("\n  AUC", " AUC")
    lines = [line.replace("•", "-").replace("·", "|") for line in text.splitlines()]
    pdf = tmp_path / "old.pdf"
    pdf.write_bytes(_make_pdf([line.replace("(", "\\(").replace(")", "\\)") for line in lines]))
    docx = tmp_path / "old.docx"
    blocks = [(Item if line[:1] in "•-" and line else Paragraph)(line.lstrip("•- ")) for line in text.splitlines()]
    docx.write_bytes(write_docx(Paper(tuple(read_blocks(blocks)))))
    expected = [one.role for one in split_resume(RESUME).bullets]

    assert [one.role for one in read_resume(pdf).bullets] == expected
    assert [one.role for one in read_resume(docx).bullets] == expected


def test_an_import_doubles_nothing_and_writes_over_nothing(workspace: Workspace) -> None:
    """Imported twice, each line is there once; what the person has written stays as it is."""
    workspace.resumes.save(Resume(id="mine", contact="Ann B."))
    workspace.bullets.save(Bullet(id="b", original="Built  a dashboard", rewritten="Defined the scorecard"))
    imported = split_resume(RESUME)
    first = keep_resume(imported, workspace.resumes, workspace.bullets)
    second = keep_resume(imported, workspace.resumes, workspace.bullets)

    assert first.describe() == "2 lines added, 1 there already; summary, education, skills filled in."
    assert (second.added, second.filled) == (0, ())
    assert workspace.resumes.get("mine").contact == "Ann B."
    assert workspace.bullets.get("b").rewritten == "Defined the scorecard"
    assert len(workspace.resumes.all()) == 1


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.doc", b"x", "Save it as .docx"),
        ("a.xyz", b"x", "Save it as .docx, .pdf, .txt or .md"),
        ("a.docx", b"not a zip", "not a Word file"),
        ("a.pdf", b"%PDF-1.4 broken", "not a PDF"),
        ("a.pdf", _make_pdf([""]), "holds no text"),
        ("a.txt", b"Dear all,\n\nhello.", "no section or line"),
        ("a.txt", b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_bad_files_end_in_one_line(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    """A file of another kind, a damaged one, a scan: what is wrong and what to do, and no traceback."""
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(UsageError, match=says):
        read_resume(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named, whatever its kind."""
    for name in ("a.docx", "a.pdf", "a.txt"):
        with pytest.raises(UsageError, match=name):
            read_resume(tmp_path / name)


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """A small file that would unpack to over 100 MB is not unpacked."""
    file = tmp_path / "bomb.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(UsageError, match="unpacks to over 100 MB"):
        read_resume(file)


@pytest.mark.parametrize(
    ("heads", "split"),
    [
        (["Data Scientist, Pinelace"], ("Data Scientist", "Pinelace")),
        (["Pinelace | Data Scientist"], ("Data Scientist", "Pinelace")),
        (["Pinelace", "Lead Analyst"], ("Lead Analyst", "Pinelace")),
        (["Pinelace"], ("", "Pinelace")),
        ([], ("", "")),
    ],
)
def test_role_and_employer_are_told_apart(heads: list[str], split: tuple[str, str]) -> None:
    """The part with a word for a job is the role, wherever it stands."""
    assert Job(heads=heads).split_head() == split


@given(st.text(max_size=1500))
@settings(max_examples=50)
def test_any_text_can_be_split(text: str) -> None:
    """Whatever the text, the split gives valid records whose ids are the same the second time."""
    once, twice = split_resume(text), split_resume(text)

    assert once == twice


@pytest.mark.slow
@pytest.mark.parametrize("style", FORMATS)
def test_the_sample_is_exported_in_every_format(sample: Workspace, tmp_path: Path, style: str) -> None:
    """Resume, letter, PRFAQs and stories are a file each, or cards in one; twice gives the same bytes."""
    files = export(sample, style, tmp_path / "out")
    before = [file.read_bytes() for file in files]
    again = [file.read_bytes() for file in export(sample, style, tmp_path / "out")]

    assert len(files) == (1 if style in ("json", "rendercv", "csv", "apkg") else 13)
    assert before == again


def test_what_is_exported_comes_back(sample: Workspace, tmp_path: Path) -> None:
    """A resume that goes out in any format comes back with all its lines, and adds none that are there."""
    for style in ("md", "txt", "docx"):
        export(sample, style, tmp_path)
        imported = read_resume(tmp_path / f"resume.{style}")
        kept = keep_resume(imported, sample.resumes, sample.bullets)
        assert (len(imported.bullets), kept.added) == (10, 0)


def test_an_edited_export_is_not_written_over(sample: Workspace, tmp_path: Path) -> None:
    """A file that was edited since the export stays, until the person says to replace it."""
    (first, *_) = export(sample, "txt", tmp_path)
    first.write_text("edited", encoding="utf-8")
    with pytest.raises(UsageError, match="replace what is there"):
        export(sample, "txt", tmp_path)
    assert first.read_text(encoding="utf-8") == "edited"
    export(sample, "txt", tmp_path, replace=True)

    assert first.read_text(encoding="utf-8") != "edited"


def test_nothing_and_unknown_formats_are_said(workspace: Workspace, tmp_path: Path) -> None:
    """An empty workspace and a format that there is not end in one line each."""
    with pytest.raises(UsageError, match="nothing to export yet"):
        export(workspace, "md", tmp_path)
    with pytest.raises(UsageError, match="docx"):
        export(workspace, "docs", tmp_path)


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_odd_texts_survive_every_format(text: str, workspace: Workspace, tmp_path: Path) -> None:
    """Markup stays text in Markdown, formulas are guarded in cards, and Word files open."""
    from docx import Document

    workspace.stories.save(Story(id="s", title=text[:200], situation=text))
    workspace.resumes.save(Resume(id="r", contact=text[:200], summary=text))
    for style in FORMATS:
        export(workspace, style, tmp_path / style)
    document = Document(str(next((tmp_path / "docx").iterdir())))
    lines = (tmp_path / "csv" / "cards.csv").read_text(encoding="utf-8").split("\n")
    (card,) = csv.reader(io.StringIO("\n".join(line for line in lines if not line.startswith("#"))))

    assert document.paragraphs
    assert not card[0].startswith(("=", "+", "-", "@", "\t"))
    assert all("<script>" not in file.read_text(encoding="utf-8") for file in (tmp_path / "md").iterdir())


def test_a_prfaq_is_laid_out_as_it_circulates() -> None:
    """Title, dateline in front of the summary, questions under their FAQ."""
    draft = PRFAQ(
        heading="Boots", city="Lund", summary="They fit.", external_faq=(FAQEntry(question="Price?", answer="$3."),)
    )
    blocks = lay_out(draft)

    assert write_text(blocks) == "Boots\n\nLund — They fit.\n\nExternal FAQ\n\nPrice?\n$3.\n"
    assert write_markdown(Paper(tuple(read_blocks(blocks)))) == (
        "<!-- prepkit -->\n\n# Boots\n\nLund — They fit.\n\n## External FAQ\n\n**Price?**\n\n$3.\n"
    )
