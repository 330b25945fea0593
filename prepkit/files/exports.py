"""Documents out: resume, letters, PRFAQs and stories as Markdown, plain text or Word, stories as cards."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.errors import UsageError, suggest
from prepkit.files.blocks import Block, lay_out_letter, lay_out_prfaq, lay_out_resume, lay_out_story
from prepkit.files.tables import format_csv
from prepkit.models import Resume, Story

FORMATS = ("md", "txt", "docx", "csv")
_MARKS = {"title": "# ", "subtitle": "*", "heading": "## ", "question": "**", "item": "- ", "text": ""}
_STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading": "Heading 1",
    "question": "Heading 2",
    "item": "List Bullet",
}
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def export(prep: Any, style: str, folder: str | Path, *, replace: bool = False) -> list[Path]:
    """Write what a workspace holds into a folder, a file each: resume, letters, PRFAQs, stories; or cards.

    Args:
        prep: A workspace, or anything with its collections.
        style: md, txt or docx for documents; csv for stories as cards with a front and a back.
        folder: Where to; made if it is not there.
        replace: Write over files of the same names that differ; they may hold what was edited since.

    Returns:
        The files, in the order of the workspace; those that are the same already are left alone.

    Raises:
        UsageError: the style is unknown, there is nothing to export, a file would be written over, the folder cannot
            be written, or python-docx is missing.
    """
    if style not in FORMATS:
        raise UsageError(f'no format "{style}"', where="FORMAT", cure=_raise_first(suggest(style, FORMATS)))
    contents = [*_write_all(prep, style)]
    if not contents:
        raise UsageError("nothing to export yet", where=str(folder), cure="Write a story, a line or a letter first")
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        changed = [(name, raw) for name, raw in contents if _differs(place / name, raw)]
        there = [name for name, _ in changed if (place / name).exists()]
        if there and not replace:
            what = (
                f"there already, and not as it would be written now ({len(there)} file{'s' if len(there) > 1 else ''})"
            )
            raise UsageError(what, where=str(place / there[0]), cure="Name another folder, or replace what is there")
        for name, raw in changed:
            (place / name).write_bytes(raw)
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", where=str(place), cure="Name another folder"
        ) from error
    return [place / name for name, _ in contents]


def write_markdown(blocks: Iterable[Block]) -> str:
    """Return a document as Markdown; marks in the person's text are escaped."""
    lines = []
    for kind, text in blocks:
        mark, safe = _MARKS[kind], _SPECIAL.sub(r"\\\1", text)
        closed = mark in ("*", "**")
        lines.append(f"{mark}{safe}{mark if closed else ''}" + ("" if kind == "item" else "\n"))
    return re.sub(r"(?m)^(- .*\n)(?=[^-\n])", r"\1\n", "\n".join(lines).rstrip() + "\n")


def write_text(blocks: Iterable[Block]) -> str:
    """Return a document as plain text."""
    lines: list[str] = []
    for kind, text in blocks:
        if lines and kind in ("heading", "question"):
            lines.append("")
        lines.append(f"- {text}" if kind == "item" else text)
        if kind in ("title", "subtitle", "text"):
            lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def write_docx(blocks: Iterable[Block]) -> bytes:
    """Return a document as a Word file: one column, standard styles, no tables; the same bytes for the same blocks."""
    from docx import Document

    document = Document()
    for kind, text in blocks:
        document.add_paragraph(_ILLEGAL.sub("\ufffd", text), style=_STYLES.get(kind))
    raw = io.BytesIO()
    document.save(raw)
    return _settle(raw.getvalue())


def make_cards(stories: Iterable[Story]) -> pd.DataFrame:
    """Turn stories into cards to learn by.

    Returns:
        Columns front (str: title and principle), back (str: need, decision, result in three lines), tags (str).
    """
    names = {one.id: one.name for one in load(Principle)}
    rows = []
    for story in stories:
        main = next((names.get(one, one) for one in story.principles), "")
        parts = (story.customer_need, story.product_decision, story.customer_impact_metric.describe())
        front = f"{story.label} ({main})" if main else story.label
        rows.append((front, "\n".join(part for part in parts if part), " ".join(story.principles)))
    return pd.DataFrame(rows, columns=["front", "back", "tags"]).astype("str")


def _write_all(prep: Any, style: str) -> Iterator[tuple[str, bytes]]:
    stories = [story for story in prep.stories.all() if not story.is_blank()]
    if style == "csv":
        if stories:
            yield "cards.csv", format_csv(make_cards(stories)).encode("utf-8", "replace")
        return
    writers: dict[str, Callable[[Iterable[Block]], str]] = {"md": write_markdown, "txt": write_text}
    taken: set[str] = set()
    for name, blocks in _lay_out_all(prep, stories):
        raw = write_docx(blocks) if style == "docx" else writers[style](blocks).encode("utf-8", "replace")
        yield f"{_make_unique(name, taken)}.{style}", raw


def _lay_out_all(prep: Any, stories: list[Story]) -> Iterator[tuple[str, list[Block]]]:
    resume = next((one for one in prep.resumes.all() if not one.is_blank()), Resume(id="blank"))
    lines = lay_out_resume(resume, prep.bullets.all())
    if lines:
        yield "resume", lines
    for letter in prep.letters.all():
        if not letter.is_blank():
            yield _slug(letter.label), lay_out_letter(letter)
    for prfaq in prep.prfaqs.all():
        if not prfaq.is_blank():
            yield f"prfaq-{_slug(prfaq.label)}", lay_out_prfaq(prfaq)
    for story in stories:
        yield f"story-{_slug(story.label)}", lay_out_story(story)


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


def _settle(raw: bytes) -> bytes:
    """Return a Word file packed anew with a fixed date, since its own would differ from run to run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return packed.getvalue()


def _raise_first(text: str) -> str:
    return text[:1].upper() + text[1:]
