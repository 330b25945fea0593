"""The sample candidate is valid, complete where it says so, and its figures agree from file to file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from shared import ROOT

from prepkit import models
from prepkit.content import library
from prepkit.content.shapes.rehearsal import RubricDimension
from prepkit.content.shapes.stories import Principle
from prepkit.models import Record

SAMPLE = ROOT / "data" / "sample"
TODAY = dt.date(2026, 1, 26)  # the day on which the committed notebooks stand
FILES: dict[str, type[Record]] = {
    "loops": models.Loop,
    "first_plans": models.FirstPlan,
    "stories": models.Story,
    "panels": models.Panel,
    "prfaqs": models.PRFAQ,
    "bullets": models.Bullet,
    "resumes": models.Resume,
    "letters": models.Letter,
    "metric_plans": models.MetricPlan,
    "mocks": models.Mock,
    "card_reviews": models.CardReview,
    "hours": models.HoursEntry,
    "readings": models.Reading,
    "drill_answers": models.DrillAnswer,
    "scratch_texts": models.ScratchText,
}
PARAMETERS = {"candidate", "target_level", "organization", "start_date", "interview_date", "hours_per_week", "preset"}
FROM_TO = re.compile(r"from (\d+(?:\.\d+)?)% to (\d+(?:\.\d+)?)%")
POINTS = re.compile(r"(?:by|fall of|rise of|which is) (\d+(?:\.\d+)?) percentage points?")


def read(name: str) -> Any:
    return yaml.safe_load((SAMPLE / f"{name}.yaml").read_text(encoding="utf-8"))


def load(name: str) -> list[Any]:
    return [FILES[name].model_validate(values) for values in read(name)]


def texts(values: Any) -> Iterator[str]:
    """Yield every text within a record as read from YAML."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for value in values.values():
            yield from texts(value)
    elif isinstance(values, list):
        for value in values:
            yield from texts(value)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def finished_stories() -> dict[str, models.Story]:
    return {story.id: story for story in load("stories") if story.customer_impact_metric.is_complete()}


class TestRecords:
    @pytest.mark.parametrize("name", FILES)
    def test_every_record_is_valid(self, name: str) -> None:
        """Each record of each file validates as its model and is not blank."""
        records = load(name)

        assert records
        assert [record.id for record in records if record.is_blank()] == []

    @pytest.mark.parametrize("name", FILES)
    def test_ids_are_given_and_distinct(self, name: str) -> None:
        """Each record names its own id, and no id stands twice in a file."""
        ids = [values["id"] for values in read(name)]

        assert sorted(set(ids)) == sorted(ids)

    @pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda path: path.name)
    def test_each_file_says_that_it_is_invented(self, path: Path) -> None:
        """A reader of any one file learns at its head that nothing in it is real."""
        head = path.read_text(encoding="utf-8")[:300].lower()

        assert "invented" in head or "does not exist" in head

    def test_no_file_is_left_unchecked(self) -> None:
        """Every YAML file of the sample is one that these tests know."""
        assert {"profile", *FILES} == {path.stem for path in SAMPLE.glob("*.yaml")}

    @pytest.mark.parametrize("name", FILES)
    def test_soft_word_limits_are_kept(self, name: str) -> None:
        """No text is longer than the length that its field aims for."""
        over = []
        for record in load(name):
            for field, info in type(record).model_fields.items():
                limit = (info.json_schema_extra or {}).get("words")
                if limit and len(getattr(record, field).split()) > limit:
                    over.append(f"{record.id}.{field}")

        assert over == []


class TestProfile:
    def test_profile_is_valid(self) -> None:
        """profile.yaml is a profile without an id, with time left after the fixed day."""
        values = read("profile")
        profile = models.Profile.model_validate(values)

        assert "id" not in values
        assert profile.start_date < TODAY < profile.interview_date

    def test_every_value_can_be_a_notebook_parameter(self) -> None:
        """All parameters are there, and every value is a plain scalar that papermill can inject."""
        values = read("profile")

        assert set(values) >= PARAMETERS
        assert [key for key, value in values.items() if not isinstance(value, str | int | float | bool)] == []


