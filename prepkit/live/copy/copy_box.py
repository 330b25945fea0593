"""Texts that are ready to be pasted elsewhere, each behind a button that copies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import traitlets

from prepkit.blocks import Block, Item, Paragraph
from prepkit.live.editor.judging import sendable
from prepkit.live.part import LivePart
from prepkit.models import Bullet, Letter, Resume
from prepkit.review.documents import write_letter, write_resume
from prepkit.review.parsing import parse_resume

_HERE = Path(__file__).parent
_NOTHING = "Nothing to copy yet. Write a resume line or a letter first."
_MOST = 50  # texts that get a button


class CopyBox(LivePart):
    """Buttons that copy texts, as plain text.

    Args:
        texts: Each text by what it is called, as in "the resume"; blank ones are left out.
    """

    _esm = _HERE / "copy_box.js"
    _css = _HERE / "copy_box.css"

    texts = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self.show(texts)

    def show(self, texts: Mapping[str, str]) -> None:
        """Offer these texts in place of those before."""
        kept = [(name, text) for name, text in texts.items() if text.strip()][:_MOST]
        self.texts = [
            {"name": sendable(name), "text": sendable(text), "words": len(text.split())} for name, text in kept
        ]

    @classmethod
    def of(cls, resumes: Iterable[Resume], bullets: Iterable[Bullet], letters: Iterable[Letter]) -> CopyBox:
        """Return buttons for the resume with its lines and for each letter."""
        return cls(name_texts(resumes, bullets, letters))

    def read(self) -> Sequence[Block]:
        """Return what there is to copy."""
        lines = [f"Ready to copy: {one['name']}, {one['words']:,} words." for one in self.texts]
        return [Item(line) for line in lines] or [Paragraph(_NOTHING)]


def name_texts(resumes: Iterable[Resume], bullets: Iterable[Bullet], letters: Iterable[Letter]) -> dict[str, str]:
    """Return the resume with its lines and each letter as plain text, by what it is called."""
    resume = next((one for one in resumes if not one.is_blank()), Resume(id="blank"))
    texts = {"the resume": parse_resume(write_resume(resume, bullets)).text}
    for letter in letters:
        name = f"the {letter.label[:1].lower()}{letter.label[1:]}"
        texts[name if name not in texts else f"{name} ({len(texts)})"] = write_letter(letter)
    return texts
