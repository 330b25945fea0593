"""Documents out: what a workspace holds, in each format that there is.

A format is a function from a workspace to files, named by its ending in `FORMATS`; one of documents is made by
`_write_each` from a function of blocks. The calendar of the plan is a file that is imported anew, so it has its own
place in `calendar.py`; reviews have theirs in `findings.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from prepkit.blocks import Block
from prepkit.errors import UsageError, instead, suggest
from prepkit.files.layouts import lay_out, lay_out_resume
from prepkit.files.tables import format_csv, make_cards
from prepkit.files.writers import write_docx, write_markdown
from prepkit.models import Resume
from prepkit.show.text import render_text
from prepkit.store.atomic import replace_bytes

Files = Iterator[tuple[str, bytes]]  # name and content


def export(prep: Any, style: str, folder: str | Path, *, replace: bool = False) -> list[Path]:
    """Write what a workspace holds into a folder, a file each: resume, letters, PRFAQs, stories; or cards.

    Args:
        prep: A workspace, or anything with its collections.
        style: md, txt or docx for documents; csv for stories as cards with a front and a back.
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
    return render_text(blocks) + "\n"


def _write_cards(prep: Any) -> Files:
    stories = _list_written(prep.stories)
    if stories:
        yield "cards.csv", format_csv(make_cards(stories)).encode("utf-8", "replace")


def _write_each(ending: str, write: Callable[[Iterable[Block]], str | bytes]) -> Callable[[Any], Files]:
    """Return what writes each document of a workspace as a file of its own."""

    def write_all(prep: Any) -> Files:
        taken: set[str] = set()
        for name, blocks in _lay_out_all(prep):
            made = write(blocks)
            yield (
                f"{_make_unique(name, taken)}.{ending}",
                made if isinstance(made, bytes) else made.encode("utf-8", "replace"),
            )

    return write_all


FORMATS: dict[str, Callable[[Any], Files]] = {
    "md": _write_each("md", write_markdown),
    "txt": _write_each("txt", write_text),
    "docx": _write_each("docx", write_docx),
    "csv": _write_cards,
}


def _lay_out_all(prep: Any) -> Iterator[tuple[str, list[Block]]]:
    resume = next(iter(_list_written(prep.resumes)), Resume(id="blank"))
    lines = lay_out_resume(resume, prep.bullets.all())
    if lines:
        yield "resume", lines
    for name, collection in (("", prep.letters), ("prfaq-", prep.prfaqs), ("story-", prep.stories)):
        for record in _list_written(collection):
            yield f"{name}{_slug(record.label)}", lay_out(record)


def _list_written(collection: Any) -> list[Any]:
    return [record for record in collection.all() if not record.is_blank()]


def _differs(file: Path, raw: bytes) -> bool:
    return not file.exists() or file.read_bytes() != raw


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "untitled"


def _make_unique(name: str, taken: set[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique)
    return unique


def _raise_first(text: str) -> str:
    return text[:1].upper() + text[1:]
