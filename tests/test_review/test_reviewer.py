"""The reviewer reads any text of any kind, in its own lines and sections, and keeps to the day and pace it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.content.places import find_sample
from prepkit.content.shapes.rules import KINDS
from prepkit.errors import UsageError
from prepkit.models import PRFAQ, Bullet, Letter, Story
from prepkit.models.metric_plan import MetricPlan
from prepkit.models.resume import Resume
from prepkit.review import reviewer
from prepkit.review.documents import write_resume
from prepkit.review.findings import Review
from prepkit.review.reviewer import review
from prepkit.review.rules.rulebook import load_rules

TODAY = dt.date(2026, 1, 26)
GOOD = "Launched a bread subscription for 300 families, worth $41,000 in 2024."


def codes(found: Review) -> list[str]:
    return [one.code for one in found.findings]


def serious(found: Review) -> list[str]:
    return [one.code for one in found.findings if one.severity != "info"]


def sample(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((find_sample() / f"{name}.yaml").read_text(encoding="utf-8"))


class TestBadInput:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("text", ["", " \n\t", "🙂🙂", "\x00\x00", "\ud800", "...", "— •"], ids=ascii)
    def test_no_words(self, kind: str, text: str):
        """A text without a word is told so once, and never praised."""
        found = review(text, kind)

        assert codes(found) == ["AL001"]
        assert found.to_text().splitlines()[-1] == "There is no text yet."

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "bullet"])
    def test_one_word(self, kind: str):
        """A document that has barely begun is not told of everything that it lacks."""
        assert codes(review("Bread", kind)) == ["AL002"]

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize(
        "text",
        [
            "Cut bread\x00 from \ud83d 12 to 8\r\nloaves\r\n\r\nand more\r",
            "<script>alert('x')</script> <b>Launched</b> & bread",
            "שלום עולם, 12% של האנשים \u202e abc \u2066 x",
            "東京で12%のお客様がパンを買いました。嬉しいです。",
            "- \n- \n* \n1. \n",
            "# \n## \n###\n**\n__\n",
            "Q:\nA:\nQ: ?\n?\n",
        ],
        ids=ascii,
    )
    def test_odd(self, kind: str, text: str):
        """Odd signs, markup and other scripts are read like any other text."""
        found = review(text, kind, today=TODAY)

        assert text == found.text
        assert all(0 <= one.start <= one.end <= len(text) for one in found.findings)

    @settings(deadline=None)
    @given(
        text=st.text(
            st.one_of(st.sampled_from("aI .,:;?!\n\r#*_-•\"“”'’[]()<>|%$€12345xX–→"), st.characters()), max_size=400
        ),
        kind=st.sampled_from(KINDS),
    )
    def test_any_text(self, text: str, kind: str):
        """No text breaks the reviewer or its displays."""
        found = review(text, kind, today=TODAY)

        assert all((found.to_text(), found.to_json(), found._repr_html_()))

    @pytest.mark.parametrize(
        "unit", ["a", "[", '"', "a.", "5% ", "Why? ", "# Problem\n\n", "- a b\n", "\n", "Q: a?\n", "A\t"]
    )
    @pytest.mark.parametrize("kind", ["prfaq", "resume"])
    @pytest.mark.slow
    def test_long(self, kind: str, unit: str):
        """A long text of one repeated piece is read to its end."""
        assert review(unit * (50_000 // len(unit)), kind).facts is not None


class TestArguments:
    def test_unknown_kind(self):
        """An unknown kind is answered with a suggestion."""
        with pytest.raises(UsageError, match='Did you mean "bullet"'):
            review(GOOD, "bulet")

    def test_no_kind(self):
        """A bare text needs its kind."""
        with pytest.raises(UsageError, match="no kind of text"):
            review(GOOD)

    @pytest.mark.parametrize("pace", [0, -140, float("nan")])
    def test_pace(self, pace: float):
        """A pace that is no pace is refused."""
        with pytest.raises(UsageError, match="pace"):
            review(GOOD, "talk", pace=pace)

    def test_slower_is_longer(self):
        """The time of a story follows the pace given."""
        story = "Families could not buy bread. " * 70

        assert "ST013" not in codes(review(story, "story"))
        assert "ST013" in codes(review(story, "story", pace=60))

    def test_today(self):
        """A launch date is compared with the day given, and with none if none is given."""
        text = f"# Bread for Sundays\n\nAlder Falls, May 4, 2026 — Village Bread today opened it. {GOOD}"

        assert "PR005" not in codes(review(text, "prfaq"))
        assert "PR005" not in codes(review(text, "prfaq", today=dt.date(2026, 5, 3)))
        assert "PR005" in codes(review(text, "prfaq", today=dt.date(2026, 5, 4)))

    def test_wrong_model(self):
        """A model that is no text is refused by name."""
        with pytest.raises(UsageError, match="MetricPlan"):
            review(MetricPlan())


class TestLines:
    def test_each_line_for_itself(self):
        """Several lines are reviewed one by one, and the places are those in the whole text."""
        text = f"- {GOOD}\r\n- Responsible for bread, 300 loaves in 2024.\n- {GOOD}"
        found = review(text, "bullet")

        assert [(one.code, one.line, one.column) for one in found.findings if one.severity == "error"] == [
            ("BU001", 2, 3)
        ]
        assert found.passage(found.findings[0]) == "Responsible for"

    def test_wrapped_line(self):
        """A line that an editor wrapped is one line."""
        assert codes(review(GOOD.replace("worth", "\n  worth"), "bullet")) == []

    def test_third_of_a_kind(self):
        """The third line with the same opener is a finding, in a resume and in a list of lines."""
        text = "\n".join(f"- Launched {name} for 300 families, worth $41,000 in 2024." for name in ("a", "b", "c", "d"))

        assert [one.line for one in review(text, "bullet").findings if one.code == "RE015"] == [3, 4]
        assert [one.line for one in review(f"Experience\n{text}", "resume").findings if one.code == "RE015"] == [4, 5]

    def test_resume_lines(self):
        """A resume's lines are held to the rules for lines, except where they need not open with a verb."""
        text = (
            "Dana, dana@example.com\n\nSummary\nBuilds bread for families.\n\n"
            "Product Impact\n- Bread: $41,000 in 2024.\n\n"
            "Experience\nBread, 2021 - 2024\n- Helped with bread for 300 families in 2024.\n\n"
            "Skills\n- SQL and Python, R and Go"
        )

        assert [code for code in codes(review(text, "resume")) if code.startswith("BU")] == ["BU001"]


