from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from shared import TODAY

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import ChecklistItem
from prepkit.models import (
    PRFAQ,
    Bullet,
    HoursEntry,
    ImpactMetric,
    Letter,
    MetricPlan,
    Mock,
    Profile,
    Reading,
    Story,
)
from prepkit.models.metric_plan import Event
from prepkit.models.preparation import Preparation
from prepkit.models.prfaq import RELEASE_SECTIONS, FAQEntry
from prepkit.planning.tracker import tracker
from prepkit.store import Workspace

METRIC = ImpactMetric(
    name="Late orders",
    baseline=9,
    actual=6,
    unit="%",
    population="2,000 buyers",
    window="8 weeks",
    attribution="A test",
)


def row_of(item: str, today: dt.date = TODAY, profile: Profile | None = None, **records: list[Any]) -> dict[str, Any]:
    """The tracker's row of one item, by its id."""
    frame = tracker(Preparation.of(profile, **records), today)
    return frame[frame["item"] == find(ChecklistItem, item).name].to_dict("records")[0]


def story(title: str, *principles: str, project: str = "", told: bool = True) -> Story:
    """A story, told whole or only begun."""
    texts = dict.fromkeys(("situation", "customer_need", "product_decision", "actions"), "Something.") if told else {}
    metric = METRIC if told else ImpactMetric()
    return Story(title=title, project=project, principles=principles, customer_impact_metric=metric, **texts)


def prfaq(heading: str) -> PRFAQ:
    """A complete PRFAQ."""
    faq = (FAQEntry(question="Why?", answer="Because."),)
    texts = {**dict.fromkeys(RELEASE_SECTIONS, "Words."), "heading": heading, "city": "Oslo"}
    return PRFAQ(**texts, launch_date=TODAY, external_faq=faq, internal_faq=faq)


class TestCounts:
    def test_empty(self):
        """In an empty workspace nothing is done, and each row says so."""
        frame = tracker(Preparation.of(), TODAY)

        assert set(frame["done"]) == {0}
        assert set(frame["status"]) == {"to do"}
        assert list(frame["remaining"]) == list(frame["target"])
        assert all(evidence.startswith("Nothing counts yet") for evidence in frame["evidence"])

    def test_prfaqs(self):
        """Complete PRFAQs count by their headings; a begun one is named as unfinished, a blank one not at all."""
        row = row_of("complete_prfaqs", prfaqs=[prfaq("One"), PRFAQ(heading="Two"), PRFAQ()])

        assert (row["done"], row["remaining"], row["status"]) == (1, 2, "in progress")
        assert row["evidence"] == "One (1 unfinished)"

    def test_metric_plans(self):
        """A metric plan counts when it is complete."""
        texts = dict.fromkeys(("primary_metric", "guardrail_metrics", "decision_rule", "explanation"), "Words.")
        done = MetricPlan(feature="Alerts", events=(Event(name="alert_sent"),), **texts)
        row = row_of("complete_metric_plans", metric_plans=[done, MetricPlan(feature="Filter")])

        assert (row["done"], row["evidence"]) == (1, "Alerts (1 unfinished)")

    def test_many_names_are_summed_up(self):
        """The first three are named, the others counted."""
        row = row_of("distinct_stories", stories=[story(f"Story {number}") for number in range(1, 7)])

        assert (row["done"], row["evidence"]) == (6, "Story 1; Story 2; Story 3; and 3 more")

    def test_story_without_a_concrete_metric(self):
        """A story counts only with a need, a decision, actions and a complete metric."""
        complete = story("Told")
        blank_metric = complete.replace(customer_impact_metric=METRIC.model_copy(update={"attribution": ""}))
        row = row_of("distinct_stories", stories=[blank_metric, complete.replace(customer_need="  ")])

        assert (row["done"], row["evidence"]) == (0, "Nothing counts yet (2 unfinished)")

    def test_third_story_of_a_project(self):
        """At most two stories of one project count as different, however its name is typed."""
        stories = [
            story("A", project="Size advice"),
            story("B", project="size  Advice"),
            story("C", project="Size advice"),
        ]
        row = row_of("distinct_stories", stories=stories)

        assert (row["done"], row["evidence"]) == (2, "A; B (1 more of a project that two stories share already)")

    def test_principle_stories(self):
        """Stories count for the guide's three principles only."""
        stories = [
            story("A", "ownership"),
            story("B", "dive-deep", "customer-obsession"),
            story("C", "invent-and-simplify"),
            story("D", "dive-deep"),
            story("E", "ownership", told=False),
        ]
        row = row_of("principle_stories", stories=stories)

        assert (row["done"], row["evidence"]) == (3, "A; B; C (1 unfinished)")

    def test_principle_without_a_story(self):
        """Five stories for one principle are not done while the two others have none."""
        row = row_of("principle_stories", stories=[story(f"S{number}", "ownership") for number in range(5)])

        assert (row["done"], row["status"]) == (3, "in progress")
        assert row["evidence"].endswith("(none for Customer Obsession or Invent and Simplify yet)")

    def test_bullets(self):
        """A bullet counts once it is rewritten and differs from the original."""
        bullets = [
            Bullet(original="Built a model", rewritten="Launched size advice"),
            Bullet(original="Built a model", rewritten="Built  a model"),
            Bullet(original="Built a model"),
            Bullet(),
        ]
        row = row_of("rewritten_bullets", bullets=bullets)

        assert (row["done"], row["evidence"]) == (1, "Launched size advice (2 not rewritten)")

    def test_letters(self):
        """A letter counts with its four moves within the guide's 350 words."""
        moves = ("customer_problem", "product_answer", "cross_team_effort", "measured_result")
        short = Letter(company="Fernhill", **dict.fromkeys(moves, "word " * 80))
        long = Letter(company="Fernhill", **dict.fromkeys(moves, "word " * 90))
        row = row_of("finished_letters", letters=[short, long, Letter(company="Other")])

        assert (row["done"], row["evidence"]) == (1, "Letter to Fernhill (1 unfinished, 1 over 350 words)")

    def test_blanks_left_open(self):
        """A line, a letter or a PRFAQ in which a [blank] is still to be filled in is not done."""
        moves = dict.fromkeys(("customer_problem", "product_answer", "cross_team_effort", "measured_result"), "Words.")
        bullet = row_of("rewritten_bullets", bullets=[Bullet(original="Built", rewritten="Launched [what?]")])
        letter = row_of("finished_letters", letters=[Letter(**moves | {"measured_result": "From [baseline] to 3%."})])
        release = row_of("complete_prfaqs", prfaqs=[prfaq("One").replace(problem="Shoppers wait [number] days.")])

        assert [bullet["done"], letter["done"], release["done"]] == [0, 0, 0]

    @pytest.mark.parametrize(
        ("item", "kind"), [("bar_raiser_mocks", "bar raiser"), ("plain_language_mocks", "plain language")]
    )
    def test_mocks(self, item, kind):
        """A mock counts when it was held, with someone; what does not count is explained."""
        mocks = [
            Mock(mock_kind=kind, date=TODAY, partner="Ada"),
            Mock(mock_kind=kind, date=TODAY + dt.timedelta(days=1), partner="Ada"),
            Mock(mock_kind=kind, partner="Ada"),
            Mock(mock_kind=kind, date=TODAY),
            Mock(mock_kind="technical", date=TODAY, partner="Ada"),
        ]
        row = row_of(item, mocks=mocks)

        assert row["done"] == 1
        assert row["evidence"] == "January 26, 2026, with Ada (1 without a date, 1 still ahead, 1 without a partner)"

    def test_readings(self):
        """A reading counts with a title, unless it is still ahead."""
        readings = [
            Reading(title="A"),
            Reading(title="B", date=TODAY + dt.timedelta(days=1)),
            Reading(note="C"),
            Reading(),
        ]
        row = row_of("readings", readings=readings)

        assert (row["done"], row["evidence"]) == (1, "A (1 without a title, 1 still ahead)")

    @pytest.mark.parametrize(
        ("interview", "hours", "done", "evidence"),
        [
            (
                dt.date(2026, 3, 1),
                HoursEntry(date=TODAY, minutes=60),
                1,
                "interview on March 1, 2026; 1 entry of hours",
            ),
            (dt.date(2026, 3, 1), HoursEntry(minutes=60), 0, "interview on March 1, 2026 (no hours logged)"),
            (None, HoursEntry(date=TODAY, minutes=60), 0, "1 entry of hours (no interview date)"),
            (None, HoursEntry(date=TODAY), 0, "Nothing counts yet (no interview date, no hours logged)"),
        ],
    )
    def test_plan(self, interview, hours, done, evidence):
        """A plan is made with an interview date and hours logged by today."""
        row = row_of("planned_weeks", profile=Profile(interview_date=interview), hours=[hours])

        assert (row["done"], row["evidence"]) == (done, evidence)


