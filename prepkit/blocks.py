"""A document as a value: a list of blocks, from which HTML, plain text, Markdown and Word are made in one place each.

A block holds the words that a person typed as they were typed. No block holds markup, and none is taken apart again.
Consecutive items are one list, consecutive entries one list of terms, consecutive meters one set of bars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

_BREAK = re.compile(r"\n(?:[ \t]*\n)+")

# What a block is for. `show/show.css` says how each looks; each is the class `pk-<role>` in HTML and nothing in text.
Role = Literal[
    "",
    "lead",  # the one sentence to read first
    "hint",  # small print: where a number comes from, what to do next
    "wrong",  # a fault
    "warn",  # something to look at
    "right",  # a thing that holds
    "quote",  # words of somebody else
    "question",  # what is asked
    "status",  # what a screen reader announces politely when it changes
    "sheet",  # of a group: a sheet of paper, on which text in square brackets stands out as a blank
    "cards",  # of a group: cards side by side
    "card",  # of a group: one of them
]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest of its document."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A text; a blank line in it begins a new paragraph, and a line break is kept."""

    text: str
    role: Role = ""


@dataclass(frozen=True)
class Item:
    """An item of a list, with what is said below it in smaller type; `numbered` is its number, or 0 for a bullet."""

    text: str
    detail: str = ""
    role: Role = ""
    numbered: int = 0


@dataclass(frozen=True)
class Entry:
    """A title with what stands under it: a field of a record, for example. `body` is a text, or blocks."""

    title: str
    body: str | Sequence[Block]


@dataclass(frozen=True, eq=False)
class Table:
    """A table. Column names are read as words, numbers stand to the right, dates are written in words, NaN is blank."""

    frame: pd.DataFrame
    caption: str = ""


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart, that is anything with `summary`, its facts in words, and `to_html()`, which gives the image."""

    chart: Any


@dataclass(frozen=True)
class Meter:
    """A length as a bar against its limit, with the words beside it."""

    title: str
    value: float
    limit: float
    said: str
    role: Role = ""


@dataclass(frozen=True)
class Fold:
    """Blocks that are folded away below a line that says what they are."""

    summary: str
    blocks: Sequence[Block]
    opened: bool = False


@dataclass(frozen=True)
class Group:
    """Blocks that belong together."""

    blocks: Sequence[Block]
    role: Role = ""


@dataclass(frozen=True)
class Blank:
    """A visible blank where something is still to be written: its title in square brackets."""

    title: str


@dataclass(frozen=True)
class Verbatim:
    """A text to copy, with each space and line break; `label` names it for a screen reader."""

    text: str
    label: str


@dataclass(frozen=True)
class Mark:
    """A passage of a text that stands out, in code points; `number` is that of its finding, 0 for none."""

    start: int
    end: int
    role: Literal["error", "warning", "info"]
    note: str = ""
    number: int = 0


@dataclass(frozen=True)
class Marked:
    """A text as it was typed, with passages marked in place."""

    text: str
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Finding:
    """What a reviewer objects to: how much it weighs, which rule, where, why, and what to write instead."""

    severity: Literal["error", "warning", "info"]
    code: str
    message: str
    place: str = ""
    passage: str = ""
    why: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Download:
    """A link that saves a page of HTML, which loads nothing and prints well.

    Args:
        label: What the link says.
        name: The file's name without its ending: letters, digits and hyphens.
        title: The page's title.
        blocks: What stands on it.
    """

    label: str
    name: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Link:
    """A link to a file beside this document, and what is said of it; without an address the label stands alone."""

    label: str
    address: str
    said: str = ""


Block = (
    Heading
    | Paragraph
    | Item
    | Entry
    | Table
    | Figure
    | Meter
    | Fold
    | Group
    | Blank
    | Verbatim
    | Marked
    | Finding
    | Download
    | Link
)


def split_paragraphs(text: str) -> list[str]:
    """Cut a text at its blank lines; line breaks of every system are one."""
    return _BREAK.split(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))


class Readable:
    """What can be read where it is shown: its blocks as HTML in a notebook, as text in a terminal."""

    def read(self) -> Sequence[Block]:
        """Return what stands there."""
        raise NotImplementedError

    def __repr__(self) -> str:
        from prepkit.show.text import render_text

        return render_text(self.read())

    def _repr_html_(self) -> str:
        from prepkit.show.html import render_html

        return render_html(self.read())


class Document(Readable):
    """Blocks that a notebook shows."""

    def __init__(self, *blocks: Block) -> None:
        self.blocks: tuple[Block, ...] = blocks

    def read(self) -> Sequence[Block]:
        """Return its blocks."""
        return self.blocks

    def to_html(self, title: str = "prepkit") -> str:
        """Return the blocks as a page of their own that loads nothing, ready to be printed or sent."""
        from prepkit.show.html import render_page

        return render_page(title, self.blocks)
