"""Blocks as Markdown, in which whatever a person typed stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prepkit.blocks import Blank, Block, Entry, Heading, Item, Paragraph, split_paragraphs
from prepkit.show.text import render_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|]|~(?=~)|&(?=#?\w+;))")
_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")  # what makes a list, a rule or a heading of a line
_JOIN = "  \n"  # a line break inside a paragraph


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