class TestStatus:
    PROFILE = Profile(start_date=TODAY, interview_date=TODAY + dt.timedelta(days=100))

    @pytest.mark.parametrize(
        ("day", "begun", "status"),
        [(50, False, "to do"), (50, True, "in progress"), (51, False, "behind"), (51, True, "behind")],
    )
    def test_behind_after_due(self, day, begun, status):
        """Readings are due after half of the time: behind from the day after, not on it."""
        today = TODAY + dt.timedelta(days=day)
        readings = [Reading(title="A")] if begun else []

        assert row_of("readings", today, self.PROFILE, readings=readings)["status"] == status

    def test_done_is_never_behind(self):
        """What is finished, or more than finished, is done at any time; nothing remains."""
        readings = [Reading(title=f"R{number}") for number in range(7)]
        row = row_of("readings", TODAY + dt.timedelta(days=300), self.PROFILE, readings=readings)

        assert (row["done"], row["remaining"], row["status"]) == (7, 0, "done")

    def test_no_dates(self):
        """Without dates nothing is ever behind."""
        assert row_of("readings", profile=Profile(start_date=TODAY - dt.timedelta(days=99)))["status"] == "to do"

    def test_interview_over(self):
        """From the interview on, all that is open is behind, with or without a start date."""
        assert row_of("readings", profile=Profile(interview_date=TODAY))["status"] == "behind"


class TestFrame:
    def test_shape(self):
        """One row an item in the checklist's order, typed, for an empty checklist too."""
        frame, empty = tracker(Preparation.of(), TODAY), tracker(Preparation.of(), TODAY, items=())

        assert list(frame["item"]) == [item.name for item in load(ChecklistItem)]
        assert list(frame.columns) == ["item", "target", "done", "remaining", "status", "evidence", "area"]
        assert list(frame.dtypes) == list(empty.dtypes)
        assert {frame[name].dtype.name for name in ("target", "done", "remaining")} == {"int64"}

    def test_workspace(self, sample: Workspace):
        """A real workspace serves: the sample has two of three PRFAQs and one of two bar-raiser mocks."""
        done = dict(zip([item.id for item in load(ChecklistItem)], tracker(sample.read(), TODAY)["done"], strict=True))

        assert (done["complete_prfaqs"], done["bar_raiser_mocks"], done["readings"]) == (2, 1, 2)
