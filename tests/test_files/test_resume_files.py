"""Resume files in, documents out."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from shared import NASTY_TEXTS

from prepkit.errors import UsageError
from prepkit.files.exports import FORMATS, export, write_text
from prepkit.files.layouts import lay_out
from prepkit.files.papers.paper import Paper, read_blocks
from prepkit.files.papers.plain import write_markdown
from prepkit.files.resumes import keep_resume, read_bytes, read_resume, undo_import
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
    reading = read_resume(file)
    frame = reading.make_resume()

    assert [(one.role, one.employer, one.dates, one.original) for one in reading.make_bullets()] == [
        (
            "Senior Data Scientist",
            "Kettlebrook AB",
            "Jan 2021 - Present",
            "Trained a churn model, AUC 0.87, for members",
        ),
        ("Senior Data Scientist", "Kettlebrook AB", "Jan 2021 - Present", "Built a dashboard"),
        ("Analyst", "Harbor Library", "2018 - 2020", "Counted visits"),
    ]
    assert frame.contact.startswith("Ann Bell, Lund")
    assert frame.summary == "Data scientist who decides with customers' numbers."
    assert (frame.skills, frame.education) == ("SQL, Python", "MSc Statistics, Lund University, 2018")
    assert reading.left_over == ()


def test_an_import_doubles_nothing_and_writes_over_nothing(workspace: Workspace) -> None:
    """Imported twice, each line is there once; what the person has written stays as it is."""
    workspace.resumes.save(Resume(id="mine", contact="Ann B."))
    workspace.bullets.save(Bullet(id="b", original="Built  a dashboard", rewritten="Defined the scorecard"))
    reading = read_bytes(RESUME.encode(), "old.txt")
    first = keep_resume(reading, workspace, "old.txt")
    second = keep_resume(reading, workspace, "old.txt")

    assert first.describe() == "2 lines added, 1 there already; summary, education, skills filled in."
    assert (second.added, second.filled) == (0, ())
    assert workspace.resumes.get("mine").contact == "Ann B."
    assert workspace.bullets.get("b").rewritten == "Defined the scorecard"
    assert len(workspace.resumes.all()) == 1
    assert len(workspace.resume_imports.all()) == 1


def test_an_import_can_be_undone(workspace: Workspace) -> None:
    """What came in goes out again; a line that was rewritten since, and a field that was there before, stay."""
    workspace.resumes.save(Resume(id="mine", skills="Chess"))
    keep_resume(read_bytes(RESUME.encode(), "old.txt"), workspace, "old.txt")
    first = workspace.bullets.all()[0]
    workspace.bullets.save(first.replace(rewritten="Decided whom to call"))
    said = undo_import(workspace)

    assert [one.id for one in workspace.bullets.all()] == [first.id]
    assert (workspace.resumes.get("mine").skills, workspace.resumes.get("mine").summary) == ("Chess", "")
    assert "2 lines taken out" in said
    assert "1 line that you changed" in said
    with pytest.raises(UsageError, match="no import to undo"):
        undo_import(workspace)


def test_what_is_left_over_stays_with_the_import(workspace: Workspace) -> None:
    """Words without a place are named, and are kept in the workspace with the import."""
    text = RESUME.replace("Analyst at", "Founding team of three people.\nAnalyst at").replace(
        "2018 - 2020\n", "2018 - 2020\nThe first analyst that they had.\n"
    )
    reading = read_bytes(text.encode(), "old.txt")
    keep_resume(reading, workspace, "old.txt")

    assert "The first analyst that they had." in reading.left_over
    assert "The first analyst" in reading.describe()
    assert "The first analyst that they had." in workspace.resume_imports.all()[0].left_over


def test_no_text_steers_a_terminal() -> None:
    """Signs that a terminal would obey are shown as such, not sent to it."""
    text = RESUME.replace("2018 - 2020\n", "2018 - 2020\nTeam of \x1b[2Jthree.\n").replace(
        "Counted", "Counted\x1b]0;x\x07"
    )
    reading = read_bytes(text.encode(), "old.txt")

    assert "\x1b" not in reading.describe() + reading.show()
    assert "\x07" not in reading.describe() + reading.show()


def test_what_only_another_file_left_over_is_kept_too(workspace: Workspace) -> None:
    """A second file of the same lines adds none, and what it alone leaves over is kept all the same, once."""
    more = RESUME.replace("2018 - 2020\n", "2018 - 2020\nThe first analyst that they had.\n").encode()
    keep_resume(read_bytes(RESUME.encode(), "old.txt"), workspace, "old.txt")
    for _ in range(2):
        keep_resume(read_bytes(more, "new.txt"), workspace, "new.txt")

    assert [one.file for one in workspace.resume_imports.all()] == ["old.txt", "new.txt"]
    assert "The first analyst that they had." in workspace.resume_imports.all()[1].left_over


def test_an_import_is_kept_whole_or_not_at_all(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last record cannot be written, no line of the import is there."""

    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(workspace.resume_imports, "put", fail)
    with pytest.raises(OSError, match="no space"):
        keep_resume(read_bytes(RESUME.encode(), "old.txt"), workspace, "old.txt")

    assert workspace.bullets.all() == []
    assert workspace.resumes.all() == []


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.doc", b"x", "save it as .docx"),
        ("a.xyz", b"x", "PDF, Word, Markdown"),
        ("a.docx", b"not a zip", "a.docx.*damaged|not a Word"),
        ("a.pdf", b"%PDF-1.4 broken", "not a PDF"),
        ("a.pdf", _make_pdf([""]), "a scan"),
        ("a.txt", b"Dear all,\n\nhello.", "next to nothing"),
        ("a.txt", b"a\x00b", "binary"),
        ("a.tex", b"\\documentclass{article}", "LaTeX"),
        ("a.png", b"\x89PNG", "PDF"),
        ("a.txt", b"x\n" * 6000, "too long"),
    ],
)
def test_bad_files_end_in_one_line(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    """A file of another kind, a damaged one, a scan: what is wrong and what to do, and no traceback."""
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(UsageError, match=says) as caught:
        read_resume(file)

    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe, a device and a file without end are refused without being read."""
    pipe, sparse = tmp_path / "pipe.txt", tmp_path / "sparse.txt"
    os.mkfifo(pipe)
    with sparse.open("wb") as file:
        file.truncate(3 * 1024**3)
    for path, says in (
        (tmp_path / "none.pdf", "none.pdf"),
        (tmp_path, "a folder"),
        (pipe, "a pipe"),
        (Path("/dev/zero"), "a device"),
        (sparse, "too large"),
    ):
        with pytest.raises(UsageError, match=says):
            read_resume(path)


def test_old_encodings_are_read() -> None:
    """A text of an old Windows program, and one in UTF-16, give their words."""
    text = RESUME.replace("Ann Bell", "Jörg Größe")
    for raw in (text.encode("cp1252"), text.encode("utf-16"), text.encode("utf-8-sig")):
        assert read_bytes(raw, "old.txt").make_resume().contact.startswith("Jörg Größe")


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


@pytest.mark.slow
@pytest.mark.parametrize("style", FORMATS)
def test_the_sample_is_exported_in_every_format(sample: Workspace, tmp_path: Path, style: str) -> None:
    """Resume, letter, PRFAQs and stories are a file each, or cards in one; twice gives the same bytes."""
    files = export(sample, style, tmp_path / "out")
    before = [file.read_bytes() for file in files]
    again = [file.read_bytes() for file in export(sample, style, tmp_path / "out")]

    assert len(files) == (1 if style in ("json", "rendercv", "csv", "apkg") else 13)
    assert before == again


@pytest.mark.slow
@pytest.mark.parametrize("style", ["md", "txt", "docx", "pdf", "json", "rendercv"])
def test_what_is_exported_comes_back(sample: Workspace, tmp_path: Path, style: str) -> None:
    """A resume that goes out in any format comes back with all its lines, and adds none that are there."""
    paths = export(sample, style, tmp_path)
    reading = read_resume(next(path for path in paths if path.stem == "resume"))
    kept = keep_resume(reading, sample)

    assert (len([*reading.make_bullets()]), kept.added) == (10, 0)


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
