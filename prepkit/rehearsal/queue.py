"""What to rehearse today, in which order, and why."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from prepkit.models import CardReview
from prepkit.models.listing import Listing
from prepkit.models.preparation import Preparation
from prepkit.rehearsal.cards import KINDS, Card, make_cards
from prepkit.rehearsal.spacing import Memory, replay

# Ten minutes a day: a dozen cards, at most half of them new.
MOST_A_DAY = 12
NEW_A_DAY = 6
_DTYPES = {"card": "str", "kind": "str", "front": "str", "due": "datetime64[s]", "reviews": "int64", "why": "str"}


@dataclass(frozen=True)
class Queued:
    """A card to rehearse today: since when it is due, how often it was rehearsed, and why it is here."""

    card: Card
    due: dt.date
    reviews: int
    why: str


def queue_cards(prep: Preparation, today: dt.date) -> Listing:
    """List the cards to rehearse today: those that are due, then new ones, at most a dozen a day.

    Returns:
        Columns card (str, its id), kind (str), front (str, what is asked), due (datetime64[s]), reviews (int64, how
        often so far), why (str), in the order to rehearse them. The summary says it in a sentence or two.
    """
    queue = line_up(prep, today)
    rows = [(one.card.id, KINDS[one.card.kind], one.card.front, one.due, one.reviews, one.why) for one in queue]
    frame = pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)
    return Listing(frame, say_queue(prep, today, queue))


def line_up(prep: Preparation, today: dt.date) -> list[Queued]:
    """Return today's cards in the order to rehearse them; none once the day of the interview has come."""
    interview = prep.profile.interview_date
    if interview is not None and interview <= today:
        return []
    log = prep.card_reviews
    memories = replay(log, interview)
    cards = make_cards(prep)
    done = {review.card for review in log if review.day == today}
    room = MOST_A_DAY - len(done)
    due = sorted(_find_due(cards, memories, today), key=lambda one: (one.due, -one.card.weight, one.card.id))
    begun = sum(memories[card].reviews == _count_on(log, card, today) for card in done)
    fresh = [card for card in cards if card.id not in memories]
    offered = _mix(fresh)[: max(0, NEW_A_DAY - begun)]
    new = [Queued(card, today, 0, f"new: {card.why}") for card in offered]
    return [*due, *new][: max(0, room)]


def say_queue(prep: Preparation, today: dt.date, queue: list[Queued]) -> str:
    """Say in a sentence or two what is to be rehearsed, and what the interview's day does to it."""
    interview = prep.profile.interview_date
    if interview is not None and interview < today:
        return "Your interview is over, so nothing is due. Set the next date in your profile to go on."
    if interview == today:
        return "Today is the day. Nothing new now: say each story's heading once, and go."
    due = sum(one.reviews > 0 for one in queue)
    new = len(queue) - due
    done = len({review.card for review in prep.card_reviews if review.day == today})
    offered = f"{due} due and {new} new today" if due and new else f"{new} new today, and nothing is due"
    if not new:
        offered = f"{due} due today"
    head = offered if queue else "Nothing more today" if done else "Nothing is due today"
    counted = f"{head}, {done} done." if done else f"{head}."
    if interview is None:
        return f"{counted} No interview date is set, so cards come back within three weeks."
    left = (interview - today).days
    if left == 1:
        return f"{counted} The interview is tomorrow: what you rehearse today does not come back."
    return f"{counted} {left} days are left, and no card is put off beyond the day before the interview."


def _find_due(cards: Iterable[Card], memories: dict[str, Memory], today: dt.date) -> list[Queued]:
    found = []
    for card in cards:
        memory = memories.get(card.id)
        if memory is None or memory.due is None or memory.due > today:
            continue
        why = "due today" if memory.due == today else f"due since {memory.due:%B} {memory.due.day}"
        found.append(Queued(card, memory.due, memory.reviews, why))
    return found


def _count_on(log: Iterable[CardReview], card: str, day: dt.date) -> int:
    return sum(review.card == card and review.day == day for review in log)


def _mix(cards: Iterable[Card]) -> list[Card]:
    """Order new cards so that each kind has its turn, the weightiest of each first."""
    by_kind: dict[str, list[Card]] = defaultdict(list)
    for card in sorted(cards, key=lambda one: (-one.weight, one.id)):
        by_kind[card.kind].append(card)
    turns = [(place, order, card) for order, kind in enumerate(KINDS) for place, card in enumerate(by_kind[kind])]
    return [card for _, _, card in sorted(turns, key=lambda turn: turn[:2])]
