"""A paper as a value: what a document says, row by row, from which text, Markdown, Word and PDF are written."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from prepkit.blocks import Blank, Block, Entry, Heading, Item, Paragraph, split_paragraphs
from prepkit.show.text import render_text

MARK = "prepkit"  # the keyword by which a file says who laid it out
BETWEEN = " · "  # what parts of a contact row, and an employer and its place, are parted by
# `job` is the head of a job; `lines` are short texts, a line each, `text` is a paragraph to read.
Style = Literal["name", "contact", "section", "job", "question", "item", "lines", "text", "lead", "term"]
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ILLEGAL = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold


@dataclass(frozen=True)
class Row:
    """A row or paragraph of a paper.

    Attributes:
        style: What it is.
        text: What it says, as it was typed; of a job, the role.
        title: What stands before the text in heavier type, of a term.
        employer: Of a job, with place and dates.
        parts: Of a contact row, its parts, each with its address or an empty text.
    """

    style: Style
    text: str = ""
    title: str = ""
    employer: str = ""
    place: str = ""
    dates: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def employed(self) -> str:
        """Employer and place of a job as they stand on one row; a place alone has the dot before it."""
        return f"{self.employer}{BETWEEN}{self.place}".strip() if self.place.strip() else self.employer


@dataclass(frozen=True)
class Paper:
    """A document to send: its rows, and what a file says of itself."""

    rows: tuple[Row, ...]
    title: str = ""
    author: str = ""
    day: dt.date = dt.date(1980, 1, 1)
    kind: Literal["resume", "letter", "document"] = "document"


def read_blocks(blocks: Iterable[Block]) -> Iterator[Row]:
    """Yield the rows that blocks are; a paragraph is as many as it has paragraphs."""
    for block in blocks:
        if isinstance(block, Heading):
            yield Row("name" if block.level == 1 else "section" if block.level == 2 else "question", block.text)
        elif isinstance(block, Item):
            yield Row("item", block.text)
        elif isinstance(block, Entry) and isinstance(block.body, str):
            yield Row("term", block.body, title=f"{block.title}:")
        elif isinstance(block, Blank):
            yield Row("question", f"[{block.title}]")
        elif isinstance(block, Paragraph):
            yield from (Row("lead" if block.role == "lead" else "text", part) for part in cut_paragraphs(block.text))
        else:
            yield Row("text", render_text([block]))


def cut_paragraphs(text: str) -> list[str]:
    """Cut a text at its blank lines; blank paragraphs are none."""
    return [part for part in split_paragraphs(text) if part.strip()]


def cut_lines(text: str) -> list[str]:
    """Cut a text into its lines without blanks around; blank lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def clean(text: str) -> str:
    """Return a text that XML and JSON can hold: each line end is one, other control characters are replaced."""
    return _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text))


def runs_leftwards(text: str) -> bool:
    """Tell whether a text is read from right to left, by its first letter that has a direction."""
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"
