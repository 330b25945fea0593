"""Resume lines as a table, verbs, product impact, the letter on paper, the parser's view."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit import LetterPage, ParserView, ProductImpact, Release
from prepkit.content.library import load
from prepkit.content.shapes.lexicon import OpenerList, VerbFamily
from prepkit.live.copy.copy_box import CopyBox
from prepkit.metrics.impacts import guess_impact, list_impacts, say_behind, summarize_impact
from prepkit.models import Bullet, ImpactMetric, Letter, Resume, Story
from prepkit.models.resume import LETTER_MOVES
from prepkit.review.documents import write_resume
from prepkit.review.lengths import count_seconds, measure_letter
from prepkit.review.openings import replace_opener, suggest_verbs
from prepkit.review.papers import describe_company, describe_reading
from prepkit.review.parsing import LONGEST, parse_resume
from prepkit.review.reviews import Reviews
from prepkit.store import Workspace

WEAK = "Responsible for building a gradient boosting model to predict returns, AUC 0.87."
METRIC = ImpactMetric(
    name="Late parcels", baseline=12, actual=6, unit="%", population="3,000 buyers", window="May", attribution="A test"
)
STORY = Story(id="story-late", title="Parcels that were late", customer_impact_metric=METRIC)


class TestVerbs:
    def test_an_analysts_line_is_opened_with_a_product_verb(self) -> None:
        """G14: a line that opens with a technique gets verbs of decisions first; one of them is put in its place."""
        opening = suggest_verbs("Trained a churn model, AUC 0.87")
        family, verbs = opening.families[0]

        assert (opening.found, family) == ("Trained", "Decide")
        assert replace_opener("Trained a churn model", verbs[0]) == f"{verbs[0]} a churn model"

    @pytest.mark.parametrize(
        ("line", "becomes"),
        [
            (WEAK, "Launched a gradient boosting model to predict returns, AUC 0.87."),
            ("Helped to improve the forecast", "Launched the forecast"),
            ("- Used clustering for shoes", "- Launched clustering for shoes"),
            ("A/B testing of labels", "Launched A/B testing of labels"),
            ("Dashboards for 40 marketers", "Launched dashboards for 40 marketers"),
            ("", "Launched"),
        ],
    )
    def test_the_opener_goes_with_the_verb_it_governs(self, line: str, becomes: str) -> None:
        """What the weak opener governed goes with it; names and acronyms keep their capitals."""
        assert replace_opener(line, "Launched") == becomes

    def test_every_opener_to_avoid_gets_verbs_and_no_product_verb_does(self) -> None:
        """The suggestions and the word lists agree, in both directions."""
        weak = [opener for one in load(OpenerList) for opener in one.openers]
        strong = [verb for one in load(VerbFamily) for verb in one.verbs]

        assert [opener for opener in weak if not suggest_verbs(f"{opener} the returns model").families] == []
        assert [verb for verb in strong if suggest_verbs(f"{verb} the size advice for buyers").families] == []

    @given(st.text(max_size=200))
    def test_any_line_can_be_opened_again(self, line: str) -> None:
        """Whatever the line, the verb stands in it afterwards and nothing before the opener is lost."""
        assert "Launched" in replace_opener(line, "Launched")
        suggest_verbs(line)


class TestViews:
    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_texts_are_escaped(self, text: str) -> None:
        """A line's markup is shown as text, on paper and through the parser."""
        line = Bullet(original=text, rewritten=text, impact="cost")
        impact = ProductImpact(list_impacts([line]))._repr_html_()
        seen = ParserView([Resume(contact=text[:200])], [line])._repr_html_()
        letter = LetterPage([Letter(company=text[:200], customer_problem=text)])._repr_html_()

        for shown in (impact, seen, letter):
            assert "<script" not in shown

    def test_two_prices_are_no_formula(self, sample: Workspace) -> None:
        """JupyterLab would typeset what stands between two dollar signs; what shows texts tells it not to."""
        lines, letters, prfaqs = sample.bullets.all(), sample.letters.all(), sample.prfaqs.all()
        shown = (
            ProductImpact(list_impacts(lines, sample.stories.all()))._repr_html_(),
            ParserView(sample.resumes.all(), lines)._repr_html_(),
            LetterPage(letters)._repr_html_(),
            Release(prfaqs)._repr_html_(),
            Reviews(lines)._repr_html_(),
        )

        assert all(re.search('<div class="[^"]*mathjax_ignore', one) for one in shown)

    def test_an_empty_workspace_is_led(self) -> None:
        """Without lines, letters and frame, each view says what to write first."""
        assert "Finish a line and choose its kind" in repr(ProductImpact(list_impacts([])))
        assert "Fill in the frame" in repr(ParserView([], []))
        assert "Write one in the form above" in repr(LetterPage([]))
        assert "Nothing to copy yet" in repr(CopyBox.of([], [], []))


