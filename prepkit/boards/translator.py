"""A project in a data scientist's own words, with the questions that turn each technical phrase of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Heading, Paragraph, Table
from prepkit.boards.board import NOTHING, Board, ask, line_up, name_newest, offer
from prepkit.content.shapes.writing import Reframing
from prepkit.errors import PrepkitError
from prepkit.review.documents import write
from prepkit.review.translation import find_turns
from prepkit.store.draft import RecordDraft
from prepkit.store.workspace import Workspace

OWN_WORDS = "own-words"  # the id under which the project in one's own words is kept
_LONGEST = 50_000  # characters that are read while one types
_TITLE = "Your project, in your own words"
_HINT = "As you would tell a colleague: We built a churn model, the AUC was ... Three sentences will do."
_HEADS = ["You write", "Ask yourself", "How another answered (invented)"]
_NOTHING = "Nothing to read yet. Describe the project as you would to a colleague: three sentences will do."
_PLAIN = "No technical phrase found. Now see whether a customer is in it, and what changed for them."


class Translator(Board):
    """Asks of each technical phrase the question that turns it into product judgment, while one types.

    Args:
        prep: The workspace; its stories can be read as well.
    """

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._draft = RecordDraft.of(prep.scratch_texts, OWN_WORDS)
        self._which = self._make_list("Read", "The text to ask about", lambda _key: self.update())
        self._text = ask(_TITLE, _HINT, "", self._note, lines=5)
        self._picker = line_up(self._which)
        self._open(line_up(self._text.view, style="grid"), self._picker, self._panel)
        self._draft.tell(self._set_status)

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._draft.flush()

    def read(self) -> Sequence[Block]:
        """Return the text and the questions."""
        self.update()
        own = [Paragraph(self._text.read().strip())] if self._text.read().strip() else []
        name = _TITLE if self._which.value == NOTHING else str(self._which.label)
        return [Heading(name), *own, *self._describe()]

    def _note(self, text: str) -> None:
        with self._lock:
            if self._setting:
                return
            self._draft.put(("text",), text)
            with self._quietly():
                self._which.value = NOTHING  # whoever types wants to be asked about that; this shows it
            self._panel.show(self._describe())

    def _update(self) -> None:
        stored = self._draft.read()["text"]
        if not self._draft.unsaved:
            self._text.show(stored)
        names, _ = name_newest(self._prep.stories.all(), self._which.value)
        offer(self._which, {NOTHING: "The text above", **{key: f"Story: {name}" for key, name in names.items()}})
        self._picker.layout.display = "" if names else "none"
        self._panel.show(self._describe())

    def _describe(self) -> list[Block]:
        """Return each question with the phrases that it is asked of, or a sentence in their place."""
        text = self._text.read()
        if self._which.value != NOTHING:
            try:
                text = write(self._prep.stories.get(self._which.value))[0]
            except PrepkitError as error:
                return [Paragraph(f"Cannot be read: {error}", "wrong")]
        if not text.strip():
            return [Paragraph(_NOTHING)]
        if len(text) > _LONGEST:
            return [Paragraph(f"Over {_LONGEST:,} characters. Paste the part that you would say aloud.")]
        asked: dict[str, tuple[Reframing, list[str]]] = {}
        for turn in find_turns(text):
            _, said = asked.setdefault(turn.entry.id, (turn.entry, []))
            phrase = " ".join(text[turn.start : turn.end].split())
            if phrase.lower() not in [one.lower() for one in said]:
                said.append(phrase)
        rows: list[Any] = [(", ".join(said), entry.ask, entry.product_phrase) for entry, said in asked.values()]
        if not rows:
            return [Paragraph(_PLAIN)]
        return [Table(pd.DataFrame(rows, columns=_HEADS), "Questions to ask of each phrase")]
