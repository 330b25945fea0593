"""A box of widgets that can also be read: live where a kernel runs, as HTML or plain text where none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import ipywidgets as ipw

from prepkit.blocks import Block, Paragraph
from prepkit.show.html import render_html
from prepkit.show.text import render_text

_HOW_TO_EDIT = "As it stood when this notebook was saved. Opened with prepkit lab, it is live."


class ReadableWidget:
    """A part of a widget that stands before the widget's class: its output carries its facts beside the live view.

    A subclass says in `read` what stands there.
    """

    def read(self) -> Sequence[Block]:
        """Return what it shows, as blocks."""
        raise NotImplementedError

    def render_html(self) -> str:
        """Return what it shows as HTML."""
        return render_html(self.read())

    def render_text(self) -> str:
        """Return what it shows as plain text."""
        return render_text(self.read())

    def __repr__(self) -> str:
        return self.render_text()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        live: dict[str, Any] = super()._repr_mimebundle_(**options)  # type: ignore[misc] # the widget's own
        shown = self.read()
        readable = render_html([*shown, Paragraph(_HOW_TO_EDIT, "hint")])
        return {**live, "text/html": readable, "text/plain": render_text(shown)}


class ReadableBox(ReadableWidget, ipw.VBox):  # type: ignore[misc] # ipywidgets ships no type information
    """A vertical box whose output carries its facts beside the live view."""


class Panel(ipw.HTML):  # type: ignore[misc]
    """Blocks inside a live widget; `show` replaces them."""

    def __init__(self, *blocks: Block) -> None:
        super().__init__()
        self.show(blocks)

    def show(self, blocks: Iterable[Block]) -> None:
        """Show these blocks in place of what stands there."""
        shown = list(blocks)
        self.value = render_html(shown) if shown else ""
