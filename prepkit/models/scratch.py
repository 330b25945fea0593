"""What is kept beside the documents: a text that is tried out, and a finding that its writer lives with, and why."""

from __future__ import annotations

import hashlib
import textwrap
from typing import ClassVar, Self

from prepkit.models.fields import Record, line, prose


class ScratchText(Record):
    """A line, a paragraph or an answer that is being worked on."""

    kind: ClassVar[str] = "scratch_text"
    text: str = prose("Your text", "Paste or type. It is saved as you write.", lines=4)


class AcknowledgedFinding(Record):
    """One rule at one passage, set apart for a reason."""

    kind: ClassVar[str] = "acknowledged_finding"
    code: str = line("Rule", "The rule's code, such as BU004.")
    passage: str = prose("Passage", "The words that the rule marks.", lines=1)
    reason: str = prose("Reason", "Why they stay as they are.", lines=2)

    @classmethod
    def of(cls, code: str, passage: str, reason: str) -> Self:
        """Make the record; the same rule at the same passage is the same record, whenever it is made."""
        digest = hashlib.sha256(f"{code}\n{passage}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return cls(id=f"{code}-{digest}", code=code, passage=passage, reason=reason)

    @property
    def label(self) -> str:
        """Rule and passage, to pick it from a list by."""
        passage = textwrap.shorten(self.passage, 60, placeholder=" ...")
        return f"{self.code}: {passage}" if self.code else f"Unnamed finding {self.id}"
