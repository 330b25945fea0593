"""Each technical phrase is met with a question that turns it; the words of a product story are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.content.library import load
from prepkit.content.shapes.lexicon import TechnicalFamily
from prepkit.content.shapes.writing import Reframing
from prepkit.review.documents import write
from prepkit.review.translation import find_turns, translate
from prepkit.store import Workspace

USUAL = (
    "random forest",
    "AUC",
    "RMSE",
    "data pipeline",
    "dashboard",
    "A/B test",
    "segmentation",
    "forecast",
    "NLP",
    "embeddings",
    "feature store",
    "data cleaning",
    "p-value",
    "cross-validation",
    "SHAP",
    "Airflow",
    "PyTorch",
    "churn model",
    "recommender",
    "anomaly detection",
    "causal inference",
    "large language model",
    "computer vision",
    "KPIs",
    "stakeholders",
)


@pytest.mark.parametrize("phrase", USUAL)
def test_usual_phrases_get_a_question(phrase: str) -> None:
    """G2: each phrase that data scientists use every day is found where it stands, and asked about."""
    text = f"Last year we worked on {phrase} for the whole team."
    (row,) = [row for row in translate(text).itertuples() if phrase.lower().endswith(row.phrase.lower())]

    assert text[row.start : row.end] == row.phrase
    assert row.ask.endswith("?")
    assert row.product_phrase


def test_every_technical_term_gets_a_question() -> None:
    """G12: no term that the reviewer counts as technical is without a question."""
    unasked = []
    for family in load(TechnicalFamily):
        if not family.soft:
            unasked += [term for term in family.terms if not find_turns(f"We used {term} with AUC and XGBoost here.")]

    assert unasked == []


def test_each_family_has_one_entry_and_each_term_one_home() -> None:
    """A term is listed under one entry, and a family of terms has one entry that speaks for the rest."""
    terms = [term for entry in load(Reframing) for term in entry.terms]
    families = [entry.family for entry in load(Reframing) if entry.family]

    assert sorted(set(terms)) == sorted(terms)
    assert set(families) == {family.id for family in load(TechnicalFamily) if not family.soft}
    assert len(set(families)) == len(families)


def test_the_longest_phrase_is_asked_about_once() -> None:
    """Of phrases that overlap the longest stands, in reading order."""
    found = translate("We cleaned the data pipeline and built a gradient boosting churn model, then an A/B test.")

    assert list(found["phrase"]) == ["cleaned the data pipeline", "gradient boosting", "churn model", "A/B test"]
    assert list(found["start"]) == sorted(found["start"])


def test_product_words_are_left_alone(sample: Workspace) -> None:
    """A finished product story hardly has a phrase to turn; the draft that was told wrong has many."""
    assert len(translate(sample.stories.get("story-late-parcels"))) == 0
    assert len(translate(sample.stories.get("story-return-model-draft"))) >= 15
    assert len(translate("Sales had $3M of pipeline and served 400 families in May.")) == 0


def test_places_of_a_story_are_those_of_its_text(sample: Workspace) -> None:
    """For a story, start and end count in the text that is reviewed."""
    story = sample.stories.get("story-return-model-draft")
    text = write(story)[0]

    for row in translate(story).itertuples():
        assert text[row.start : row.end] == row.phrase


@given(st.text(max_size=200) | st.sampled_from(NASTY_TEXTS))
def test_any_text_is_read(text: str) -> None:
    """Whatever is pasted, what is found stands where it is said to stand, and columns keep their types."""
    found = translate(text)

    assert [text[row.start : row.end] for row in found.itertuples()] == list(found["phrase"])
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
        "phrase": "str",
        "start": "int64",
        "end": "int64",
        "ask": "str",
        "product_phrase": "str",
    }