class TestReferences:
    @pytest.mark.parametrize("name", ["prfaqs", "bullets", "mocks"])
    def test_story_ids_point_to_stories(self, name: str) -> None:
        """A story that a record names exists."""
        named = {record.story_id for record in load(name)} - {""}

        assert named
        assert set() == named - {story.id for story in load("stories")}

    def test_principles_exist(self) -> None:
        """Every principle of a story is one that the content describes; none has more than three."""
        known = {principle.id for principle in library.load(Principle)}
        stories = load("stories")

        assert set() == {principle for story in stories for principle in story.principles} - known
        assert [story.id for story in stories if not 1 <= len(story.principles) <= 3] == []

    def test_tier_a_is_covered(self) -> None:
        """Each principle of tier A has at least one story."""
        tier_a = {principle.id for principle in library.load(Principle) if principle.tier == "A"}
        shown = {principle for story in load("stories") for principle in story.principles}

        assert set() == tier_a - shown

    def test_scores_use_rubric_dimensions(self) -> None:
        """Every scored dimension of a mock is one that the rubrics describe."""
        known = {dimension.id for dimension in library.load(RubricDimension)}

        assert set() == {score.dimension for mock in load("mocks") for score in mock.scores} - known


class TestCompleteness:
    def test_stories(self) -> None:
        """Six stories are finished; the first draft and the one with gaps are not."""
        unfinished = {story.id for story in load("stories")} - set(finished_stories())

        assert {"story-return-model-draft", "story-wide-fit"} == unfinished

    def test_finished_stories_have_no_blank(self) -> None:
        """A finished story has every text filled in."""
        blank = [(story.id, field) for story in finished_stories().values() for field, value in story if value == ""]

        assert blank == []

    def test_themes(self) -> None:
        """Two stories each show a failure, a conflict, and a decision on little data."""
        themes = [theme for story in load("stories") for theme in story.themes]

        assert {theme: themes.count(theme) for theme in set(themes)} == {"failure": 2, "conflict": 2, "little data": 2}

    def test_at_most_two_stories_share_a_project(self) -> None:
        """No project is told a third time."""
        projects = [story.project for story in load("stories")]

        assert max(projects.count(project) for project in projects) <= 2

    def test_prfaqs(self) -> None:
        """Two PRFAQs are complete: dated ahead, the problem counted, of a release's length, with enough questions."""
        complete = [prfaq for prfaq in load("prfaqs") if prfaq.is_complete()]

        assert [prfaq.id for prfaq in complete] == ["prfaq-grow-check", "prfaq-evening-delivery"]
        for prfaq in complete:
            assert prfaq.launch_date > TODAY
            assert re.search(r"\d", prfaq.problem)
            assert 250 <= prfaq.release_words() <= 500
            assert len(prfaq.external_faq) >= 4
            assert len(prfaq.internal_faq) >= 8

    def test_letter(self) -> None:
        """The letter names its company and keeps to 350 words."""
        (letter,) = load("letters")

        assert "Amazon" in letter.company
        assert letter.words() <= 350

    def test_metric_plans(self) -> None:
        """One technical plan is complete, one is started."""
        assert [plan.is_complete() for plan in load("metric_plans")] == [True, False]

    def test_bullets(self) -> None:
        """Eight of ten resume lines are rewritten."""
        bullets = load("bullets")

        assert (len(bullets), sum(bool(bullet.rewritten) for bullet in bullets)) == (10, 8)

    def test_practice_lies_before_today(self) -> None:
        """Mocks, hours and readings are dated between the start of preparation and the fixed day."""
        start = dt.date.fromisoformat(read("profile")["start_date"])
        dates = [record.date for name in ("mocks", "hours", "readings") for record in load(name)]

        assert [date for date in dates if not start <= date < TODAY] == []

    def test_hours_are_a_little_below_plan(self) -> None:
        """The log holds 18 hours where three weeks of the profile's hours make 24."""
        logged = sum(entry.minutes for entry in load("hours"))

        assert (logged, read("profile")["hours_per_week"] * 3 * 60) == (18 * 60, 24 * 60)


