"""Rehearsing as a person does it: cards, one answer from question to review, a mock bar raiser with a peer."""

from __future__ import annotations

import datetime as dt
import html
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pytest
from memory_collection import find, read_html, walk
from shared import NASTY_TEXTS, TODAY

from prepkit.errors import WorkspaceError
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.live.score_sheet.score_sheet import ScoreSheet
from prepkit.live.timer.timer import Timer
from prepkit.models import CardReview, Mock, Score, Story
from prepkit.planning import tracker
from prepkit.sessions.card_deck import CardDeck
from prepkit.sessions.debrief import Debrief
from prepkit.sessions.mock_session import MockSession
from prepkit.sessions.rehearsal import Rehearsal
from prepkit.sessions.talk_review import TalkReview
from prepkit.store import Workspace
from prepkit.store.draft import flush_all

METHOD = (
    "We trained a gradient boosting model on 40 features. The AUC was 0.87 after cross-validation. We tuned it with "
    "grid search. Returns of first-time buyers fell from 14.0% to 11.2% in eight weeks."
)
CUSTOMER = (
    "First-time buyers guessed their size, and 14 of 100 pairs came back. I asked them one question instead. In a test "
    "with half of 41,600 buyers, returns fell from 14.0% to 11.2%. I would ask two weeks earlier next time."
)


@pytest.fixture
def prep(tmp_path: Path) -> Workspace:
    """A workspace with one story, on the sample's day."""
    workspace = Workspace(Workspace.create(tmp_path / "prep").path, today=TODAY)
    workspace.stories.save(Story(id="fit", title="Fit", principles=("ownership", "dive-deep")))
    return workspace


def _on(prep: Workspace, day: dt.date) -> Workspace:
    return Workspace(prep.path, today=day)


def _sheet(session: Any) -> ScoreSheet:
    return next(each for each in walk(session) if isinstance(each, ScoreSheet))


def _score(session: Any, score: int) -> None:
    sheet = _sheet(session)
    sheet.scores = {each["id"]: score for each in sheet.dimensions}


def _status(session: Any) -> str:
    return read_html(session.children[-1])


def _answer(rehearsal: Rehearsal, text: str, score: int = 4) -> None:
    find(rehearsal, "What you said").value = text
    find(rehearsal, "Score yourself").click()
    _score(rehearsal, score)
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
        assert "Not yet: score Customer problem" in _status(rehearsal)
        _score(rehearsal, 3)
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
        """Scores, answer and minutes go to the log, the question's and the story's card too; no run doubles it."""
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
        """A new story, or running the cell again, changes no question; an answer brings the next, and so does a day."""
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
        days = {Rehearsal(_on(prep, TODAY + dt.timedelta(days=day)))._kept.text("question") for day in range(1, 5)}

        assert second != first
        assert len(days) > 1

    def test_begun_is_taken_up_on_another_day(self, prep: Workspace) -> None:
        """What was typed, the clock and the scores are there the next day, with words; finished, it is dated then."""
        rehearsal = Rehearsal(prep)
        question = rehearsal._kept.text("question")
        find(rehearsal, "What you said").value = CUSTOMER
        find(rehearsal, "Score yourself").click()
        _sheet(rehearsal).scores = {"learning": 5}
        rehearsal.flush()
        later = Rehearsal(_on(prep, TODAY + dt.timedelta(days=1)))

        assert "Begun on January 26, and taken up where you left it." in _status(later)
        assert _sheet(later).scores == {"learning": 5}
        assert question in read_html(later)
        _score(later, 4)
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
        _score(rehearsal, 4)

        def fail(_record: Any) -> None:
            raise WorkspaceError("disk full", cure="Make room")

        monkeypatch.setattr(prep.mocks, "save", fail)
        find(rehearsal, "Keep my scores, show the review").click()
        assert "Not logged: disk full. Make room" in _status(rehearsal)
        assert not _shows_feedback(rehearsal)
        monkeypatch.undo()
        find(rehearsal, "Keep my scores, show the review").click()
        assert prep.mocks.all()[-1].answer == CUSTOMER

    def test_deleted_from_the_log_begins_anew(self, prep: Workspace) -> None:
        """If the answered mock is gone, the cell offers a question and no error."""
        rehearsal = Rehearsal(prep)
        _answer(rehearsal, "")
        prep.mocks.delete(prep.mocks.all()[0].id)

        assert find(Rehearsal(prep), "Score yourself")


