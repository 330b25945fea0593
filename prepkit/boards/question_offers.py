"""The questions that readers of a PRFAQ will miss, each added by a button, once."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as ipw
import pandas as pd

from prepkit.boards.desk import NOTHING, Desk, as_options, check_model, make_line, make_list, offer_newest
from prepkit.errors import RecordNotFoundError
from prepkit.models import PRFAQ
from prepkit.review.questions import add_question, list_questions
from prepkit.store.contract import Collection

_NONE = "No PRFAQ yet. Keep a draft above or begin one in the form, then run this cell again."
_AUDIENCES = {"external": "Customers and the press ask", "internal": "Your leaders ask"}


class QuestionOffers(Desk):
    """Says of each needed question whether a PRFAQ asks and answers it, and adds the missing ones, unanswered.

    Args:
        collection: The PRFAQs.
        record_id: The one to show first; the first of the collection if None.

    Raises:
        UsageError: the collection is of another kind.
    """

    def __init__(self, collection: Collection[PRFAQ], record_id: str | None = None) -> None:
        super().__init__()
        check_model("QuestionOffers", collection, PRFAQ)
        self._collection = collection
        names, _ = offer_newest(collection.all(), record_id or "")
        self._drafts = make_list("PRFAQ", names, "The PRFAQ to add questions to", "No PRFAQ yet")
        if record_id in names:
            self._drafts.value = record_id
        self._table = ipw.HTML()
        self._table.add_class("pk-table")
        self._question = make_list("Question to add", {}, "A question that this PRFAQ does not ask yet", "None")
        self._add = ipw.Button(description="Add this question")
        self._add.on_click(lambda _button: self.add(self._question.value))
        self._add_all = ipw.Button(description="Add every needed one", button_style="primary")
        self._add_all.on_click(lambda _button: self.add(*self._list_missing()))
        self._drafts.observe(lambda _change: self._show(), names="value")
        self._lay_out(
            make_line(self._drafts), self._table, make_line(self._question, self._add), buttons=[self._add_all]
        )
        self._show()

    def add(self, *question_ids: str) -> None:
        """Add offered questions to the PRFAQ that is picked, at the end of their FAQ; those that it has stay single."""
        before = self._get()
        wanted = [one for one in question_ids if one]
        if before is None or not wanted:
            return
        try:
            after = before
            for one in wanted:
                after = add_question(after, one)
            if after != before:
                self._collection.save(after)
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it.
            self._tell(f"Not added: {error}", wrong=True)
            return
        added = _count_entries(after) - _count_entries(before)
        self._show()
        said = f"{added} question{'' if added == 1 else 's'} added, unanswered." if added else "It asks them already."
        self._tell(f"{said} Run the form's cell again to answer." if added else said)

    def render_html(self) -> str:
        """Return the needed questions with their state as tables."""
        draft = self._get()
        return f"<p>{html.escape(_NONE)}</p>" if draft is None else _render(list_questions(draft))

    def render_text(self) -> str:
        """Return the facts of `render_html` as plain text."""
        draft = self._get()
        if draft is None:
            return _NONE
        rows = _needed(list_questions(draft)).to_dict("records")
        return "\n".join([draft.label, *(f"{row['question']} {_say(row)}" for row in rows)])

    def _get(self) -> PRFAQ | None:
        if self._drafts.value in (NOTHING, None):
            return None
        try:
            return self._collection.get(self._drafts.value)
        except RecordNotFoundError:
            self._tell("This PRFAQ has been deleted since. Pick another.", wrong=True)
            return None

    def _list_missing(self) -> list[str]:
        draft = self._get()
        if draft is None:
            return []
        asked = _needed(list_questions(draft))
        return list(asked[asked["state"] == "not asked"]["id"])

    def _show(self) -> None:
        draft = self._get()
        offered: dict[str, str] = {}
        if draft is None:
            self._table.value = f"<p>{html.escape(_NONE)}</p>"
        else:
            frame = list_questions(draft)
            self._table.value = _render(frame)
            open_ = frame[frame["state"] == "not asked"].sort_values("needed", ascending=False, kind="stable")
            offered = {row["id"]: row["question"] for row in open_.to_dict("records")}
        self._question.options = as_options(offered, "It asks all of them" if draft else "No PRFAQ yet")
        self._question.index = 0
        self._add.disabled = not offered
        self._add_all.disabled = not self._list_missing()
        self._tell("")


def _count_entries(draft: PRFAQ) -> int:
    return len(draft.external_faq) + len(draft.internal_faq)


def _needed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["needed"]]


def _render(frame: pd.DataFrame) -> str:
    needed = _needed(frame)
    done = needed[needed["state"] == "answered"]
    open_ = needed[needed["state"] != "answered"]
    lead = f'<p class="pk-lead">{len(done)} of {len(needed)} needed questions are answered.</p>'
    folded = f"<details><summary>The {len(done)} that are answered</summary>{_render_rows(done)}</details>"
    return f"{lead}{_render_rows(open_)}{folded if len(done) else ''}"


def _render_rows(frame: pd.DataFrame) -> str:
    tables = ((title, frame[frame["audience"] == audience]) for audience, title in _AUDIENCES.items())
    return "".join(_render_audience(title, rows.to_dict("records")) for title, rows in tables if len(rows))


def _render_audience(title: str, rows: list[dict[Any, Any]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in (title, "State", "In your words"))
    body = "".join(
        f'<tr><th scope="row" style="white-space:normal">{html.escape(row["question"])}</th>'
        f'<td><span class="{_class(row["state"])}">{html.escape(row["state"].capitalize())}</span></td>'
        f'<td style="white-space:normal">{html.escape(_own_words(row))}</td></tr>'
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _class(state: str) -> str:
    kinds = {"answered": "pk-done", "not asked": "pk-behind"}
    return f"pk-state {kinds.get(state, 'pk-waiting')}"


def _own_words(row: dict[Any, Any]) -> str:
    return row["asked_as"] if row["asked_as"] != row["question"] else ""


def _say(row: dict[Any, Any]) -> str:
    own = _own_words(row)
    return f"{row['state'].capitalize()}{f', as: {own}' if own else ''}"
