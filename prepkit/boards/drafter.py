"""A first draft from a story: picked, looked at, and kept once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import ipywidgets as ipw

from prepkit.blocks import Block, Fold, Item, Paragraph
from prepkit.boards.board import Board, find_record, line_up, make_button, name_newest, offer
from prepkit.boards.composing import COMPOSITIONS
from prepkit.errors import UsageError
from prepkit.models import Record, Story
from prepkit.models.choices import name_record
from prepkit.show.readable_box import Panel
from prepkit.store.workspace import Workspace

_LISTED = 20  # stories that are named where no kernel runs
_NO_STORY = "No story to draft from yet. Write one in 01, Frame your projects."
_LETTER = "One story carries one letter. Pick the one whose result this team would want."


class Drafter(Board):
    """Drafts a record from a story; the button keeps the draft once and never writes over what was edited since.

    Args:
        prep: The workspace.
        kind: What is drafted: a bullet, a letter (for the company that is entered), or a prfaq.

    Raises:
        UsageError: nothing of this kind is drafted.
    """

    def __init__(self, prep: Workspace, kind: Literal["bullet", "letter", "prfaq"]) -> None:
        super().__init__(prep)
        if kind not in COMPOSITIONS:
            raise UsageError(f'no draft of a "{kind}"', where="Drafter", cure=f"Name one of: {', '.join(COMPOSITIONS)}")
        self._made = COMPOSITIONS[kind]
        self._noun = self._made.noun
        self._names: dict[str, str] = {}
        self._told: set[str] = set()  # ids of the stories that have a draft
        self._story = self._make_list("Story", f"The story to draft a {self._noun} from", lambda _key: self.update())
        self._company = ipw.Text(description="Company and team", placeholder="Amazon, the team you write to")
        self._company.observe(self._taking(lambda _text: self.update()), names="value")
        self._about, self._preview = Panel(), Panel()
        self._keep = make_button(f"Keep this {self._noun}", self.keep, primary=True)
        extras = [self._company] if kind == "letter" else []
        self._open(self._about, line_up(self._story, *extras), self._preview, buttons=[self._keep])

    def keep(self) -> Any:
        """Keep the draft that is shown, unless it is kept already; return what is kept, or None if nothing is."""
        story = self._find()
        if story is None:
            gone = "This story has been deleted since. Pick another."
            self._set_status(gone if self._story.value else _NO_STORY, wrong=True)
            return None
        try:
            said = self._made.keep(self._prep, story, self._begin())
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it.
            self._set_status(f"Not kept: {error}", wrong=True)
            return None
        self.update()
        self._set_status(said)
        return self._made.find(self._prep, story)

    def read(self) -> Sequence[Block]:
        """Return which stories have a draft and which have none yet."""
        self.update()
        if not self._names:
            return [Paragraph(_NO_STORY)]
        listed = list(self._names.items())[:_LISTED]
        states = {True: f"has a {self._noun}", False: f"no {self._noun} yet"}
        rest = len(self._names) - len(listed)
        return [
            *(Item(f"{name}: {states[key in self._told]}") for key, name in listed),
            *([Paragraph(f"And {rest:,} more")] if rest > 0 else []),
        ]

    def _update(self) -> None:
        records = getattr(self._prep, self._made.collection).all()
        others = {getattr(record, "story_id", ""): name_record(record) for record in records}
        held = {record.id for record in records}
        written = [story for story in self._prep.stories.all() if not story.is_blank()]
        self._told = {story.id for story in written if story.id in others or self._made.name(story) in held}
        names, left_out = name_newest(written, self._story.value)
        self._names = {key: names[key] for key in sorted(names, key=lambda key: key in self._told)}
        offer(self._story, self._names, "No story yet")
        waiting = sum(story.id not in self._told for story in written)
        said = [self._count(waiting, len(written)), left_out]
        self._about.show([Paragraph(line, "hint") for line in said if line])
        self._keep.disabled = not self._story.value
        self._show(self._find(), others)

    def _show(self, story: Story | None, others: Mapping[str, str]) -> None:
        if story is None:
            self._preview.show([])
            return
        kept = self._made.find(self._prep, story)
        shown = kept or self._made.compose(self._prep, story, self._begin())
        about = Paragraph(self._format_draft(kept, others.get(story.id, "")), "hint")
        self._preview.show([about, Fold(f"Draft of the {self._noun}", self._made.describe(shown), opened=True)])

    def _find(self) -> Story | None:
        return find_record(self._prep.stories, self._story.value)

    def _begin(self) -> Record:
        return self._made.model(**({"company": self._company.value} if self._noun == "letter" else {}))

    def _format_draft(self, kept: Record | None, other: str) -> str:
        if kept is not None:
            return f"Kept already as “{name_record(kept)}”. What you have edited in it stays."
        if other:
            return f"On this story you have “{other}” already. Keeping this draft adds a second {self._noun}."
        return "A first draft in your own words. What stands in square brackets is for you to fill in."

    def _count(self, waiting: int, written: int) -> str:
        if not written or self._noun == "letter":
            return _LETTER if written else _NO_STORY
        if not waiting:
            each = "Your one story" if written == 1 else f"Each of your {written:,} stories"
            return f"{each} has a {self._noun} already."
        if written == 1:
            return f"Your one story has no {self._noun} yet."
        verb, they = ("has", "it stands") if waiting == 1 else ("have", "they stand")
        return f"{waiting:,} of your {written:,} stories {verb} no {self._noun} yet; {they} first."
