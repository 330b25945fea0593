"""A table together with the sentence that says what it amounts to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
