"""The style sheet of the forms, and the few lines of HTML within their controls; the only tags that forms write."""

from __future__ import annotations

from importlib import resources
from typing import Any

import ipywidgets as ipw

from prepkit.models.form_field import FormField
from prepkit.show.html import escape

_SHEETS = ("form.css", "board.css")
_SHARED: dict[str, Any] = {}


def make_style() -> Any:
    """Return the style of forms and boards as a widget to stand first in one: one a kernel, sent to it once."""
    style = _SHARED.get("form")
    if style is None or style.comm is None:
        sheets = resources.files(__package__)
        style = _SHARED["form"] = make_rules("".join(sheets.joinpath(name).read_text("utf-8") for name in _SHEETS))
    return style


def make_rules(css: str) -> Any:
    """Return rules of CSS, written by prepkit, as a widget."""
    style = ipw.HTML(f"<style>{css}</style>")
    style.add_class("pk-style")
    return style


def render_line(text: str, style: str, *, role: str = "") -> str:
    """Return a line of a control as HTML, such as its hint; the text is escaped, and no text is no line."""
    announced = f' role="{role}"' if role else ""
    return f'<div class="pk-{style}"{announced}>{escape(text)}</div>' if text else ""


def render_legend(field: FormField, *, titled: bool = True) -> str:
    """Return the title and the hint of what stands below them."""
    return f"{render_line(field.title if titled else '', 'legend')}{render_line(field.hint, 'hint')}"


def render_error(text: str) -> str:
    """Return what is wrong with an input, announced to a screen reader at once."""
    return render_line(text, "error", role="alert")


def render_heads(titles: list[str]) -> str:
    """Return the heads of columns, which a screen reader finds at each cell instead."""
    cells = "".join(f"<div>{escape(title)}</div>" for title in titles)
    return f'<div class="pk-cell-row" aria-hidden="true">{cells}</div>'


def render_heading(text: str) -> str:
    """Return the heading of a section."""
    return f"<h3>{escape(text)}</h3>"


def render_status(text: str, *, wrong: bool = False) -> str:
    """Render one line that a screen reader announces politely when it changes."""
    return f'<div role="status" class="pk-status{" pk-error" if wrong else ""}">{escape(text)}</div>'
