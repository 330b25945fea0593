"""The follow-up ladder of one story: what would be asked of it, from what is missing down to what holds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from prepkit.blocks import Block, Heading, Item, Paragraph
from prepkit.boards.board import Board, find_record, line_up, name_newest, offer
from prepkit.store.workspace import Workspace
from prepkit.stories.ladder import Step, list_steps

_HEADINGS = {
    "blank": "Nothing there yet, so it is asked first",
    "weak": "There, and thin",
    "principle": "A signal that does not show yet",
    "full": "It holds; this comes next",
    "about you": "And then, about you",
}
_NOTHING = "No story yet. Write one in the form above; its ladder is made from what stands in it."


class FollowUpLadder(Board):
    """Shows the questions that a bar raiser would ask of a story, from its own blank, weak and full slots."""

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._story = self._make_list("Story", "Story to read about", lambda _key: self.update())
        self._open(line_up(self._story), self._panel)

    @property
    def chosen(self) -> str:
        """The id of the story that is shown; blank if there is none."""
        return self._story.value or ""

    def read(self) -> Sequence[Block]:
        """Return the ladder of the story that is chosen."""
        steps = self._climb()
        return describe_ladder(str(self._story.label), steps) if steps else [Paragraph(_NOTHING)]

    def _update(self) -> None:
        stories = [story for story in self._prep.stories.all() if not story.is_blank()]
        # Begin with the first story that cannot be told yet: its ladder says most.
        first = next((story.id for story in stories if not story.is_told()), "")
        offer(self._story, name_newest(stories, self.chosen or first)[0], "No story yet", first=first)
        self._panel.show(self.read())

    def _climb(self) -> list[Step]:
        story = find_record(self._prep.stories, self.chosen)
        return list_steps(story) if story else []


def describe_ladder(title: str, steps: Sequence[Step]) -> list[Block]:
    """Return a ladder to be read: how much is missing, then each question in its order, numbered through."""
    blocks: list[Block] = [Heading(title), Paragraph(_format_state(steps))]
    for state, group in itertools.groupby(enumerate(steps, start=1), key=lambda numbered: numbered[1].state):
        blocks.append(Heading(_HEADINGS[state], 2))
        for number, step in group:
            detail = step.why if state == "about you" else f"{step.slot}: {step.why}"
            blocks.append(Item(step.question, detail, numbered=number))
    return blocks


def _format_state(steps: Sequence[Step]) -> str:
    blank, weak, signals = (sum(step.state == state for step in steps) for state in ("blank", "weak", "principle"))
    if not blank + weak + signals:
        return "Every slot holds. Say the answers below aloud, each in under a minute."
    parts = [f"{blank} blank"] if blank else []
    parts += [f"{weak} thin"] if weak else []
    parts += [f"{signals} {'signal' if signals == 1 else 'signals'} not shown"] if signals else []
    return f"{', '.join(parts)}. Fill these first: three follow-ups in a row will find them."
