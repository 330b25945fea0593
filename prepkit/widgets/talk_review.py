"""A spoken answer as text: judged while it is typed or pasted, and its share of method drawn."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as ipw

from prepkit.review.reviewer import review
from prepkit.review.talk import measure_talk
from prepkit.widgets.asking import make_session_style
from prepkit.widgets.autosave import Autosave
from prepkit.widgets.contract import Collection
from prepkit.widgets.readable_box import ReadableBox
from prepkit.widgets.review_editor import ReviewEditor
from prepkit.widgets.style import make_style

_NOTHING = "Nothing is measured yet: type or paste what you said."


class TalkReview(ReadableBox):
    """Reviews what was said as talk, with the share of method drawn above it against two minutes in ten.

    Args:
        collection: Where the text is kept, such as `prep.scratch_texts`.
        record_id: The record that holds it; begun if there is none.
        field: The name of the text.
        label: What the box is called.
    """

    def __init__(
        self,
        collection: Collection[Any],
        record_id: str = "spoken-answer",
        field: str = "text",
        *,
        label: str = "What you said",
    ) -> None:
        super().__init__()
        hint = "Type, dictate, or paste a transcript of your recording."
        self._editor = ReviewEditor.on(collection, record_id, field, kind="talk", rows=7, label=label, hint=hint)
        self._share = ipw.HTML(draw_share(self._editor.value))
        self._redraw = Autosave(self._draw)  # a chart a second after the last key, not one a key
        self._editor.observe(lambda _change: self._redraw.touch(), names="value")
        self.add_class("pk-form")
        self.add_class("pk-session")
        self.children = (make_style(), make_session_style(), self._share, self._editor)

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
        self._redraw.flush()

    def render_html(self) -> str:
        """Return the chart, the text and its findings as HTML without any style."""
        return f"{self._share.value}{self._editor.render_html()}"

    def render_text(self) -> str:
        """Return the share of method, the text and its findings as plain text."""
        return f"{self._say_share()}\n{self._editor.render_text()}"

    def _draw(self) -> None:
        self._share.value = draw_share(self._editor.value)

    def _say_share(self) -> str:
        measured = measure_talk(review(self._editor.value, "talk"))
        if not measured.sentences:
            return _NOTHING
        return f"{measured.share:.0f}% is about method; the yardstick is {measured.yardstick:g}%."


def draw_share(answer: str) -> str:
    """Return the chart of how much of an answer is about method, as an image with its alternative text; or no chart."""
    if not answer.strip():
        return f'<p class="pk-hint">{_NOTHING}</p>'
    from prepkit.charts import talk  # matplotlib is loaded by the first answer that needs it

    try:
        return talk(review(answer, "talk")).to_html()
    except Exception as error:
        return f"<p>The share of method could not be drawn: {html.escape(str(error))}</p>"
