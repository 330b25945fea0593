"""Blocks as plain text, with the facts of the HTML: what a terminal, a test and a notebook without a browser read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from prepkit.blocks import (
    Blank,
    Block,
    Download,
    Entry,
    Figure,
    Finding,
    Fold,
    Group,
    Heading,
    Item,
    Link,
    Meter,
    Table,
)
from prepkit.show.values import say_heading, say_rows

_NOTHING = "Nothing here yet."
_LINES = (Item, Entry, Meter, Finding)  # blocks that follow one another without a blank line


def render_text(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text: a blank line between them, but for the items of a list and what a heading is of."""
    written: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _write(block)
        if text:
            written += ["", text] if written and not _are_close(before, block) else [text]
            before = block
    return "\n".join(written)


def _are_close(before: Block | None, block: Block) -> bool:
    if isinstance(before, Heading):
        return before.level > 1 and not isinstance(block, Heading)
    return isinstance(block, _LINES) and type(block) is type(before)


def _write(block: Block) -> str:
    match block:
        case Item():
            return f"- {block.text}\n{_indent(block.detail)}" if block.detail else f"- {block.text}"
        case Entry():
            body = f" {block.body}" if isinstance(block.body, str) else f"\n{_indent(render_text(block.body))}"
            return f"{block.title}:{body}"
        case Table():
            return _write_table(block)
        case Figure():
            return str(block.chart.summary)
        case Meter():
            return f"{block.title}: {block.said}"
        case Fold():
            return f"{block.summary}\n{_indent(render_text(block.blocks))}"
        case Group():
            return render_text(block.blocks)
        case Blank():
            return f"[{block.title}]"
        case Finding():
            place = f" ({block.place})" if block.place else ""
            return f"- {block.severity} {block.code}{place}: {block.message}"
        case Link():
            return f"{block.label}{block.said}"
        case Download():
            return ""
        case _:  # a heading, a paragraph, a text as it stands
            return block.text


def _write_table(block: Table) -> str:
    if block.frame.empty:
        return _NOTHING
    rows = [tuple(say_heading(name) for name in block.frame), *say_rows(block.frame)]
    lines = [" | ".join(row) for row in rows]
    return "\n".join([block.caption, *lines] if block.caption else lines)


def _indent(text: str) -> str:
    return textwrap.indent(text, "  ")
