"""One field of a record is judged by the rules that need no more than its own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from field_page import DOCUMENTED
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.content.library import load
from prepkit.content.shapes.lexicon import Heading
from prepkit.content.shapes.rules import KINDS
from prepkit.models import FAQEntry, Part
from prepkit.models.form_field import FormField, read_fields
from prepkit.review.reviewer import holds_in, review, review_field
from prepkit.review.rules.rulebook import load_rules
from prepkit.store import Workspace

FIELDS = [
    pytest.param(field, id=f"{model.__name__}.{field.name}")
    for model in DOCUMENTED
    for field in read_fields(model)
    if field.review
]
PROBLEM = "Shoppers at Pinelace cannot tell which size to order, so they guess, and send back the pair that pinches."


def find_codes(text: str, kind: str, section: str | None = None) -> list[str]:
    """Return the codes of what is found."""
    return [one.code for one in review_field(text, kind, section).findings]


def read_texts(part: Part) -> Iterator[tuple[FormField, str]]:
    """Yield the texts of a record that are judged while they are typed."""
    for field in read_fields(type(part)):
        value = getattr(part, field.name)
        if field.review:
            yield field, value
        if field.kind == "rows":
            for row in value:
                yield from read_texts(row)


class TestRules:
    def test_a_missing_part_of_a_document_is_no_fault_of_a_field(self) -> None:
        """No rule about sections holds for a field, and one about something missing only in the section it asks."""
        alone = [rule for rule in load_rules() if rule.alone]

        assert alone
        assert not [rule.id for rule in alone if rule.match.shape in ("section", "opening")]
        assert not [rule.id for rule in alone if rule.match.shape in ("absence", "ratio") and not rule.match.sections]

    def test_a_story_field_is_judged_by_its_words(self) -> None:
        """Office talk and a vague time are found; what the rest of the story owes is not."""
        text = "We leveraged what shoppers had told us in the shop, and recently fewer of them sent shoes back."

        assert find_codes(text, "story") == ["AL012", "AL007"]
        assert set(find_codes(text, "story")) < {one.code for one in review(text, "story").findings}

    def test_technical_depth_is_told_where_it_stands(self) -> None:
        """A hypothesis that is mostly method is a finding in its own field; one about shoppers is not."""
        method = "A gradient boosting model with better features would outperform the logistic regression baseline."
        product = (
            "Because buyers trusted the pair on their feet, I expected a size based on it to cut returns by 1.5 points."
        )

        assert find_codes(method, "story") == ["ST015"]
        assert find_codes(product, "story") == []

    def test_sections_have_their_rules(self) -> None:
        """A problem without a number is found in the problem, and in no other part of the release."""
        assert find_codes(PROBLEM, "prfaq", "problem") == ["PR009"]
        assert find_codes(f"{PROBLEM} One order in four comes back; 24.6% in 2025.", "prfaq", "problem") == []
        assert find_codes(PROBLEM, "prfaq", "solution") == []
        assert find_codes(PROBLEM, "prfaq") == []

    def test_jargon_is_found_in_a_release_and_not_in_its_faq(self) -> None:
        """Two technical terms in a paragraph of the release are one finding; in an answer they may stand."""
        text = f"{PROBLEM} XGBoost with hyperparameter tuning tells them, for 24.6% of orders."

        assert "PR026" in find_codes(text, "prfaq", "solution")
        assert "PR026" not in find_codes(text, "prfaq")

    def test_a_resume_line_is_held_to_all_rules_for_one(self) -> None:
        """What the form finds in a bullet is what a review finds in it."""
        text = "Responsible for a model, AUC 0.91"

        assert find_codes(text, "bullet") == [one.code for one in review(text, "bullet").findings]
        assert "BU001" in find_codes(text, "bullet")

    def test_a_stock_opening_is_found_in_a_letters_move(self) -> None:
        """A letter's local rules hold for each of its moves."""
        assert "LE011" in find_codes("I am writing to apply for the role that you have posted.", "letter")

    def test_a_resume_summary_is_held_to_its_rules(self) -> None:
        """A summary that names no goal is told so; the sections that a resume needs are not missed."""
        text = "Data scientist, six years, who has worked with three teams on search and on returns at two shops."

        assert find_codes(text, "resume", "summary") == ["RE014"]


class TestQuiet:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("text", ["", " \n\t", "👩‍🔬"])
    def test_a_field_without_words_has_no_findings(self, kind: str, text: str) -> None:
        """An empty field is not a fault: nobody has come to it yet."""
        if kind != "bullet" or not text.strip():
            assert find_codes(text, kind, "problem") == []

    def test_what_may_be_on_its_way_is_not_missed(self) -> None:
        """In a sentence that has just begun only single words are judged."""
        begun = "Shoppers cannot tell which size to order"

        assert find_codes(begun, "prfaq", "problem") == []
        assert find_codes(f"{begun}, a lot of them", "prfaq", "problem") == ["AL003"]

    def test_finished_texts_come_out_clean_and_drafts_do_not(self, sample: Workspace) -> None:
        """The sample's texts carry no error or warning, apart from the story that is marked as a first draft."""
        records = [one for name in ("stories", "prfaqs", "resumes", "letters") for one in getattr(sample, name).all()]
        found = {
            record.id
            for record in records
            for field, text in read_texts(record)
            for one in review_field(text, field.review, field.section).findings
            if one.severity != "info"
        }

        assert found == {"story-return-model-draft"}


class TestFields:
    @pytest.mark.parametrize("field", FIELDS)
    def test_kind_and_section_exist(self, field: FormField) -> None:
        """Each field names a kind of text, and a section only if a rule or an outline knows it."""
        sections = {each.section for each in load(Heading) if each.kind == field.review} | {"summary"}

        assert field.review in KINDS
        assert field.section is None or field.section in sections
        assert any(holds_in(rule, field.section) for rule in load_rules() if field.review in rule.kinds)

    def test_answers_are_judged_too(self) -> None:
        """The rows of a FAQ have a judged answer and a plain question."""
        assert {field.name: field.review for field in read_fields(FAQEntry)} == {"question": "", "answer": "prfaq"}


@pytest.mark.parametrize("text", NASTY_TEXTS)
@pytest.mark.parametrize(("kind", "section"), [("story", None), ("prfaq", "problem"), ("bullet", None)])
def test_any_text_is_taken(text: str, kind: str, section: str | None) -> None:
    """Whatever is pasted is judged, and each finding lies inside the text."""
    found = review_field(text, kind, section)

    assert all(0 <= one.start <= one.end <= len(text) for one in found.findings)


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_findings_are_in_reading_order(text: str) -> None:
    """Findings come in the order in which they are read."""
    starts = [one.start for one in review_field(text, "prfaq", "problem").findings]

    assert starts == sorted(starts)
