"""Documents out: what a workspace holds, in each format that there is.

A format is a function from a workspace to files, named in `FORMATS`; one of documents is made by `_write_each` from a
function of a paper, one of resumes alone by `_write_resume` from a function of a sheet. The calendar of the plan is a
file that is imported anew, so it has its own place in `calendar.py`; reviews have theirs in `findings.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from prepkit.blocks import Block
from prepkit.errors import UsageError, instead, suggest
from prepkit.files.layouts import lay_out_paper, lay_out_resume
from prepkit.files.papers.cards import format_cards, make_cards, pack_cards
from prepkit.files.papers.json_resume import write_json_resume
from prepkit.files.papers.paper import Paper, read_blocks
from prepkit.files.papers.plain import write_markdown, write_plain
from prepkit.files.papers.rendercv import write_rendercv
from prepkit.files.papers.sheet import Sheet, make_sheet
from prepkit.files.papers.typeset import write_pdf
from prepkit.files.papers.word import write_docx
from prepkit.models import Resume
from prepkit.store.atomic import replace_bytes

Files = Iterator[tuple[str, bytes]]  # name and content
_LONGEST, _MOST_BYTES = 60, 200  # of a file's name, in characters and in bytes
_RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")  # what Windows calls its devices


def export(prep: Any, style: str, folder: str | Path, *, replace: bool = False) -> list[Path]:
    """Write what a workspace holds into a folder, a file each: resume, letters, PRFAQs, stories; or cards.

    Args:
        prep: A workspace, or anything with its collections and its day.
        style: md, txt, docx or pdf for documents; json (JSON Resume) or rendercv for the resume alone; csv or apkg for
            stories as cards with a front and a back.
        folder: Where to; made if it is not there.
        replace: Write over files of the same names that differ; they may hold what was edited since.

    Returns:
        The files, in the order of the workspace, readable by their owner alone; those that are the same already are
        left alone.

    Raises:
        UsageError: the style is unknown, there is nothing to export, a file would be written over, the folder cannot
            be written.
        WorkspaceError: a file cannot be written.
    """
    if style not in FORMATS:
        raise UsageError(f'no format "{style}"', where="FORMAT", cure=_raise_first(suggest(style, list(FORMATS))))
    contents = [*FORMATS[style](prep)]
    if not contents:
        raise UsageError("nothing to export yet", where=str(folder), cure="Write a story, a line or a letter first")
    place = Path(folder)
    with instead(OSError, UsageError, "cannot be written ({})", where=place, cure="Name another folder"):
        place.mkdir(parents=True, exist_ok=True)
        changed = [(name, raw) for name, raw in contents if _differs(place / name, raw)]
        there = [name for name, _ in changed if (place / name).exists()]
    if there and not replace:
        what = f"there already, and not as it would be written now ({len(there)} file{'s' if len(there) > 1 else ''})"
        raise UsageError(what, where=str(place / there[0]), cure="Name another folder, or replace what is there")
    for name, raw in changed:
        replace_bytes(place / name, raw)
    return [place / name for name, _ in contents]


def write_text(blocks: Iterable[Block]) -> str:
    """Return a document as plain text."""
    return write_plain(Paper(tuple(read_blocks(blocks))))


def _write_cards(prep: Any) -> Files:
    stories = _list_written(prep.stories)
    if stories:
        yield "cards.csv", format_cards(make_cards(stories)).encode("utf-8", "replace")


def _write_package(prep: Any) -> Files:
    stories = _list_written(prep.stories)
    if stories:
        saved = max(filter(None, (prep.stories.saved_at(story.id) for story in stories)))
        yield "cards.apkg", pack_cards(make_cards(stories), saved)


def _write_each(ending: str, write: Callable[[Paper], str | bytes]) -> Callable[[Any], Files]:
    """Return what writes each document of a workspace as a file of its own."""

    def write_all(prep: Any) -> Files:
        taken: set[str] = set()
        for name, paper in _lay_out_all(prep):
            yield f"{_make_unique(name, taken)}.{ending}", _encode(write(paper))

    return write_all


def _write_resume(name: str, write: Callable[[Sheet], str]) -> Callable[[Any], Files]:
    """Return what writes the resume in a format that knows nothing else."""

    def write_one(prep: Any) -> Files:
        sheet = _make_sheet(prep)
        if not sheet.is_blank:
            yield name, _encode(write(sheet))

    return write_one


def _encode(made: str | bytes) -> bytes:
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


FORMATS: dict[str, Callable[[Any], Files]] = {
    "md": _write_each("md", write_markdown),
    "txt": _write_each("txt", write_plain),
    "docx": _write_each("docx", write_docx),
    "pdf": _write_each("pdf", write_pdf),
    "json": _write_resume("resume.json", write_json_resume),
    "rendercv": _write_resume("resume.yaml", write_rendercv),
    "csv": _write_cards,
    "apkg": _write_package,
}


def _make_sheet(prep: Any) -> Sheet:
    return make_sheet(next(iter(_list_written(prep.resumes)), Resume(id="blank")), prep.bullets.all())


def _lay_out_all(prep: Any) -> Iterator[tuple[str, Paper]]:
    sheet = _make_sheet(prep)
    if not sheet.is_blank:
        yield "resume", lay_out_resume(sheet, prep.today)
    for name, collection in (("", prep.letters), ("prfaq-", prep.prfaqs), ("story-", prep.stories)):
        for record in _list_written(collection):
            yield f"{name}{make_name(record.label)}", lay_out_paper(record, sheet.resume, prep.today)


def _list_written(collection: Any) -> list[Any]:
    return [record for record in collection.all() if not record.is_blank()]


def _differs(file: Path, raw: bytes) -> bool:
    return not file.exists() or file.read_bytes() != raw


def make_name(text: str) -> str:
    """Return a file's name, without an ending, that every system takes: the letters and digits of any script."""
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in _fold(text))
    name = re.sub("-+", "-", "".join(kept)).strip("-")[:_LONGEST]
    while len(name.encode("utf-8", "replace")) > _MOST_BYTES:
        name = name[:-1]
    name = name.strip("-")
    return f"{name}-text" if _RESERVED.fullmatch(name) else name or "untitled"


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())


def _make_unique(name: str, taken: set[str]) -> str:
    unique, number = name, 2
    while unique.casefold() in taken:  # some systems take names for the same whatever their case
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique.casefold())
    return unique


def _raise_first(text: str) -> str:
    return text[:1].upper() + text[1:]
