"""A published press release beside one's own draft: pasted, kept in the workspace, compared."""

from __future__ import annotations

import datetime as dt
import html
import threading
from typing import Any

import ipywidgets as ipw
import pandas as pd

from prepkit.compose import derive_id
from prepkit.errors import RecordNotFoundError
from prepkit.models import PRFAQ, Reading, ScratchText
from prepkit.models.fields import LINE_LIMIT, make_id
from prepkit.review.mirror import LONGEST, compare_releases
from prepkit.widgets.autosave import Autosave
from prepkit.widgets.contract import Collection
from prepkit.widgets.desk import NOTHING, Desk, check_model, make_line, make_list, offer_newest

_NEW = "A release that is not in your log yet"
_NO_TEXT = (
    "Paste a published press release above. It stays in your workspace and is never shown in the notebook's file."
)
_NO_DRAFT = "Choose or write a PRFAQ to compare it with."


class ReleaseMirror(Desk):
    """Compares a published release with a draft: sentences, numbers, quotes, adjectives, structure.

    The pasted text is kept as a text of the workspace, under the reading that it belongs to; a release that is not in
    the log of readings yet is entered there, by its first line. What the notebook's file shows is the comparison alone.

    Args:
        readings: The log of what was read.
        texts: Where the pasted texts are kept, such as `prep.scratch_texts`.
        prfaqs: The drafts.
        today: The day that a new reading is entered under.

    Raises:
        UsageError: a collection is of another kind.
    """

    def __init__(
        self,
        readings: Collection[Reading],
        *,
        texts: Collection[ScratchText],
        prfaqs: Collection[PRFAQ],
        today: dt.date,
    ) -> None:
        super().__init__()
        for collection, model in ((readings, Reading), (texts, ScratchText), (prfaqs, PRFAQ)):
            check_model("ReleaseMirror", collection, model)
        self._readings, self._texts, self._prfaqs, self._today = readings, texts, prfaqs, today
        self._lock = threading.RLock()
        self._unsaved: tuple[str, str] | None = None  # the reading that a text was pasted under, and the text
        self._showing = False
        self._about, self._drawn = "", pd.DataFrame()
        names, _ = offer_newest(readings.all())
        drafts, _ = offer_newest([draft for draft in prfaqs.all() if not draft.is_blank()])
        self._reading = make_list("Release", {**names, NOTHING: _NEW}, "A release from your log, or a new one", _NEW)
        self._draft = make_list("Your draft", drafts, "The PRFAQ to compare it with", "No PRFAQ yet")
        self._text = ipw.Textarea(description="The release, as plain text", placeholder="Paste it here", rows=7)
        self._shown = ipw.HTML()
        self._shown.add_class("pk-table")
        self._autosave = Autosave(self._save)
        self._reading.value = self._pick_first(list(names))
        self._load()
        self._reading.observe(self._switch, names="value")
        self._draft.observe(lambda _change: self._compare(), names="value")
        self._text.observe(self._note, names="value")
        self._lay_out(make_line(self._reading, self._draft), self._text, self._shown)
        self._compare()

    def flush(self) -> None:
        """Save now what is not saved yet, and compare."""
        self._autosave.flush()

    def compare(self) -> pd.DataFrame:
        """Return the table of `compare_releases` for what is shown; without rows if the text or the draft is blank."""
        try:
            draft = self._prfaqs.get(self._draft.value) if self._draft.value else PRFAQ(id="none")
        except RecordNotFoundError:
            draft = PRFAQ(id="none")
        return compare_releases(draft, self._text.value)

    def render_html(self) -> str:
        """Return the comparison as HTML, without the pasted text."""
        self._compare()
        return str(self._shown.value)

    def render_text(self) -> str:
        """Return the comparison as plain text, without the pasted text."""
        frame = self.compare()
        if frame.empty:
            return self._say_missing()
        return "\n".join([self._name(), *(" | ".join(row) for row in [_HEAD, *_list_rows(frame)])])

    def _pick_first(self, ids: list[str]) -> str:
        held = {one.id for one in self._texts.all()}
        return next((one for one in ids if derive_id(one, "text") in held), NOTHING)

    def _load(self) -> None:
        self._showing = True
        try:
            self._text.value = self._texts.get(derive_id(self._reading.value, "text")).text
        except RecordNotFoundError:
            self._text.value = ""
        finally:
            self._showing = False

    def _switch(self, _change: Any) -> None:
        if self._showing:
            return
        self._autosave.flush()
        self._load()
        self._compare()

    def _note(self, change: Any) -> None:
        if self._showing:
            return
        with self._lock:
            self._unsaved = (self._reading.value, change["new"])
        self._tell("Saving soon")
        self._autosave.touch()

    def _save(self) -> None:
        with self._lock:
            if self._unsaved is None:
                return
            reading_id, text = self._unsaved
            try:
                reading_id = reading_id or self._enter(text)
                if reading_id:
                    self._texts.save(ScratchText(id=derive_id(reading_id, "text"), text=text))
            except Exception as error:
                # Whatever keeps a collection from saving, the person must see it and the text must stay.
                self._tell(f"Not saved: {error} What you pasted stays here.", wrong=True)
                return
            self._unsaved = None
        self._compare()
        self._tell("Saved in your workspace, and in nothing else.")

    def _enter(self, text: str) -> str:
        """Enter a new release into the log under its first line, show it as picked if none is, and return its id."""
        title = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")[:LINE_LIMIT]
        if not title:
            return ""
        reading = Reading(id=make_id(), date=self._today, title=title)
        self._readings.save(reading)
        self._showing = True
        picked = self._reading.value or reading.id
        self._reading.options = [(title, reading.id), *self._reading.options]
        self._reading.value = picked
        self._showing = False
        return reading.id

    def _compare(self) -> None:
        frame, about = self.compare(), f"{self._name()} {self._say_missing()}"
        if self._about != about or not frame.equals(self._drawn):  # drawing the chart again would take a while
            self._shown.value = self._render(frame)
            self._about, self._drawn = about, frame

    def _render(self, frame: pd.DataFrame) -> str:
        if frame.empty:
            return f'<p class="pk-said">{html.escape(self._say_missing())}</p>'
        from prepkit.charts import mirror

        chart = mirror(frame).to_html()
        cut = f"<p>Only its first {LONGEST:,} characters are compared.</p>" if len(self._text.value) > LONGEST else ""
        name = html.escape(self._name())
        return f'<p class="pk-lead">{name}</p>{cut}<div class="pk-chart">{chart}</div>{_render(frame)}'

    def _name(self) -> str:
        return f"{self._draft.label}, beside: {self._reading.label}"

    def _say_missing(self) -> str:
        return _NO_TEXT if not self._text.value.strip() else _NO_DRAFT


_HEAD = ("Measure", "Yours", "Theirs", "What to do")


def _list_rows(frame: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    return [
        (row["measure"], _say(row["yours"], row["unit"]), _say(row["theirs"], row["unit"]), row["advice"])
        for row in frame.to_dict("records")
    ]


def _say(value: float, unit: str) -> str:
    if unit == "yes or no":
        return "yes" if value else "no"
    if unit == "per 100 words":
        return f"{value:g} in 100 words"
    return f"{value:g}{'' if unit in ('count', 'grade') else '%' if unit == '%' else f' {unit}'}"


def _render(frame: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEAD)
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td>{html.escape(yours)}</td><td>{html.escape(theirs)}</td>'
        f'<td style="white-space:normal">{html.escape(advice)}</td></tr>'
        for name, yours, theirs, advice in _list_rows(frame)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
