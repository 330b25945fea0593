"""What every reader of a format gives: the text of a file as passages, in the order in which a person reads them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look; a tab in it parts what stands apart on one row."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item, heading or row: whole, however many lines it took on the page.

    Attributes:
        runs: Its text by looks. A tab stands between what stands apart: cells of a row, a date at the right margin.
        level: Of a heading by the format's own word (`<h2>`, `##`, a heading style), 1 for the highest; else 0.
        listed: Whether it has a list mark, which is no part of the text.
        indent: How far in it stands: list level, or ems from the column's edge.
        size: The size of its type against the body's.
        gap: White space above, in lines; 0 for one that follows closely, 1 for a blank line.
        furniture: Whether it belongs to the page and not to the text: a number, a running head.
        mark: Its list mark, where one is written.
    """

    runs: tuple[Run, ...]
    level: int = 0
    listed: bool = False
    indent: float = 0.0
    size: float = 1.0
    gap: float = 0.0
    furniture: bool = False
    mark: str = ""

    @property
    def text(self) -> str:
        """The words, tabs included."""
        return "".join(run.text for run in self.runs)

    @property
    def cells(self) -> list[str]:
        """What stands apart on its row, without blanks around."""
        return [cell.strip() for cell in self.text.split("\t") if cell.strip()]

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return all(run.bold for run in self.runs if run.text.strip()) and bool(self.text.strip())


def write_passage(text: str, **more: object) -> Passage:
    """Return a passage of one look."""
    return Passage((Run(text),), **more)  # type: ignore[arg-type]
