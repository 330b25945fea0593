"""A text that is tried out before it goes anywhere: kept like everything else that a person types."""

from __future__ import annotations

from typing import ClassVar

from prepkit.models.fields import Record, prose


class ScratchText(Record):
    """A line, a paragraph or an answer that is being worked on."""

    kind: ClassVar[str] = "scratch_text"
    text: str = prose("Your text", "Paste or type. It is saved as you write.", lines=4)
