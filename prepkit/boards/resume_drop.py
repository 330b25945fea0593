"""A resume that one has already: a file or a pasted text is read, shown, put right by hand, and kept or undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw
import pandas as pd

from prepkit.blocks import Block, Entry, Fold, Item, Paragraph, Table
from prepkit.boards.board import Board, ask, head, line_up, make_button
from prepkit.files.intake.mending import Job, arrange, list_jobs, move, rename
from prepkit.files.intake.reading import Part, Reading
from prepkit.files.resumes import keep_resume, read_bytes, undo_import
from prepkit.models.form_field import read_fields
from prepkit.models.resume import Resume
from prepkit.planning.words import say_count
from prepkit.show.readable_box import Panel
from prepkit.store.workspace import Workspace

_ENDINGS = ".pdf,.docx,.odt,.rtf,.txt,.md,.html,.htm,.json,.yaml,.yml,.xml,.zip"
_NOTHING = "No resume is imported yet. Choose its file, or paste its text: nothing is saved before you keep it."
_PASTE = "Or paste its text"
_FILLS = "It fills what is blank in your resume; what you have written there stays. Its form is in 04."
_HEAD = (Part.ROLE, Part.EMPLOYER, Part.PLACE, Part.DATES)
_FRAME = (Part.SUMMARY, Part.SKILLS, Part.EDUCATION, Part.PROJECTS, Part.CERTIFICATES, Part.OTHER)
_MOST = 100  # texts left over that a place can be chosen for; the others are kept with the import all the same


class ResumeDrop(Board):
    """Takes in a resume; nothing is saved before the button, and the last import can be taken out again.

    Args:
        prep: The workspace.
    """

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._name, self._reading, self._jobs = "", Reading(()), list[Job]()
        self._heads: dict[tuple[int, Part], Any] = {}
        self._ticks: list[tuple[tuple[int, ...], Any]] = []  # the pieces of each line, and its box
        self._places: dict[int, Any] = {}  # where each text that is left over goes
        self._file = ipw.FileUpload(description="Choose a file", accept=_ENDINGS, multiple=False, icon="")
        self._file.add_class("widget-button")
        self._file.observe(self._taking(self._take_file), names="value")
        self._pasted = ask(_PASTE, "", "", lambda _text: None, lines=4)
        self._found = ipw.VBox()
        self._keep = make_button("Keep it", self.keep, primary=True)
        self._undo = make_button("Undo the last import", self.undo)
        reading = make_button("Read it", self._read_pasted)
        for button in (self._file, reading):
            button.add_class("pk-wide")
            button.layout.width, button.layout.margin = "max-content", "0 0 16px"
        bringing = line_up(self._file, self._pasted.view, reading, style="grid")
        self._open(bringing, self._panel, self._found, buttons=[self._keep, self._undo])
        self._show()

    def keep(self) -> None:
        """Save what was read, as it was put right."""
        with self._lock:
            if self._try(self._store, "Not kept: {}"):
                self._reading, self._jobs = Reading(()), []
                self._pasted.show("")
                self._show()
                self.update()

    def undo(self) -> None:
        """Take the last import out again."""
        said: list[str] = []
        if self._try(lambda: said.append(undo_import(self._prep)), "Not undone: {}"):
            self.update()
            self._set_status(said[0])

    def read(self) -> Sequence[Block]:
        """Return what was read last, or else what was imported."""
        imports = self._prep.resume_imports.all()
        if self._reading.pieces:
            return [Paragraph(self._describe(), "lead"), *self._list_lines(), *self._list_frame()]
        if not imports:
            return [Paragraph(_NOTHING, "hint")]
        last = imports[-1]
        added = say_count(len(last.added.split()), "line")
        over = [Item(text) for text in last.left_over.split("\n") if text]
        fold = [Fold(f"Left over, and kept here: {say_count(len(over), 'text')}", over)] if over else []
        return [Paragraph(f"Imported last: {last.label}, {added}. Rewrite them in 04, Resume and letter."), *fold]

    def _update(self) -> None:
        imports = self._prep.resume_imports.all()
        self._undo.disabled = not imports
        self._panel.show([] if self._reading.pieces else self.read())

    def _take_file(self, files: Sequence[Any]) -> None:
        for file in files:
            self._take_in(bytes(file["content"]), str(file["name"]))
        with self._quietly():
            self._file.value = ()  # so that no notebook is saved with the file in it, and it can be chosen again

    def _read_pasted(self) -> None:
        text = str(self._pasted.read())
        if text.strip():
            self._take_in(text.encode("utf-8", "replace"), "Pasted text")
        else:
            self._set_status("Nothing to read. Choose a file above, or paste the text of your resume.", wrong=True)

    def _take_in(self, raw: bytes, name: str) -> None:
        read: list[Reading] = []
        if self._try(lambda: read.append(read_bytes(raw, name)), "Not read: {}"):
            self._name, self._reading, self._jobs = name, read[0], list_jobs(read[0])
            self._show()
            self.update()
            self._set_status("Not saved yet. Put right what is wrong, then keep it.")

    def _store(self) -> None:
        kept = keep_resume(arrange(self._mend()), self._prep, self._name)
        self._set_status(kept.describe())

    def _mend(self) -> Reading:
        """Return the reading as the controls have it."""
        mended = self._reading
        for pieces, box in self._ticks:
            for index in () if box.value else pieces:
                mended = move(mended, index, Part.LEFT_OVER)
        for index, control in self._places.items():
            part, job = control.value
            mended = move(mended, index, part, job)
        for (number, part), field in self._heads.items():
            heads = {job.number: job.head for job in list_jobs(mended)}
            if number in heads and field.read().strip() != getattr(heads[number], part.value):
                mended = rename(mended, number, part, field.read())
        return mended

    def _show(self) -> None:
        """Show the reading with the controls to put it right."""
        self._heads, self._ticks, self._places = {}, [], {}
        self._keep.disabled = not self._reading.pieces
        parts = [head("What was read", Panel(Paragraph(self._describe()))), *map(self._show_job, self._jobs)]
        frame = self._list_frame()
        parts += [head("The frame", Panel(*frame, Paragraph(_FILLS, "hint")))] if frame else []
        self._found.children = [*parts, *self._show_left_over()] if self._reading.pieces else []

    def _show_job(self, job: Job) -> Any:
        for part in _HEAD:
            label = f"{part.value.capitalize()} {job.number}"
            self._heads[job.number, part] = ask(label, "", getattr(job.head, part.value), lambda _text: None)
        boxes = []
        for pieces in job.lines:
            boxes.append(ipw.Checkbox(value=True, description=self._tell(pieces), indent=False))
            self._ticks.append((pieces, boxes[-1]))
        heads = line_up(*(self._heads[job.number, part].view for part in _HEAD), style="grid")
        return head(f"Job {job.number}", heads, *boxes)

    def _show_left_over(self) -> list[Any]:
        over = [
            index for index, piece in enumerate(self._reading.pieces) if self._is_over(index) and piece.text.strip()
        ]
        jobs = [(f"A line of job {job.number}: {_name(job)}"[:80], (Part.LINE, job.number)) for job in self._jobs]
        frame = [(part.value.capitalize(), (part, 0)) for part in _FRAME]
        rows = []
        for number, index in enumerate(over[:_MOST], start=1):
            stays = ("Leave it over", (Part.LEFT_OVER, self._reading.pieces[index].job))
            self._places[index] = ipw.Dropdown(description=f"Where text {number} goes", options=[stays, *jobs, *frame])
            self._places[index].layout.flex = "none"
            row = ipw.Box([Panel(Paragraph(self._tell([index]))), ipw.VBox([self._places[index]])])
            row.add_class("pk-bullet")
            rows.append(row)
        return [head(f"Left over: {say_count(len(over), 'text')}", *rows)] if over else []

    def _is_over(self, index: int) -> bool:
        return self._reading.pieces[index].part == Part.LEFT_OVER

    def _tell(self, pieces: Sequence[int]) -> str:
        return " ".join(" ".join(self._reading.pieces[index].text for index in pieces).split())

    def _describe(self) -> str:
        return f"{self._reading.describe()} Put it right below."

    def _list_lines(self) -> list[Block]:
        rows = [
            (self._tell(line), each.head.role, each.head.employer, each.head.dates)
            for each in self._jobs
            for line in each.lines
        ]
        return [Table(pd.DataFrame(rows, columns=["Line", "Role", "Employer", "Dates"]))] if rows else []

    def _list_frame(self) -> list[Block]:
        resume = self._reading.make_resume()
        named = [(field.title, str(getattr(resume, field.name))) for field in read_fields(Resume)]
        return [Entry(title, text) for title, text in named if text]


def _name(job: Job) -> str:
    return ", ".join(filter(None, (job.head.role, job.head.employer))) or "no name"
