"""Question cards for a rehearsal, the same all day and others tomorrow."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pandas as pd

from prepkit.content.library import load
from prepkit.content.shapes import FollowUp, Principle, Prompt, Question
from prepkit.models import Story

# How likely an interviewer is to draw a principle, by tier; a principle with no story yet comes up twice as often.
_TIER_WEIGHT = {"A": 4, "B": 2, "C": 1}
_UNCOVERED_WEIGHT = 2


def draw_cards(stories: Sequence[Story], today: dt.date, count: int = 3) -> pd.DataFrame:
    """Draw the day's questions: `count` on principles, one product-sense prompt, one technical question.

    Principles that the loop is likely to ask, and those that no story covers yet, come up more often. The draw
    depends on the day and the stories alone.

    Returns:
        Columns kind (str), about (str), question (str), follow_up (str: what an interviewer would ask next).
    """
    draw = random.Random(f"{today.isoformat()} {count}")  # noqa: S311 (a draw of questions is no secret)
    covered = {principle for story in stories for principle in story.principles}
    rows = [_ask_principle(principle, draw) for principle in _pick_principles(covered, draw, count)]
    prompt, twist = draw.choice(load(Prompt)), draw.choice(load(FollowUp))
    rows.append(("product sense", prompt.organization, prompt.text, twist.text))
    technical = [question for question in load(Question) if question.topic == "technical"]
    first, second = draw.sample(technical, 2)
    rows.append(("technical", "product analytics", first.text, second.text))
    return pd.DataFrame(rows, columns=["kind", "about", "question", "follow_up"])


def _pick_principles(covered: set[str], draw: random.Random, count: int) -> list[Principle]:
    left = list(load(Principle))
    picked = []
    for _ in range(min(count, len(left))):
        weights = [
            _TIER_WEIGHT[principle.tier] * (1 if principle.id in covered else _UNCOVERED_WEIGHT) for principle in left
        ]
        (principle,) = draw.choices(left, weights)
        left.remove(principle)
        picked.append(principle)
    return picked


def _ask_principle(principle: Principle, draw: random.Random) -> tuple[str, str, str, str]:
    probes = [question for question in load(Question) if question.topic != "technical"]
    return "principle", principle.name, draw.choice(principle.questions), draw.choice(probes).text
