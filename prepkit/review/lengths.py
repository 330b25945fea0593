"""How long a person's texts are, against the limits that the content gives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Fold, Heading, Meter, Paragraph
from prepkit.content.library import find, load
from prepkit.content.shapes.writing import Limit, PRFAQSection
from prepkit.models import PRFAQ, Bullet, Letter
from prepkit.models.listing import make_table
from prepkit.models.resume import LETTER_MOVES

_Row = dict[Any, Any]

_COLUMNS = "text str, words int64, limit str, verdict str, low float64, high float64"
_SECONDS = {"seconds": "int64", "read_by": "int64"}


def measure_prfaq(prfaq: PRFAQ) -> pd.DataFrame:
    """Measure a PRFAQ section by section.

    Returns:
        Columns text (str), words (int64), limit (str), verdict (str: blank, fits, or how many words over), low and high
        (float64: the limit in words, NaN for no least), one row a section of the release in order, then the whole
        release, each FAQ and its longest answer.
    """
    rows = []
    for section in load(PRFAQSection):
        value = getattr(prfaq, section.id, "")
        if isinstance(value, str):
            rows.append(_row(section.name, len(value.split()), None, section.words))
    release = find(Limit, "release_words")
    rows.append(_row("Whole release", prfaq.release_words(), release.low, release.high))
    entries = (*prfaq.external_faq, *prfaq.internal_faq)
    answers = [len(entry.answer.split()) for entry in entries]
    rows.append(_row("Both FAQs", sum(answers), None, find(Limit, "faq_words").high))
    rows.append(_row("Longest answer", max(answers, default=0), None, find(Limit, "answer_words").high))
    return make_table(_COLUMNS, rows)


def measure_prfaqs(prfaqs: Iterable[PRFAQ]) -> pd.DataFrame:
    """Measure several PRFAQs: `measure_prfaq` for each, its heading (str) in the first column, draft."""
    return _name("draft", ((prfaq.label, measure_prfaq(prfaq)) for prfaq in prfaqs), measure_prfaq(PRFAQ()))


def measure_letters(letters: Iterable[Letter]) -> pd.DataFrame:
    """Measure several letters: `measure_letter` for each, whom it goes to (str) in the first column, letter."""
    return _name("letter", ((letter.label, measure_letter(letter)) for letter in letters), measure_letter(Letter()))


def measure_letter(letter: Letter) -> pd.DataFrame:
    """Measure a letter move by move, and as a whole against the guide's limit (G11).

    Returns:
        The columns of `measure_prfaq`, and seconds and read_by (int64): how long a silent reader takes for this part,
        and how many seconds have gone by at its end, the greeting included. One row a move, then the whole letter.
    """
    whole = find(Limit, "letter_words").high
    share = whole // len(LETTER_MOVES)
    rows = [
        _row(str(Letter.model_fields[move].title), len(getattr(letter, move).split()), None, share)
        for move in LETTER_MOVES
    ]
    frame = make_table(_COLUMNS, [*rows, _row("Whole letter", letter.words(), None, whole)])
    read = len(letter.greeting.split())
    seconds, read_by = [], []
    for words in frame["words"].iloc[:-1]:
        read += words
        seconds.append(count_seconds(words))
        read_by.append(count_seconds(read))
    total = count_seconds(letter.words())
    return frame.assign(seconds=[*seconds, total], read_by=[*read_by, total]).astype(_SECONDS)


def count_seconds(words: int) -> int:
    """Return how long a silent reader takes, in whole seconds, at the mean pace of adults (238 words a minute)."""
    return math.ceil(60 * words / find(Limit, "reading_pace").high)


def measure_bullets(bullets: Iterable[Bullet]) -> pd.DataFrame:
    """Measure each resume line as it reads now (G10); columns as `measure_prfaq`."""
    limit = find(Limit, "bullet_words")
    rows = [
        _row(bullet.rewritten or bullet.label, len(bullet.rewritten.split()), limit.low, limit.high)
        for bullet in bullets
    ]
    return make_table(_COLUMNS, rows)


def _name(column: str, measured: Iterable[tuple[str, pd.DataFrame]], shape: pd.DataFrame) -> pd.DataFrame:
    named = [frame.assign(**{column: label}) for label, frame in measured]
    empty = shape.iloc[:0].assign(**{column: pd.Series(dtype="str")})
    together = pd.concat(named, ignore_index=True) if named else empty
    return together[[column, *shape.columns]]


def _row(text: str, words: int, low: float | None, high: float) -> tuple[str, int, str, str, float, float]:
    limit = f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    if not words:
        verdict = "still blank"
    elif words > high:
        verdict = f"{words - high:g} over"
    elif low is not None and words < low:
        verdict = f"{low - words:g} short"
    else:
        verdict = "fits"
    return text, words, limit, verdict, math.nan if low is None else low, high


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
