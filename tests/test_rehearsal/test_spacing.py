"""When a card comes back: the reference values of fsrs, and never on or after the day of the interview."""

from __future__ import annotations

import datetime as dt

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st
from shared import TODAY

from prepkit.models import CardReview
from prepkit.rehearsal.queue import MOST_DAYS, PARAMETERS, foresee, make_scheduler, replay

RATINGS = {"A": Rating.Again, "H": Rating.Hard, "G": Rating.Good, "E": Rating.Easy}
START = dt.datetime(2022, 11, 29, 12, 30, tzinfo=dt.UTC)
NAMES = ("again", "hard", "good", "easy")


def _space(scheduler: Scheduler, ratings: str) -> list[int]:
    card, moment, days = Card(card_id=1, due=START), START, []
    for letter in ratings:
        card, _ = scheduler.review_card(card, RATINGS[letter], review_datetime=moment)
        days.append((card.due - moment).days)
        moment = card.due
    return days


def _review(card: str, rating: str, day: dt.date, hour: int = 18) -> CardReview:
    return CardReview(card=card, rating=rating, day=day, when=dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC))


class TestReferences:
    def test_default_steps(self) -> None:
        """The pinned parameters give the intervals that were computed with fsrs 6.3.2."""
        scheduler = Scheduler(PARAMETERS, enable_fuzzing=False)

        assert _space(scheduler, "GGGGGGAAGGGGG") == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]

    def test_state_of_memory(self) -> None:
        """Again and five times good at 0, 0, 1, 3, 8 and 21 days, then good: the stability and difficulty of 6.3.2."""
        scheduler = Scheduler(PARAMETERS, enable_fuzzing=False)
        card, moment = Card(card_id=1, due=START), START
        for letter, wait in zip("AGGGGG", (0, 0, 1, 3, 8, 21), strict=True):
            moment += dt.timedelta(days=wait)
            card, _ = scheduler.review_card(card, RATINGS[letter], review_datetime=moment)
        card, _ = scheduler.review_card(card, Rating.Good, review_datetime=moment)

        assert card.stability == pytest.approx(53.6269, abs=1e-4)
        assert card.difficulty == pytest.approx(6.3464, abs=1e-4)

    def test_by_the_day(self) -> None:
        """By whole days: capped at 21 days, and denser in the last two weeks."""
        assert _space(make_scheduler(0.9, 21), "HGGAGG") == [1, 5, 17, 2, 4, 9]
        assert _space(make_scheduler(0.95, 14), "HGGAGG") == [1, 2, 4, 1, 1, 2]

    def test_replay_spaces_as_the_scheduler_does(self) -> None:
        """A log of reviews on their due days gives the intervals of the reference."""
        log: list[CardReview] = []
        day, days = dt.date(2026, 1, 5), []
        for letter in "HGGAGG":
            name = {"A": "again", "H": "hard", "G": "good"}[letter]
            log.append(_review("story:x", name, day))
            due = replay(log, None)["story:x"].due
            assert due is not None
            days.append((due - day).days)
            day = due

        assert days == [1, 5, 17, 2, 4, 9]


LOGS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(NAMES), st.sampled_from(["story:a", "prompt:b"]), st.integers(0, 23)),
    min_size=1,
    max_size=12,
)


class TestNeverBeyond:
    @given(LOGS, st.integers(-3, 90))
    def test_nothing_is_due_on_or_after_the_interview(
        self, entries: list[tuple[int, str, str, int]], ahead: int
    ) -> None:
        """Whatever was rehearsed, each card is due between its last review and the interview, or never."""
        interview = TODAY + dt.timedelta(days=ahead)
        log = [_review(card, rating, TODAY + dt.timedelta(days=day), hour) for day, rating, card, hour in entries]
        before = [review for review in log if review.day < interview]
        for memory in replay(before, interview).values():
            if memory.due is None:
                assert memory.last == interview - dt.timedelta(days=1)
            else:
                assert memory.last < memory.due < interview
                assert (memory.due - memory.last).days <= MOST_DAYS

    @given(LOGS, st.one_of(st.none(), st.integers(1, 90)))
    def test_state_depends_on_the_log_alone(self, entries: list[tuple[int, str, str, int]], ahead: int | None) -> None:
        """Another order of the records, and a record that stands twice, change nothing."""
        interview = None if ahead is None else TODAY + dt.timedelta(days=ahead)
        log = [_review(card, rating, TODAY + dt.timedelta(days=day), hour) for day, rating, card, hour in entries]

        assert replay(log, interview) == replay([*reversed(log), *log], interview)

    def test_a_nearer_interview_draws_everything_in(self) -> None:
        """An interview that is moved nearer moves what is due before it, from the same log."""
        log = [_review("story:x", "easy", TODAY)]
        far, near = (replay(log, TODAY + dt.timedelta(days=days))["story:x"].due for days in (60, 5))

        assert far == TODAY + dt.timedelta(days=8)
        assert near == TODAY + dt.timedelta(days=3)

    def test_on_the_eve_nothing_comes_back(self) -> None:
        """What is rehearsed the day before the interview is not due again."""
        log = [_review("story:x", "again", TODAY)]

        assert replay(log, TODAY + dt.timedelta(days=1))["story:x"].due is None
        assert foresee([], log[0], TODAY + dt.timedelta(days=2)) == TODAY + dt.timedelta(days=1)


class TestClocks:
    def test_moment_is_kept_in_utc(self) -> None:
        """A moment of another zone is kept as the same moment in UTC; one without a zone is refused."""
        zone = dt.timezone(dt.timedelta(hours=9))
        review = CardReview(card="x", when=dt.datetime(2026, 3, 1, 8, tzinfo=zone), day=dt.date(2026, 3, 1))

        assert review.when == dt.datetime(2026, 2, 28, 23, tzinfo=dt.UTC)
        assert review.when.tzinfo == dt.UTC
        with pytest.raises(ValueError, match="timezone"):
            CardReview(card="x", when=dt.datetime(2026, 3, 1, 8))

    def test_another_zone_neither_loses_nor_doubles(self) -> None:
        """The same days, seen from Tokyo or Seattle, or over the change to summer time, come back alike."""
        days = [dt.date(2026, 3, 6), dt.date(2026, 3, 9), dt.date(2026, 3, 30)]
        seen = []
        for offset in (9, -8, 0):
            zone = dt.timezone(dt.timedelta(hours=offset))
            log = [
                CardReview(card="x", rating="good", day=day, when=dt.datetime.combine(day, dt.time(0, 30), tzinfo=zone))
                for day in days
            ]
            seen.append(replay(log, None))

        assert seen[0] == seen[1] == seen[2]
        assert seen[0]["x"].reviews == 3

    def test_calendar_that_turns_back_is_no_negative_interval(self) -> None:
        """Flying east to west over the date line, a later review can bear an earlier day."""
        first = CardReview(card="x", rating="good", day=TODAY, when=dt.datetime(2026, 1, 26, 1, tzinfo=dt.UTC))
        day_before = TODAY - dt.timedelta(days=1)
        later = CardReview(card="x", rating="good", day=day_before, when=dt.datetime(2026, 1, 26, 9, tzinfo=dt.UTC))
        memory = replay([first, later], None)["x"]

        assert (memory.reviews, memory.last) == (2, TODAY)
        assert memory.due is not None
        assert memory.due > TODAY
