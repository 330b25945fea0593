"""What a review found, as values: a table, JSON, plain text, or the text itself with the places marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from prepkit import blocks
from prepkit.blocks import Block, Mark, Marked, Paragraph, Readable
from prepkit.content.shapes.rules import Severity
from prepkit.models.listing import make_table
from prepkit.review.reading.facts import Facts
from prepkit.review.reading.sections import Section

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "prepkit.review/1"
NO_TEXT = "There is no text yet."
_NOT_READ = (
    "Not reviewed: this reads as {}, and the rules are for English. That nothing is marked says nothing about it."
)
_NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PLACED = ("code", "name", "severity", "line", "column", "start", "end")
_COLUMNS = (
    "code str, name str, severity str, line int64, column int64, start int64, end int64, found str, message str, "
    "why str, instead str"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection to one place. `start` and `end` are code points of the text, line and column count from 1."""

    code: str
    name: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    message: str
    why: str
    instead: str


class Acknowledgement(NamedTuple):
    """A finding that its writer has decided to live with: the rule's code, the passage it marks, and the reason."""

    code: str
    passage: str
    reason: str = ""


@dataclass(frozen=True)
class Review(Readable):
    """The findings about one text in reading order, beside the facts that others can count on.

    `acknowledged` are the findings that the writer has decided to live with; they are kept apart and not counted.
    `sections` are the parts of a document as they were recognized. `language` is that of a text which the rules, made
    for English, say nothing about; else it is blank.
    """

    text: str
    kind: str
    findings: tuple[Finding, ...]
    facts: Facts
    sections: tuple[Section, ...] = ()
    acknowledged: tuple[Finding, ...] = ()
    language: str = ""

    def __len__(self) -> int:
        return len(self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings are of one severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def passage(self, finding: Finding) -> str:
        """Return what a finding marks."""
        return self.text[finding.start : finding.end]

    def frame(self) -> pd.DataFrame:
        """Return the findings as a table, with the same types when there are none.

        Returns:
            Columns code, name, severity (str), line, column, start, end (int64; line and column from 1, the others in
            code points), found, message, why, instead (str), in reading order.
        """
        rows = [
            (*(getattr(one, name) for name in _PLACED), self.passage(one), one.message, one.why, one.instead)
            for one in self.findings
        ]
        return make_table(_COLUMNS, rows)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the review as JSON; docs/review-schema.md describes it."""
        return json.dumps(self.to_dict(), indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """Return the review as plain values, in the shape of docs/review-schema.md."""
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "characters": len(self.text),
            "language": self.language,
            "facts": _describe(self.facts),
            "sections": [
                {"id": part.id, "start": part.start, "end": part.end, "blank": part.blank} for part in self.sections
            ],
            "findings": [_as_dict(finding) for finding in self.findings],
            "acknowledged": [_as_dict(finding) for finding in self.acknowledged],
        }

    def to_text(self) -> str:
        """Return one line for each finding, and a last line that counts them."""
        lines = [
            f"{one.line}:{one.column} {one.severity} {one.code} {one.name}: {one.message}" for one in self.findings
        ]
        return "\n".join([*lines, self.summary()])

    def summary(self) -> str:
        """Say in one line how many findings there are."""
        if not self.facts.words:
            return NO_TEXT
        if self.language:
            return _NOT_READ.format(self.language)
        words = _count(self.facts.words, "word")
        counts = [_count(self.count(key), noun) for key, noun in _NOUNS.items()]
        apart = f", {len(self.acknowledged)} acknowledged" if self.acknowledged else ""
        if not self.findings:
            return f"No findings in {words}{apart}. What no rule can see, a reader still can."
        return f"{_count(len(self.findings), 'finding')} in {words}: {', '.join(counts)}{apart}."

    def read(self) -> Sequence[Block]:
        """Return the text with its findings marked, each finding with its why, and how many there are."""
        places = enumerate(self.findings, start=1)
        marks = [Mark(one.start, one.end, one.severity, one.message, number) for number, one in places]
        listed = [
            blocks.Finding(one.severity, one.code, one.message, f"line {one.line}", why=one.why, instead=one.instead)
            for one in self.findings
        ]
        return [Marked(self.text, marks), *listed, Paragraph(self.summary(), "hint")]

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, str]:
        bundle = {"text/plain": self.to_text(), "text/html": self._repr_html_()}
        kept = set(bundle if include is None else include) - set(exclude or ())
        return {name: value for name, value in bundle.items() if name in kept}


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _as_dict(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in Finding.__dataclass_fields__}


def _describe(facts: Facts) -> dict[str, Any]:
    opener = facts.opener
    return {
        "opener": opener and {"text": opener.text, "start": opener.start, "end": opener.end, "class": opener.class_},
        "quantities": [
            {"text": one.text, "start": one.start, "end": one.end, "kind": one.kind, "unit": one.unit}
            for one in facts.quantities
        ],
        "customer": facts.customer,
        "customer_span": facts.customer_span and list(facts.customer_span),
        "technical_share": round(facts.technical_share, 4),
        "framing": facts.framing,
        "words": facts.words,
        "minutes": round(facts.minutes, 2),
    }
