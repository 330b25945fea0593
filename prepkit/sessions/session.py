"""What every rehearsal session shares: its stages, its clock, and what is kept of it while it is under way."""

from __future__ import annotations

import html
from typing import Any, ClassVar

import ipywidgets as ipw

from prepkit.forms.style import make_style, render_status
from prepkit.live.score_sheet.score_sheet import ScoreSheet
from prepkit.live.timer.timer import Timer
from prepkit.models import CardReview, Mock
from prepkit.models.choices import name_records
from prepkit.rehearsal.grading import review_mock
from prepkit.rehearsal.scores import find_clock, find_weak
from prepkit.sessions.asking import make_session_style
from prepkit.show.readable_box import ReadableBox
from prepkit.store.draft import SessionDraft
from prepkit.store.room import Room, stamp

NO_STORY = {"": "None, or not written yet"}


class Session(ReadableBox):
    """A session that goes through stages and is kept at each moment under its draft id."""

    draft_id: ClassVar[str]

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._status = ipw.HTML(render_status(""))
        self._kept = SessionDraft(room.mocks, self.draft_id, self._say)
        self._clock = Timer(run=self._kept.mapping("run"))
        self._clock.observe(lambda change: self._kept.put(run=dict(change["new"])), names="run")
        self._stage = ipw.VBox()
        self.add_class("pk-form")
        self.add_class("pk-session")
        bar = ipw.HBox([self._status])
        bar.add_class("pk-bar")
        self.children = (make_style(), make_session_style(), self._stage, bar)

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._kept.flush()

    def _say(self, text: str, wrong: bool = False) -> None:
        self._status.value = render_status(text, wrong=wrong)

    def _show(self, *children: Any) -> None:
        self._stage.children = children

    def _note(self, name: str) -> Any:
        return lambda value: self._kept.put(**{name: value})

    def _stop_clock(self) -> None:
        if self._clock.run["started"]:
            self._clock.run = {"counted": self._clock.seconds, "started": 0.0}

    def _spoken_minutes(self) -> float | None:
        seconds = self._clock.seconds or self._clock.run["counted"]
        return round(min(seconds / 60, 240), 2) if seconds else None

    def _name_stories(self, principle: str) -> dict[str, str]:
        """Name the stories to tell, those for this principle first."""
        told = [story for story in self._room.stories.all() if not story.is_blank()]
        told.sort(key=lambda story: principle not in story.principles)
        return NO_STORY | name_records(told)

    def _watch(self, sheet: ScoreSheet, name: str) -> ScoreSheet:
        sheet.observe(lambda change: self._kept.put(**{name: dict(change["new"])}), names="scores")
        return sheet

    def _log(self, mock: Mock, cards: list[str]) -> list[CardReview]:
        """Write an answer and what it says of its cards to the log; twice is as once."""
        weak = find_weak([one for one in self._room.mocks.all() if one.id != mock.id])
        reviews = review_mock(mock, cards=cards, weak=weak, when=stamp(self._room.today), day=self._room.today)
        self._room.mocks.save(mock)
        for review in reviews:
            self._room.card_reviews.save(review)
        return reviews


def render_question(about: str, question: str, why: str) -> str:
    """Render a question large, with what it is about and why it came up."""
    tail = f" · {html.escape(why)}" if why else ""
    return (
        f'<div class="pk-asked"><p class="pk-about">{html.escape(about)}{tail}</p>'
        f'<p class="pk-question">{html.escape(question)}</p></div>'
    )


def say_spoken(minutes: float | None, kind: str) -> str:
    """Say how long an answer took, against its clock."""
    if not minutes:
        return "Not timed."
    clock = find_clock(kind)
    seconds = minutes * 60
    whole, rest = divmod(round(seconds), 60)
    told = f"You spoke for {whole}:{rest:02}, aiming for {clock.aim // 60}:{clock.aim % 60:02}"
    return f"{told}. That runs over, so it counts one step less." if seconds > clock.late else f"{told}."
