"""How much of a talk is about method: the guide's two minutes in ten (G12), measured by sentences."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.content.library import find
from prepkit.content.shapes.writing import Limit
from prepkit.review.findings import Review
from prepkit.review.reading.reading import Reading
from prepkit.review.rules.measures import MEASURES
from prepkit.text import read


@dataclass(frozen=True)
class Talk:
    """A talk as it is told: each sentence's words and whether it is technical, the share of those, and its length.

    `share` and `yardstick` are percent of the words, `minutes` the time to say it all.
    """

    sentences: tuple[tuple[int, bool], ...]
    share: float
    yardstick: float
    minutes: float


def measure_talk(review: Review) -> Talk:
    """Measure the technical share of a reviewed talk, as the rule on method does.

    Args:
        review: The review of what was said.
    """
    text = read(review.text)
    reading = Reading(text, "talk", review.facts)
    places = {reading.sentence(span.start).start for span in review.facts.technical}
    sentences = [(len(text.words_in(each)), each.start in places) for each in text.sentences]
    part, whole = (_total(name, reading) for name in ("technical-sentence-words", "words"))
    share = 100 * part / whole if whole else 0.0
    limit = find(Limit, "technical_share").high
    return Talk(tuple(one for one in sentences if one[0]), share, limit, review.facts.minutes)


def _total(measure: str, reading: Reading) -> float:
    return sum(value for _, value in MEASURES[measure](reading, (reading.whole,)))
