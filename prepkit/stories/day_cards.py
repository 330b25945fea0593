"""Day cards: for each interviewer, which story to tell, its numbers, what will be asked next, and a spare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Download, Group, Heading, Item, Paragraph
from prepkit.models import Story
from prepkit.stories.evidence import shorten
from prepkit.stories.ladder import pick_follow_ups

_HEADLINE = 180  # characters: what is read at a glance
GONE = "This story is no longer in your workspace."
_NO_NUMBERS = "No number yet: complete the customer impact metric."


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


def read_day_cards(assignment: pd.DataFrame, stories: Iterable[Story]) -> list[Block]:
    """Return a card for each interviewer: principles, story, headline, numbers, likely follow-ups, and a spare.

    Args:
        assignment: The table of `assign_stories`.
        stories: The stories as they are now.
    """
    cards = deal_cards(assignment, stories)
    if not cards:
        return [Paragraph("Nobody on your panel asks for a principle yet. Fill in the panel above.")]
    if not any(turn.title for card in cards for turn in card.turns):
        return [Paragraph("You have no story to put on a card yet. Write one in the form above.")]
    shown = Group([Group(_read_card(card), "card") for card in cards], "cards")
    return [Download("Save them to print", "day-cards", "Day cards", [Heading("Day cards"), shown]), shown]


def _read_card(card: DayCard) -> list[Block]:
    head = Heading(f"{card.seat}. {card.interviewer}", 2)
    return [head, *(block for turn in card.turns for block in _read_turn(turn))]


def _read_turn(turn: Turn) -> Iterator[Block]:
    yield Heading(turn.principle, 3)
    if turn.title:
        yield Paragraph(turn.title, "lead")
    if turn.headline:
        yield Paragraph(turn.headline)
    if turn.title and turn.follow_ups:
        yield Paragraph(turn.numbers or _NO_NUMBERS, "lead")
    if turn.basis:
        yield Paragraph(turn.basis, "hint")
    if turn.note:
        yield Paragraph(turn.note, "warn")
    yield from [Paragraph("They may ask:", "hint")] if turn.follow_ups else []
    yield from (Item(question, role="hint") for question in turn.follow_ups)
    if turn.title or turn.spare:
        yield Paragraph(f"Spare: {turn.spare}" if turn.spare else "No spare story.", "hint")
