"""Blocks as a Word file: one column, standard styles, no tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from prepkit.blocks import Block, Entry, Heading, Item, Paragraph, split_paragraphs
from prepkit.show.text import render_text

_HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(blocks: Iterable[Block]) -> bytes:
    """Return a document as a Word file; the same bytes for the same blocks."""
    from docx import Document

    document = Document()
    for block in blocks:
        for style, title, text in _list_paragraphs(block):
            paragraph = document.add_paragraph(style=style)
            if title:
                paragraph.add_run(_clean(f"{title}: ")).bold = True
            paragraph.add_run(_clean(text))
    raw = io.BytesIO()
    document.save(raw)
    return _settle(raw.getvalue())


def _list_paragraphs(block: Block) -> Iterator[tuple[str | None, str, str]]:
    """Yield the paragraphs that a block is: style, a title in bold, text."""
    if isinstance(block, Heading):
        yield _HEADINGS.get(block.level, "Heading 3"), "", block.text
    elif isinstance(block, Item):
        yield "List Bullet", "", block.text
    elif isinstance(block, Entry) and isinstance(block.body, str):
        yield None, block.title, block.body
    elif isinstance(block, Paragraph):
        style = "Subtitle" if block.role == "lead" else None
        yield from ((style, "", part) for part in split_paragraphs(block.text) if part.strip())
    else:
        yield None, "", render_text([block])


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _settle(raw: bytes) -> bytes:
    """Return a Word file packed anew with a fixed date, since its own would differ from run to run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return packed.getvalue()
