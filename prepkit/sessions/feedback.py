"""What is shown about an answer once it is scored, and not before: verdict, findings, the share of method."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as ipw

from prepkit.models import Mock
from prepkit.rehearsal.scores import judge_mock
from prepkit.rehearsal.spacing import replay
from prepkit.sessions.asking import ask_text
from prepkit.sessions.talk_review import TalkReview
from prepkit.store.draft import RecordDraft
from prepkit.store.room import Room


def show_feedback(room: Room, mock: Mock) -> list[Any]:
    """Return the widgets that give feedback on a scored answer; the answer can be mended in them."""
    children: list[Any] = [ipw.HTML(f'<p class="pk-lead">{html.escape(say_verdict(mock))}</p>')]
    if not mock.answer.strip():
        return [*children, ipw.HTML("<p>You left no words of your answer, so there is nothing to review.</p>")]
    return [*children, TalkReview(room.mocks, mock.id, "answer")]


def say_verdict(mock: Mock) -> str:
    """Say what the scores of an answer amount to."""
    judged = judge_mock(mock)
    if judged is None:
        return "Not scored."
    return f"{judged.name}: {judged.reason}."


def say_return(room: Room, cards: list[str]) -> str:
    """Say when the rehearsed cards come back."""
    memories = replay(room.card_reviews.all(), room.profile.interview_date)
    days = [memories[card].due for card in cards if card in memories]
    ahead = sorted(day for day in days if day is not None)
    if not days:
        return ""
    if not ahead:
        return "It does not come back before your interview."
    return f"It comes back on {ahead[0]:%B} {ahead[0].day}."


def ask_change(mock: Mock, room: Room) -> Any:
    """Return the field for what to change next time, kept in the log as it is typed."""
    draft = RecordDraft.of(room.mocks, mock.id)
    hint = "One line. It is worth more than a transcript."
    return ask_text(
        "What you will change", hint, draft.read()["feedback"], lambda text: draft.put(("feedback",), text), lines=2
    )
