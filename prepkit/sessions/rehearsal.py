"""One rehearsed answer: a question, the clock, the answer, your own score, and only then the review."""

from __future__ import annotations

import datetime as dt
import html
from typing import get_args

import ipywidgets as ipw

from prepkit.errors import RecordNotFoundError
from prepkit.live.score_sheet.score_sheet import ScoreSheet
from prepkit.models import Mock, Score
from prepkit.models.choices import name_value
from prepkit.models.fields import make_id
from prepkit.models.practice import MockKind
from prepkit.rehearsal.draw import as_dict, draw_question
from prepkit.rehearsal.scores import find_clock, list_dimensions
from prepkit.sessions.asking import ask_choice, ask_text, head_section, lay_buttons, lay_fields, make_button
from prepkit.sessions.feedback import ask_change, say_return, say_verdict, show_feedback
from prepkit.sessions.session import Session, render_question, say_spoken
from prepkit.store.room import Room

_KINDS = get_args(MockKind)
_ALL_SCORED = ("bar raiser", "product sense")  # a technical question does not touch every dimension
_LEAST_SCORED = 3


class Rehearsal(Session):
    """Draws a question, times the answer, asks for your own score, and only then shows what a review finds.

    The question stays until it is answered or the day changes; what is begun stays longer, until it is finished or put
    aside. An answer goes to the log of mocks, and its cards to the log of cards.

    Args:
        room: A workspace.
    """

    draft_id = "rehearsal"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._resume()

    def draw(self, kind: str = "", *, skip: int = 0) -> None:
        """Begin with a fresh question of a kind of mock."""
        kind = kind if kind in _KINDS else self._kind
        drawn = draw_question(self._room.read(), self._room.today, kind, skip)
        values = {"day": self._room.today.isoformat(), "kind": kind, "skip": skip, "mock": make_id(), "stage": "answer"}
        self._clock.reset()
        self._kept.begin(**values, **as_dict(drawn))
        self._show_answer()

    def score(self) -> None:
        """Go on to your own score, the clock stopped."""
        self._stop_clock()
        self._kept.put(stage="score", minutes=self._spoken_minutes())
        self._kept.flush()
        self._show_score()

    def log(self) -> None:
        """Keep your score, write the answer to the log, and show the review; or say what is not scored yet."""
        missing = self._sheet.missing()
        scored = len(self._sheet.dimensions) - len(missing)
        if self._kind in _ALL_SCORED and missing:
            self._say(f"Not yet: score {', '.join(missing)}. The review waits for your own view.", True)
            return
        if scored < _LEAST_SCORED:
            self._say(f"Not yet: score at least {_LEAST_SCORED} dimensions, those that the question touched.", True)
            return
        try:
            self._log(self._make_mock(self._sheet.scores), self._cards())
        except Exception as error:
            # Whatever keeps a collection from saving, the person must see it and the scores must stay.
            self._say(f"Not logged: {error} Your answer and scores stay here.", True)
            return
        self._kept.put(stage="feedback")
        self._kept.flush()
        self._show_feedback(self._room.mocks.get(self._kept.text("mock")))

    def put_aside(self) -> None:
        """Keep an answer without scores in the log, and take another question."""
        if self._keep_unscored():
            self.draw(skip=self._skip + 1)

    def render_html(self) -> str:
        """Return the question, and how far the session is, as HTML without any style."""
        asked = render_question(self._kept.text("about"), self._kept.text("question"), self._kept.text("why"))
        items = "".join(f"<li>{html.escape(line)}</li>" for line in self._list_facts())
        return f"<section><h3>{name_value(self._kind)}</h3>{asked}<ul>{items}</ul>{self._clock.render_html()}</section>"

    def render_text(self) -> str:
        """Return the question, and how far the session is, as plain text."""
        head = f"{name_value(self._kind)}: {self._kept.text('question')}"
        about = f"{self._kept.text('about')} ({self._kept.text('why')})"
        return "\n".join([head, about, *self._list_facts(), self._clock.render_text()])

    @property
    def _kind(self) -> str:
        kind = self._kept.text("kind")
        return kind if kind in _KINDS else _KINDS[0]

    @property
    def _skip(self) -> int:
        return int(self._kept.number("skip") or 0)

    def _resume(self) -> None:
        """Take up what is kept, unless there is nothing, or a question of another day that was not begun."""
        stage, today = self._kept.text("stage"), self._kept.text("day") == self._room.today.isoformat()
        self._clock.show(find_clock(self._kind).id)
        logged = self._find_mock() if stage == "feedback" and today else None
        if logged is not None:
            self._show_feedback(logged)
            return
        if stage == "score":
            self._show_score()
        elif stage == "answer" and (today or self._is_begun()):
            self._show_answer()
        else:
            self.draw()
            return
        if not today:
            self._say(f"Begun on {_say_day(self._kept.text('day'))}, and taken up where you left it.")

    def _find_mock(self) -> Mock | None:
        try:
            return self._room.mocks.get(self._kept.text("mock"))
        except RecordNotFoundError:
            return None  # deleted from the log meanwhile

    def _is_begun(self) -> bool:
        run = self._clock.run
        return bool(self._kept.text("answer").strip() or self._kept.mapping("scores") or any(run.values()))

    def _show_answer(self) -> None:
        self._clock.show(find_clock(self._kind).id)
        kinds = {kind: name_value(kind) for kind in _KINDS}
        kind = ask_choice("Kind of question", "Another kind brings another question.", kinds, self._kind, self._change)
        stories = self._name_stories(self._kept.text("card").partition(":")[2])
        note = self._note("story_id")
        story = ask_choice(
            "Story that you tell", "Its card is rehearsed too.", stories, self._kept.text("story_id"), note
        )
        hint = "Type, dictate, or paste a transcript of your recording; leave it blank if you only spoke."
        answer = ask_text("What you said", hint, self._kept.text("answer"), self._note("answer"), lines=6)
        question = render_question(self._kept.text("about"), self._kept.text("question"), self._kept.text("why"))
        self._show(
            head_section("The question", ipw.HTML(question), lay_fields(kind, story), first=True),
            head_section("Answer aloud", self._clock, lay_fields(answer)),
            lay_buttons(
                make_button("Score yourself", self.score, primary=True),
                make_button("Put aside, take another", self.put_aside),
            ),
        )

    def _change(self, kind: str) -> None:
        if kind != self._kind and self._keep_unscored():
            self.draw(kind)

    def _keep_unscored(self) -> bool:
        """Write what is begun to the log without a score; tell whether nothing stands in the way of going on."""
        if not self._is_begun():
            return True
        try:
            self._room.mocks.save(self._make_mock({}))
        except Exception as error:
            self._say(f"Not put aside: {error} Your answer stays here.", True)
            return False
        return True

    def _show_score(self) -> None:
        sheet = ScoreSheet(list_dimensions(self._kind), self._kept.mapping("scores"), rater="Your own score")
        self._sheet = self._watch(sheet, "scores")
        spoken = html.escape(say_spoken(self._kept.number("minutes"), self._kind))
        hint = "Before anybody, and anything, tells you how it was. Read the anchors; 2 and 4 lie between."
        asked = render_question(self._kept.text("about"), self._kept.text("question"), "")
        self._show(
            head_section("Score yourself", ipw.HTML(f"{asked}<p>{spoken}</p><p>{hint}</p>"), sheet, first=True),
            lay_buttons(
                make_button("Keep my scores, show the review", self.log, primary=True),
                make_button("Back to the answer", self._go_back),
            ),
        )

    def _go_back(self) -> None:
        self._kept.put(stage="answer")
        self._show_answer()

    def _show_feedback(self, mock: Mock) -> None:
        back = html.escape(" ".join([say_spoken(mock.minutes, mock.mock_kind), say_return(self._room, self._cards())]))
        then = render_question("Then they ask", self._kept.text("follow_up"), "")
        self._show(
            head_section("Now the review", ipw.HTML(f"<p>{back}</p>"), *show_feedback(self._room, mock), first=True),
            head_section("And then", ipw.HTML(then), lay_fields(ask_change(mock, self._room))),
            lay_buttons(make_button("Next question", self.draw, primary=True)),
        )
        self._say("In the log.")

    def _make_mock(self, scores: dict[str, int]) -> Mock:
        kept = self._kept
        return Mock.model_validate(
            {
                "id": kept.text("mock"),
                "date": self._room.today,
                "mock_kind": self._kind,
                "question": kept.text("question"),
                "story_id": kept.text("story_id"),
                "answer": kept.text("answer"),
                "minutes": self._kept.number("minutes") or self._spoken_minutes(),
                "scores": tuple(Score(dimension=name, score=score) for name, score in scores.items()),
            }
        )

    def _cards(self) -> list[str]:
        story = self._kept.text("story_id")
        return [self._kept.text("card"), f"story:{story}" if story else ""]

    def _list_facts(self) -> list[str]:
        stage = self._kept.text("stage")
        if stage == "feedback" and (mock := self._find_mock()) is not None:
            return [f"Answered today. {say_verdict(mock)}"]
        words = len(self._kept.text("answer").split())
        begun = [f"Begun: {words} words are kept."] if words else []
        return [*begun, "Answer aloud, score yourself, and only then see the review."]


def _say_day(day: str) -> str:
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return "an earlier day"
    return f"{date:%B} {date.day}"
