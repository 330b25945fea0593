"""Tables: made with the same columns always, and together with the sentence that says what they amount to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prepkit.blocks import Block, Paragraph, Readable, Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Listing(Readable):
    """What has a sentence to say besides its rows.

    Attributes:
        frame: The table.
        summary: The sentence.
        blocks: How it is shown, where that is not the sentence above the table.
    """

    frame: pd.DataFrame
    summary: str
    blocks: Sequence[Block] = field(default=(), kw_only=True)

    def read(self) -> Sequence[Block]:
        """Return the sentence above the table, or what is shown in their place."""
        return self.blocks or [Paragraph(self.summary), *([] if self.frame.empty else [Table(self.frame)])]

    def __str__(self) -> str:
        """The sentence."""
        return self.summary


def make_table(columns: str, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Return rows as a table with the same columns and dtypes whether there are rows or none, and a fresh RangeIndex.

    Args:
        columns: Names with their dtypes, as in `"item str, target int64"`.
        rows: A value for each column.
    """
    import pandas as pd

    pairs = [column.rsplit(" ", 1) for column in columns.split(", ")]
    values = list(zip(*rows, strict=True)) or [()] * len(pairs)
    return pd.DataFrame(
        {name: pd.Series(list(one), dtype=dtype) for (name, dtype), one in zip(pairs, values, strict=True)}
    )