class TestMockSession:
    def _hold(self, session: MockSession, partner: str) -> None:
        find(session, "Partner").value = partner
        find(session, "Story that you tell").value = "fit"
        find(session, "Answer").value = CUSTOMER
        find(session, "Or your own question").value = "What did it cost?"
        find(session, "Ask it").click()
        find(session, "Answer 1").value = "Two weeks of one engineer."
        find(session, "On to the scores").click()
        _score(session, 4)
        find(session, "Cover mine, hand over").click()
        sheet = _sheet(session)
        assert sheet.scores == {}
        sheet.scores = {each["id"]: 5 if number else 3 for number, each in enumerate(sheet.dimensions)}
        find(session, "Uncover both").click()

    def test_two_mocks_with_a_peer_tick_the_checklist(self, prep: Workspace) -> None:
        """G15: two mock bar raisers held with peers, from question to vote, count as done, and leave a sheet each."""
        session = MockSession(prep)
        for partner in ("Priya", "Tomasz"):
            self._hold(session, partner)
            assert "You gave the same score to 0 of 7 dimensions" in read_html(session)
            find(session, "Vote: Ownership").value = "yes"
            find(session, "Feedback").value = "Say the number first."
            find(session, "Write it to the log").click()
            assert f"with {partner}" in read_html(session)
            assert "What did it cost? Two weeks of one engineer." in html.unescape(read_html(session))
            find(session, "New session").click()
        done = tracker(prep.read(), TODAY).set_index("item")

        assert done.loc["Bar-raiser mocks with a peer or mentor", "status"] == "done"
        mock = prep.mocks.all()[-1]
        assert [vote.vote for vote in mock.votes if vote.principle == "ownership"] == ["yes"]
        assert (mock.feedback, mock.partner) == ("Say the number first.", "Tomasz")
        assert {review.card for review in prep.card_reviews.all()} >= {"story:fit"}

    def test_ended_halfway_it_is_taken_up_again(self, prep: Workspace) -> None:
        """With a new kernel and on another day the session stands where it was, and nothing is in the log yet."""
        session = MockSession(prep)
        self._hold(session, "Priya")
        session.flush()
        again = MockSession(_on(prep, TODAY + dt.timedelta(days=3)))

        assert "You gave the same score to 0 of 7" in read_html(again)
        assert "A session is under way and kept." in again.render_text()
        assert prep.mocks.all() == []
        find(again, "Back to the scores").click()
        assert _sheet(again).scores["delivery"] == 5
        find(again, "Back to mine").click()
        find(again, "Back").click()
        assert find(again, "Answer 1").value == "Two weeks of one engineer."

    def test_one_rater_and_an_integrity_problem(self, prep: Workspace) -> None:
        """Without a partner's scores it says so; a claim that did not hold puts it below the bar."""
        session = MockSession(prep)
        find(session, "On to the scores").click()
        _score(session, 5)
        find(session, "Cover mine, hand over").click()
        find(session, "Uncover both").click()
        assert "Only one of you has scored" in read_html(session)
        assert "Raises the bar" in read_html(session)
        find(session, "Integrity problem").value = "The 14% was another team's."
        find(session, "Write it to the log").click()

        assert "Below the bar: a claim did not hold" in read_html(session)

    def test_follow_ups_come_from_the_story(self, prep: Workspace) -> None:
        """The offered follow-ups ask about the blank places of the story that is told."""
        session = MockSession(prep)
        offered = [find(session, "Ask next").options]
        find(session, "Story that you tell").value = "fit"
        offered.append(find(session, "Ask next").options)

        assert len(offered[0]) > 5
        assert offered[0] != offered[1]

    def test_sheet_of_an_earlier_session(self, sample: Workspace) -> None:
        """An earlier session's sheet can be looked up, with both raters' scores and the votes."""
        session = MockSession(sample)
        find(session, "Sheet of an earlier session").value = "mock-bar-raiser"

        assert "Delivery: you 3, partner 2" in read_html(session)
        assert 'download="debrief-2026-01-21.html"' in read_html(session)

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_everything_is_escaped(self, prep: Workspace, text: str) -> None:
        """Whatever a person types stands in sheet, page and session as text."""
        prep.stories.save(Story(id="nasty", title=text[:200], principles=("ownership",)))
        mock = Mock(
            id="m", date=TODAY, partner=text, question=text, story_id="nasty", answer=text, feedback=text,
            integrity_problem=text, scores=(Score(dimension="learning", score=3),),
            follow_ups=({"question": text, "answer": text},), votes=({"principle": text, "vote": "no"},),
        )  # fmt: skip
        sheet = Debrief(mock, prep.stories.all())
        for shown in (sheet.page(), sheet._repr_html_()):
            assert "<script" not in shown
            assert html.escape(text.split("\r")[0].strip()) in shown
        session = MockSession(prep)
        session._kept.put(partner=text, question=text)
        session.go("theirs")
        assert "<script" not in read_html(session) + session.render_html()

    def test_page_needs_nothing_else(self, sample: Workspace) -> None:
        """The printed sheet loads nothing, and names the story and what to drill."""
        page = Debrief(sample.mocks.get("mock-bar-raiser"), sample.stories.all()).page()

        assert "http" not in page.replace("<!doctype html>", "")
        assert "Parcels that were late" in page
        assert "What to drill" in page


