"""What one scored answer says about the cards that it rehearsed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from prepkit.models import CardReview, Mock
from prepkit.rehearsal.scores import average_raters, find_clock, grade


def runs_over(mock: Mock) -> bool:
    """Tell whether an answer was spoken for longer than its clock allows before it calls it late."""
    return mock.minutes is not None and mock.minutes * 60 > find_clock(mock.mock_kind).late


def review_mock(
    mock: Mock, *, cards: Iterable[str], weak: Iterable[str], when: dt.datetime, day: dt.date
) -> list[CardReview]:
    """Return the reviews that a scored answer adds to the log of cards, none if nothing is scored.

    Their ids are made of the mock's and the card's, so that logging an answer again changes nothing.

    Args:
        mock: The answer with its scores.
        cards: What was asked, by card id; graded by the mean of the scores, one step lower if it ran over.
        weak: The dimensions that are being drilled; each is graded by its own score.
        when: The moment, aware.
        day: The calendar day where the person was.
    """
    scores = average_raters(mock)
    if not scores:
        return []
    mean = sum(scores.values()) / len(scores)
    given = {card: grade(mean, over_time=runs_over(mock)) for card in cards if card}
    given |= {f"dimension:{one}": grade(scores[one]) for one in weak if one in scores}
    return [
        CardReview.model_validate({"id": _name(mock, card), "card": card, "rating": rating, "when": when, "day": day})
        for card, rating in given.items()
    ]


def _name(mock: Mock, card: str) -> str:
    return hashlib.blake2b(f"{mock.id} {card}".encode(), digest_size=8).hexdigest()
