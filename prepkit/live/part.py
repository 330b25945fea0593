"""What every browser part shares: its program, put together from files, and what is read where no kernel runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

from prepkit.show.readable_box import ReadableWidget

_HERE = Path(__file__).parent


def read_program(*names: str) -> str:
    """Return the files of a browser part as one program, in this order, after what all parts share.

    Args:
        names: Files below this folder, such as `timer/timer.js`. Only the last has a default export.
    """
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("make.js", *names))


class _Part(anywidget.AnyWidget):
    def _repr_mimebundle_(self, **options: Any) -> Any:
        found = super()._repr_mimebundle_(**options)
        return dict(found[0]) if found else {}


class LivePart(ReadableWidget, _Part):  # type: ignore[misc] # anywidget gives a pair where ipywidgets gives one
    """A part of the page with a program of its own, whose output carries its facts beside the live view."""
