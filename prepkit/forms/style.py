"""The style sheet of the forms, and small pieces of HTML in it."""

from __future__ import annotations

import functools
import html
from importlib import resources
from typing import Any

import ipywidgets as ipw


@functools.cache
def _read_css() -> str:
    sheets = resources.files(__package__)
    return "".join(sheets.joinpath(name).read_text(encoding="utf-8") for name in ("form.css", "board.css"))


def make_style() -> Any:
    """Return the style sheet of forms and boards as a widget to stand first in a form."""
    style = ipw.HTML(f"<style>{_read_css()}</style>")
    style.add_class("pk-style")
    return style


def render_status(text: str, *, wrong: bool = False) -> str:
    """Render one line that a screen reader announces politely when it changes."""
    return f'<div role="status" class="pk-status{" pk-error" if wrong else ""}">{html.escape(text)}</div>'
