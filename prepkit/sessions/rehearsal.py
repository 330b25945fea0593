"""One rehearsed answer: a question, the clock, the answer, your own score, and only then the review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, get_args

from prepkit.blocks import Block, Heading, Item, Paragraph
from prepkit.boards.board import ask, head, line_up, make_buttons
from prepkit.models import Mock
from prepkit.models.choices import name_value
from prepkit.models.fields import make_id
from prepkit.models.practice import MockKind
from prepkit.rehearsal.queue import draw_question, replay
from prepkit.rehearsal.scores import find_clock, list_dimensions
from prepkit.sessions.debrief import summarize_time, summarize_verdict
from prepkit.sessions.session import Session, as_scores, describe_question
from prepkit.sessions.talk_review import TalkReview
from prepkit.show.readable_box import Panel
from prepkit.store.draft import RecordDraft

_KINDS = get_args(MockKind)
_ALL_SCORED = ("bar raiser", "product sense")  # a technical question does not touch every dimension
_LEAST_SCORED = 3


class Rehearsal(Session):
    """Draws a question, times the answer, asks for your own score, and only then shows what a review finds.

    The question stays until it is answered or the day changes; what is begun stays longer, until it is finished or put
    aside. An answer goes to the log of mocks, and its cards to the log of cards.
    """

    draft_id = "rehearsal"
    stages = ("answer", "score", "feedback")

    def draw(self, kind: str = "", *, skip: int = 0) -> None:
        """Begin with a fresh question of a kind of mock."""
        kind = kind if kind in _KINDS else self._kind
        today = self._prep.today
        drawn = draw_question(self._prep.read(), today, kind, skip)
        values = {"day": today.isoformat(), "kind": kind, "skip": skip, "mock": make_id(), "stage": "answer"}
        self._clock.reset()
        self._kept.begin(**values, **asdict(drawn))
        self._show_stage()

    def log(self) -> None:
        """Keep your score, write the answer to the log, and show the review; or say what is not scored yet."""
        if self._sheet is None:
            return
        missing = self._sheet.missing()
        scored = len(self._sheet.dimensions) - len(missing)
        if self._kind in _ALL_SCORED and missing:
            self._set_status(f"Not yet: score {', '.join(missing)}. The review waits for your own view.", True)
        elif scored < _LEAST_SCORED:
            self._set_status(
                f"Not yet: score at least {_LEAST_SCORED} dimensions, those that the question touched.", True
            )
        elif self._log(self._make_mock(self._kind, scores=as_scores(self._sheet.scores)), self._kept.text("card")):
            self.go("feedback")
            self._set_status("In the log.")

    def put_aside(self) -> None:
        """Keep an answer without scores in the log, and take another question."""
        if self._keep_unscored():
            self.draw(skip=int(self._kept.number("skip") or 0) + 1)

    def read(self) -> Sequence[Block]:
        """Return the question, and how far the session is."""
        mock = self._find_mock() if self._kept.text("stage") == "feedback" else None
        words = len(self._kept.text("answer").split())
        facts = [f"Begun: {words} words are kept."] if words else []
        facts.append("Answer aloud, score yourself, and only then see the review.")
        return [
            Heading(name_value(self._kind)),
            self._describe_question(),
            *(Item(fact) for fact in ([f"Answered today. {summarize_verdict(mock)}"] if mock else facts)),
            *self._clock.read(),
        ]

    @property
    def _kind(self) -> str:
        kind = self._kept.text("kind")
        return kind if kind in _KINDS else _KINDS[0]

    def _resume(self) -> None:
        """Take up what is kept, unless there is nothing, or a question of another day that was not begun."""
        stage, today = self._kept.text("stage"), self._kept.text("day") == self._prep.today.isoformat()
        if stage == "score" or (stage == "answer" and (today or self._is_begun())):
            self._show_stage()
            if not today:
                self._set_status(f"Begun on {_format_day(self._kept.text('day'))}, and taken up where you left it.")
        elif stage == "feedback" and today and self._find_mock() is not None:
            self._show_stage()
        else:
            self.draw()

    def _find_principle(self) -> str:
        return self._kept.text("card").partition(":")[2]

    def _is_begun(self) -> bool:
        run = self._clock.run
        return bool(self._kept.text("answer").strip() or self._kept.mapping("scores") or any(run.values()))

    def _describe_question(self) -> Block:
        return describe_question(self._kept.text("about"), self._kept.text("question"), self._kept.text("why"))

    def _show_answer(self) -> Iterable[Any]:
        self._clock.show(find_clock(self._kind).id)
        kinds = {kind: name_value(kind) for kind in _KINDS}
        hint = "Type, dictate, or paste a transcript of your recording; leave it blank if you only spoke."
        asked = line_up(
            self._ask(
                "kind", "Kind of question", "Another kind brings another question.", options=kinds, act=self._change
            ),
            self._ask_story("Its card is rehearsed too."),
            style="grid",
        )
        return (
            head("The question", Panel(self._describe_question()), asked, first=True),
            head(
                "Answer aloud", self._clock, line_up(self._ask("answer", "What you said", hint, lines=6), style="grid")
            ),
            make_buttons(("Score yourself", lambda: self.go("score")), ("Put aside, take another", self.put_aside)),
        )

    def _change(self, kind: str) -> None:
        if kind != self._kind and self._keep_unscored():
            self.draw(kind)

    def _keep_unscored(self) -> bool:
        """Write what is begun to the log without a score; tell whether nothing stands in the way of going on."""
        failed = "Not put aside: {} Your answer stays here."
        return not self._is_begun() or self._try(
            lambda: self._prep.mocks.save(self._make_mock(self._kind, scores=())), failed
        )

    def _show_score(self) -> Iterable[Any]:
        hint = "Before anybody, and anything, tells you how it was. Read the anchors; 2 and 4 lie between."
        asked = describe_question(self._kept.text("about"), self._kept.text("question"))
        spoken = summarize_time(self._kept.number("minutes"), self._kind)
        sheet = self._ask_scores("scores", list_dimensions(self._kind), "Your own score")
        return (
            head("Score yourself", Panel(asked, Paragraph(spoken), Paragraph(hint)), sheet, first=True),
            make_buttons(
                ("Keep my scores, show the review", self.log), ("Back to the answer", lambda: self.go("answer"))
            ),
        )

    def _show_feedback(self) -> Iterable[Any]:
        mock = self._find_mock() or self._make_mock(self._kind)
        said = [summarize_time(mock.minutes, mock.mock_kind), self._format_return(mock)]
        panel = Panel(Paragraph(" ".join(filter(None, said))), Paragraph(summarize_verdict(mock), "lead"))
        reviewed = (
            TalkReview(self._prep, mock.id, collection="mocks", field="answer")
            if mock.answer.strip()
            else (Panel(Paragraph("You left no words of your answer, so there is nothing to review.")))
        )
        feedback = RecordDraft.of(self._prep.mocks, mock.id, self._set_status)
        change = ask(
            "What you will change",
            "One line. It is worth more than a transcript.",
            str(feedback.read()["feedback"] or ""),
            lambda text: feedback.put(("feedback",), text),
            lines=2,
        )
        then = Panel(describe_question("Then they ask", self._kept.text("follow_up")))
        return (
            head("Now the review", panel, reviewed, first=True),
            head("And then", then, line_up(change.view, style="grid")),
            make_buttons(("Next question", self.draw)),
        )

    def _format_return(self, mock: Mock) -> str:
        """Say when the rehearsed cards come back."""
        memories = replay(self._prep.card_reviews.all(), self._prep.profile.interview_date)
        days = [memories[card].due for card in (self._kept.text("card"), f"story:{mock.story_id}") if card in memories]
        ahead = sorted(day for day in days if day is not None)
        if ahead:
            return f"It comes back on {ahead[0]:%B} {ahead[0].day}."
        return "It does not come back before your interview." if days else ""


def _format_day(day: str) -> str:
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return "an earlier day"
    return f"{date:%B} {date.day}"