class TestAcknowledged:
    def test_kept_apart(self):
        """A finding that the writer lives with is kept apart, and only that one."""
        text = "Responsible for bread, 300 loaves in 2024, for families."
        found = review(text, "bullet", acknowledged=[("BU001", "Responsible for", "It is the title of the post.")])

        assert "BU001" not in codes(found)
        assert [one.code for one in found.acknowledged] == ["BU001"]
        assert "acknowledged" in found.to_text()

    def test_other_passage(self):
        """An acknowledgement holds for the passage that it was given for."""
        found = review("Helped with bread for 300 families.", "bullet", acknowledged=[("BU001", "Responsible for")])

        assert "BU001" in codes(found)


class TestKept:
    def test_the_same_text_is_not_reviewed_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A text is reviewed once; what is set apart, the day and the texts beside it are of each call."""
        counted: list[str] = []
        collect = reviewer._collect
        monkeypatch.setattr(reviewer, "_collect", lambda *given: counted.append("one") or collect(*given))
        text = "We leveraged a purple bridge."
        first = review(text, "bullet")
        apart = review(text, "bullet", acknowledged=[("AL012", "leveraged", "our own word")])
        again = review(text, "bullet")

        assert counted == ["one"]
        assert (again, "AL012" in codes(first), "AL012" in codes(apart)) == (first, True, False)
        assert [one.code for one in apart.acknowledged] == ["AL012"]
        review(text, "bullet", today=dt.date(2026, 1, 26))
        review(text, "bullet", beside=["We leveraged a purple bridge."])
        review(text, "bullet", rules=load_rules())
        assert len(counted) == 4


class TestSample:
    @pytest.mark.parametrize("line", [one for one in sample("bullets") if one["rewritten"]], ids=lambda one: one["id"])
    def test_lines(self, line: dict[str, Any]):
        """The sample's lines as they read now are clean, and as they were they are not."""
        assert serious(review(Bullet.model_validate(line))) == []
        assert serious(review(line["original"], "bullet")) != []

    @pytest.mark.parametrize("story", sample("stories"), ids=lambda one: one["id"])
    def test_stories(self, story: dict[str, Any]):
        """The finished stories are clean; the first draft and the one with blanks are not."""
        finished = story["id"] not in ("story-return-model-draft", "story-wide-fit")

        assert finished == (serious(review(Story.model_validate(story))) == [])

    @pytest.mark.parametrize("prfaq", sample("prfaqs"), ids=lambda one: one["id"])
    def test_prfaqs(self, prfaq: dict[str, Any]):
        """The finished PRFAQs are clean; the half-written one is not."""
        finished = prfaq["id"] != "prfaq-wide-shelf"

        assert finished == (serious(review(PRFAQ.model_validate(prfaq), today=TODAY)) == [])

    def test_letter(self):
        """The letter is clean, and repeats no resume line."""
        lines = [line["rewritten"] for line in sample("bullets")]

        assert serious(review(Letter.model_validate(sample("letters")[0]), beside=lines)) == []

    def test_resume(self):
        """The resume is clean but for its two lines that are still to be rewritten."""
        bullets = [Bullet.model_validate(line) for line in sample("bullets")]
        text = write_resume(Resume.model_validate(sample("resumes")[0]), bullets)
        undone = {bullet.original for bullet in bullets if not bullet.rewritten}
        found = review(text, "resume")
        lines = {text.splitlines()[one.line - 1].removeprefix("- ") for one in found.findings if one.severity != "info"}

        assert undone == lines
