"""When a card is due again: fsrs, by the day, and never on or after the day of the interview.

The state of a card is computed anew from the log each time, so that the log alone must be kept. Days are counted on
the calendar of where the person was; a day has no zone and no daylight saving.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fsrs import Card, Rating, Scheduler

from prepkit.models import CardReview

# fsrs 6.3's own, written down so that a newer release does not move what is due.
PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
MOST_DAYS = 21  # between two rehearsals of a card
_RETENTION = 0.9
_LATE_RETENTION = 0.95  # in the last two weeks, when a gap in memory costs most
_LATE = 14
_RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}


@dataclass(frozen=True)
class Memory:
    """What the log says of a card: when it was rehearsed, and when it is due; `due` is None if not before the day."""

    reviews: int
    last: dt.date
    due: dt.date | None
    stability: float
    difficulty: float


def replay(log: Iterable[CardReview], interview: dt.date | None) -> dict[str, Memory]:
    """Compute from the log what is due when, by card.

    Args:
        log: The reviews, in any order; one that stands twice under its id counts once.
        interview: The day that it is all for; a card is due on the day before at the latest. None spaces by at most
            21 days.
    """
    by_card: dict[str, list[CardReview]] = defaultdict(list)
    for review in sorted({review.id: review for review in log}.values(), key=lambda one: (one.when, one.id)):
        by_card[review.card].append(review)
    return {card: _replay_card(reviews, interview) for card, reviews in by_card.items()}


def foresee(log: Iterable[CardReview], review: CardReview, interview: dt.date | None) -> dt.date | None:
    """Return the day on which a card would be due after one more review."""
    earlier = [one for one in log if one.card == review.card]
    return replay([*earlier, review], interview)[review.card].due


def _replay_card(reviews: list[CardReview], interview: dt.date | None) -> Memory:
    first = _as_moment(reviews[0].day)
    card = Card(card_id=1, due=first)  # without an id or a due date, fsrs asks the clock
    day = reviews[0].day
    due: dt.date | None = None
    for review in reviews:
        day = max(day, review.day)  # a flight across the date line turns the calendar back
        card, due = _step(card, review.rating, day, interview)
    return Memory(len(reviews), day, due, card.stability or 0.0, card.difficulty or 0.0)


def _step(card: Card, rating: str, day: dt.date, interview: dt.date | None) -> tuple[Card, dt.date | None]:
    left = (interview - day).days if interview is not None else None
    ahead = left is not None and left > 0
    most = min(MOST_DAYS, left - 1) if left is not None and ahead else MOST_DAYS
    retention = _LATE_RETENTION if left is not None and ahead and left <= _LATE else _RETENTION
    scheduler = make_scheduler(retention, max(1, most))
    moment = _as_moment(day)
    card, _ = scheduler.review_card(card, _RATINGS[rating], review_datetime=moment)
    if left is not None and left <= 1:
        return card, None  # there is no day left on which it could be due
    return card, day + dt.timedelta(days=(card.due - moment).days)


@functools.lru_cache(maxsize=128)
def make_scheduler(retention: float, most_days: int) -> Scheduler:
    """Return a scheduler by whole days and without chance.

    Args:
        retention: The share of cards that should come back when they are due, 0 to 1.
        most_days: The longest interval.
    """
    return Scheduler(
        parameters=PARAMETERS,
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=most_days,
        enable_fuzzing=False,
    )


def _as_moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
