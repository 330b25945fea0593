"""A published press release beside one's own draft: pasted, kept in the workspace, compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw
import pandas as pd

from prepkit.blocks import Block, Figure, Paragraph, Table
from prepkit.boards.board import NOTHING, Board, find_record, line_up, name_newest, offer
from prepkit.models import PRFAQ, Reading, ScratchText
from prepkit.models.fields import LINE_LIMIT, make_id
from prepkit.review.mirror import LONGEST, compare_releases
from prepkit.store.draft import Draft
from prepkit.store.workspace import Workspace
from prepkit.stories.drafts import derive_id

_NEW = "A release that is not in your log yet"
_NO_TEXT = (
    "Paste a published press release above. It stays in your workspace and is never shown in the notebook's file."
)
_NO_DRAFT = "Choose or write a PRFAQ to compare it with."


class ReleaseMirror(Board):
    """Compares a published release with a draft: sentences, numbers, quotes, adjectives, structure.

    The pasted text is kept as a text of the workspace, under the reading that it belongs to; a release that is not in
    the log of readings yet is entered there, by its first line. What the notebook's file shows is the comparison alone.
    """

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._draft = Draft(self._store, self._set_status)
        self._new = make_id()  # the reading that a release is entered as, once one is pasted
        self._drawn: tuple[str, pd.DataFrame] = ("", pd.DataFrame())
        self._reading = self._make_list("Release", "A release from your log, or a new one", lambda _key: self._switch())
        self._prfaq = self._make_list("Your draft", "The PRFAQ to compare it with", lambda _key: self.update())
        self._text = ipw.Textarea(description="The release, as plain text", placeholder="Paste it here", rows=7)
        self._text.observe(self._taking(lambda text: self._draft.put(self._id, text)), names="value")
        self._open(line_up(self._reading, self._prfaq), self._text, self._panel)

    def flush(self) -> None:
        """Save now what is not saved yet, and compare."""
        self._draft.flush()
        self.update()

    def compare(self) -> pd.DataFrame:
        """Return the table of `compare_releases` for what is shown; without rows if the text or the draft is blank."""
        draft = find_record(self._prep.prfaqs, self._prfaq.value)
        return compare_releases(draft or PRFAQ(id="none"), self._text.value)

    def read(self) -> Sequence[Block]:
        """Return the comparison, without the pasted text."""
        self.update()
        return self._describe(self._drawn[1])

    @property
    def _id(self) -> str:
        return self._reading.value or self._new

    def _switch(self) -> None:
        self._draft.flush()
        self.update()

    def _update(self) -> None:
        readings = self._prep.readings.all()
        if self._reading.value == NOTHING and any(one.id == self._new for one in readings):
            first, self._new = self._new, make_id()  # what was pasted has been entered, and stays chosen
            self._reading.options = [(_NEW, NOTHING), (_NEW, first)]
            self._reading.value = first
        texts = {one.id: one.text for one in self._prep.scratch_texts.all()}
        names, _ = name_newest(readings, self._reading.value)
        first = next((one for one in names if derive_id(one, "text") in texts), NOTHING)
        offer(self._reading, {**names, NOTHING: _NEW}, first=first)
        drafts = [draft for draft in self._prep.prfaqs.all() if not draft.is_blank()]
        offer(self._prfaq, name_newest(drafts, self._prfaq.value)[0], "No PRFAQ yet")
        if self._id not in self._draft.unsaved:
            self._text.value = texts.get(derive_id(self._id, "text"), "")
        about, frame = f"{self._name()} {self._format_missing()}", self.compare()
        if self._drawn[0] != about or not frame.equals(self._drawn[1]):  # drawing the chart again would take a while
            self._drawn = about, frame
            self._panel.show(self._describe(frame))

    def _store(self, texts: dict[Any, Any]) -> tuple[str, bool]:
        for reading_id, text in texts.items():
            if self._enter(reading_id, text):
                self._prep.scratch_texts.save(ScratchText(id=derive_id(reading_id, "text"), text=text))
        return "Saved in your workspace, and in nothing else.", False

    def _enter(self, reading_id: str, text: str) -> bool:
        """Enter a release into the log under its first line, if it is not there; tell whether it is there now."""
        if find_record(self._prep.readings, reading_id):
            return True
        title = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")[:LINE_LIMIT]
        if title:
            self._prep.readings.save(Reading(id=reading_id, date=self._prep.today, title=title))
        return bool(title)

    def _describe(self, frame: pd.DataFrame) -> list[Block]:
        if frame.empty:
            return [Paragraph(self._format_missing(), "hint")]
        from prepkit.charts import mirror  # matplotlib is loaded by the first comparison

        cut = f"Only its first {LONGEST:,} characters are compared."
        return [
            Paragraph(self._name(), "lead"),
            *([Paragraph(cut)] if len(self._text.value) > LONGEST else []),
            Figure(mirror(frame)),
            Table(tabulate_comparison(frame)),
        ]

    def _name(self) -> str:
        return f"{self._prfaq.label}, beside: {self._reading.label}"

    def _format_missing(self) -> str:
        return _NO_TEXT if not self._text.value.strip() else _NO_DRAFT


def tabulate_comparison(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what `compare_releases` found in words: measure, yours, theirs, and what to do."""
    rows = [
        (row["measure"], _write(row["yours"], row["unit"]), _write(row["theirs"], row["unit"]), row["advice"])
        for row in frame.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Measure", "Yours", "Theirs", "What to do"])


def _write(value: float, unit: str) -> str:
    if unit == "yes or no":
        return "yes" if value else "no"
    if unit == "per 100 words":
        return f"{value:g} in 100 words"
    return f"{value:g}{'' if unit in ('count', 'grade') else '%' if unit == '%' else f' {unit}'}"
