"""What is rehearsed today: which cards, in which order, and which question is drawn."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import TODAY

from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.models import CardReview, MetricPlan, Mock, Profile, Score, Story
from prepkit.models.preparation import Preparation
from prepkit.rehearsal.cards import KINDS, make_cards
from prepkit.rehearsal.queue import MOST_A_DAY, NEW_A_DAY, draw_question, line_up, queue_cards
from prepkit.store import Workspace


def _log(workspace: Workspace, card: str, rating: str, day: dt.date) -> None:
    moment = dt.datetime.combine(day, dt.time(18), tzinfo=dt.UTC)
    workspace.card_reviews.save(CardReview(card=card, rating=rating, day=day, when=moment))


def _set_interview(workspace: Workspace, day: dt.date | None) -> None:
    workspace.profiles.save(workspace.profile.replace(interview_date=day))


class TestCards:
    def test_every_kind_comes_from_the_workspace(self, sample: Workspace) -> None:
        """The sample candidate has cards of all six kinds, each with an id of its own and two sides."""
        cards = make_cards(sample.read())

        assert {card.kind for card in cards} == set(KINDS)
        assert len({card.id for card in cards}) == len(cards)
        assert all(card.front.strip() and card.back.strip() for card in cards)

    def test_story_asks_for_heading_and_numbers(self, workspace: Workspace) -> None:
        """A story's card holds its metric and decision, with a visible blank for what is missing."""
        workspace.stories.save(Story(id="fit", title="Fit", product_decision="I asked one question."))
        (card,) = (card for card in make_cards(workspace.read()) if card.id == "story:fit")

        assert card.back == "[customer impact metric]\nI asked one question."

    def test_deleted_story_takes_its_card_along(self, sample: Workspace) -> None:
        """A story that is gone is not asked for, its log stays, and restoring it brings the card back as it was."""
        due = {one.card.id: one.due for one in line_up(sample.read(), TODAY)}
        assert "story:story-late-parcels" in due
        revision = sample.stories.history("story-late-parcels")[-1].number
        sample.stories.delete("story-late-parcels")
        assert "story:story-late-parcels" not in {one.card.id for one in line_up(sample.read(), TODAY)}
        assert "story-late-parcels" in " ".join(review.card for review in sample.card_reviews.all())
        sample.stories.restore("story-late-parcels", revision)

        assert {one.card.id: one.due for one in line_up(sample.read(), TODAY)} == due

    def test_weak_dimension_is_drilled(self, workspace: Workspace) -> None:
        """A dimension scored 3 or less is a card with what a five looks like; a metric plan gives its metrics."""
        workspace.mocks.save(Mock(date=TODAY, scores=(Score(dimension="learning", score=3),)))
        workspace.metric_plans.save(MetricPlan(id="plan", feature="Fit", primary_metric="Kept pairs over pairs"))
        cards = {card.id: card for card in make_cards(workspace.read())}

        assert "applied it since" in cards["dimension:learning"].back
        assert cards["metric:plan.primary_metric"].back == "Kept pairs over pairs"


class TestQueue:
    def test_due_first_then_new_of_each_kind(self, sample: Workspace) -> None:
        """What is due since longest comes first, then at most six new ones, one a kind; it says why each is here."""
        queue = queue_cards(sample.read(), TODAY)
        due = queue.frame[queue.frame["reviews"] > 0]
        new = queue.frame[queue.frame["reviews"] == 0]

        assert list(due["due"]) == sorted(due["due"])
        assert len(new) == NEW_A_DAY
        assert set(new["kind"]) == set(KINDS.values())
        assert queue.frame.index[-1] == len(queue.frame) - 1 <= MOST_A_DAY - 1
        assert (queue.frame["why"] != "").all()
        assert queue.summary.startswith("6 due and 6 new today. 32 days are left")

    def test_rehearsed_today_leaves_the_queue(self, sample: Workspace) -> None:
        """A graded card is gone today; new ones do not grow back beyond six a day."""
        for _ in range(MOST_A_DAY):
            queue = line_up(sample.read(), TODAY)
            if not queue:
                break
            _log(sample, queue[0].card.id, "again", TODAY)

        assert line_up(sample.read(), TODAY) == []
        assert queue_cards(sample.read(), TODAY).summary.startswith("Nothing more today, 12 done.")
        assert len(queue_cards(sample.read(), TODAY + dt.timedelta(days=1)).frame) == MOST_A_DAY

    @pytest.mark.parametrize(
        ("days", "says"),
        [(None, "No interview date"), (1, "is tomorrow"), (0, "Today is the day"), (-1, "interview is over")],
    )
    def test_the_day_in_words(self, sample: Workspace, days: int | None, says: str) -> None:
        """No interview, tomorrow, today and past are said; from the day on nothing is due."""
        _set_interview(sample, None if days is None else TODAY + dt.timedelta(days=days))
        queue = queue_cards(sample.read(), TODAY)

        assert says in queue.summary
        assert queue.frame.empty == (days is not None and days <= 0)
        assert list(queue.frame.dtypes.astype(str)) == ["str", "str", "str", "datetime64[s]", "int64", "str"]

    @settings(max_examples=15)
    @given(st.lists(st.sampled_from(["again", "hard", "good", "easy"]), min_size=1, max_size=8), st.integers(1, 12))
    def test_following_the_queue_ends_before_the_interview(self, ratings: list[str], ahead: int) -> None:
        """Day by day, whatever the grades, no card is offered on the day of the interview or due after it."""
        prep = _Prep(TODAY + dt.timedelta(days=ahead))
        for day in (TODAY + dt.timedelta(days=number) for number in range(ahead + 2)):
            queue = line_up(prep.read(), day)
            assert not queue or day < prep.profile.interview_date
            assert all(one.due <= day for one in queue)
            for number, one in enumerate(queue[:4]):
                moment = dt.datetime.combine(day, dt.time(18, number), tzinfo=dt.UTC)
                rating = ratings[number % len(ratings)]
                prep.log.append(CardReview(card=one.card.id, rating=rating, day=day, when=moment))


