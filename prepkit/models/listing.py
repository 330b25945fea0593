"""A table together with the sentence that says what it amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Listing:
    """What has a sentence to say besides its rows: `frame` is the table, `summary` the sentence."""

    frame: pd.DataFrame
    summary: str

    def __str__(self) -> str:
        """The sentence."""
        return self.summary

    def __repr__(self) -> str:
        return self.summary if self.frame.empty else f"{self.summary}\n\n{self.frame.to_string(index=False)}"
