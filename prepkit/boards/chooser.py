"""A list to choose one thing from, and what there is to read about it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import ipywidgets as ipw

from prepkit.forms.style import make_style, render_status
from prepkit.show.readable_box import ReadableBox


class Chooser(ReadableBox):
    """A labeled list with a panel below it; a subclass says what can be chosen and what the panel shows.

    Args:
        label: What is chosen, such as Principle.
    """

    def __init__(self, label: str) -> None:
        super().__init__()
        self._busy = False
        self._label = label
        self._list = ipw.Dropdown(description=label, tooltip=f"{label} to read about")
        self._list.observe(self._report, names="value")
        refresh = ipw.Button(description="Read again", tooltip="Look at what is in the workspace now")
        refresh.on_click(lambda _button: self.refresh())
        bar = ipw.HBox([self._list, refresh])
        bar.add_class("pk-picker")
        self._panel = ipw.HTML()
        self._panel.add_class("pk-reading")
        self._status = ipw.HTML(render_status(""))
        self.add_class("pk-form")
        css = resources.files(__package__).joinpath("chooser.css").read_text("utf-8")
        style = ipw.HTML(f"<style>{css}</style>")
        style.add_class("pk-style")
        self.children = (make_style(), style, bar, self._panel, self._status)
        self.refresh()

    @property
    def chosen(self) -> str:
        """The key of what is shown; blank if there is nothing to choose."""
        return self._list.value or ""

    def choose(self, key: str) -> None:
        """Show another one, as picking it from the list does."""
        self._list.value = key

    def refresh(self) -> None:
        """Read everything again; a failure is said, and what was shown stays."""
        try:
            names = self.list_names()
            kept = self._list.value
            self._busy = True
            options = tuple((name, key) for key, name in names.items())
            if self._list.options != options:
                self._list.options = options
            self._list.value = kept if kept in names else self.pick_first(names)
            self._panel.value = self.render_panel(self.chosen)
            self._status.value = render_status("")
        except Exception as error:
            # Whatever keeps the workspace from being read, the person must see it.
            self._status.value = render_status(f"Cannot be read: {error}", wrong=True)
        finally:
            self._busy = False

    def list_names(self) -> Mapping[str, str]:
        """Return what can be chosen: a name by key, each name once."""
        raise NotImplementedError

    def pick_first(self, names: Mapping[str, str]) -> str | None:
        """Return the key to begin with, or None if there is nothing to choose."""
        return next(iter(names), None)

    def render_panel(self, key: str) -> str:
        """Return the panel as HTML; the key is blank if there is nothing to choose."""
        raise NotImplementedError

    def render_html(self) -> str:
        """Return the panel that is shown, as HTML."""
        return f"<section>{self.render_panel(self.chosen)}</section>"

    def _report(self, _change: Any) -> None:
        if not self._busy:
            self.refresh()
