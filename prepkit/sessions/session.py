"""What every rehearsal session shares: its stages, its clock, and what is kept of it while it is under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets as ipw

from prepkit.blocks import Block, Group, Paragraph
from prepkit.boards.board import Board, ask, find_record
from prepkit.content.shapes.rehearsal import RubricDimension
from prepkit.forms import controls
from prepkit.forms.field_input import FieldInput
from prepkit.live.score_sheet.score_sheet import ScoreSheet
from prepkit.live.timer.timer import Timer
from prepkit.models import Mock, Score, Story
from prepkit.models.choices import name_records
from prepkit.models.fields import LINE_LIMIT
from prepkit.rehearsal.scores import find_weak, review_mock
from prepkit.store.draft import SessionDraft
from prepkit.store.workspace import Workspace


class Session(Board):
    """A session that goes through stages and is kept at each moment under its draft id.

    A subclass names its stages with what shows them, the one with the clock first; `kept` holds what was typed.
    """

    draft_id: ClassVar[str]
    stages: ClassVar[tuple[str, ...]]

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._kept = SessionDraft(prep.mocks, self.draft_id, self._set_status)
        self._clock = Timer(run=self._kept.mapping("run"))
        self._clock.observe(self._taking(lambda run: self._kept.put(run=dict(run))), names="run")
        self._stage = ipw.VBox()
        self._fields: dict[str, FieldInput] = {}  # those of the stage, by the name of what is kept
        self._sheet: ScoreSheet | None = None
        self._shown = ("", "")  # the stage and the answer that are shown
        self.add_class("pk-session")
        self._resume()
        self._open(self._stage)

    def go(self, stage: str) -> None:
        """Go to a stage; everything so far is kept."""
        if self._kept.text("stage") == self.stages[0] and stage != self.stages[0]:
            self._stop_clock()
            self._kept.put(minutes=self._spoken_minutes())
        self._kept.put(stage=stage)
        self._kept.flush()
        self._show_stage()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._kept.flush()

    def _resume(self) -> None:
        """Take up what is kept, or begin."""
        raise NotImplementedError

    def _update(self) -> None:
        if self._kept.refresh():  # somebody went on with it in another notebook
            if self._shown != (self._kept.text("stage"), self._kept.text("mock")):
                self._resume()
            for name, field in self._fields.items():
                if field.read() != self._kept.text(name):
                    field.show(self._kept.text(name))
            run = self._kept.mapping("run")
            if run and run != self._clock.run:
                self._clock.run = run
        self._follow(self._prep.stories.all())

    def _follow(self, stories: Sequence[Story]) -> None:
        """Offer the stories as they are now."""
        if "story_id" in self._fields:
            names = name_stories(stories, self._find_principle())
            controls.offer(self._fields["story_id"].control, names)

    def _find_principle(self) -> str:
        """Return the principle that is asked about, if it is one."""
        raise NotImplementedError

    def _show_stage(self) -> None:
        """Show the stage that is kept."""
        self._fields, self._sheet = {}, None
        self._shown = (self._kept.text("stage"), self._kept.text("mock"))
        with self._quietly():
            self._stage.children = tuple(getattr(self, f"_show_{self._shown[0]}")())

    def _ask(
        self,
        name: str,
        label: str,
        hint: str,
        *,
        lines: int = 1,
        options: Mapping[str, str] = {},
        act: Callable[[str], None] | None = None,
    ) -> Any:
        """Return a field whose value is kept under a name; `act` is called with each change in place of keeping it."""
        note = act or (lambda value: self._kept.put(**{name: value}))
        field = ask(
            label, hint, self._kept.text(name), lambda value: self._take(note, value), lines=lines, options=options
        )
        self._fields[name] = field
        return field.view

    def _ask_story(self, hint: str, act: Callable[[str], None] | None = None) -> Any:
        names = name_stories(self._prep.stories.all(), self._find_principle())
        return self._ask("story_id", "Story that you tell", hint, options=names, act=act)

    def _ask_scores(self, name: str, dimensions: Sequence[RubricDimension], rater: str) -> ScoreSheet:
        self._sheet = ScoreSheet(dimensions, self._kept.mapping(name), rater=rater)
        self._sheet.observe(self._taking(lambda scores: self._kept.put(**{name: dict(scores)})), names="scores")
        return self._sheet

    def _stop_clock(self) -> None:
        if self._clock.run["started"]:
            self._clock.run = {"counted": self._clock.seconds, "started": 0.0}

    def _spoken_minutes(self) -> float | None:
        seconds = self._clock.seconds or self._clock.run["counted"]
        return round(min(seconds / 60, 240), 2) if seconds else None

    def _find_mock(self) -> Mock | None:
        return find_record(self._prep.mocks, self._kept.text("mock"))  # not logged yet, or deleted from the log

    def _make_mock(self, kind: str, **more: Any) -> Mock:
        kept = self._kept
        values = {
            "id": kept.text("mock"),
            "date": self._prep.today,
            "mock_kind": kind,
            "question": kept.text("question"),
            "story_id": kept.text("story_id"),
            "answer": kept.text("answer"),
            "minutes": kept.number("minutes") or self._spoken_minutes(),
            "scores": as_scores(kept.mapping("scores")),
        }
        return Mock.model_validate({**values, **more})

    def _log(self, mock: Mock, card: str) -> bool:
        """Write an answer and what it says of its cards to the log, twice as once; tell whether that was possible."""
        failed = "Not logged: {} What you typed and scored stays here."
        return self._try(lambda: self._write_to_log(mock, card), failed)

    def _write_to_log(self, mock: Mock, card: str) -> None:
        weak = find_weak([one for one in self._prep.mocks.all() if one.id != mock.id])
        today = self._prep.today
        cards = [card, f"story:{mock.story_id}" if mock.story_id else ""]
        reviews = review_mock(mock, cards=cards, weak=weak, when=stamp(today), day=today)
        self._prep.mocks.save(mock)
        for review in reviews:
            self._prep.card_reviews.save(review)


def name_stories(stories: Sequence[Story], principle: str) -> dict[str, str]:
    """Name the stories to tell, those for a principle first."""
    told = [story for story in stories if not story.is_blank()]
    told.sort(key=lambda story: principle not in story.principles)
    return {"": "None, or not written yet", **name_records(told)}


def as_scores(scores: Mapping[str, Any]) -> tuple[Score, ...]:
    """Return scores by dimension as they are logged."""
    return tuple(Score(dimension=name, score=score) for name, score in scores.items())


def describe_question(about: str, question: str, why: str = "") -> Block:
    """Return a question to be read from a distance, with what it is about and why it came up."""
    return Group([Paragraph(f"{about} · {why}" if why else about, "hint"), Paragraph(question, "question")])


def cut(text: str) -> str:
    """Return as much of a text as a line of a record holds."""
    return text[:LINE_LIMIT]


def stamp(today: dt.date) -> dt.datetime:
    """Return the moment in UTC: now, or this time of day on a day that is not the clock's."""
    now = dt.datetime.now().astimezone()
    return (now if now.date() == today else dt.datetime.combine(today, now.timetz())).astimezone(dt.UTC)
