"""What all editors of a kernel have in common in the browser, sent there once."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

import ipywidgets as ipw
import traitlets

from prepkit.live.part import read_program

HERE = Path(__file__).parent
PARTS = ("editor/marks.js", "editor/surface.js", "editor/list.js", "editor/review_editor.js")


class SharedProgram(ipw.Widget):  # type: ignore[misc] # ipywidgets ships no type information
    """The editor's program and style sheet, which each editor refers to in place of carrying 40 KB of its own."""

    _one: ClassVar[SharedProgram | None] = None

    program = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)

    @classmethod
    def get(cls) -> Self:
        """Return the one of this kernel; a new one if there is none, or if its connection was closed."""
        one = cls._one
        if not isinstance(one, cls) or one.comm is None:
            one = cls(program=read_program(*PARTS), style=(HERE / "review_editor.css").read_text("utf-8"))
            SharedProgram._one = one
        return one