class TestImpact:
    def test_each_outcome_shows_its_story(self, sample: Workspace) -> None:
        """G10: revenue, cost, satisfaction and time are counted, each line with the story and figure that prove it."""
        frame = list_impacts(sample.bullets.all(), sample.stories.all())
        cost = frame[frame["impact"] == "cost"].iloc[0]

        assert summarize_impact(frame).startswith(
            "Lines that count an outcome: 2 revenue, 1 cost, 4 satisfaction, 1 time"
        )
        assert cost["story"] == "First-time runners who had to guess their size"
        assert cost["result"].startswith("First orders returned because of size: 14% to 11.2%")
        assert (frame.loc[frame["story"] == "", "missing"] == "No story behind it: you will be asked.").all()

    def test_a_finished_story_without_a_line_stands_there(self) -> None:
        """G10: a story whose metric is complete counts, too, and says that no line tells it."""
        frame = list_impacts([Bullet(original="old", story_id="story-late")], [STORY])

        assert frame[["impact", "line", "missing"]].to_numpy().tolist() == [
            ["satisfaction", "", "No finished line tells it yet."]
        ]
        assert "None yet. What no longer has to be paid" in ProductImpact(frame)._repr_html_()

    @pytest.mark.parametrize(
        ("name", "unit", "impact"),
        [
            ("Handling cost of returns", "USD", "cost"),
            ("Repeat orders", "$ a week", "revenue"),
            ("Gross margin", "%", "revenue"),
            ("Preparation of the report", "hours", "time saved"),
            ("Customer satisfaction", "points", "satisfaction"),
            ("Orders canceled within 24 hours", "%", ""),
            ("", "", ""),
        ],
    )
    def test_the_kind_of_a_metric_is_suggested(self, name: str, unit: str, impact: str) -> None:
        """The name and unit of a metric suggest one of the four kinds, or none."""
        assert guess_impact(ImpactMetric(name=name, unit=unit)) == impact

    def test_what_is_behind_a_line(self) -> None:
        """None chosen, gone, and there are told apart."""
        said = [say_behind(one, {"a": "A"}) for one in ("", "b", "a")]

        assert [text.partition(":")[0] for text in said] == ["No story behind it", "Its story has been deleted", ""]


class TestLetter:
    def test_the_reader_gets_so_far(self) -> None:
        """G11: words and seconds a move and in all; after 45 seconds a full letter's reader is in its third move."""
        letter = Letter(company="Amazon, Fit", greeting="Dear Fit team", **dict.fromkeys(LETTER_MOVES, "word " * 80))
        table = measure_letter(letter)

        assert list(table["seconds"]) == [21, 21, 21, 21, 82]
        assert list(table["read_by"]) == [21, 42, 62, 82, 82]
        assert "over in move 3 of 4" in describe_reading(letter)

    @given(st.integers(0, 2000), st.integers(0, 2000))
    def test_seconds_grow_with_words(self, few: int, more: int) -> None:
        """More words never take less time, and none take none."""
        assert count_seconds(few) <= count_seconds(few + more)
        assert count_seconds(0) == 0

    def test_the_company_is_named_or_asked_for(self) -> None:
        """G11: the letter says whether it names the company that it goes to."""
        letter = Letter(company="Amazon, Fit and Returns", greeting="Dear team,")

        assert "is not named" in describe_company(letter)
        assert describe_company(letter.replace(closing="I want to join amazon.")) == "Amazon is named."
        assert "No company" in describe_company(Letter(greeting="Dear team"))

    def test_the_page_holds_every_move(self) -> None:
        """What is blank in a letter stands in square brackets on its page."""
        page = LetterPage([Letter(greeting="Dear Ann")])._repr_html_()

        assert "<mark>[4. The measured result]</mark>" in page
        assert "Dear Ann" in page


