"""A review as blocks: the text with its findings marked in place, and the list of them below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepkit import blocks

if TYPE_CHECKING:
    from prepkit.review.findings import Review


def read_review(review: Review) -> list[blocks.Block]:
    """Return the text with its findings marked, each finding with its why, and how many there are."""
    marks = [
        blocks.Mark(one.start, one.end, one.severity, one.message, number)
        for number, one in enumerate(review.findings, start=1)
    ]
    listed = [
        blocks.Finding(one.severity, one.code, one.message, f"line {one.line}", why=one.why, instead=one.instead)
        for one in review.findings
    ]
    return [blocks.Marked(review.text, marks), *listed, blocks.Paragraph(review.summary(), "hint")]
