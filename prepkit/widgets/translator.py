"""A project in a data scientist's own words, with the questions that turn each technical phrase of it."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as ipw

from prepkit.content.shapes.writing import Reframing
from prepkit.errors import PrepkitError
from prepkit.models import ScratchText, Story
from prepkit.review.documents import write
from prepkit.review.translation import find_turns
from prepkit.widgets.bound_field import BoundField
from prepkit.widgets.choices import name_records
from prepkit.widgets.contract import Collection
from prepkit.widgets.field_input import FieldInput
from prepkit.widgets.form_field import FormField
from prepkit.widgets.readable_box import ReadableBox
from prepkit.widgets.style import make_style, render_status

OWN_WORDS = "own-words"  # the id under which the project in one's own words is kept
_LONGEST = 50_000  # characters that are read while one types
_OWN = ""
_FIELD = FormField(
    "own_words",
    "Your project, in your own words",
    "As you would tell a colleague: We built a churn model, the AUC was ... Three sentences will do.",
    "prose",
    lines=5,
)
_HEADS = ("You write", "Ask yourself", "How another answered (invented)")
_NOTHING = "Nothing to read yet. Describe the project as you would to a colleague: three sentences will do."
_PLAIN = "No technical phrase found. Now see whether a customer is in it, and what changed for them."


class Translator(ReadableBox):
    """Asks of each technical phrase the question that turns it into product judgment, while one types.

    Args:
        texts: Where the project in one's own words is kept, such as `prep.scratch_texts`.
        stories: The stories whose text can be read as well.
    """

    def __init__(self, texts: Collection[ScratchText], stories: Collection[Story] | None = None) -> None:
        super().__init__()
        self._stories = stories
        self._loading = True
        self._bound = BoundField(texts, OWN_WORDS, "text")
        names = name_records(stories.all()) if stories else {}
        options = [("The text above", _OWN), *((f"Story: {name}", key) for key, name in names.items())]
        self._list = ipw.Dropdown(description="Read", options=options, tooltip="The text to ask about")
        self._text = FieldInput(_FIELD, lambda _path, _raw: self._note(), {})
        self._text.show(self._bound.read())
        self._table = ipw.HTML()
        self._table.add_class("pk-table")
        self._status = ipw.HTML()
        self._build()
        self._bound.tell(self._report)
        self._list.observe(self._show, names="value")
        self._loading = False
        self._show()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._bound.flush()

    def render_html(self) -> str:
        """Return the text and the questions as HTML."""
        text = f"<p>{_mark_up(self._read())}</p>" if self._read().strip() else ""
        return f"<section><h3>{html.escape(self._name())}</h3>{text}{_render(self._ask())}</section>"

    def render_text(self) -> str:
        """Return the text and the questions as plain text."""
        lines = [self._name(), self._read().strip()]
        asked = self._ask()
        if isinstance(asked, str):
            return "\n".join(filter(None, [*lines, asked]))
        return "\n".join(filter(None, [*lines, *(f"- {', '.join(said)}: {entry.ask}" for entry, said in asked)]))

    def _build(self) -> None:
        self.add_class("pk-form")
        self._text.view.add_class("pk-wide")
        field = ipw.Box([self._text.view])
        field.add_class("pk-grid")
        picker = ipw.HBox([self._list])
        picker.add_class("pk-picker")
        picker.add_class("pk-read")
        bar = ipw.HBox([self._status])
        bar.add_class("pk-bar")
        head = [picker] if len(self._list.options) > 1 else []
        self.children = (make_style(), field, *head, self._table, bar)

    def _note(self) -> None:
        if self._loading:
            return
        self._bound.note(self._read())
        if self._list.value != _OWN:
            self._list.value = _OWN  # whoever types wants to be asked about that; this shows it
        else:
            self._show()

    def _report(self, text: str, wrong: bool) -> None:
        self._status.value = render_status(text, wrong=wrong)

    def _show(self, _change: Any = None) -> None:
        self._table.value = _render(self._ask())

    def _name(self) -> str:
        return _FIELD.title if self._list.value == _OWN else str(self._list.label)

    def _read(self) -> str:
        return str(self._text.read() or "")

    def _ask(self) -> list[tuple[Reframing, list[str]]] | str:
        """Return each question with the phrases that it is asked of, or a sentence in their place."""
        text = self._read()
        if self._list.value != _OWN and self._stories is not None:
            try:
                text = write(self._stories.get(self._list.value))[0]
            except PrepkitError as error:
                # A list that was read a while ago may name what is gone by now.
                return f"Cannot be read: {error}"
        if not text.strip():
            return _NOTHING
        if len(text) > _LONGEST:
            return f"Over {_LONGEST:,} characters. Paste the part that you would say aloud."
        asked: dict[str, tuple[Reframing, list[str]]] = {}
        for turn in find_turns(text):
            _, said = asked.setdefault(turn.entry.id, (turn.entry, []))
            phrase = " ".join(text[turn.start : turn.end].split())
            if phrase.lower() not in [one.lower() for one in said]:
                said.append(phrase)
        return list(asked.values()) or _PLAIN


def _render(asked: list[tuple[Reframing, list[str]]] | str) -> str:
    if isinstance(asked, str):
        return f"<p>{html.escape(asked)}</p>"
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(", ".join(said))}</th><td class="pk-ask">{html.escape(entry.ask)}</td>'
        f"<td>{html.escape(entry.product_phrase)}</td></tr>"
        for entry, said in asked
    )
    return (
        f'<table class="pk-asked"><caption>Questions to ask of each phrase</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _mark_up(text: str) -> str:
    return html.escape(text.strip()).replace("\n", "<br>")
