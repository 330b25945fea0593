"""How long a person's texts are, against the limits that the content gives."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes import Limit, Section
from prepkit.models import PRFAQ, Bullet, Letter
from prepkit.models.resume import LETTER_MOVES

_COLUMNS = {"text": "str", "words": "int64", "limit": "str", "verdict": "str"}


def measure_prfaq(prfaq: PRFAQ) -> pd.DataFrame:
    """Measure a PRFAQ section by section.

    Returns:
        Columns text (str), words (int64), limit (str), verdict (str: blank, fits, or how many words over), one row a
        section of the release in order, then the whole release, each FAQ and its longest answer.
    """
    rows = []
    for section in load(Section):
        value = getattr(prfaq, section.id, "")
        if isinstance(value, str):
            rows.append(_row(section.name, len(value.split()), None, section.words))
    release = find(Limit, "release_words")
    rows.append(_row("Whole release", prfaq.release_words(), release.low, release.high))
    entries = (*prfaq.external_faq, *prfaq.internal_faq)
    answers = [len(entry.answer.split()) for entry in entries]
    rows.append(_row("Both FAQs", sum(answers), None, find(Limit, "faq_words").high))
    rows.append(_row("Longest answer", max(answers, default=0), None, find(Limit, "answer_words").high))
    return _frame(rows)


def measure_prfaqs(prfaqs: Iterable[PRFAQ]) -> pd.DataFrame:
    """Measure several PRFAQs: `measure_prfaq` for each, its heading (str) in the first column, draft."""
    return _name("draft", ((prfaq.label, measure_prfaq(prfaq)) for prfaq in prfaqs))


def measure_letters(letters: Iterable[Letter]) -> pd.DataFrame:
    """Measure several letters: `measure_letter` for each, whom it goes to (str) in the first column, letter."""
    return _name("letter", ((letter.label, measure_letter(letter)) for letter in letters))


def measure_letter(letter: Letter) -> pd.DataFrame:
    """Measure a letter move by move, and as a whole against the guide's limit (G11); columns as `measure_prfaq`."""
    whole = find(Limit, "letter_words").high
    share = whole / len(LETTER_MOVES)
    rows = [
        _row(str(Letter.model_fields[move].title), len(getattr(letter, move).split()), None, share)
        for move in LETTER_MOVES
    ]
    return _frame([*rows, _row("Whole letter", letter.words(), None, whole)])


def measure_bullets(bullets: Iterable[Bullet]) -> pd.DataFrame:
    """Measure each resume line as it reads now (G10); columns as `measure_prfaq`."""
    limit = find(Limit, "bullet_words")
    rows = [
        _row(bullet.rewritten or bullet.label, len(bullet.rewritten.split()), limit.low, limit.high)
        for bullet in bullets
    ]
    return _frame(rows)


def _name(column: str, measured: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    named = [frame.assign(**{column: label}) for label, frame in measured]
    empty = _frame([]).assign(**{column: pd.Series(dtype="str")})
    together = pd.concat(named, ignore_index=True) if named else empty
    return together[[column, *_COLUMNS]]


def _row(text: str, words: int, low: float | None, high: float) -> tuple[str, int, str, str]:
    limit = f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    if not words:
        verdict = "still blank"
    elif words > high:
        verdict = f"{words - high:g} over"
    elif low is not None and words < low:
        verdict = f"{low - words:g} short"
    else:
        verdict = "fits"
    return text, words, limit, verdict


def _frame(rows: list[tuple[str, int, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
