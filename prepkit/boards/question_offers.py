"""The questions that readers of a PRFAQ will miss, each added by a button, once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from prepkit.blocks import Block, Fold, Heading, Paragraph, Table
from prepkit.boards.board import Board, find_record, line_up, make_button, name_newest, offer
from prepkit.errors import RecordNotFoundError
from prepkit.models import PRFAQ
from prepkit.review.questions import add_question, list_questions
from prepkit.store.workspace import Workspace

_NONE = "No PRFAQ yet. Keep a draft above or begin one in the form."
_AUDIENCES = {"external": "Customers and the press ask", "internal": "Your leaders ask"}


class QuestionOffers(Board):
    """Says of each needed question whether a PRFAQ asks and answers it, and adds the missing ones, unanswered.

    Args:
        prep: The workspace.
        record_id: The PRFAQ to show first; the first of the workspace if None.
    """

    def __init__(self, prep: Workspace, record_id: str | None = None) -> None:
        super().__init__(prep)
        self._first = record_id or ""
        self._draft = self._make_list("PRFAQ", "The PRFAQ to add questions to", lambda _key: self._switch())
        self._question = self._make_list(
            "Question to add", "A question that this PRFAQ does not ask yet", lambda _key: None
        )
        self._add = make_button("Add this question", lambda: self.add(self._question.value))
        self._add_all = make_button("Add every needed one", lambda: self.add(*self._list_missing()), primary=True)
        self._open(line_up(self._draft), self._panel, line_up(self._question, self._add), buttons=[self._add_all])

    def add(self, *question_ids: str) -> None:
        """Add offered questions to the PRFAQ that is picked, at the end of their FAQ; those that it has stay single."""
        wanted = [one for one in question_ids if one]
        if not wanted or not self._draft.value:
            return
        try:
            before = after = self._prep.prfaqs.get(self._draft.value)
            for one in wanted:
                after = add_question(after, one)
            if after != before:
                self._prep.prfaqs.save(after)
        except RecordNotFoundError:
            self._set_status("This PRFAQ has been deleted since. Pick another.", wrong=True)
            return
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it.
            self._set_status(f"Not added: {error}", wrong=True)
            return
        self.update()
        added = _count_entries(after) - _count_entries(before)
        said = f"{added} question{'' if added == 1 else 's'} added, unanswered." if added else "It asks them already."
        self._set_status(f"{said} Answer in the form." if added else said)

    def read(self) -> Sequence[Block]:
        """Return the needed questions with their state."""
        draft = self._find()
        return [Paragraph(_NONE)] if draft is None else [Heading(draft.label), *describe_questions(draft)]

    def _switch(self) -> None:
        self._set_status("")
        self.update()

    def _update(self) -> None:
        names, _ = name_newest(self._prep.prfaqs.all(), self._draft.value or self._first)
        offer(self._draft, names, "No PRFAQ yet", first=self._first)
        draft = self._find()
        offered: dict[str, str] = {}
        if draft is None:
            self._panel.show([Paragraph(_NONE)])
        else:
            self._panel.show(describe_questions(draft))
            frame = list_questions(draft)
            missing = frame[frame["state"] == "not asked"].sort_values("needed", ascending=False, kind="stable")
            offered = {row["id"]: row["question"] for row in missing.to_dict("records")}
        offer(self._question, offered, "It asks all of them" if draft else "No PRFAQ yet")
        self._add.disabled = not offered
        self._add_all.disabled = not self._list_missing()

    def _find(self) -> PRFAQ | None:
        return find_record(self._prep.prfaqs, self._draft.value)

    def _list_missing(self) -> list[str]:
        draft = self._find()
        if draft is None:
            return []
        frame = list_questions(draft)
        return list(frame[frame["needed"] & (frame["state"] == "not asked")]["id"])


def describe_questions(draft: PRFAQ) -> list[Block]:
    """Return the needed questions of a PRFAQ to be read: those that wait, and those that are answered folded away."""
    frame = list_questions(draft)
    needed = frame[frame["needed"]]
    answered = needed["state"] == "answered"
    done = _tabulate(needed[answered])
    return [
        Paragraph(f"{answered.sum()} of {len(needed)} needed questions are answered.", "lead"),
        *_tabulate(needed[~answered]),
        *([Fold(f"The {answered.sum()} that are answered", done)] if done else []),
    ]


def _tabulate(frame: pd.DataFrame) -> list[Block]:
    blocks: list[Block] = []
    for audience, title in _AUDIENCES.items():
        rows = frame[frame["audience"] == audience]
        if len(rows):
            own = rows["asked_as"].where(rows["asked_as"] != rows["question"], "")
            shown = {title: rows["question"], "State": rows["state"].str.capitalize(), "In your words": own}
            blocks.append(Table(pd.DataFrame(shown)))
    return blocks


def _count_entries(draft: PRFAQ) -> int:
    return len(draft.external_faq) + len(draft.internal_faq)
