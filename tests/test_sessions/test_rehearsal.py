"""Rehearsing alone: one answer from question to your own score, and only then the review."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from memory_collection import find, read_html, walk
from rehearsing import CUSTOMER, METHOD, find_sheet, on, read_status, score_all
from shared import TODAY

from prepkit.errors import WorkspaceError
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.live.timer.timer import Timer
from prepkit.models import Story
from prepkit.sessions.rehearsal import Rehearsal
from prepkit.sessions.talk_review import TalkReview
from prepkit.store import Workspace
from prepkit.store.draft import flush_all


def _answer(rehearsal: Rehearsal, text: str, score: int = 4) -> None:
    find(rehearsal, "What you said").value = text
    find(rehearsal, "Score yourself").click()
    score_all(rehearsal, score)
    find(rehearsal, "Keep my scores, show the review").click()


def _shows_feedback(rehearsal: Rehearsal) -> bool:
    reviewed = any(isinstance(each, ReviewEditor | TalkReview) for each in walk(rehearsal))
    return reviewed or "<svg" in read_html(rehearsal) or "pk-lead" in read_html(rehearsal)


class TestRehearsal:
    def test_method_share_is_shown_after_the_own_score(self, prep: Workspace) -> None:
        """G12: an answer on its model is drawn against two minutes in ten once you have scored it, not before."""
        rehearsal = Rehearsal(prep)
        find(rehearsal, "What you said").value = METHOD
        assert not _shows_feedback(rehearsal)
        find(rehearsal, "Score yourself").click()
        assert not _shows_feedback(rehearsal)
        find(rehearsal, "Keep my scores, show the review").click()
        assert not _shows_feedback(rehearsal)
        assert "Not yet: score Customer problem" in read_status(rehearsal)
        score_all(rehearsal, 3)
        find(rehearsal, "Keep my scores, show the review").click()

        assert _shows_feedback(rehearsal)
        (talk,) = [each for each in walk(rehearsal) if isinstance(each, TalkReview)]
        assert "the yardstick is 20%" in talk.render_text()
        assert int(talk.render_text().split("%")[0]) > 50
        talk.text = CUSTOMER
        talk.flush()
        assert talk.render_text().startswith("0% is about method")
        assert 'aria-label="0% of what you said is about method' in read_html(talk)
        assert prep.mocks.all()[-1].answer == CUSTOMER

    def test_answer_is_logged_once(self, prep: Workspace) -> None:
        """Scores, answer and minutes go to the log, the question's and the story's card too; nothing doubles it."""
        rehearsal = Rehearsal(prep)
        find(rehearsal, "Story that you tell").value = "fit"
        (clock,) = [each for each in walk(rehearsal) if isinstance(each, Timer)]
        clock.run, clock.seconds = {"counted": 0.0, "started": 1.0}, 150.0
        _answer(rehearsal, CUSTOMER)
        for again in (rehearsal, Rehearsal(prep)):
            assert "You spoke for 2:30, aiming for 2:00." in read_html(again)
            assert "Meets the bar: mean 4.00" in again.render_text()
        (mock,) = prep.mocks.all()
        logged = {review.card: review for review in prep.card_reviews.all()}

        assert (mock.date, mock.minutes, mock.answer, mock.story_id) == (TODAY, 2.5, CUSTOMER, "fit")
        assert {score.score for score in mock.scores} == {4}
        assert set(logged) == {rehearsal._kept.text("card"), "story:fit"}
        assert {(review.rating, review.day) for review in logged.values()} == {("good", TODAY)}
        assert all(review.when.date() in (TODAY, TODAY + dt.timedelta(days=1)) for review in logged.values())

    def test_question_stays_until_answered(self, prep: Workspace) -> None:
        """A new story, or opening it again, changes no question; an answer brings the next, and so does a day."""
        first = Rehearsal(prep)._kept.text("question")
        for number in range(6):
            prep.stories.save(Story(title=f"Story {number}", principles=("earn-trust", "frugality", "think-big")))
        assert Rehearsal(prep)._kept.text("question") == first
        rehearsal = Rehearsal(prep)
        _answer(rehearsal, CUSTOMER)
        find(rehearsal, "What you will change").value = "Say the number first."
        find(rehearsal, "Next question").click()
        flush_all()
        assert prep.mocks.all()[0].feedback == "Say the number first."
        assert len(prep.mocks.history(prep.mocks.all()[0].id)) == 2
        second = rehearsal._kept.text("question")
        days = {Rehearsal(on(prep, TODAY + dt.timedelta(days=day)))._kept.text("question") for day in range(1, 5)}

        assert second != first
        assert len(days) > 1

    def test_begun_is_taken_up_on_another_day(self, prep: Workspace) -> None:
        """What was typed, the clock and the scores are there the next day, with words; finished, it is dated then."""
        rehearsal = Rehearsal(prep)
        question = rehearsal._kept.text("question")
        find(rehearsal, "What you said").value = CUSTOMER
        find(rehearsal, "Score yourself").click()
        find_sheet(rehearsal).scores = {"learning": 5}
        rehearsal.flush()
        later = Rehearsal(on(prep, TODAY + dt.timedelta(days=1)))

        assert "Begun on January 26, and taken up where you left it." in read_status(later)
        assert find_sheet(later).scores == {"learning": 5}
        assert question in read_html(later)
        score_all(later, 4)
        find(later, "Keep my scores, show the review").click()
        (mock,) = prep.mocks.all()
        assert (mock.answer, mock.date) == (CUSTOMER, TODAY + dt.timedelta(days=1))

    def test_put_aside_is_in_the_log(self, prep: Workspace) -> None:
        """Another question, or another kind, keeps what was begun in the log, without a score."""
        rehearsal = Rehearsal(prep)
        find(rehearsal, "Put aside, take another").click()
        assert prep.mocks.all() == []
        find(rehearsal, "What you said").value = "Half an answer"
        find(rehearsal, "Kind of question").value = "product sense"
        (mock,) = prep.mocks.all()

        assert (mock.answer, mock.scores, mock.mock_kind) == ("Half an answer", (), "bar raiser")
        assert find(rehearsal, "What you said").value == ""
        (clock,) = [each for each in walk(rehearsal) if isinstance(each, Timer)]
        assert clock.name == "A product-sense case in 25 minutes"

    def test_new_run_right_after_typing_finds_everything(self, prep: Workspace) -> None:
        """A cell that runs again before the pause is over shows what was typed, and the old view undoes nothing."""
        old = Rehearsal(prep)
        find(old, "What you said").value = CUSTOMER
        new = Rehearsal(prep)
        assert find(new, "What you said").value == CUSTOMER
        find(new, "Story that you tell").value = "fit"
        new.flush()
        find(old, "What you said").value = METHOD
        old.flush()
        draft = prep.mocks.draft("rehearsal")

        assert (draft["answer"], draft["story_id"]) == (METHOD, "fit")

    def test_running_clock_goes_on_over_a_new_run(self, prep: Workspace) -> None:
        """The moment of the start is kept, so that a timer made anew shows the time as if nothing had happened."""
        rehearsal = Rehearsal(prep)
        clocks = [each for each in walk(rehearsal) if isinstance(each, Timer)]
        clocks[0].run = {"counted": 12.5, "started": 1_769_400_000_000.0}
        rehearsal.flush()
        (again,) = [each for each in walk(Rehearsal(prep)) if isinstance(each, Timer)]

        assert again.run == {"counted": 12.5, "started": 1_769_400_000_000.0}

    def test_failed_save_keeps_everything(self, prep: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """If the log cannot be written, it says so, and the answer and scores are still there."""
        rehearsal = Rehearsal(prep)
        find(rehearsal, "What you said").value = CUSTOMER
        find(rehearsal, "Score yourself").click()
        score_all(rehearsal, 4)

        def fail(_record: Any) -> None:
            raise WorkspaceError("disk full", cure="Make room")

        monkeypatch.setattr(prep.mocks, "save", fail)
        find(rehearsal, "Keep my scores, show the review").click()
        assert "Not logged: disk full. Make room" in read_status(rehearsal)
        assert not _shows_feedback(rehearsal)
        monkeypatch.undo()
        find(rehearsal, "Keep my scores, show the review").click()
        assert prep.mocks.all()[-1].answer == CUSTOMER

    def test_deleted_from_the_log_begins_anew(self, prep: Workspace) -> None:
        """If the answered mock is gone, a question is offered and no error."""
        rehearsal = Rehearsal(prep)
        _answer(rehearsal, "")
        prep.mocks.delete(prep.mocks.all()[0].id)

        assert find(Rehearsal(prep), "Score yourself")
