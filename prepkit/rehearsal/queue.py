"""What to rehearse today, in which order and why; when a card is due again; and questions drawn for a rehearsal.

The state of a card is computed anew from the log each time, so that the log alone must be kept. Days are counted on
the calendar of where the person was; a day has no zone and no daylight saving.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import fsrs
import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Drill, FollowUp, Prompt, Question
from prepkit.content.shapes.stories import Principle
from prepkit.models import CardReview, Profile, Story
from prepkit.models.listing import Listing, make_table
from prepkit.models.preparation import Preparation
from prepkit.rehearsal.cards import KINDS, Card, cover, explain_principle, is_likely, make_cards, weigh_principle

# Ten minutes a day: a dozen cards, at most half of them new.
MOST_A_DAY = 12
NEW_A_DAY = 6
_DTYPES = "card str, kind str, front str, due datetime64[s], reviews int64, why str"


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
    frame = make_table(_DTYPES, rows)
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


# fsrs 6.3's own, written down so that a newer release does not move what is due.
PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
MOST_DAYS = 21  # between two rehearsals of a card
_RETENTION = 0.9
_LATE_RETENTION = 0.95  # in the last two weeks, when a gap in memory costs most
_LATE = 14
_RATINGS = {"again": fsrs.Rating.Again, "hard": fsrs.Rating.Hard, "good": fsrs.Rating.Good, "easy": fsrs.Rating.Easy}


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
    card = fsrs.Card(card_id=1, due=first)  # without an id or a due date, fsrs asks the clock
    day = reviews[0].day
    due: dt.date | None = None
    for review in reviews:
        day = max(day, review.day)  # a flight across the date line turns the calendar back
        card, due = _step(card, review.rating, day, interview)
    return Memory(len(reviews), day, due, card.stability or 0.0, card.difficulty or 0.0)


def _step(card: fsrs.Card, rating: str, day: dt.date, interview: dt.date | None) -> tuple[fsrs.Card, dt.date | None]:
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
def make_scheduler(retention: float, most_days: int) -> fsrs.Scheduler:
    """Return a scheduler by whole days and without chance; `retention` is the share known when due, 0 to 1."""
    return fsrs.Scheduler(
        parameters=PARAMETERS,
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=most_days,
        enable_fuzzing=False,
    )


def _as_moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)


T = TypeVar("T")
_DUE, _RESTING = 3.0, 0.25  # how much more, and how much less, a question comes up that is due, or is not yet
_LIKELY = 2.0


@dataclass(frozen=True)
class Drawn:
    """A drawn question: `card` is what is rehearsed by it, `why` says why it came up."""

    card: str
    about: str
    question: str
    follow_up: str
    why: str


def draw_cards(
    stories: Sequence[Story], today: dt.date, count: int = 3, *, reviews: Sequence[CardReview] = ()
) -> pd.DataFrame:
    """Draw the day's questions: `count` on principles, one product-sense prompt, one technical question.

    Principles that are due, that the loop is likely to ask, and that no story covers yet come up more often. The draw
    depends on the day, the stories, and what was rehearsed before that day.

    Returns:
        Columns kind (str), about (str), question (str), follow_up (str: what an interviewer would ask next).
    """
    draw = random.Random(f"{today.isoformat()} {count}")  # noqa: S311 (a draw of questions is no secret)
    picked = _pick_principles(cover(stories), draw, _weigh_rehearsed(reviews, today, None))
    rows = [("principle", *_ask(principle, draw)) for principle in picked[: max(0, count)]]
    prompt, twist = draw.choice(load(Prompt)), draw.choice(load(FollowUp))
    rows.append(("product sense", prompt.organization, prompt.text, twist.text))
    technical = [question for question in load(Question) if question.topic == "technical"]
    first, second = draw.sample(technical, 2)
    rows.append(("technical", "product analytics", first.text, second.text))
    return make_table("kind str, about str, question str, follow_up str", rows)


def draw_question(prep: Preparation, today: dt.date, kind: str = "bar raiser", skip: int = 0) -> Drawn:
    """Draw one question for a kind of mock.

    The same comes up all day until it is answered: what was rehearsed today only moves on to the next one.

    Args:
        prep: The records, as `Workspace.read` gives them.
        today: The day of the draw.
        kind: `bar raiser`, `product sense`, `technical` or `plain language`.
        skip: How many further questions to pass over.
    """
    log = prep.card_reviews
    draw = random.Random(f"{today.isoformat()} {kind}")  # noqa: S311 (a draw of questions is no secret)
    factors = _weigh_rehearsed(log, today, prep.profile.interview_date)
    if kind == "bar raiser":
        order = _order_principles(prep.stories, draw, factors)
    elif kind == "product sense":
        order = _order_prompts(prep.profile, draw, factors)
    else:
        order = _order_technical(kind, draw, factors)
    answered = {review.card for review in log if review.day == today}
    left = [drawn for drawn in order if drawn.card not in answered] or order
    return left[skip % len(left)]


def _weigh_rehearsed(log: Sequence[CardReview], today: dt.date, interview: dt.date | None) -> dict[str, float]:
    """Return by card how much more, or less, it comes up for what was rehearsed before today: the same all day."""
    known = replay([review for review in log if review.day < today], interview).items()
    return {card: _DUE if one.due and one.due <= today else _RESTING for card, one in known}


def _order_principles(stories: Sequence[Story], draw: random.Random, factors: dict[str, float]) -> list[Drawn]:
    covered = cover(stories)
    drawn = []
    for principle in _pick_principles(covered, draw, factors):
        card = f"principle:{principle.id}"
        why = explain_principle(principle, covered)
        drawn.append(Drawn(card, *_ask(principle, draw), _add_due(why, factors.get(card))))
    return drawn


def _order_prompts(profile: Profile, draw: random.Random, factors: dict[str, float]) -> list[Drawn]:
    prompts = list(load(Prompt))
    weights = [(_LIKELY if is_likely(one, profile) else 1) * factors.get(f"prompt:{one.id}", 1) for one in prompts]
    twists = load(FollowUp)
    drawn = []
    for prompt in _shuffle(prompts, weights, draw):
        card = f"prompt:{prompt.id}"
        why = f"{prompt.organization}, where you apply" if is_likely(prompt, profile) else prompt.organization
        drawn.append(
            Drawn(card, prompt.organization, prompt.text, draw.choice(twists).text, _add_due(why, factors.get(card)))
        )
    return drawn


def _order_technical(kind: str, draw: random.Random, factors: dict[str, float]) -> list[Drawn]:
    questions = [one for one in load(Question) if one.topic == "technical"]
    if kind == "plain language":
        asked = [(f"plain:{one.id}", one.front) for one in load(Drill) if one.kind == "plain"]
    else:
        asked = [(f"technical:{one.id}", one.text) for one in questions]
    weights = [factors.get(card, 1.0) for card, _ in asked]
    return [
        Drawn(
            card,
            "product analytics",
            text,
            draw.choice([one.text for one in questions if one.text != text]),
            _add_due("asked in technical rounds", factors.get(card)),
        )
        for card, text in _shuffle(asked, weights, draw)
    ]


def _pick_principles(covered: set[str], draw: random.Random, factors: dict[str, float]) -> list[Principle]:
    principles = list(load(Principle))
    weights = [weigh_principle(one, covered) * factors.get(f"principle:{one.id}", 1.0) for one in principles]
    return _shuffle(principles, weights, draw)


def _shuffle(items: Sequence[T], weights: Sequence[float], draw: random.Random) -> list[T]:
    """Draw all items one after another, the weightier earlier as a rule."""
    left, weighed = list(items), list(weights)
    drawn = []
    while left:
        (place,) = draw.choices(range(len(left)), weighed)
        drawn.append(left.pop(place))
        weighed.pop(place)
    return drawn


def _ask(principle: Principle, draw: random.Random) -> tuple[str, str, str]:
    probes = [question for question in load(Question) if question.topic != "technical"]
    return principle.name, draw.choice(principle.questions), draw.choice(probes).text


def _add_due(why: str, factor: float | None) -> str:
    return f"due again; {why}" if factor == _DUE else why
