"""Day cards: for each interviewer, which story to tell, its numbers, what will be asked next, and a spare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.models import Story
from prepkit.stories.evidence import shorten
from prepkit.stories.ladder import pick_follow_ups

_HEADLINE = 180  # characters: what is read at a glance
GONE = "This story is no longer in your workspace."


@dataclass(frozen=True)
class Turn:
    """What to tell for one principle; blank texts where there is nothing to tell."""

    principle: str
    title: str = ""
    headline: str = ""
    numbers: str = ""
    basis: str = ""
    follow_ups: tuple[str, ...] = ()
    spare: str = ""
    note: str = ""


@dataclass(frozen=True)
class DayCard:
    """One interviewer's card."""

    seat: int
    interviewer: str
    turns: tuple[Turn, ...]


def deal_cards(assignment: pd.DataFrame, stories: Iterable[Story]) -> list[DayCard]:
    """Make a card for each interviewer of an assignment.

    Args:
        assignment: The table of `assign_stories`.
        stories: The stories as they are now; one that was deleted since is said to be gone.
    """
    wanted = set(assignment["story"])
    known = {story.id: story for story in stories if story.id in wanted}
    cards = []
    for seat, rows in assignment.groupby("seat", sort=True):
        records = rows.to_dict("records")
        turns = tuple(_take_turn(row, known) for row in records)
        cards.append(DayCard(int(str(seat)), str(records[0]["interviewer"]), turns))
    return cards


def _take_turn(row: dict[Any, Any], known: dict[str, Story]) -> Turn:
    if not row["story"]:
        return Turn(row["name"], note=row["gap"], spare=row["spare"])
    story = known.get(row["story"])
    if story is None:
        return Turn(row["name"], title=row["title"], note=GONE, spare=row["spare"])
    metric = story.customer_impact_metric
    return Turn(
        principle=row["name"],
        title=story.label,
        headline=shorten(story.product_decision, _HEADLINE),
        numbers=metric.model_copy(update={"population": "", "window": "", "attribution": ""}).describe(),
        basis="; ".join(part for part in (metric.population, metric.window, metric.attribution) if part),
        follow_ups=tuple(pick_follow_ups(story, row["principle"])),
        spare=row["spare"],
        note=row["gap"],
    )
