"""Blocks as Markdown, in which whatever a person typed stays text, and as a Word file of one column without tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from prepkit.blocks import Blank, Block, Entry, Heading, Item, Paragraph, split_paragraphs
from prepkit.show.text import render_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|]|~(?=~)|&(?=#?\w+;))")
_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")  # what makes a list, a rule or a heading of a line
_JOIN = "  \n"  # a line break inside a paragraph
_HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_markdown(blocks: Iterable[Block]) -> str:
    """Return a document as Markdown; marks in the person's text are escaped."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _write(block)
        if text:
            close = isinstance(block, Item) and isinstance(before, Item)
            lines += [text] if close or not lines else ["", text]
            before = block
    return "\n".join(lines) + "\n"


def _write(block: Block) -> str:
    if isinstance(block, Heading):
        level = "#" * block.level
        return f"{level} {_join(block.text, ' ')}" if block.level < 3 else f"**{_join(block.text, ' ')}**"
    if isinstance(block, Item):
        return "- " + _write_text(block.text).replace("\n", "\n  ")
    if isinstance(block, Entry) and isinstance(block.body, str):
        return f"**{_join(block.title, ' ')}:** {_write_text(block.body)}"
    if isinstance(block, Blank):
        return f"**{_join(f'[{block.title}]', ' ')}**"
    if isinstance(block, Paragraph) and block.role == "lead":
        return "\n\n".join(f"*{_join(part)}*" for part in split_paragraphs(block.text) if part.strip())
    return _write_text(block.text if isinstance(block, Paragraph) else render_text([block]))


def _write_text(text: str) -> str:
    return "\n\n".join(_join(part) for part in split_paragraphs(text) if part.strip())


def _join(text: str, by: str = _JOIN) -> str:
    """Escape each line of a text and put them together; blanks at an edge would be a block of code, or a break."""
    return by.join(_escape(line.strip()) for line in text.splitlines() if line.strip())


def _escape(line: str) -> str:
    return _OPENING.sub(lambda match: _escape_opening(match.group()), _SPECIAL.sub(r"\\\1", line))


def _escape_opening(opening: str) -> str:
    return f"{opening}\\" if opening.isdigit() else f"\\{opening}"


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
