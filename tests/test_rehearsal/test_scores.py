"""What scores amount to: verdicts, agreement of two raters, grades of recall, a trend that needs five."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shared import TODAY
from statsmodels.stats import inter_rater

from prepkit import charts
from prepkit.content.library import find, load
from prepkit.content.shapes.rehearsal import Beat, Clock
from prepkit.content.shapes.writing import Limit
from prepkit.models import Mock, Score
from prepkit.rehearsal.scores import (
    compare_raters,
    find_weak,
    grade,
    judge_mock,
    judge_scores,
    review_mock,
    trace_scores,
    weigh_agreement,
)


def _scores(*given: int) -> dict[str, int]:
    return {f"dimension_{number}": score for number, score in enumerate(given)}


class TestVerdict:
    @pytest.mark.parametrize(
        ("scores", "verdict"),
        [
            ((5, 4, 4, 4), "raises_the_bar"),  # 4.25
            ((5, 5, 5, 2), "meets"),  # 4.25, one under 3
            ((4, 4, 4, 4), "meets"),
            ((4, 4, 3, 2), "meets"),  # 3.25, one under 3
            ((5, 5, 2, 2), "below"),  # 3.5, two under 3
            ((4, 3, 3, 2), "below"),  # 3.0
        ],
    )
    def test_thresholds(self, scores: tuple[int, ...], verdict: str) -> None:
        """At 4.25 and 3.25, and by how many dimensions are under 3, the verdict changes."""
        judged = judge_scores(_scores(*scores))

        assert judged is not None
        assert judged.verdict == verdict

    def test_integrity_outweighs_every_score(self) -> None:
        """A claim that did not hold puts five times five below the bar, with the reason."""
        judged = judge_scores(_scores(5, 5, 5), "the number was another team's")

        assert judged is not None
        assert (judged.verdict, judged.mean) == ("below", 5)
        assert "did not hold" in judged.reason

    def test_two_raters_count_as_their_mean(self) -> None:
        """Each dimension's mean over its raters is what is judged; nothing scored is no verdict."""
        mock = Mock(
            scores=(Score(dimension="learning", score=5), Score(dimension="delivery", score=4)),
            partner_scores=(Score(dimension="learning", score=3),),
        )
        judged = judge_mock(mock)

        assert judged is not None
        assert judged.mean == 4
        assert judge_mock(Mock()) is None


class TestAgreement:
    def test_reference_value(self) -> None:
        """The published table gives quadratic kappa 0.8076923."""
        assert weigh_agreement([[20, 5, 0], [3, 15, 4], [0, 2, 11]]) == pytest.approx(0.8076923, abs=1e-7)

    @given(st.lists(st.lists(st.integers(0, 50), min_size=5, max_size=5), min_size=5, max_size=5))
    def test_agrees_with_statsmodels(self, table):
        """Kappa of any table in which the raters used more than one score is statsmodels'."""
        assume(sum(any(row) for row in table) > 1 or sum(any(column) for column in zip(*table, strict=True)) > 1)

        assert weigh_agreement(table) == pytest.approx(inter_rater.cohens_kappa(table, wt="quadratic").kappa, abs=1e-9)

    def test_two_raters_in_words(self) -> None:
        """Counts, coefficient and its name, and that few dimensions are only a hint."""
        found = compare_raters(_scores(4, 3, 5, 2), _scores(4, 2, 5, 3))

        assert (found.both, found.same, found.within_one) == (4, 2, 4)
        assert found.kappa == pytest.approx(0.8)
        assert "same score to 2 of 4" in found.words
        assert "hint" in found.words

    @pytest.mark.parametrize(
        ("mine", "theirs", "says"),
        [
            (_scores(4, 3), {}, "Only one of you has scored"),
            ({}, {}, "Only one of you has scored"),
            ({"a": 3}, {"b": 3}, "different dimensions"),
            (_scores(4, 4, 4), _scores(4, 4, 4), "cannot be computed"),
        ],
    )
    def test_degenerate_tables_are_said(self, mine: dict[str, int], theirs: dict[str, int], says: str) -> None:
        """One rater, nothing in common, or one score throughout: no coefficient, and the reason."""
        found = compare_raters(mine, theirs)

        assert found.kappa is None
        assert says in found.words

    @given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=8))
    def test_any_two_raters_get_a_number_or_words(self, pairs: list[tuple[int, int]]) -> None:
        """Never NaN: kappa lies between -1 and 1, or is said to be missing; to swap raters changes nothing."""
        mine, theirs = (_scores(*scores) for scores in zip(*pairs, strict=True))
        found = compare_raters(mine, theirs)

        assert found.kappa is None or -1 <= found.kappa <= 1
        assert "nan" not in found.words
        other = compare_raters(theirs, mine).kappa
        assert found.kappa == (None if other is None else pytest.approx(other))


