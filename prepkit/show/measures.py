"""Measured texts as bars against their limits, and outcomes by kind, each with the story that proves it (G10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Fold, Heading, Item, Meter, Paragraph
from prepkit.metrics.impacts import IMPACTS, UNPLACED

_Row = dict[Any, Any]
_MOST = 50  # outcomes of a kind that are shown
_ASK = {
    "revenue": "What did customers buy, renew or keep because of your decision?",
    "cost": "What no longer has to be paid, shipped, refunded or repaired?",
    "satisfaction": "What do fewer customers complain about, return or cancel?",
    "time saved": "Who waits or works less, and how many minutes?",
}


def read_lengths(frame: pd.DataFrame) -> list[Block]:
    """Return a table of lengths as bars, each with its words beside it; the first text is unfolded.

    Args:
        frame: The table of `measure_prfaqs`, `measure_letters` or `measure_bullets`.
    """
    if frame.empty:
        return [Paragraph("Nothing to measure yet. Write something in the form above.")]
    (name, first), *others = _group(frame)
    return [
        *([Heading(name)] if name else []),
        *map(_read_meter, first),
        *(Fold(f"{title}: {_say_fit(rows)}", [*map(_read_meter, rows)]) for title, rows in others),
    ]


def _group(frame: pd.DataFrame) -> Iterator[tuple[str, list[_Row]]]:
    rows = frame.to_dict("records")
    first = str(frame.columns[0])
    if first == "text":
        yield "", rows
        return
    name, block = str(rows[0][first]), list[_Row]()
    for row in rows:
        # The first row of a text comes again where the next text begins, whatever both are called.
        if block and row["text"] == block[0]["text"]:
            yield name, block
            block = []
        name = str(row[first])
        block.append(row)
    yield name, block


def _say_fit(rows: list[_Row]) -> str:
    off = sum(row["verdict"] != "fits" for row in rows)
    return "all of it fits" if not off else f"{off} of {len(rows)} to look at"


def _read_meter(row: _Row) -> Meter:
    fits = row["verdict"] in ("fits", "still blank")
    return Meter(str(row["text"]), row["words"], row["high"], _say_length(row), "" if fits else "warn")


def _say_length(row: _Row) -> str:
    if not row["words"]:
        return f"still blank ({row['limit']} words)"
    said = f"{row['words']} of {row['limit']} words"
    seconds = f", {row['seconds']} s" if "seconds" in row else ""
    verdict = "" if row["verdict"] == "fits" else f": {row['verdict']}"
    return f"{said}{seconds}{verdict}"


def read_impact(frame: pd.DataFrame) -> list[Block]:
    """Return outcomes by kind: revenue, cost, satisfaction, time saved.

    Args:
        frame: The table of `list_impacts`.
    """
    if frame.empty:
        said = "No outcome is counted yet. Finish a line and choose its kind, or complete a story's impact metric."
        return [Paragraph(said)]
    kinds = [*IMPACTS, *([UNPLACED] if UNPLACED in set(frame["impact"]) else [])]
    blocks: list[Block] = [Paragraph(summarize_impact(frame))]
    for kind in kinds:
        rows = frame[frame["impact"] == kind]
        rest = len(rows) - _MOST
        blocks.append(Heading(kind.capitalize()))
        blocks += [_read_outcome(row) for row in rows.head(_MOST).to_dict("records")]
        blocks += [] if len(rows) else [Paragraph(f"None yet. {_ASK.get(kind, '')}")]
        blocks += [Paragraph(f"And {rest:,} more of this kind.")] if rest > 0 else []
    return blocks


def summarize_impact(frame: pd.DataFrame) -> str:
    """Count the lines of each kind, and the stories that no line tells yet, in a sentence."""
    lines = frame[frame["line"] != ""]
    counts = [f"{int((lines['impact'] == impact).sum())} {impact}" for impact in IMPACTS]
    waiting = len(frame) - len(lines)
    more = f" {waiting} finished stor{'y' if waiting == 1 else 'ies'} without a line." if waiting else ""
    return f"Lines that count an outcome: {', '.join(counts)}.{more}"


def _read_outcome(row: _Row) -> Item:
    proof = f"Story: {row['story']}. {row['result'] if row['line'] else ''}" if row["story"] else ""
    detail = "\n".join(text.strip() for text in (proof, row["missing"]) if text)
    return Item(row["line"] or f"[{row['result']}]", detail, "warn" if row["missing"] else "right")
