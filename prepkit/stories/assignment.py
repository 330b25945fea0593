"""Which story to tell to whom, so that most questions are answered and none is told twice; and a card for each.

The panel's questions and the stories make a bipartite graph: an edge where a story has some strength for the
question's principle. An assignment is a matching, and the best one is found exactly, as a linear sum assignment.

What is best stands in this order: most questions answered; then the questions that count more, by tier; then the
strongest stories; then stories that have the principle as their main one. The four are packed into one integer an
edge, each large enough that all below it together cannot outweigh one step of it, so the largest sum is the best
assignment in that order. For n questions the sums stay below 60 n^4, exact in a float64 up to 3,000 questions; a panel
has a dozen, and can hold half as many at the most.

Pruning. With n questions, only the n best stories of each principle can matter. Suppose that a best assignment gives a
question of principle p to a story outside the n best for p. At most n - 1 other stories are used, so one of the n
best is free, and it is worth at least as much for p; swapping it in loses nothing. Worth depends on principle and
story alone, not on the interviewer, so repeating this ends with an assignment inside the n best that is as good.
n + 1 are kept, so that it also holds after one story has been taken away, and one stays free to be the spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Download, Group, Heading, Item, Paragraph
from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Principle, Seat
from prepkit.models import Interviewer, Panel, Story
from prepkit.models.listing import make_table
from prepkit.stories.evidence import name_strength, shorten, weigh_tier
from prepkit.stories.ladder import pick_follow_ups

_ASSIGNED = (
    "seat int64, interviewer str, principle str, name str, tier str, story str, title str, strength int64, spare "
    "str, gap str"
)
_LOSSES = "story str, title str, unanswered int64, weaker int64, consequence str"


@dataclass(frozen=True)
class Choice:
    """A story that could answer for a principle."""

    story: str
    title: str
    strength: int
    main: bool


@dataclass(frozen=True, order=True)
class Worth:
    """What an assignment is worth; compared in this order."""

    answered: int = 0
    weight: int = 0
    strength: int = 0
    main: int = 0


def assign_stories(scores: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Assign stories to a panel's questions: most questions answered, no story told twice.

    Args:
        scores: The table of `score_stories`; ten thousand stories are fine.
        panel: Who asks for what; see `gather_panel`.

    Returns:
        Columns seat (int64, from 1), interviewer (str), principle (str, its id), name (str), tier (str), story (str,
        its id, blank where none is left), title (str), strength (int64, 0 to 3), spare (str: the title of the
        strongest story for this principle that is told to nobody), gap (str: what is wrong, blank if nothing is). One
        row a question, in the panel's order. The same stories and panel give the same table.

    Raises:
        UsageError: the panel names something that is no principle.
    """
    questions = list_questions(panel)
    choices = _prune(scores, questions)
    assigned = _solve(questions, choices)
    told = {choice.story for choice in assigned if choice}
    rows = []
    for question, choice in zip(questions, assigned, strict=True):
        spare = next((one for one in choices[question.principle.id] if one.story not in told), None)
        told_as = (choice.story, choice.title, choice.strength) if choice else ("", "", 0)
        gap = _say_gap(choice, choices[question.principle.id])
        principle = question.principle
        named = (question.seat, question.interviewer, principle.id, principle.name, principle.tier)
        rows.append((*named, *told_as, spare.title if spare else "", gap))
    return make_table(_ASSIGNED, rows)