class TestParser:
    def test_the_fields_of_a_resume_are_found(self, sample: Workspace) -> None:
        """G10: name, mail, jobs with dates and lines, and each section arrive."""
        parsed = parse_resume(write_resume(sample.resumes.all()[0], sample.bullets.all()))
        fields = dict(parsed.fields.itertuples(index=False, name=None))

        assert fields["Name"] == "Mira Okafor-Lindström"
        assert fields["Mail"] == "mira@example.com"
        assert fields["Job 1"] == "Data Scientist, Pinelace; Mar 2023 - Present; 6 lines"
        assert "[not found]" not in fields.values()
        assert list(parsed.losses["found"]) == ["Product Impact"]

    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("Analyst\tPinelace", "a gap inside the line"),
            ("| a | b |", "| a | b |"),
            ("➤ Launched it", "➤"),
            ("📞 555", "📞"),
            ("An e\ufb01cient thing", "\ufb01"),
            ("De\u200bfined a thing", "Zero width space"),
        ],
    )
    def test_what_parsers_lose_is_named(self, line: str, found: str) -> None:
        """G10: columns, icons, joined letters and invisible signs are found at their line."""
        losses = parse_resume(f"Ann Bell\n\n{line}").losses

        assert losses[["line", "found"]].to_numpy().tolist() == [[3, found]]
        assert losses["instead"].str.len().min() > 0

    def test_a_page_without_anything_says_what_is_not_found(self) -> None:
        """A text without mail, headings or jobs names what a parser looks for in vain."""
        fields = parse_resume("12 things\nthat I did").fields

        missing = list(fields[fields["read_as"] == "[not found]"]["field"])
        assert missing == ["Name", "Mail", "Phone", "Summary", "Experience", "Education", "Skills"]

    @given(st.text(max_size=2000))
    @settings(max_examples=60)
    def test_the_plain_text_is_plain(self, text: str) -> None:
        """No invisible sign, tab or control character is left, and line breaks are kept."""
        plain = parse_resume(text).text

        assert not re.search("[\t\u200b-\u200f\u202a-\u202e\ufeff]", plain)
        assert all(unicodedata.category(sign) != "Cc" for sign in plain.replace("\n", ""))

    @pytest.mark.slow
    @pytest.mark.parametrize("text", ["\n" * 10**6, "a\t" * 500_000, "Experience\n" + "- x 2020 - 2021\n" * 70_000])
    def test_a_megabyte_is_cut_and_said(self, text: str) -> None:
        """One megabyte is read by its first part, and the rest is said to be left out."""
        parsed = parse_resume(f"Ann Bell\n{text}")

        assert len(parsed.text) <= LONGEST
        assert len(parsed.losses) <= 50

    def test_many_lines_are_limited(self) -> None:
        """Of a thousand lines the first two hundred are shown, and the rest is told."""
        view = ParserView([Resume(contact="Ann Bell")], [Bullet(rewritten="Launched it")] * 1000)

        assert "800 more are left out here" in repr(view)

    def test_the_plain_text_is_ready_to_copy(self, sample: Workspace) -> None:
        """G10, G11: resume and letter lie behind a button each, as plain text."""
        box = CopyBox.of(sample.resumes.all(), sample.bullets.all(), sample.letters.all())

        assert box.texts[0]["name"] == "the resume"
        assert box.texts[0]["text"] == parse_resume(write_resume(sample.resumes.all()[0], sample.bullets.all())).text
        assert box.texts[1]["words"] == 261