class TestGrades:
    @pytest.mark.parametrize(
        ("mean", "on_time", "over"),
        [
            (1.0, "again", "again"),
            (2.49, "again", "again"),
            (2.5, "hard", "again"),
            (3.25, "good", "hard"),
            (4.24, "good", "hard"),
            (4.25, "easy", "good"),
            (5.0, "easy", "good"),
        ],
    )
    def test_grade_from_a_mean(self, mean: float, on_time: str, over: str) -> None:
        """The mean gives the grade, and running over lowers it by one step."""
        assert (grade(mean), grade(mean, over_time=True)) == (on_time, over)

    def test_long_story_is_graded_lower(self) -> None:
        """The same scores after 3:30 count one step less than after 2:30; drilled dimensions go by their own score."""
        scores = (Score(dimension="learning", score=4), Score(dimension="delivery", score=2))
        when = dt.datetime(2026, 1, 26, 18, tzinfo=dt.UTC)
        logged = [
            review_mock(
                Mock(id="one", minutes=minutes, scores=scores),
                cards=["principle:ownership", ""],
                weak=["delivery", "result_impact"],
                when=when,
                day=TODAY,
            )
            for minutes in (2.5, 3.5)
        ]
        given = [{review.card: review.rating for review in reviews} for reviews in logged]

        assert given == [
            {"principle:ownership": "hard", "dimension:delivery": "again"},
            {"principle:ownership": "again", "dimension:delivery": "again"},
        ]
        assert [review.id for review in logged[0]] == [review.id for review in logged[1]]

    def test_weak_dimensions_are_those_of_the_latest_score(self) -> None:
        """A dimension that was weak and has recovered is no longer drilled."""
        first = Mock(date=TODAY, scores=(Score(dimension="learning", score=2), Score(dimension="delivery", score=2)))
        second = Mock(date=TODAY + dt.timedelta(days=1), scores=(Score(dimension="learning", score=4),))

        assert find_weak([second, first]) == {"delivery": 2}


class TestTrend:
    def _mocks(self, *means: int) -> list[Mock]:
        return [
            Mock(date=TODAY - dt.timedelta(days=20 - day), scores=(Score(dimension="learning", score=mean),))
            for day, mean in enumerate(means)
        ]

    def test_nothing_is_concluded_from_fewer_than_five(self) -> None:
        """Three answers are drawn, without a line and with the number that is missing."""
        trend = trace_scores(self._mocks(1, 3, 5), TODAY)

        assert trend.summary == "Five are needed to see a trend, you have three."
        assert "risen" not in charts.scores(trend).summary
        assert "Five are needed" in charts.scores(trend).summary

    def test_five_show_which_way_it_goes(self) -> None:
        """From five on, the first half is compared to the second."""
        words = [trace_scores(self._mocks(*means), TODAY).summary for means in ((2, 2, 3, 4, 4), (4, 4, 4, 2, 2))]

        assert "risen from 2.0" in words[0]
        assert "fallen from 4.0" in words[1]

    def test_empty_and_later_ones(self) -> None:
        """No scored answer is said in words; what is dated after today, or has no score, is left out."""
        later = Mock(date=TODAY + dt.timedelta(days=1), scores=(Score(dimension="learning", score=4),))
        trend = trace_scores([later, Mock(date=TODAY)], TODAY)

        assert len(trend.frame) == 0
        assert list(trend.frame.dtypes.astype(str)) == ["datetime64[s]", "str", "float64", "str", "float64"]
        assert "No answer is scored yet" in charts.scores(trend).summary


class TestClocks:
    @pytest.mark.parametrize("clock", [clock.id for clock in load(Clock)])
    def test_beats_make_the_aim(self, clock: str) -> None:
        """The beats of each clock add up to its aim, and late comes before over."""
        entry = find(Clock, clock)

        assert sum(beat.seconds for beat in load(Beat) if beat.clock == clock) == entry.aim
        assert entry.aim < entry.late < entry.over

    def test_story_keeps_the_limits(self) -> None:
        """G12: two minutes, amber from three, red from five, as the limits say; two of ten minutes are the model's."""
        story = find(Clock, "story")
        limits = [find(Limit, name).high for name in ("story_seconds", "story_seconds_late", "story_seconds_over")]
        technical = [beat for beat in load(Beat) if beat.clock == "technical"]
        model = sum(beat.seconds for beat in technical if "model" in beat.name.lower())

        assert [story.aim, story.late, story.over] == limits
        assert 100 * model / sum(beat.seconds for beat in technical) == find(Limit, "technical_share").high
