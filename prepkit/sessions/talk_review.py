"""A spoken answer as text: judged while it is typed or pasted, and its share of method drawn."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.blocks import Block, Figure, Paragraph
from prepkit.boards.board import Board
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.review.reviewer import review
from prepkit.review.talk import measure_talk
from prepkit.show.readable_box import Panel
from prepkit.store.workspace import Workspace

_HINT = "Type, dictate, or paste a transcript of your recording."
_NOTHING = "Nothing is measured yet: type or paste what you said."


class TalkReview(Board):
    """Reviews what was said as talk, with the share of method drawn above it against two minutes in ten.

    Args:
        prep: The workspace.
        record_id: The record that holds the text; begun if there is none.
        collection: The attribute of the workspace that holds the record.
        field: The name of the text.
        label: What the box is called.
    """

    def __init__(
        self,
        prep: Workspace,
        record_id: str = "spoken-answer",
        *,
        collection: str = "scratch_texts",
        field: str = "text",
        label: str = "What you said",
    ) -> None:
        super().__init__(prep)
        held = getattr(prep, collection)
        self._editor = ReviewEditor.on(held, record_id, field, kind="talk", rows=7, label=label, hint=_HINT)
        self._editor.observe(lambda _change: self._update_in(1), names="value")  # a chart a second, not one a key
        self._share, self._drawn = Panel(), ""
        self.add_class("pk-session")
        self._open(self._share, self._editor)

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self._editor.value

    @text.setter
    def text(self, text: str) -> None:
        self._editor.value = text

    def flush(self) -> None:
        """Save and draw now what is not yet."""
        self._editor.flush()
        self.update()

    def read(self) -> Sequence[Block]:
        """Return the share of method, the text and its findings."""
        return [*describe_share(self.text), *self._editor.read()]

    def _update(self) -> None:
        if not self._share.value or self._drawn != self.text:
            self._drawn = self.text
            self._share.show(describe_share(self.text))


def describe_share(answer: str) -> list[Block]:
    """Return how much of an answer is about method, in words and drawn."""
    if not answer.strip():
        return [Paragraph(_NOTHING, "hint")]
    from prepkit.charts import talk  # matplotlib is loaded by the first answer that needs it

    found = review(answer, "talk")
    measured = measure_talk(found)
    said = f"{measured.share:.0f}% is about method; the yardstick is {measured.yardstick:g}%."
    try:
        return [Paragraph(said if measured.sentences else _NOTHING), Figure(talk(found))]
    except Exception as error:
        return [Paragraph(said), Paragraph(f"The share of method could not be drawn: {error}", "wrong")]
