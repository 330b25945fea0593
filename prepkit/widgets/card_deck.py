"""Today's cards, one after another: asked, answered aloud, turned over, graded."""

from __future__ import annotations

import functools
import html

import ipywidgets as ipw

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Grade
from prepkit.models import CardReview
from prepkit.practice.cards import KINDS
from prepkit.practice.queue import Queued, line_up, say_queue
from prepkit.practice.spacing import foresee
from prepkit.widgets.asking import lay_buttons, make_button, make_session_style
from prepkit.widgets.readable_box import ReadableBox
from prepkit.widgets.room import Room, stamp
from prepkit.widgets.style import make_style, render_status

_NAMED = 6


class CardDeck(ReadableBox):
    """Shows today's cards one at a time; each grade goes to the log at once, so that stopping loses nothing.

    Args:
        room: A workspace.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._card = ipw.VBox()
        self._status = ipw.HTML(render_status(""))
        self.add_class("pk-form")
        self.add_class("pk-session")
        bar = ipw.HBox([self._status])
        bar.add_class("pk-bar")
        self.children = (make_style(), make_session_style(), self._card, bar)
        self.deal()

    def deal(self) -> None:
        """Show the next card of today, or say that there is none."""
        self._queue = line_up(self._room, self._room.today)
        summary = say_queue(self._room, self._room.today, self._queue)
        lead = ipw.HTML(f"<p>{html.escape(summary)}</p>")
        if not self._queue:
            self._card.children = (lead,)
            return
        self._card.children = (
            lead,
            ipw.HTML(_render_front(self._queue[0])),
            lay_buttons(make_button("Show the answer", self.turn, primary=True)),
        )

    def turn(self) -> None:
        """Show the card's back, and ask how it went."""
        if not self._queue:
            return
        lead, front, _ = self._card.children
        back = "".join(f"<p>{html.escape(line)}</p>" for line in self._queue[0].card.back.splitlines())
        card = self._queue[0].card.id
        grades = [make_button(self._say_grade(one), functools.partial(self.grade, one.id, card)) for one in load(Grade)]
        words = "; ".join(
            f"{grade.name.lower()}: {grade.means[:1].lower()}{grade.means[1:-1]}" for grade in load(Grade)
        )
        ask = ipw.HTML(f'<p class="pk-hint">How did it go? {html.escape(words)}.</p>')
        self._card.children = (lead, front, ipw.HTML(f'<div class="pk-back">{back}</div>'), ask, lay_buttons(*grades))

    def grade(self, rating: str, card: str = "") -> None:
        """Log how a card went: again, hard, good or easy; then deal the next.

        A second press on the button of a card that has been graded does nothing.
        """
        if not self._queue or card not in ("", self._queue[0].card.id):
            return
        review = self._make_review(rating)
        try:
            self._room.card_reviews.save(review)
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it and the card must stay.
            self._status.value = render_status(f"Not logged: {error} Grade it again.", wrong=True)
            return
        due = foresee(self._room.card_reviews.all(), review, self._room.profile.interview_date)
        back = f"back on {due:%B} {due.day}" if due else "not due again before the interview"
        self._status.value = render_status(f"Logged: {rating}, {back}.")
        self.deal()

    def render_html(self) -> str:
        """Return what is due as HTML without any style."""
        items = "".join(f"<li>{html.escape(line)}</li>" for line in self._list_cards())
        return f"<section><h3>Today's cards</h3><p>{html.escape(self._say())}</p><ol>{items}</ol></section>"

    def render_text(self) -> str:
        """Return what is due as plain text."""
        return "\n".join(["Today's cards", self._say(), *(f"- {line}" for line in self._list_cards())])

    def _say(self) -> str:
        return say_queue(self._room, self._room.today, self._queue)

    def _list_cards(self) -> list[str]:
        lines = [f"{KINDS[one.card.kind]}: {one.card.front} ({one.why})" for one in self._queue[:_NAMED]]
        more = len(self._queue) - len(lines)
        return [*lines, f"and {more} more"] if more > 0 else lines

    def _make_review(self, rating: str) -> CardReview:
        today = self._room.today
        values = {"card": self._queue[0].card.id, "rating": rating, "when": stamp(today), "day": today}
        return CardReview.model_validate(values)

    def _say_grade(self, grade: Grade) -> str:
        due = foresee(self._log(), self._make_review(grade.id), self._room.profile.interview_date)
        days = (due - self._room.today).days if due else 0
        return f"{grade.name} (in {days} day{'s' if days > 1 else ''})" if days else grade.name

    def _log(self) -> list[CardReview]:
        return self._room.card_reviews.all()


def _render_front(queued: Queued) -> str:
    about = f"{KINDS[queued.card.kind]} · {queued.why}"
    return (
        f'<div class="pk-asked"><p class="pk-about">{html.escape(about)}</p>'
        f'<p class="pk-question">{html.escape(queued.card.front)}</p></div>'
    )
