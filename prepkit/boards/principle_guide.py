"""One leadership principle at a time: what it asks for, and what your stories show of it (G7, G8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from prepkit.blocks import Block, Heading, Item, Paragraph
from prepkit.boards.board import Board, line_up, offer
from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Principle, TierWeight
from prepkit.models import Story
from prepkit.store.workspace import Workspace
from prepkit.stories.evidence import check_principle, name_strength, rate_story

_NOTHING = "No story of yours is tagged with it yet. Find one by its questions, below, and tick it in the form."
_SHOWN = 6  # stories of a principle, the strongest; a loop asks for two


class PrincipleGuide(Board):
    """Shows a principle: meaning, signals with where your stories show them, questions, pitfall, and the way out."""

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        entries = sorted(load(Principle), key=lambda entry: entry.tier)
        names = {entry.id: f"{entry.name} ({find(TierWeight, entry.tier).name})" for entry in entries}
        self._principle = self._make_list("Principle", "Principle to read about", lambda _key: self.update())
        offer(self._principle, names)
        self._open(line_up(self._principle), self._panel)

    def choose(self, principle: str) -> None:
        """Show another principle, as picking it from the list does."""
        self._principle.value = principle

    def read(self) -> Sequence[Block]:
        """Return the principle that is chosen, with what the stories show of it."""
        return describe_principle(find(Principle, self._principle.value), self._prep.stories.all())


def describe_principle(entry: Principle, stories: Sequence[Story]) -> list[Block]:
    """Return a principle to be read, with what the strongest of the stories that are tagged with it show of it."""
    told, left = _pick(entry.id, stories)
    checks: list[dict[Any, Any]] = check_principle(entry.id, [story for _, story in told]).to_dict("records")
    blocks: list[Block] = [
        Heading(entry.name),
        Paragraph(entry.meaning),
        Heading("What shows it, and where your stories do", 2),
        Paragraph(_format_stories(told, left)),
    ]
    for number, signal in enumerate(entry.signals, start=1):
        found = [_describe_check(row) for row in checks if row["signal"] == number]
        blocks += [Paragraph(signal, "lead"), *(found or [Item("No story yet")])]
    return [
        *blocks,
        Heading("How it is asked", 2),
        *(Item(question) for question in entry.questions),
        Heading("Where data scientists fall in", 2),
        Paragraph(entry.pitfall),
        Heading("The way out", 2),
        Paragraph(entry.reframe),
    ]


def _pick(principle: str, stories: Sequence[Story]) -> tuple[list[tuple[int, Story]], int]:
    """Return the strongest stories of a principle with their strength, and how many others there are."""
    place = [entry.id for entry in load(Principle)].index(principle)
    tagged = [story for story in stories if principle in story.principles]
    rated = sorted(((rate_story(story)[place].strength, story) for story in tagged), key=lambda pair: -pair[0])
    return rated[:_SHOWN], max(len(rated) - _SHOWN, 0)


def _format_stories(told: list[tuple[int, Story]], left: int) -> str:
    if not told:
        return _NOTHING
    number = len(told) + left
    counts = Counter(name_strength(strength) for strength, _ in told)
    strengths = ", ".join(f"{counts[name]} {name}" for name in map(name_strength, (3, 2, 1)) if counts[name])
    tagged = "1 story of yours is tagged with it" if number == 1 else f"{number:,} stories of yours are tagged with it"
    return f"{tagged}; shown are the {len(told)} strongest." if left else f"{tagged}: {strengths}."


def _describe_check(row: dict[Any, Any]) -> Item:
    if row["shown"]:
        return Item(f"✓ Shown: {row['title']}", f"{row['slots'].split(', ')[0]}: “{row['quote']}”", "right")
    return Item(f"○ Open: {row['title']}", f"Look at: {row['slots']}. {row['ask']}", "warn")