class TestFigures:
    def test_bullets_state_the_figures_of_their_story(self) -> None:
        """A rewritten line behind which a finished story stands holds its baseline and actual."""
        stories = finished_stories()
        wrong = []
        for bullet in load("bullets"):
            if not bullet.rewritten or bullet.story_id not in stories:
                continue
            metric = stories[bullet.story_id].customer_impact_metric
            figures = {float(figure) for figure in re.findall(r"(\d+(?:\.\d+)?)%", bullet.rewritten)}
            if figures != {metric.baseline, metric.actual}:
                wrong.append(bullet.id)

        assert wrong == []

    def test_letter_and_resume_state_the_figures_of_the_size_story(self) -> None:
        """The letter and the resume's summary hold the from-to of the story that they retell."""
        metric = finished_stories()["story-size-advice"].customer_impact_metric
        pairs = [
            (float(before), float(after))
            for name in ("letters", "resumes")
            for text in texts(read(name))
            for before, after in FROM_TO.findall(text)
        ]

        assert [(metric.baseline, metric.actual)] * 2 == pairs

    def test_differences_agree_with_their_from_to(self) -> None:
        """A sentence that gives both a from-to in percent and the difference in percentage points subtracts rightly."""
        checked = 0
        for name in FILES:
            for text in texts(read(name)):
                for sentence in sentences(text):
                    pairs, points = FROM_TO.findall(sentence), POINTS.findall(sentence)
                    if len(pairs) == len(points) == 1:
                        before, after = map(float, pairs[0])
                        assert round(abs(after - before), 6) == float(points[0]), sentence
                        checked += 1

        assert checked >= 2

    def test_attributed_differences_agree_with_the_metric(self) -> None:
        """A difference that a story's attribution states is that of its baseline and actual."""
        checked = 0
        for story in finished_stories().values():
            metric = story.customer_impact_metric
            for points in re.findall(r"difference of (\d+(?:\.\d+)?) percentage points", metric.attribution):
                assert round(abs(metric.actual - metric.baseline), 6) == float(points), story.id
                checked += 1

        assert checked >= 2

    def test_savings_of_size_advice_follow_from_the_story(self) -> None:
        """The returns and dollars saved a year are the story's weekly buyers, difference and cost, multiplied."""
        metric = finished_stories()["story-size-advice"].customer_impact_metric
        returns = 5_200 * 52 * (metric.baseline - metric.actual) / 100

        assert (round(returns, -1), round(returns * 9.40, -3)) == (7_570, 71_000)
        assert "7,570" in load("letters")[0].measured_result
        assert "$71,000" in load("letters")[0].measured_result
        assert "$71,000" in load("bullets")[0].rewritten

    @pytest.mark.parametrize(
        ("shown", "product"),
        [
            ("108,500", 310_000 * 0.35),
            ("21,700", 108_500 * 0.2),
            ("171,430", 21_700 * 7.90),
            ("45,570", 108_500 * 0.42),
            ("192,000", 640_000 * 0.3),
            ("43,200", 192_000 * 0.225),
            ("26,880", 192_000 * 0.14),
            ("115,200", 640_000 * 0.18),
        ],
    )
    def test_economics_multiply(self, shown: str, product: float) -> None:
        """The products in the PRFAQs' economics and market answers come out as printed."""
        assert f"{round(product):,}" == shown
        assert shown in " ".join(texts(read("prfaqs")))