class TestDraw:
    def test_same_all_day_until_answered(self, sample: Workspace) -> None:
        """One question a day and kind; to answer it brings the next; another day brings others."""
        first = draw_question(sample.read(), TODAY)
        assert draw_question(sample.read(), TODAY) == first
        _log(sample, first.card, "good", TODAY)
        second = draw_question(sample.read(), TODAY)
        week = {draw_question(sample.read(), TODAY + dt.timedelta(days=day)).question for day in range(1, 8)}

        assert second.card != first.card
        assert len(week) > 3

    def test_other_rehearsals_of_the_day_change_no_question(self) -> None:
        """What else is rehearsed today moves tomorrow's questions and not today's."""
        prep = _Prep(None)
        for day in (TODAY + dt.timedelta(days=number) for number in range(10)):
            first = draw_question(prep.read(), day)
            for principle in load(Principle):
                card = f"principle:{principle.id}"
                if card != first.card and principle.tier == "A":
                    moment = dt.datetime.combine(day, dt.time(18), tzinfo=dt.UTC)
                    prep.log.append(CardReview(card=card, rating="good", day=day, when=moment))
            assert draw_question(prep.read(), day) == first

    def test_due_uncovered_and_likely_come_up_more_often(self) -> None:
        """Over a year: due before new, uncovered before covered, likely before rare; it says which it was."""
        prep = _Prep(None)
        prep.stories.append(Story(title="A", principles=("ownership",)))
        month_ago = TODAY - dt.timedelta(days=30)
        moment = dt.datetime.combine(month_ago, dt.time(18), tzinfo=dt.UTC)
        prep.log.append(CardReview(card="principle:dive-deep", rating="again", day=month_ago, when=moment))
        drawn = [draw_question(prep.read(), TODAY + dt.timedelta(days=day)) for day in range(365)]
        counts = Counter(one.card.removeprefix("principle:") for one in drawn)
        tiers = {tier: [each.id for each in load(Principle) if each.tier == tier] for tier in "AC"}
        uncovered = [counts[one] for one in tiers["A"] if one not in ("dive-deep", "ownership")]
        usual = sum(uncovered) / len(uncovered)

        assert counts["dive-deep"] > usual > counts["ownership"]
        assert usual > max(counts[one] for one in tiers["C"])
        assert next(one for one in drawn if one.card == "principle:dive-deep").why.startswith("due again; no story")

    @pytest.mark.parametrize("kind", ["bar raiser", "product sense", "technical", "plain language"])
    def test_every_kind_has_more_than_a_day_of_questions(self, workspace: Workspace, kind: str) -> None:
        """On an empty workspace each kind gives a question and a follow-up, and another one to pass on to."""
        one, other = (draw_question(workspace.read(), TODAY, kind, skip) for skip in (0, 1))

        assert one.question
        assert one.follow_up not in ("", one.question)
        assert one.card != other.card


class _Prep:
    """A preparation in memory, with an interview, stories and a log that grow."""

    def __init__(self, interview: dt.date | None) -> None:
        self.profile = Profile(interview_date=interview)
        self.stories: list[Story] = []
        self.log: list[CardReview] = []

    def read(self) -> Preparation:
        return Preparation.of(self.profile, stories=self.stories, card_reviews=self.log)
