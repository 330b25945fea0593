"""Questions drawn for a rehearsal: what is due, what no story covers, what the loop is likely to ask."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Drill, FollowUp, Prompt, Question
from prepkit.content.shapes.stories import Principle
from prepkit.models import CardReview, Profile, Story
from prepkit.models.preparation import Preparation
from prepkit.rehearsal.cards import cover, explain_principle, is_likely, weigh_principle
from prepkit.rehearsal.queue import replay

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
    weigher = _Weigher(reviews, today, None)
    covered = cover(stories)
    rows = [("principle", *_ask(principle, draw)) for principle in _pick_principles(covered, draw, count, weigher)]
    prompt, twist = draw.choice(load(Prompt)), draw.choice(load(FollowUp))
    rows.append(("product sense", prompt.organization, prompt.text, twist.text))
    technical = [question for question in load(Question) if question.topic == "technical"]
    first, second = draw.sample(technical, 2)
    rows.append(("technical", "product analytics", first.text, second.text))
    return pd.DataFrame(rows, columns=["kind", "about", "question", "follow_up"])


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
    weigher = _Weigher(log, today, prep.profile.interview_date)
    if kind == "bar raiser":
        order = _order_principles(prep.stories, today, weigher)
    elif kind == "product sense":
        order = _order_prompts(prep.profile, today, weigher)
    else:
        order = _order_technical(kind, today, weigher)
    answered = {review.card for review in log if review.day == today}
    left = [drawn for drawn in order if drawn.card not in answered] or order
    return left[skip % len(left)]


def as_dict(drawn: Drawn) -> dict[str, str]:
    """Return a drawn question as plain values, to be kept until it is answered."""
    return asdict(drawn)


@dataclass(frozen=True)
class _Weigher:
    """Weighs a card by whether it is due, from what was rehearsed before today, so that it stays the same all day."""

    log: Sequence[CardReview]
    today: dt.date
    interview: dt.date | None

    def factors(self) -> dict[str, float]:
        """Return by card how much more, or less, it comes up for what was rehearsed."""
        before = [review for review in self.log if review.day < self.today]
        known = replay(before, self.interview).items()
        return {card: _DUE if one.due and one.due <= self.today else _RESTING for card, one in known}


def _order_principles(stories: Sequence[Story], today: dt.date, weigher: _Weigher) -> list[Drawn]:
    draw = random.Random(f"{today.isoformat()} bar raiser")  # noqa: S311 (a draw of questions is no secret)
    covered = cover(stories)
    factors = weigher.factors()
    drawn = []
    for principle in _pick_principles(covered, draw, len(load(Principle)), weigher):
        card = f"principle:{principle.id}"
        why = explain_principle(principle, covered)
        drawn.append(Drawn(card, *_ask(principle, draw), _add_due(why, factors.get(card))))
    return drawn


def _order_prompts(profile: Profile, today: dt.date, weigher: _Weigher) -> list[Drawn]:
    draw = random.Random(f"{today.isoformat()} product sense")  # noqa: S311 (a draw of questions is no secret)
    factors = weigher.factors()
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


def _order_technical(kind: str, today: dt.date, weigher: _Weigher) -> list[Drawn]:
    draw = random.Random(f"{today.isoformat()} {kind}")  # noqa: S311 (a draw of questions is no secret)
    factors = weigher.factors()
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


def _pick_principles(covered: set[str], draw: random.Random, count: int, weigher: _Weigher) -> list[Principle]:
    principles = list(load(Principle))
    factors = weigher.factors()
    weights = [weigh_principle(one, covered) * factors.get(f"principle:{one.id}", 1.0) for one in principles]
    return _shuffle(principles, weights, draw)[: max(0, count)]


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
