"""A spoken answer as text: judged while it is typed or pasted, and its share of method drawn."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.blocks import Block, Figure, Paragraph
from prepkit.boards.board import Board, fill, make_panel
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.review.reviewer import review
from prepkit.review.talk import measure_talk
<<<<<<< HEAD
from prepkit.store.contract import Workspace
=======
from prepkit.sessions.asking import make_session_style
from prepkit.show.readable_box import ReadableBox
from prepkit.store.contract import Collection
from prepkit.store.draft import Draft
>>>>>>> main

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
<<<<<<< HEAD
        super().__init__(prep)
        held = getattr(prep, collection)
        self._editor = ReviewEditor.on(held, record_id, field, kind="talk", rows=7, label=label, hint=_HINT)
        self._editor.observe(lambda _change: self._update_in(1), names="value")  # a chart a second, not one a key
        self._share, self._drawn = make_panel(), ""
=======
        super().__init__()
        hint = "Type, dictate, or paste a transcript of your recording."
        self._editor = ReviewEditor.on(collection, record_id, field, kind="talk", rows=7, label=label, hint=hint)
        self._share = ipw.HTML(draw_share(self._editor.value))
        self._redraw = Draft(self._draw)  # a chart a second after the last key, not one a key
        self._editor.observe(lambda change: self._redraw.put("text", change["new"]), names="value")
        self.add_class("pk-form")
>>>>>>> main
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

<<<<<<< HEAD
    def _update(self) -> None:
        if not self._share.value or self._drawn != self.text:
            self._drawn = self.text
            fill(self._share, describe_share(self.text))
=======
    def render_text(self) -> str:
        """Return the share of method, the text and its findings as plain text."""
        return f"{self._say_share()}\n{self._editor.render_text()}"

    def _draw(self, _changes: Any) -> None:
        self._share.value = draw_share(self._editor.value)

    def _say_share(self) -> str:
        measured = measure_talk(review(self._editor.value, "talk"))
        if not measured.sentences:
            return _NOTHING
        return f"{measured.share:.0f}% is about method; the yardstick is {measured.yardstick:g}%."
>>>>>>> main


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
