"""A box of widgets that can also be read: live where a kernel runs, as HTML or plain text where none does."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw

_HOW_TO_EDIT = "As it was when this cell last ran. Run the cell again to see what is saved, and to change it."


class ReadableBox(ipw.VBox):  # type: ignore[misc] # ipywidgets ships no type information
    """A vertical box whose output carries its facts beside the live view."""

    def render_html(self) -> str:
        """Return what it shows as HTML without any style."""
        raise NotImplementedError

    def render_text(self) -> str:
        """Return what it shows as plain text."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.render_text()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        live: dict[str, Any] = super()._repr_mimebundle_(**options)
        # Two prices in a text are no formula, whatever JupyterLab takes the dollar signs for.
        readable = f'<div class="mathjax_ignore">{self.render_html()}<p><em>{_HOW_TO_EDIT}</em></p></div>'
        return {**live, "text/html": readable, "text/plain": self.render_text()}
