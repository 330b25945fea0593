"""Blocks as plain text, with the facts of the HTML: what a terminal, a test and a notebook without a browser read."""

from __future__ import annotations

import functools
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
    Marked,
    Meter,
    Paragraph,
    Table,
    Verbatim,
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


@functools.singledispatch
def _write(block: Block) -> str:
    raise TypeError(f"not a block: {type(block).__name__}")


@_write.register
def _(block: Heading) -> str:
    return block.text


@_write.register
def _(block: Paragraph) -> str:
    return block.text


@_write.register
def _(block: Item) -> str:
    detail = f"\n{textwrap.indent(block.detail, '  ')}" if block.detail else ""
    return f"- {block.text}{detail}"


@_write.register
def _(block: Entry) -> str:
    if isinstance(block.body, str):
        return f"{block.title}: {block.body}"
    return f"{block.title}:\n{textwrap.indent(render_text(block.body), '  ')}"


@_write.register
def _(block: Table) -> str:
    if block.frame.empty:
        return _NOTHING
    rows = [tuple(say_heading(name) for name in block.frame), *say_rows(block.frame)]
    lines = [" | ".join(row) for row in rows]
    return "\n".join([block.caption, *lines] if block.caption else lines)


@_write.register
def _(block: Figure) -> str:
    return str(block.chart.summary)


@_write.register
def _(block: Meter) -> str:
    return f"{block.title}: {block.said}"


@_write.register
def _(block: Fold) -> str:
    return f"{block.summary}\n{textwrap.indent(render_text(block.blocks), '  ')}"


@_write.register
def _(block: Group) -> str:
    return render_text(block.blocks)


@_write.register
def _(block: Blank) -> str:
    return f"[{block.title}]"


@_write.register
def _(block: Verbatim) -> str:
    return block.text


@_write.register
def _(block: Marked) -> str:
    return block.text


@_write.register
def _(block: Finding) -> str:
    place = f" ({block.place})" if block.place else ""
    return f"- {block.severity} {block.code}{place}: {block.message}"


@_write.register
def _(block: Link) -> str:
    return f"{block.label}{block.said}"


@_write.register
def _(_: Download) -> str:
    return ""
