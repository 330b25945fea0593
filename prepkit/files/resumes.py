"""A resume file in, as the frame and the lines of a workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prepkit.errors import UsageError
from prepkit.files.documents import read_document, read_docx, read_pdf
from prepkit.models import Bullet, Resume
from prepkit.models.fields import LINE_LIMIT
from prepkit.review.parsing import read_jobs
from prepkit.review.reading.outline import read_outline
from prepkit.text import Text, read

_READERS = {".docx": read_docx, ".pdf": read_pdf}
_TEXTS = (".txt", ".md", ".markdown", ".text", "")
_CURES = {
    ".doc": "Save it as .docx",
    ".odt": "Save it as .docx",
    ".rtf": "Save it as .docx",
    ".pages": "Export it as PDF",
}
_MOST = 500  # lines that are taken


@dataclass(frozen=True)
class ImportedResume:
    """What was read from a resume file; nothing of it is saved yet.

    Attributes:
        resume: Contact, summary, skills and education, as far as they were found.
        bullets: The lines, each as `original`, with employer, role and dates; an id is the same every time.
        missing: The sections that were not found, in words.
    """

    resume: Resume
    bullets: tuple[Bullet, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """What an import added to a workspace: how many lines are new, how many were there, which fields were filled."""

    added: int
    known: int
    filled: tuple[str, ...]

    def describe(self) -> str:
        """Say it in a sentence."""
        lines = f"{self.added} line{'' if self.added == 1 else 's'} added, {self.known} there already"
        return f"{lines}; {', '.join(self.filled) or 'nothing else'} filled in."


def read_resume(path: str | Path) -> ImportedResume:
    """Read a resume from a .txt, .md, .docx or .pdf file.

    Raises:
        UsageError: the file cannot be read, is of another kind, or holds neither a line nor a section.
    """
    file = Path(path)
    ending = file.suffix.lower()
    if ending in _READERS:
        text = _READERS[ending](file)
    elif ending in _TEXTS:
        text = read_document(str(file))
    else:
        cure = _CURES.get(ending, "Save it as .docx, .pdf, .txt or .md")
        raise UsageError(f"a {ending} file, which is not read", where=str(file), cure=cure)
    imported = split_resume(text)
    if not imported.bullets and imported.resume.replace(contact="").is_blank():
        cure = "Give it headings such as Summary, Experience, Education and Skills, and a list under each job"
        raise UsageError("no section or line of a resume was found", where=str(file), cure=cure)
    return imported


def split_resume(text: str) -> ImportedResume:
    """Split the text of a resume into its frame and its lines."""
    whole = read(text)
    sections = read_outline(whole, "resume").sections
    found = {part.id: " ".join(whole.cut(part.body).split("\n")).strip() for part in reversed(sections)}
    contact = " · ".join(line.strip() for line in _cut(whole, "contact").splitlines() if line.strip())
    fields = {
        "contact": contact[:LINE_LIMIT],
        "summary": found.get("summary", ""),
        "skills": found.get("skills", ""),
        "education": _cut(whole, "education"),
    }
    bullets = {
        bullet.id: bullet
        for job in read_jobs(whole, sections)
        for bullet in _make_bullets(job.split_head(), job.dates, job.lines)
    }
    missing = [name for name in ("contact", "summary", "experience", "education", "skills") if name not in found]
    digest = hashlib.sha256(contact.encode("utf-8", "replace")).hexdigest()[:16]
    return ImportedResume(Resume(id=f"imported-{digest}", **fields), tuple(bullets.values())[:_MOST], tuple(missing))


def keep_resume(imported: ImportedResume, resumes: Any, bullets: Any) -> Kept:
    """Save what was imported, and leave alone what the person has: their lines, and every field that is filled in.

    Args:
        imported: What `read_resume` returned.
        resumes: The collection of resumes; blank fields of its first one are filled, or a first one is saved.
        bullets: The collection of resume lines; a line that stands there already, as it was or as it reads now, is not
            saved again.
    """
    mine_already = bullets.all()
    known = {bullet.id for bullet in mine_already}
    said = {_squeeze(text) for bullet in mine_already for text in (bullet.original, bullet.rewritten)}
    added = [one for one in imported.bullets if one.id not in known and _squeeze(one.original) not in said]
    for bullet in added:
        bullets.save(bullet)
    mine = next(iter(resumes.all()), None)
    base = mine or Resume(id=imported.resume.id)
    offered = {name: value for name, value in imported.resume if name != "id" and value and not getattr(base, name)}
    if offered:
        resumes.save(base.replace(**offered))
    return Kept(len(added), len(imported.bullets) - len(added), tuple(offered))


def _cut(text: Text, section: str) -> str:
    part = read_outline(text, "resume").find(section)
    return "\n".join(line.strip() for line in text.cut(part.body).splitlines() if line.strip()) if part else ""


def _make_bullets(head: tuple[str, str], dates: str, lines: list[str]) -> Iterator[Bullet]:
    role, employer = (part[:LINE_LIMIT] for part in head)
    for line in lines:
        if line:
            digest = hashlib.sha256("\n".join((role, employer, line)).encode("utf-8", "replace")).hexdigest()[:16]
            yield Bullet(id=f"imported-{digest}", employer=employer, role=role, dates=dates[:LINE_LIMIT], original=line)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