def weigh_losses(scores: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Say what each story that is told would leave behind if you could not tell it: assigned anew without it.

    Returns:
        Columns story (str, its id), title (str), unanswered (int64: questions that no story is left for), weaker
        (int64: steps of strength lost on the others), consequence (str), the greatest loss first.

    Raises:
        UsageError: the panel names something that is no principle.
    """
    questions = list_questions(panel)
    choices = _prune(scores, questions)
    best = _solve(questions, choices)
    whole = measure_worth(questions, best)
    rows = []
    for choice in best:
        if choice is None:
            continue
        without = {key: [one for one in each if one.story != choice.story] for key, each in choices.items()}
        rest = _solve(questions, without)
        left = measure_worth(questions, rest)
        unanswered = whole.answered - left.answered
        weaker = max(whole.strength - left.strength, 0) if not unanswered else 0
        table = (choice.story, choice.title, unanswered, weaker, _say_loss(questions, best, rest, weaker))
        rows.append((whole.weight - left.weight, table))
    rows.sort(key=lambda row: (-row[1][2], -row[0], -row[1][3]))
    return make_table(_LOSSES, [table for _, table in rows])


def measure_worth(questions: Sequence[Question], assigned: Sequence[Choice | None]) -> Worth:
    """Measure an assignment: questions answered, their weight by tier, and the strength and fit of the stories."""
    pairs = [(question, choice) for question, choice in zip(questions, assigned, strict=True) if choice]
    return Worth(
        len(pairs),
        sum(weigh_tier(question.principle.tier) for question, _ in pairs),
        sum(choice.strength for _, choice in pairs),
        sum(choice.main for _, choice in pairs),
    )


def _prune(scores: pd.DataFrame, questions: Sequence[Question]) -> dict[str, list[Choice]]:
    """Return the n + 1 best stories of each principle that is asked about, the best first, ties as given."""
    asked = dict.fromkeys(question.principle.id for question in questions)
    choices: dict[str, list[Choice]] = {principle: [] for principle in asked}
    usable = scores[(scores["strength"] > 0) & scores["principle"].isin(list(asked))]
    columns = zip(*(usable[name] for name in ("principle", "story", "title", "strength", "use")), strict=True)
    for principle, story, title, strength, use in columns:
        choices[principle].append(Choice(str(story), str(title), int(strength), use == "main"))
    most = len(questions) + 1
    return {
        principle: sorted(each, key=lambda one: (-one.strength, not one.main))[:most]
        for principle, each in choices.items()
    }


def _solve(questions: Sequence[Question], choices: dict[str, list[Choice]]) -> list[Choice | None]:
    stories = {choice.story: place for place, choice in enumerate(one for each in choices.values() for one in each)}
    columns = {story: column for column, story in enumerate(stories)}
    if not questions or not columns:
        return [None] * len(questions)
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    worth = np.zeros((len(questions), len(columns)))
    edges: dict[tuple[int, int], Choice] = {}
    for row, question in enumerate(questions):
        for choice in choices[question.principle.id]:
            column = columns[choice.story]
            edges[row, column] = choice
            worth[row, column] = _pack(question, choice, len(questions))
    assigned: list[Choice | None] = [None] * len(questions)
    rows, matched = linear_sum_assignment(worth, maximize=True)
    for place, column in zip(rows.tolist(), matched.tolist(), strict=True):
        # A pair without an edge is worth nothing, and stands for a question that is left open.
        assigned[place] = edges.get((place, column))
    return assigned


def _pack(question: Question, choice: Choice, number: int) -> int:
    strength_step = number + 1
    tier_step = (3 * number + 1) * strength_step
    answered_step = (9 * number + 1) * tier_step
    tier = weigh_tier(question.principle.tier)
    return answered_step + tier * tier_step + choice.strength * strength_step + choice.main


def _say_gap(choice: Choice | None, choices: Sequence[Choice]) -> str:
    if choice is None and not choices:
        return "You have no story for this one."
    if choice is None:
        elsewhere = "Your only story" if len(choices) == 1 else "Every story"
        return f"{elsewhere} for this one is told to someone else."
    return f"This story is {name_strength(1)} here." if choice.strength == 1 else ""


def _say_loss(
    questions: Sequence[Question], best: Sequence[Choice | None], rest: Sequence[Choice | None], weaker: int
) -> str:
    triples = zip(questions, best, rest, strict=True)
    opened = [question for question, before, after in triples if before and not after]
    if opened:
        named = dict.fromkeys(f"{one.principle.name} ({one.interviewer})" for one in opened)
        return f"No story would be left for {' and '.join(named)}."
    if weaker:
        return f"Others can step in, {weaker} {'step' if weaker == 1 else 'steps'} weaker in all."
    return "Another story is as good."


@dataclass(frozen=True)
class Question:
    """One principle that one interviewer will ask about; `seat` counts the interviewers from 1."""

    seat: int
    interviewer: str
    principle: Principle


def usual_panel() -> Panel:
    """Return the panel of a usual loop, two principles each."""
    return Panel(interviewers=tuple(_seat(seat) for seat in load(Seat)))


def gather_panel(panels: Sequence[Panel]) -> Panel:
    """Return the panel that is kept, the latest if there are several, or the usual one."""
    return panels[-1] if panels else usual_panel()


def list_questions(panel: Panel) -> list[Question]:
    """Return what a panel asks about, in its order.

    Raises:
        UsageError: it names something that is no principle; it suggests the nearest.
    """
    return [
        Question(seat, interviewer.name.strip() or f"Interviewer {seat}", find(Principle, principle))
        for seat, interviewer in enumerate(panel.interviewers, start=1)
        for principle in interviewer.principles
    ]


def _seat(seat: Seat) -> Interviewer:
    names = ("first_principle", "second_principle", "third_principle")
    return Interviewer(name=seat.name, **dict(zip(names, seat.principles, strict=False)))


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

    Of the stories as they are now: one that was deleted since is said to be gone.
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
