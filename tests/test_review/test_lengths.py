"""Lengths against limits, results in words, question cards, facts, gaps, next step."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import BasePay
from prepkit.content.shapes.stories import Principle
from prepkit.content.shapes.writing import Limit
from prepkit.metrics.impacts import list_impacts, list_metrics
from prepkit.models import PRFAQ, Bullet, FAQEntry, ImpactMetric, Letter, Profile, Story
from prepkit.planning.loop import gather_facts
from prepkit.rehearsal.queue import draw_cards
from prepkit.review.lengths import measure_bullets, measure_letter, measure_letters, measure_prfaq, measure_prfaqs
from prepkit.stories.bank import find_gaps

TODAY = dt.date(2026, 1, 26)


class TestLengths:
    @given(st.integers(0, 700))
    def test_letter_limit_is_the_guides(self, words: int) -> None:
        """G11: a letter fits up to 350 words, and says by how many it is over."""
        letter = Letter(customer_problem="word " * words)
        verdict = measure_letter(letter).iloc[-1]["verdict"]

        assert find(Limit, "letter_words").high == 350
        expected = "still blank" if not words else "fits" if words <= 350 else f"{words - 350} over"
        assert verdict == expected

    def test_prfaq_is_measured_section_by_section(self) -> None:
        """Each section of the release, the whole, and the FAQs have a row with words and limit."""
        prfaq = PRFAQ(heading="Size hint", problem="word " * 500, internal_faq=(FAQEntry(answer="word " * 200),))
        table = measure_prfaq(prfaq).set_index("text")

        assert table.loc["Whole release", "words"] == 502
        assert table.loc["Longest answer", "verdict"] == "50 over"
        assert table.loc["Heading", "verdict"] == "fits"

    def test_bullets_have_a_lower_limit_too(self) -> None:
        """A line that is too short to say anything is called short."""
        limit = find(Limit, "bullet_words")
        table = measure_bullets([Bullet(rewritten="Launched it"), Bullet()])

        assert list(table["verdict"]) == [f"{(limit.low or 0) - 2:g} short", "still blank"]

    def test_tables_are_stable_when_empty(self) -> None:
        """Without drafts the tables have the same columns."""
        assert list(measure_prfaqs([]).columns) == list(measure_prfaqs([PRFAQ()]).columns)
        assert list(measure_letters([]).columns) == list(measure_letters([Letter()]).columns)


class TestResults:
    def test_missing_parts_of_a_metric_are_blanks(self) -> None:
        """A metric is said with square brackets for what is missing, and never with an invented value."""
        stories = [
            Story(title="a", customer_impact_metric=ImpactMetric(name="returns", baseline=14, unit="%")),
            Story(title="b"),
        ]
        table = list_metrics(stories)

        assert list(table["metric"]) == ["returns: 14% to [actual]", "[no metric yet]"]
        assert list(table["complete"]) == [False, False]

    def test_impacts_are_grouped(self) -> None:
        """G10: lines that count an outcome stand by its kind; unfinished ones are left out."""
        bullets = [
            Bullet(rewritten="A", impact="time saved"),
            Bullet(rewritten="B", impact="cost"),
            Bullet(original="C", impact="cost"),
            Bullet(rewritten="D"),
        ]
        counted = list_impacts(bullets)[["impact", "line"]]

        assert counted.to_dict("list") == {"impact": ["cost", "time saved"], "line": ["B", "A"]}


class TestCards:
    def test_same_day_same_cards_next_day_others(self) -> None:
        """The draw depends on the day, so it is stable within one and changes with it."""
        today = draw_cards([], TODAY)
        week = [draw_cards([], TODAY + dt.timedelta(days=day)) for day in range(7)]

        pd.testing.assert_frame_equal(today, draw_cards([], TODAY))
        assert len({tuple(cards["question"]) for cards in week}) == 7

    def test_uncovered_and_likely_principles_come_up_more_often(self) -> None:
        """Over a year, a principle without a story comes up more often than one of its tier with a story."""
        covered = next(principle for principle in load(Principle) if principle.tier == "A")
        stories = [Story(principles=(covered.id,))]
        days = [draw_cards(stories, TODAY + dt.timedelta(days=day)) for day in range(365)]
        drawn = pd.concat(days)["about"].value_counts()
        others = [entry.name for entry in load(Principle) if entry.tier == "A" and entry.id != covered.id]
        rare = [entry.name for entry in load(Principle) if entry.tier == "C"]

        assert drawn[covered.name] < min(drawn[name] for name in others)
        assert max(drawn.get(name, 0) for name in rare) < min(drawn[name] for name in others)


class TestFacts:
    @pytest.mark.parametrize(
        ("offer", "says"),
        [(120_000, "30,000 below"), (160_000, "within"), (190_000, "10,000 above")],
    )
    def test_offer_is_set_beside_the_guides_range(self, offer: int, says: str) -> None:
        """G16: the person's own offer is compared with the guide's figure for their level."""
        facts = gather_facts(Profile(target_level="L5", offer_base_pay=offer))

        assert says in facts.iloc[-1]["answer"]
        assert facts.iloc[-1]["whose"] == "your profile"

    def test_base_pay_is_labelled_as_the_guides(self) -> None:
        """G16: pay is shown as the guide's figure to be checked, never as a fact."""
        assert {(pay.level, pay.low, pay.high) for pay in load(BasePay)} == {
            ("L4", 130_000, 150_000),
            ("L5", 150_000, 180_000),
        }
        facts = gather_facts(Profile())
        pay = facts[facts["question"].str.startswith("Base pay")]
        assert pay["whose"].str.contains("guide").all()

    def test_offer_without_a_range_says_so(self) -> None:
        """An offer in another currency is shown and not compared."""
        facts = gather_facts(Profile(offer_base_pay=90_000, offer_currency="EUR"))

        assert facts.iloc[-1]["answer"] == "90,000 EUR a year; the guide gives no range in this currency"


class TestGaps:
    def test_blank_slots_and_metric_parts_are_named(self) -> None:
        """G2-G4: a story with no customer, decision or complete metric is told what is missing."""
        story = Story(title="x", situation="s", customer_impact_metric=ImpactMetric(name="n", baseline=0, actual=0))
        row = find_gaps([story]).iloc[0]

        assert row["filled"] == 1
        assert "Customer, Customer need" in row["missing"]
        assert "Customer impact metric (unit, population, window, attribution)" in row["missing"]
