"""Named detectors for what a word list cannot see: each takes a Reading and yields the places it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.rules import faq, figures, letters, prose, releases, resumes, stories

Signal = Callable[[Reading], Iterable[Hit]]

SIGNALS: dict[str, Signal] = {
    **figures.SIGNALS,
    **prose.SIGNALS,
    **resumes.SIGNALS,
    **stories.SIGNALS,
    **letters.SIGNALS,
    **releases.SIGNALS,
    **faq.SIGNALS,
}
