"""The follow-ups of a mock interview: what a partner may ask next, and what was said to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as ipw

from prepkit.content.library import load
from prepkit.content.shapes.rehearsal import Question
from prepkit.models import Story
from prepkit.practice.ladder import list_steps
from prepkit.widgets.asking import ask_choice, ask_text, find_control, lay_buttons, lay_fields, make_button

_OFFERED = 12
_SHORT = 150  # characters of a question that a list shows


class FollowUps:
    """Offers follow-ups for a story, and keeps those that were asked with their answers.

    Args:
        story: The story that is told; None offers what any interviewer may ask.
        asked: What was asked so far: mappings with `question` and `answer`.
        note: Called with the whole list after each change.
    """

    def __init__(self, story: Story | None, asked: list[Any], note: Callable[[list[Any]], None]) -> None:
        self._note = note
        self._asked = [
            {"question": str(one.get("question", "")), "answer": str(one.get("answer", ""))} for one in asked
        ]
        self._next = ask_choice("Ask next", "The likeliest first.", {"": "Pick one"}, "", lambda _value: None)
        self._own = ask_text("Or your own question", "Whatever you want to know.", "", lambda _value: None)
        self._rows = ipw.VBox()
        self.view = ipw.VBox(
            [lay_fields(self._next, self._own), lay_buttons(make_button("Ask it", self.ask)), self._rows]
        )
        self.offer(story)
        self._draw()

    def offer(self, story: Story | None) -> None:
        """Offer the follow-ups of another story."""
        control = find_control(self._next)
        questions = list_questions(story)
        control.options = [("Pick one", ""), *((_shorten(one), one) for one in questions)]
        control.value = ""

    def ask(self) -> None:
        """Add the question that was written, or else the one that was picked."""
        own, offered = find_control(self._own), find_control(self._next)
        question = own.value.strip() or offered.value
        if not question:
            return
        self._asked.append({"question": question[:200], "answer": ""})
        own.value, offered.value = "", ""
        self._draw()
        self._note(list(self._asked))

    def _draw(self) -> None:
        self._rows.children = tuple(self._make_row(number) for number in range(len(self._asked)))

    def _make_row(self, number: int) -> Any:
        def keep(answer: str) -> None:
            self._asked[number] = {**self._asked[number], "answer": answer}
            self._note(list(self._asked))

        one = self._asked[number]
        return lay_fields(ask_text(f"Answer {number + 1}", one["question"], one["answer"], keep, lines=2))


def list_questions(story: Story | None) -> list[str]:
    """Return what to ask next: from the story's own blank and weak places, or what any interviewer may ask."""
    if story is not None:
        return list(dict.fromkeys(step.question for step in list_steps(story)))[:_OFFERED]
    return [question.text for question in load(Question) if question.topic != "technical"]


def _shorten(question: str) -> str:
    return question if len(question) <= _SHORT else f"{question[: _SHORT - 1].rstrip()}…"
