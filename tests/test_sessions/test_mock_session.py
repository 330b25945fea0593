"""A mock bar raiser with a peer: from the question to the vote, and the sheet of what is left."""

from __future__ import annotations

import datetime as dt
import html

from memory_collection import find, read_html
from rehearsing import CUSTOMER, find_sheet, on, score_all
from shared import TODAY

from prepkit.models import Story
from prepkit.planning.tracker import tracker
from prepkit.sessions.mock_session import MockSession
from prepkit.store import Workspace


class TestMockSession:
    def _hold(self, session: MockSession, partner: str) -> None:
        find(session, "Partner").value = partner
        find(session, "Story that you tell").value = "fit"
        find(session, "Answer").value = CUSTOMER
        find(session, "Or your own question").value = "What did it cost?"
        find(session, "Ask it").click()
        find(session, "Answer 1").value = "Two weeks of one engineer."
        find(session, "On to the scores").click()
        score_all(session, 4)
        find(session, "Cover mine, hand over").click()
        sheet = find_sheet(session)
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
        again = MockSession(on(prep, TODAY + dt.timedelta(days=3)))

        assert "You gave the same score to 0 of 7" in read_html(again)
        assert "A session is under way and kept." in again.render_text()
        assert prep.mocks.all() == []
        find(again, "Back to the scores").click()
        assert find_sheet(again).scores["delivery"] == 5
        find(again, "Back to mine").click()
        find(again, "Back").click()
        assert find(again, "Answer 1").value == "Two weeks of one engineer."

    def test_one_rater_and_an_integrity_problem(self, prep: Workspace) -> None:
        """Without a partner's scores it says so; a claim that did not hold puts it below the bar."""
        session = MockSession(prep)
        find(session, "On to the scores").click()
        score_all(session, 5)
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

    def test_what_is_held_elsewhere_is_offered(self, prep: Workspace) -> None:
        """The follow-ups of the story that is told follow what is written into it, and what was asked stays."""
        session = MockSession(prep)
        find(session, "Story that you tell").value = "fit"
        find(session, "Or your own question").value = "What did it cost?"
        find(session, "Ask it").click()
        before = find(session, "Ask next").options
        prep.stories.save(Story(id="fit", title="Fit", situation="Boots came back.", customer="Walkers"))
        session.update()

        assert find(session, "Ask next").options != before
        assert find(session, "Answer 1")
        assert find(session, "Story that you tell").value == "fit"
