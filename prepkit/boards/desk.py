"""What the small tools around the forms share: their style, a labelled list to pick from, a line of status."""

from __future__ import annotations

import functools
import html
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any, TypeVar

import ipywidgets as ipw

from prepkit.errors import UsageError
from prepkit.forms.style import make_style, render_status
from prepkit.models import Record
from prepkit.models.choices import name_records
from prepkit.show.readable_box import ReadableBox

MOST_OFFERED = 200  # entries of a list to pick from; more cannot be read, and each is sent to the browser
NOTHING = ""  # the value of a list that has nothing to pick

R = TypeVar("R", bound=Record)


@functools.cache
def _read_css() -> str:
    return resources.files(__package__).joinpath("desk.css").read_text(encoding="utf-8")


class Desk(ReadableBox):
    """A small tool with a line of status at its end."""

    def __init__(self) -> None:
        super().__init__()
        self._status = ipw.HTML(render_status(""))
        self.add_class("pk-form")
        self.add_class("pk-desk")

    def _lay_out(self, *children: Any, buttons: Sequence[Any] = ()) -> None:
        style = ipw.HTML(f"<style>{_read_css()}</style>")
        style.add_class("pk-style")
        bar = ipw.HBox([*buttons, self._status])
        bar.add_class("pk-actions")
        self.children = (make_style(), style, *children, bar)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self._status.value = render_status(text, wrong=wrong)


def make_line(*widgets: Any) -> Any:
    """Return widgets side by side, which wrap where there is no room."""
    line = ipw.HBox(widgets)
    line.add_class("pk-line")
    return line


def make_list(label: str, names: Mapping[str, str], tooltip: str, nothing: str) -> Any:
    """Return a labelled list to pick an id from, by name; with no names it says that there is nothing."""
    return ipw.Dropdown(description=label, tooltip=tooltip, options=as_options(names, nothing))


def as_options(names: Mapping[str, str], nothing: str) -> list[tuple[str, str]]:
    """Return names by id as the options of a list."""
    return [(name, key) for key, name in names.items()] or [(nothing, NOTHING)]


def offer_newest(records: Sequence[R], kept: str = "") -> tuple[dict[str, str], str]:
    """Name the newest records by id, and say how many are left out.

    Args:
        records: The records, the oldest first.
        kept: The id of one that must be among them, however old.
    """
    newest = list(records[-MOST_OFFERED:])
    if kept and all(one.id != kept for one in newest):
        newest = [one for one in records if one.id == kept] + newest
    rest = len(records) - len(newest)
    return name_records(newest), f"The newest {len(newest):,} of {len(records):,} are offered." if rest else ""


def check_model(name: str, collection: Any, model: type[Record]) -> None:
    """Raise UsageError unless a collection holds records of a model."""
    held = getattr(collection, "model", None)
    if held is not model:
        got = getattr(held, "__name__", type(collection).__name__)
        cure = f"Give it the workspace's collection of {model.__name__}"
        raise UsageError(f"takes records of {model.__name__}, not {got}", where=name, cure=cure)


def render_said(*lines: str) -> str:
    """Return short notes as HTML, escaped; blank ones are left out."""
    return "".join(f'<p class="pk-said">{html.escape(line)}</p>' for line in lines if line)
