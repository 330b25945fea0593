"""A resume file in: read by its kind, shown before anything is saved, kept, and taken back if it was not meant."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prepkit.errors import NothingFoundError, UsageError, instead
from prepkit.files.intake.reading import Part, Reading, limit
from prepkit.models import Resume, ResumeImport
from prepkit.models.fields import make_id
from prepkit.planning.words import say_count

LARGEST = 20 * 1024 * 1024  # bytes of a file
_MOST = 500  # lines of a resume
_OURS = "prepkit"
_ENDINGS = "PDF, Word, Markdown, text, HTML, OpenDocument, RTF, JSON Resume, RenderCV, Europass, LinkedIn"
_OTHERS = {
    ".doc": "Open it in Word or LibreOffice and save it as .docx",
    ".pages": "Export it as PDF",
    ".png": "Export the resume as PDF from the program that it was written in",
    ".jpg": "Export the resume as PDF from the program that it was written in",
    ".xlsx": "Print it to PDF",
}


def read_resume(path: str | Path) -> Reading:
    """Read a resume file of any kind that prepkit knows; what it is, its content says and not its name alone.

    Raises:
        UsageError: it cannot be read, is of another kind, or holds next to nothing of a resume.
    """
    file = Path(path)
    with instead(OSError, UsageError, "cannot be read ({})", where=file, cure="Name a file that is there"):
        state = file.stat()
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "no file but a pipe or a device"
            raise UsageError(what, where=str(file), cure="Name the resume's file")
        if state.st_size > LARGEST:
            raise UsageError("too large for a resume: over 20 MB", where=str(file), cure="Import the resume alone")
        raw = file.read_bytes()
    return read_bytes(raw, file.name)


def read_bytes(raw: bytes, name: str) -> Reading:
    """Read the content of a resume file.

    Args:
        raw: The bytes.
        name: The file's name, which is named in what is said and tells kinds of text apart.

    Raises:
        NothingFoundError: it holds next to nothing of a resume.
        UsageError: it is of another kind, or damaged.
    """
    if len(raw) > LARGEST:
        raise UsageError("too large for a resume: over 20 MB", where=name, cure="Import the resume alone")
    reading = limit(_read(raw, name))
    if reading.count(Part.LINE) > _MOST:
        raise UsageError(f"too long for a resume: over {_MOST} lines", where=name, cure="Import the resume alone")
    frame = reading.make_resume().replace(contact="", summary="", other="")
    if not reading.count(Part.LINE) and not reading.count(Part.HEADING) and frame.is_blank():
        cure = "Give it headings such as Summary, Experience, Education and Skills, and a list under each job"
        what = "next to nothing of a resume was found: no heading or line that is known"
        what = what if reading.text.strip() else "the file is empty"
        raise NothingFoundError(what, where=name, cure=cure)
    return reading


def _read(raw: bytes, name: str) -> Reading:
    from prepkit.files.intake.sorting import sort_passages

    ending = Path(name).suffix.lower()
    if b"%PDF-" in raw[:1024]:
        from prepkit.files.intake.pages.pdf import read_pdf

        pdf = read_pdf(raw, name)
        source = f"a PDF of {say_count(pdf.pages, 'page')}"
        return sort_passages(pdf.passages, source, ours=_OURS in pdf.maker)
    if raw.startswith(b"PK\x03\x04") or ending in (".docx", ".odt", ".zip"):
        return _read_package(raw, name, ending)
    if ending in _OTHERS or raw.startswith((b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8", b"GIF8")):
        cure = _OTHERS.get(ending, "Open it in the program that wrote it and save it as PDF or .docx")
        raise UsageError(f"a {ending or 'binary'} file, which is not read", where=name, cure=cure)
    return _read_text(raw, name, ending)


def _read_package(raw: bytes, name: str, ending: str) -> Reading:
    from prepkit.files.intake.sorting import sort_passages

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = {entry.lower() for entry in package.namelist()}
            ours = "docprops/core.xml" in names and _is_ours(package)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        names, ours = set(), False
    if "content.xml" in names or (ending == ".odt" and "word/document.xml" not in names):
        from prepkit.files.intake.markup.odt import read_odt

        return sort_passages(read_odt(raw, name), "an OpenDocument text")
    if any(entry.endswith(".csv") for entry in names):
        from prepkit.files.intake.fields.linkedin import read_linkedin

        return read_linkedin(raw, name)
    if ending in (".zip", ".pages", ".xlsx", ".pptx", ".epub", ".jar") and "word/document.xml" not in names:
        cure = _OTHERS.get(ending, f"These are read: {_ENDINGS}")
        raise UsageError("an archive in which no resume is known", where=name, cure=cure)
    from prepkit.files.intake.markup.word import read_word

    return sort_passages(read_word(raw, name), "a Word file", ours=ours)


def _is_ours(package: zipfile.ZipFile) -> bool:
    """Tell whether prepkit wrote a Word file and no other program has saved it since."""
    with package.open("docProps/core.xml") as core:
        return b"<cp:keywords>prepkit</cp:keywords>" in core.read(20_000)


def _read_text(raw: bytes, name: str, ending: str) -> Reading:
    from prepkit.files.intake.sorting import sort_passages

    text = _decode(raw, name)
    start = text.lstrip()[:400].lower()
    if ending == ".rtf" or start.startswith("{\\rtf"):
        from prepkit.files.intake.markup.rtf import read_rtf

        return sort_passages(read_rtf(text, name), "an RTF text")
    if ending in (".tex", ".ltx") or start.startswith(("\\documentclass", "%!tex", "\\begin{document}")):
        from prepkit.files.intake.markup.latex import refuse_latex

        refuse_latex(name)
    if ending in (".html", ".htm", ".xhtml") or start.startswith(("<!doctype html", "<html")):
        from prepkit.files.intake.markup.html import read_html

        return sort_passages(read_html(text, name), "a web page")
    if ending == ".xml" or start.startswith("<?xml"):
        from prepkit.files.intake.fields.europass import read_europass

        return read_europass(raw, name)
    if ending == ".json" or start.startswith("{"):
        from prepkit.files.intake.fields.json_resume import read_json_resume

        return read_json_resume(text, name)
    if ending in (".yaml", ".yml"):
        from prepkit.files.intake.fields.rendercv import read_rendercv

        return read_rendercv(text, name)
    if ending in (".md", ".markdown", ".mdown", ".qmd"):
        from prepkit.files.intake.markup.markdown import read_markdown

        return sort_passages(read_markdown(text, name), "a Markdown text", ours=start.startswith("<!-- prepkit -->"))
    if ending not in (".txt", ".text", ".asc", ".log", ""):
        raise UsageError(f"a {ending} file, which is not read", where=name, cure=f"These are read: {_ENDINGS}")
    from prepkit.files.intake.pages.plain import read_plain

    return sort_passages(read_plain(text, name), "a plain text")


def _decode(raw: bytes, name: str) -> str:
    """Return a text's words: UTF-8, UTF-16 where it says so, or else the encoding of old Windows programs."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\x00" in raw:
        raise UsageError("a binary file, not a text", where=name, cure="Copy its text into a .txt file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


@dataclass(frozen=True)
class Kept:
    """What an import added to a workspace: how many lines are new, how many were there, which fields were filled."""

    added: int
    known: int
    filled: tuple[str, ...]

    def describe(self) -> str:
        """Say it in a sentence."""
        lines = f"{say_count(self.added, 'line')} added, {self.known} there already"
        return f"{lines}; {', '.join(self.filled) or 'nothing else'} filled in."


def keep_resume(reading: Reading, prep: Any, file: str = "") -> Kept:
    """Save what was read, and leave alone what the person has: their lines, and every field that is filled in.

    Args:
        reading: What `read_resume` returned.
        prep: The workspace. Blank fields of its first resume are filled, or a first one is saved; a line that stands
            there already, as it was or as it reads now, is not saved again.
        file: The file's name, by which the import is remembered.
    """
    mine_already = prep.bullets.all()
    known = {bullet.id for bullet in mine_already}
    said = {_squeeze(text) for bullet in mine_already for text in (bullet.original, bullet.rewritten)}
    read = {bullet.id: bullet for bullet in reading.make_bullets()}
    added = [one for one in read.values() if one.id not in known and _squeeze(one.original) not in said]
    resume = reading.make_resume()
    mine = next(iter(prep.resumes.all()), None)
    base = mine or Resume(id=resume.id)
    offered = {name: value for name, value in resume if name != "id" and value and not getattr(base, name)}
    left_over = "\n".join(reading.left_over)
    kept_before = {text for one in prep.resume_imports.all() for text in one.left_over.split("\n")}
    if added or offered or {*left_over.split("\n")} - {"", *kept_before}:
        remembered = ResumeImport(
            id=make_id(),
            file=file[:200],
            added="\n".join(bullet.id for bullet in added),
            filled=json.dumps(offered, ensure_ascii=False),
            left_over=left_over,
        )
        prep.save_together(*added, *([base.replace(**offered)] if offered else []), remembered)
    return Kept(len(added), len(read) - len(added), tuple(offered))


def undo_import(prep: Any) -> str:
    """Take the last import back out of a workspace, but for what was changed since; return what was done, in words.

    Raises:
        UsageError: nothing was imported.
    """
    last = next(reversed(prep.resume_imports.all()), None)
    if last is None:
        raise UsageError("no import to undo", where=str(prep.path), cure="Import a resume first")
    ids, gone = set(last.added.split("\n")), 0
    mine = [bullet for bullet in prep.bullets.all() if bullet.id in ids]
    for bullet in mine:
        if len(prep.bullets.history(bullet.id)) == 1:
            prep.bullets.delete(bullet.id)
            gone += 1
    filled = json.loads(last.filled or "{}")
    resume = next(iter(prep.resumes.all()), None)
    if resume is not None:
        blank = {name: "" for name, value in filled.items() if getattr(resume, name) == value}
        prep.resumes.save(resume.replace(**blank))
        filled = blank
    prep.resume_imports.delete(last.id)
    kept = f" {say_count(len(mine) - gone, 'line')} that you changed since stay." if len(mine) > gone else ""
    fields = f"; {', '.join(filled)} blank again" if filled else ""
    return f"{last.label}: {say_count(gone, 'line')} taken out{fields}.{kept}"


def _squeeze(text: str) -> str:
    return " ".join(text.split())
