"""The style sheet of the forms, and small pieces of HTML in it."""

from __future__ import annotations

import datetime as dt
import functools
import html
from importlib import resources
from typing import Any

import ipywidgets as ipw


@functools.cache
def _read_css() -> str:
    return resources.files("prepkit.widgets").joinpath("form.css").read_text(encoding="utf-8")


def make_style() -> Any:
    """Return the style sheet as a widget to stand first in a form."""
    style = ipw.HTML(f"<style>{_read_css()}</style>")
    style.add_class("pk-style")
    return style


def render_status(text: str, *, wrong: bool = False) -> str:
    """Render one line that a screen reader announces politely when it changes."""
    return f'<div role="status" class="pk-status{" pk-error" if wrong else ""}">{html.escape(text)}</div>'


def say_saved(saved_at: dt.datetime | None) -> str:
    """Say when something was saved: the time today, the day as well before."""
    if saved_at is None:
        return "Not saved yet: it is saved as you type."
    if saved_at.date() == dt.datetime.now().astimezone().date():
        return f"Saved at {saved_at:%H:%M:%S}"
    return f"Saved on {saved_at.day} {saved_at:%b %Y} at {saved_at:%H:%M:%S}"
