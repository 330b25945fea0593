"""The drop box of resumes: a file or a text in, shown, put right by hand, kept, and taken out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import ipywidgets as ipw
import pytest
from memory_collection import find, read_html, walk
from shared import NASTY_TEXTS, ROOT

from prepkit.boards.resume_drop import ResumeDrop
from prepkit.errors import UsageError, WorkspaceError
from prepkit.files.intake.mending import arrange, list_jobs, move, rename
from prepkit.files.intake.reading import Part, Piece, Reading
from prepkit.models import Bullet
from prepkit.store import Workspace

MODIFIED = dt.datetime(2026, 1, 26, tzinfo=dt.UTC)
CASES = ROOT / "tests" / "corpus" / "resumes"
TEXT = """Ann Bell
ann@example.com

Experience
Analyst, Harbor Library, Jan 2020 - Mar 2021
- Counted visits
- Cut the queue
Clerk, Lund Museum, 2018 - 2019
- Sold tickets

Skills
SQL
"""
# Two jobs at one employer, with a text left over below each.
READING = Reading(
    (
        Piece("Lead", Part.ROLE, 1),
        Piece(" | ", Part.BETWEEN, 1),
        Piece("Harbor", Part.EMPLOYER, 1),
        Piece("\n", Part.BETWEEN, 1),
        Piece("Cut the queue", Part.LINE, 1),
        Piece("\n", Part.BETWEEN, 0),
        Piece("Analyst", Part.ROLE, 2),
        Piece("", Part.EMPLOYER, 2),
        Piece("\n", Part.BETWEEN, 2),
        Piece("Counted visits", Part.LINE, 2),
        Piece("\n", Part.BETWEEN, 0),
        Piece("Asked 40 readers", Part.LEFT_OVER),
    ),
    "a plain text",
)


def drop(board: ResumeDrop, name: str, content: bytes) -> None:
    """Give the board a file, as the browser does."""
    file = next(each for each in walk(board) if isinstance(each, ipw.FileUpload))
    file.value = ({"name": name, "type": "", "size": len(content), "content": content, "last_modified": MODIFIED},)


def paste(board: ResumeDrop, text: str) -> None:
    """Paste a text and have it read."""
    find(board, "Or paste its text").value = text
    find(board, "Read it").click()


def list_lines(prep: Workspace) -> list[tuple[str, str, str]]:
    """The lines that are stored, with their jobs."""
    return [(one.original, one.role, one.employer) for one in prep.bullets.all()]


class TestMending:
    def test_a_text_moved_to_a_job_is_a_line_of_it_alone(self) -> None:
        """It joins the job that it is moved to, as a line of its own, and the text of the file stays as it is."""
        moved = move(READING, 11, Part.LINE, 1)
        lines = [(one.original, one.role, one.employer) for one in arrange(moved).make_bullets()]

        assert moved.text == READING.text
        assert lines == [
            ("Cut the queue", "Lead", "Harbor"),
            ("Asked 40 readers", "Lead", "Harbor"),
            ("Counted visits", "Analyst", "Harbor"),
        ]

    def test_a_text_moved_to_the_frame(self) -> None:
        """It stands in that section and is left over no more."""
        moved = move(READING, 11, Part.SKILLS)

        assert (moved.make_resume().skills, moved.left_over) == ("Asked 40 readers", ())

    @pytest.mark.parametrize("part", [Part.ROLE, Part.EMPLOYER, Part.PLACE, Part.DATES])
    @pytest.mark.parametrize("text", ["Another\tone", ""])
    def test_a_head_written_anew(self, part: Part, text: str) -> None:
        """A part of a job's head reads as it was written, or is blank; the other parts and the lines stay."""
        first, second = list_jobs(rename(READING, 2, part, text))
        before = list_jobs(READING)

        assert getattr(second.head, part.value) == " ".join(text.split())
        assert second.head.replace(id="a", **{part.value: ""}) == before[1].head.replace(id="a", **{part.value: ""})
        assert (first.head, len(second.lines)) == (before[0].head, 1)

    def test_a_head_that_no_field_holds_is_refused(self) -> None:
        """It is not cut in silence."""
        with pytest.raises(UsageError, match="over 200 characters"):
            rename(READING, 1, Part.ROLE, "x" * 201)

    @pytest.mark.parametrize("path", sorted(CASES.glob("*/*.*")), ids=lambda path: path.name)
    def test_what_nobody_mends_is_kept_as_it_was_read(self, path: Any) -> None:
        """Of every file of the corpus that can be read, the jobs shown are those that are kept."""
        from prepkit.files.resumes import read_resume

        try:
            reading = read_resume(path)
        except UsageError:
            return
        bullets = list(reading.make_bullets())
        shown = [(job.head.role, job.head.employer, job.head.dates) for job in list_jobs(reading) for _ in job.lines]

        assert list(arrange(reading).make_bullets()) == bullets
        assert arrange(reading).make_resume() == reading.make_resume()
        assert shown == [(one.role, one.employer, one.dates) for one in bullets]


