"""Texts that are ready to be pasted elsewhere, each behind a button that copies it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from prepkit.live.editor.judging import sendable
from prepkit.models import Bullet, Letter, Resume
from prepkit.review.documents import write_letter, write_resume
from prepkit.review.parsing import parse_resume

_HERE = Path(__file__).parent
_NOTHING = "Nothing to copy yet. Write a resume line or a letter above, then run this cell again."
_MOST = 50  # texts that get a button


class CopyBox(anywidget.AnyWidget):
    """Buttons that copy texts, as plain text.

    Args:
        texts: Each text by what it is called, as in "the resume"; blank ones are left out.
    """

    _esm = _HERE / "copy_box.js"
    _css = _HERE / "copy_box.css"

    texts = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, texts: Mapping[str, str]) -> None:
        kept = [(name, text) for name, text in texts.items() if text.strip()][:_MOST]
        super().__init__(
            texts=[{"name": sendable(name), "text": sendable(text), "words": len(text.split())} for name, text in kept]
        )

    @classmethod
    def of(cls, resumes: Iterable[Resume], bullets: Iterable[Bullet], letters: Iterable[Letter]) -> CopyBox:
        """Return buttons for the resume with its lines and for each letter."""
        resume = next((one for one in resumes if not one.is_blank()), Resume(id="blank"))
        texts = {"the resume": parse_resume(write_resume(resume, bullets)).text}
        for letter in letters:
            name = f"the {letter.label[:1].lower()}{letter.label[1:]}"
            texts[name if name not in texts else f"{name} ({len(texts)})"] = write_letter(letter)
        return cls(texts)

    def render_html(self) -> str:
        """Return what there is to copy as a list."""
        if not self.texts:
            return f"<p>{_NOTHING}</p>"
        return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in self._list_texts())}</ul>"

    def render_text(self) -> str:
        """Return the facts of `render_html` as plain text."""
        return "\n".join(self._list_texts()) or _NOTHING

    def __repr__(self) -> str:
        return self.render_text()

    def _list_texts(self) -> list[str]:
        return [f"Run this cell to copy {one['name']}: {one['words']:,} words." for one in self.texts]

    def _repr_mimebundle_(self, **options: Any) -> Any:
        live, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**live, "text/html": self.render_html(), "text/plain": self.render_text()}, metadata