class TestCardDeck:
    def test_turned_and_graded_it_is_logged(self, prep: Workspace) -> None:
        """The answer is hidden until asked for; a grade says when the card is back, logs it once, deals the next."""
        deck = CardDeck(prep)
        first = deck._queue[0].card
        assert html.escape(first.back.splitlines()[0]) not in read_html(deck)
        find(deck, "Show the answer").click()
        assert html.escape(first.back.splitlines()[0]) in read_html(deck)
        button = next(
            each for each in walk(deck) if isinstance(each, ipw.Button) and "Good (in 2 days)" in each.description
        )
        button.click()
        button.click()
        (review,) = prep.card_reviews.all()

        assert (review.card, review.rating, review.day) == (first.id, "good", TODAY)
        assert review.when.tzinfo == dt.UTC
        assert "Logged: good, back on January 28." in _status(deck)
        assert deck._queue[0].card.id != first.id
        assert CardDeck(prep).render_text() == deck.render_text()

    def test_done_for_today(self, prep: Workspace) -> None:
        """After the last card it says so, and has no button that leads nowhere."""
        deck = CardDeck(prep)
        while deck._queue:
            deck.turn()
            deck.grade("easy")

        assert "Nothing more today, 6 done." in read_html(deck)
        assert [each for each in walk(deck) if isinstance(each, ipw.Button)] == []


@pytest.mark.parametrize("make", [CardDeck, Rehearsal, MockSession], ids=lambda make: make.__name__)
class TestAll:
    def test_opens_on_an_empty_workspace(self, make: Any, workspace: Workspace) -> None:
        """A first-time user gets something to do, in text as well, and nothing is written to the log."""
        shown = make(workspace)

        assert len(shown.render_text()) > 60
        assert "<script" not in shown.render_html()
        assert shown._repr_mimebundle_()["text/plain"] == shown.render_text()
        assert (workspace.mocks.all(), workspace.card_reviews.all()) == ([], [])

    def test_every_control_is_labelled(self, make: Any, sample: Workspace) -> None:
        """Each control and button says in words what it is."""
        controls = (ipw.Text, ipw.Textarea, ipw.Dropdown, ipw.Button)

        assert all(each.description for each in walk(make(sample)) if isinstance(each, controls))

    def test_drafts_that_make_no_sense_are_passed_over(self, make: Any, prep: Workspace) -> None:
        """A draft of another shape, as a later version may leave one, is no reason for an error."""
        for draft in ("rehearsal", "mock-session"):
            prep.mocks.save_draft(
                draft, {"stage": "score", "kind": 7, "scores": [1], "run": {"started": "x"}, "mock": None}
            )

        assert make(prep).render_text()


def test_review_log_round_trips(prep: Workspace) -> None:
    """A review is the same after the workspace was opened again."""
    review = CardReview(card="story:fit", rating="hard", when=dt.datetime(2026, 1, 26, 7, 5, tzinfo=dt.UTC), day=TODAY)
    prep.card_reviews.save(review)

    assert Workspace.open(prep.path).card_reviews.all() == [review]
