"""The resume and the letters as they read now, each behind a button that copies it."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.blocks import Block
from prepkit.boards.board import Board
from prepkit.live.copy.copy_box import CopyBox, name_texts
from prepkit.store.workspace import Workspace


class CopyBoard(Board):
    """Offers the resume with its lines, and each letter, as plain text to copy."""

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._box = CopyBox({})
        self._open(self._box)

    def read(self) -> Sequence[Block]:
        """Return what there is to copy."""
        return self._box.read()

    def _update(self) -> None:
        self._box.show(name_texts(self._prep.resumes.all(), self._prep.bullets.all(), self._prep.letters.all()))
