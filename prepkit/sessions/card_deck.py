"""Today's cards, one after another: asked, answered aloud, turned over, graded."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from prepkit.blocks import Block, Group, Heading, Item, Paragraph
from prepkit.boards.board import Board, line_up, make_button
from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Grade
from prepkit.models import CardReview
from prepkit.rehearsal.cards import KINDS
from prepkit.rehearsal.queue import Queued, foresee, say_queue
from prepkit.rehearsal.queue import line_up as queue_up
from prepkit.sessions.session import describe_question, stamp
from prepkit.store.workspace import Workspace

_NAMED = 6


class CardDeck(Board):
    """Shows today's cards one at a time; each grade goes to the log at once, so that stopping loses nothing."""

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._queue: list[Queued] = []
        self._turned = ""  # the id of the card whose back is shown
        self._buttons = line_up(style="buttons")
        self.add_class("pk-session")
        self._open(self._panel, self._buttons)

    def turn(self) -> None:
        """Show the card's back, and ask how it went."""
        if self._queue:
            self._turned = self._queue[0].card.id
            self.update()

    def grade(self, rating: str, card: str = "") -> None:
        """Log how a card went: again, hard, good or easy; then deal the next.

        A second press on the button of a card that has been graded does nothing.
        """
        if not self._queue or card not in ("", self._queue[0].card.id):
            return
        review = self._make_review(rating)
        if not self._try(lambda: self._prep.card_reviews.save(review), "Not logged: {} Grade it again."):
            return
        due = foresee(self._prep.card_reviews.all(), review, self._prep.profile.interview_date)
        back = f"back on {due:%B} {due.day}" if due else "not due again before the interview"
        self.update()
        self._set_status(f"Logged: {rating}, {back}.")

    def read(self) -> Sequence[Block]:
        """Return what is due."""
        self.update()
        lines = [f"{KINDS[one.card.kind]}: {one.card.front} ({one.why})" for one in self._queue[:_NAMED]]
        more = len(self._queue) - len(lines)
        return [
            Heading("Today's cards"),
            Paragraph(self._summary),
            *(Item(line, numbered=number) for number, line in enumerate(lines, start=1)),
            *([Paragraph(f"And {more} more.")] if more > 0 else []),
        ]

    def _update(self) -> None:
        prep = self._prep.read()
        self._queue = queue_up(prep, self._prep.today)
        self._summary = say_queue(prep, self._prep.today, self._queue)
        blocks: list[Block] = [Paragraph(self._summary)]
        if not self._queue:
            self._panel.show(blocks)
            self._buttons.children = ()
            return
        card = self._queue[0].card
        blocks.append(describe_question(KINDS[card.kind], card.front, self._queue[0].why))
        if self._turned == card.id:
            grades = "; ".join(f"{one.name.lower()}: {one.means[:1].lower()}{one.means[1:-1]}" for one in load(Grade))
            blocks += [Group([Paragraph(card.back)], "quote"), Paragraph(f"How did it go? {grades}.", "hint")]
        self._panel.show(blocks)
        labels = [self._name_grade(one) for one in load(Grade)] if self._turned == card.id else ["Show the answer"]
        if [one.description for one in self._buttons.children] != labels or self._dealt != card.id:
            self._dealt = card.id
            self._buttons.children = tuple(self._make_buttons(labels, card.id))

    _dealt = ""  # the id of the card that the buttons are for

    def _make_buttons(self, labels: list[str], card: str) -> list[object]:
        if self._turned != card:
            return [make_button(labels[0], self.turn, primary=True)]
        grades = zip(labels, load(Grade), strict=True)
        return [make_button(label, functools.partial(self.grade, one.id, card)) for label, one in grades]

    def _make_review(self, rating: str) -> CardReview:
        today = self._prep.today
        values = {"card": self._queue[0].card.id, "rating": rating, "when": stamp(today), "day": today}
        return CardReview.model_validate(values)

    def _name_grade(self, grade: Grade) -> str:
        log, interview = self._prep.card_reviews.all(), self._prep.profile.interview_date
        due = foresee(log, self._make_review(grade.id), interview)
        days = (due - self._prep.today).days if due else 0
        return f"{grade.name} (in {days} day{'s' if days > 1 else ''})" if days else grade.name