class TestBoard:
    def test_a_file_is_shown_kept_and_taken_out_again(self, workspace: Workspace) -> None:
        """Nothing is saved before the button; undone, the workspace is as it was."""
        board = ResumeDrop(workspace)
        drop(board, "cv.pdf", (CASES / "cases" / "62_drawn_marks.pdf").read_bytes())
        assert "2 lines of 1 job" in read_html(board)
        assert find(board, "Cut the queue from 9 to 4 minutes").value
        assert "Cut the queue from 9 to 4 minutes | Analyst | Harbor Library" in board.render_text()
        assert workspace.bullets.all() == []
        find(board, "Keep it").click()

        assert list_lines(workspace)[1] == ("Cut the queue from 9 to 4 minutes", "Analyst", "Harbor Library")
        assert workspace.resumes.all()[0].skills == "SQL"
        assert "2 lines added" in read_html(board)
        assert "Imported last: cv.pdf, 2 lines" in read_html(board)
        find(board, "Undo the last import").click()
        assert workspace.bullets.all() == []
        assert "2 lines taken out" in read_html(board)

    def test_the_file_does_not_stay_in_the_notebook(self, workspace: Workspace) -> None:
        """A notebook that is saved with its widgets holds no resume."""
        board = ResumeDrop(workspace)
        drop(board, "cv.txt", TEXT.encode())

        assert next(each for each in walk(board) if isinstance(each, ipw.FileUpload)).value == ()

    def test_a_pasted_text_is_put_right_and_kept(self, workspace: Workspace) -> None:
        """Heads read as they were written, a line that is not ticked is left over."""
        board = ResumeDrop(workspace)
        paste(board, TEXT)
        find(board, "Role 1").value = "Head of analytics"
        find(board, "Employer 2").value = ""
        find(board, "Cut the queue").value = False
        find(board, "Keep it").click()

        assert list_lines(workspace) == [
            ("Counted visits", "Head of analytics", "Harbor Library"),
            ("Sold tickets", "Clerk", ""),
        ]
        assert workspace.resume_imports.all()[0].left_over == "Cut the queue"
        assert find(board, "Or paste its text").value == ""

    def test_what_is_left_over_gets_the_place_that_is_chosen(self, workspace: Workspace) -> None:
        """A text goes to the job or section that is picked for it; what is left where it is stays with the import."""
        board = ResumeDrop(workspace)
        drop(board, "cv.pdf", (CASES / "files" / "reactive-resume-azurill.pdf").read_bytes())
        texts = [str(each) for each in board._reading.left_over]
        find(board, "Where text 1 goes").value = (Part.LINE, 2)
        find(board, "Where text 2 goes").value = (Part.CERTIFICATES, 0)
        role = find(board, "Role 2").value
        find(board, "Keep it").click()

        assert [one.role for one in workspace.bullets.all() if one.original == texts[0]] == [role]
        assert texts[1] in workspace.resumes.all()[0].certificates
        assert workspace.resume_imports.all()[0].left_over == "\n".join(texts[2:])

    def test_what_is_shown_is_kept_where_an_employer_is_inherited(self, workspace: Workspace) -> None:
        """The employer of one role is mended; the next role, which had it from above, keeps what its field shows."""
        board = ResumeDrop(workspace)
        board._reading, board._jobs = READING, list_jobs(READING)
        board._show()
        find(board, "Employer 1").value = "Harbor Library"
        find(board, "Keep it").click()

        assert [one.employer for one in workspace.bullets.all()] == ["Harbor Library", "Harbor"]

    @pytest.mark.parametrize("content", [b"\x00\x01", b"%PDF-1.4 broken", b"PK\x03\x04", b"Hello"])
    def test_what_cannot_be_read_is_one_line(self, content: bytes, workspace: Workspace) -> None:
        """What was read before stands there still, as it was put right."""
        board = ResumeDrop(workspace)
        paste(board, TEXT)
        find(board, "Role 1").value = "Mine"
        drop(board, "broken.bin", content)

        assert "Not read: broken.bin" in read_html(board)
        assert find(board, "Role 1").value == "Mine"
        assert workspace.resume_imports.all() == []

    def test_nothing_to_read_and_nothing_to_undo(self, workspace: Workspace) -> None:
        """Each is said, or cannot be pressed."""
        board = ResumeDrop(workspace)
        find(board, "Read it").click()

        assert "Nothing to read" in read_html(board)
        assert find(board, "Keep it").disabled
        assert find(board, "Undo the last import").disabled

    def test_a_failure_to_keep_leaves_what_was_read(
        self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is said in words; what was put right stays to be kept later."""
        board = ResumeDrop(workspace)
        paste(board, TEXT)
        find(board, "Role 1").value = "Mine"

        def fail(*_records: Any) -> None:
            raise WorkspaceError("the disk is full", cure="Try again")

        monkeypatch.setattr(workspace, "save_together", fail)
        find(board, "Keep it").click()
        assert "Not kept: the disk is full" in read_html(board)

        assert find(board, "Role 1").value == "Mine"

    def test_kept_again_nothing_is_doubled(self, workspace: Workspace) -> None:
        """The same text once more adds no line."""
        workspace.bullets.save(Bullet(original="Counted visits"))
        board = ResumeDrop(workspace)
        for _ in range(2):
            paste(board, TEXT)
            find(board, "Keep it").click()

        assert sorted(one.original for one in workspace.bullets.all()) == [
            "Counted visits",
            "Cut the queue",
            "Sold tickets",
        ]
        assert "0 lines added, 3 there already" in read_html(board)

    @pytest.mark.parametrize("text", [text.replace("\x00", "") for text in NASTY_TEXTS])
    @pytest.mark.parametrize("show", [read_html, ResumeDrop.render_html], ids=["live", "cold"])
    def test_what_was_typed_is_text(self, show: Callable[[Any], str], text: str, workspace: Workspace) -> None:
        """Nothing of a resume is markup, whether it has a place or is left over."""
        board = ResumeDrop(workspace)
        paste(board, TEXT.replace("Cut the queue", text).replace("SQL", text))
        boxes = [each for each in walk(board) if isinstance(each, ipw.Checkbox)]

        assert boxes
        assert not any(each.description_allow_html for each in boxes)
        assert "<script" not in show(board)
