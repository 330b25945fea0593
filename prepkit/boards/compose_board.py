"""One story, told everywhere: resume line, scripts, letter and PRFAQ draft beside each other, each to be kept."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw
import pandas as pd

from prepkit.blocks import Block, Fold, Heading, Paragraph, Table
from prepkit.boards.board import Board, find_record, line_up, make_button, name_newest, offer
from prepkit.boards.composing import COMPOSITIONS
from prepkit.content.library import load
from prepkit.content.shapes.stories import SpokenLength
from prepkit.forms.style import render_status
from prepkit.models import Story
from prepkit.show.readable_box import Panel
from prepkit.store.workspace import Workspace
from prepkit.stories.scripts import Script, compose_script

_NOTHING = "No story yet. Write one in the form above: it is told here in four ways."
_LEAD = "Your own words and numbers only. What the story does not say stands in square brackets."
_PARTS = ("bullet", "script", "letter", "prfaq")


class ComposeBoard(Board):
    """Shows a story as a resume line, as scripts of 30, 90 and 120 seconds, as a letter and as a first PRFAQ draft.

    Nothing is saved until a button keeps it. A second press does not keep it twice, and what the person has edited
    since is never overwritten.

    Args:
        prep: The workspace.
        story_id: The story to show first; the first one if None.
        pace: Words spoken in a minute; the middle of the content's limits if None.

    Raises:
        RecordNotFoundError: there is no story of this id.
    """

    def __init__(self, prep: Workspace, story_id: str | None = None, *, pace: float | None = None) -> None:
        super().__init__(prep)
        if story_id:
            prep.stories.get(story_id)
        self._first, self._pace = story_id or "", pace
        self._story = self._make_list("Story", "The story to tell", self._pick)
        self._lead = Panel()
        self._shown = {name: Panel() for name in _PARTS}
        self._said = {name: ipw.HTML() for name in COMPOSITIONS}
        self._cards = ipw.VBox([self._make_card(name) for name in _PARTS])
        self._open(line_up(self._story), self._lead, self._cards)

    def keep(self, name: str) -> None:
        """Keep the bullet, letter or prfaq of the story that is shown, and say what was done."""
        try:
            story = self._prep.stories.get(self._story.value)
            made = COMPOSITIONS[name]
            said, wrong = made.keep(self._prep, story, made.model()), False
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it.
            said, wrong = f"Not kept: {error}", True
        self._said[name].value = render_status(said, wrong=wrong)

    def read(self) -> Sequence[Block]:
        """Return the story in its four ways."""
        story = self._find()
        if story is None:
            return [Paragraph(_NOTHING)]
        parts = [self._describe(name, story) for name in _PARTS]
        return [Heading(story.label), Paragraph(_LEAD, "hint"), *(block for part in parts for block in part)]

    def _pick(self, _story_id: str) -> None:
        for said in self._said.values():
            said.value = ""
        self.update()

    def _update(self) -> None:
        stories = self._prep.stories.all()
        offer(self._story, name_newest(stories, self._story.value or self._first)[0], "No story yet", first=self._first)
        story = self._find()
        self._story.layout.display = self._cards.layout.display = "none" if story is None else ""
        self._lead.show([Paragraph(_NOTHING) if story is None else Paragraph(_LEAD, "hint")])
        if story is None:
            return
        for name, panel in self._shown.items():
            panel.show(self._describe(name, story))
        for name, said in self._said.items():
            if not said.value:
                made = COMPOSITIONS[name]
                kept = made.find(self._prep, story) is not None
                said.value = render_status(f"A {made.noun} from this story is kept." if kept else "Not kept yet.")

    def _find(self) -> Story | None:
        return find_record(self._prep.stories, self._story.value)

    def _make_card(self, name: str) -> Any:
        shown: list[Any] = [self._shown[name]]
        if name in COMPOSITIONS:
            keep = functools.partial(self.keep, name)
            button = make_button(f"Keep as {COMPOSITIONS[name].noun}", keep, primary=True)
            shown.append(line_up(button, self._said[name], style="buttons"))
        card = ipw.VBox(shown)
        card.add_class("pk-section")
        return card

    def _describe(self, name: str, story: Story) -> list[Block]:
        if name == "script":
            return [Heading("Script"), *describe_scripts(story, self._pace)]
        made = COMPOSITIONS[name]
        record = made.compose(self._prep, story, made.model())
        told = made.describe(record)
        if name == "bullet":
            return [Heading("Resume line"), *told]
        if name == "letter":
            return [Heading("Letter"), Fold(f"{record.words()} words in four moves", told)]
        return [Heading("PRFAQ, first draft"), Fold(f"Press release of {record.release_words()} words", told)]


def describe_scripts(story: Story, pace: float | None = None) -> list[Block]:
    """Return what to say of a story in 30, 90 and 120 seconds, beat by beat, the longest opened."""
    lengths = load(SpokenLength)
    scripts = [(one, compose_script(story, one.seconds, pace=pace)) for one in lengths]
    return [
        Fold(
            f"{length.name}: {script.words} words, {script.spoken_seconds:.0f} seconds",
            describe_script(script),
            opened=length is lengths[-1],
        )
        for length, script in scripts
    ]


def describe_script(script: Script) -> list[Block]:
    """Return a script to be read: its beats, and what was left out."""
    rows = [(beat.name, f"{beat.words} of {beat.budget}", beat.text) for beat in script.beats]
    return [Table(pd.DataFrame(rows, columns=["Beat", "Words", "What you say"])), Paragraph(script.summary())]
