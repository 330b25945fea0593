"""Tables as a person reads them: a row across, or columns down where a table lays out the page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from prepkit.files.intake.pages.lines import is_mark
from prepkit.files.intake.passages import Passage, Run

Cell = list[Passage]
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:present|current|now|heute|today)\b", re.I)
DEEPEST_TABLE = 10  # tables in each other
_LONG = 120  # letters of a cell that is prose rather than an entry of a row


def read_table(rows: Sequence[Sequence[Cell]]) -> list[Passage]:
    """Return a table's passages: rows one after another, but each column whole where cells hold columns of text.

    Args:
        rows: Cells by row, each a list of tidied passages; a merged cell stands once.
    """
    read: list[Passage] = []
    filled = [[cell for cell in row if cell] for row in rows]
    for columns, group in itertools.groupby(filled, key=_count_columns):
        some = list(group)
        if columns:
            read += [passage for column in zip(*some, strict=True) for cell in column for passage in cell]
        else:
            read += [passage for row in some for passage in read_row(row)]
    return read


def _count_columns(row: Sequence[Cell]) -> int:
    """How many columns of text stand side by side in this row; 0 where it is read across."""
    deep = (
        len(row) > 1
        and all(len(cell) > 1 for cell in row)
        and not _is_rail(row[-1])
        and not _is_rail(row[0], first=True)
    )
    return len(row) if deep else 0


def _is_rail(cell: Cell, *, first: bool = False) -> bool:
    """Whether a cell holds dates and places that stand beside what they date; dates come first, or anywhere."""
    short = len(cell) <= 3 and all(len(passage.text) <= 45 and not passage.listed for passage in cell)
    return short and any(_DATED.search(passage.text) for passage in (cell[:1] if first else cell))


def read_row(cells: Sequence[Cell]) -> list[Passage]:
    """Return a row's passages: one, parted by tabs, where each cell holds one; dates beside what they date."""
    cells = [cell for cell in cells if cell]
    if len(cells) > 1 and len(cells[0]) == 1 and is_mark(cells[0][0].text):
        first, *rest = cells[1]
        cells = [[replace(first, listed=True, mark=cells[0][0].text.strip()), *rest], *cells[2:]]
    if len(cells) < 2:
        return [passage for cell in cells for passage in cell]
    if all(len(cell) == 1 and len(cell[0].text) <= _LONG for cell in cells):
        return [_join([cell[0] for cell in cells])]
    if _is_rail(cells[-1]) and len(cells[-2]) >= len(cells[-1]):
        cells = [*cells[:-2], _put_beside(cells[-2], cells[-1])]
    elif _is_rail(cells[0], first=True) and len(cells[1]) >= len(cells[0]):
        cells = [_put_beside(cells[1], cells[0], before=True), *cells[2:]]
    return [passage for cell in cells for passage in cell]


def _put_beside(text: Cell, rail: Cell, *, before: bool = False) -> Cell:
    """Put each line of a rail beside a line of the text's head; those beyond stand on the head's first row."""
    head = list(itertools.takewhile(lambda passage: not passage.listed, text))[: len(rail)]
    beside = list(zip(rail[1:], head[1:], strict=False))
    first = [rail[0], *rail[len(beside) + 1 :]]
    rows = [(first, text[:1]), *(([one], [other]) for one, other in beside)]
    joined = [_join([*one, *other] if before else [*other, *one]) for one, other in rows]
    return [*joined, *text[len(joined) :]]


def _join(passages: Sequence[Passage]) -> Passage:
    runs = [run for passage in passages for run in (Run("\t"), *passage.runs)][1:]
    return replace(max(passages, key=lambda passage: passage.level), runs=tuple(runs), gap=passages[0].gap)
