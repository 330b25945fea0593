"""Records as something to read: all facts, in words, escaped."""

from __future__ import annotations

import datetime as dt

from memory_collection import MemoryCollection
from shared import NASTY_TEXTS

from prepkit.forms.named import StoryForm
from prepkit.models import PRFAQ, FAQEntry, ImpactMetric, Profile, Story
from prepkit.show.html import render_html
from prepkit.show.record import read_record
from prepkit.show.text import render_text

METRIC = ImpactMetric(name="Returns", baseline=14.0, actual=11.2, unit="%")
STORY = Story(
    id="s", title="Shoes", year=2025, situation="One.\nTwo.", customer_impact_metric=METRIC, principles=("ownership",)
)


def test_text_holds_every_fact() -> None:
    """A story reads as title, fields by group, the metric's parts, names of principles, and what is blank."""
    text = render_text(read_record(STORY))

    for fact in (
        "Shoes\n",
        "\nYear: 2025",
        "One.\nTwo.",
        "Baseline: 14\n    Actual: 11.2\n    Unit: %",
        "Principles: Ownership",
    ):
        assert fact in text
    assert "Still blank: Hypothesis, Product decision, Options rejected, Trade-off." in text
    assert "Population: [blank]" in text


def test_html_holds_the_same_facts_in_a_list() -> None:
    """The HTML is headings and definition lists, line breaks kept."""
    page = render_html(read_record(STORY))

    for fact in (
        "<h3>Shoes</h3>",
        "<dt>Year</dt><dd>2025</dd>",
        "<dd>One.<br>Two.</dd>",
        '<li>Metric name: Returns<span class="pk-detail">Baseline: 14<br>',
    ):
        assert fact in page
    assert "Still blank: Experiment, Actions, Partners, Launch and after." in page


def test_rows_dates_and_choices_are_words() -> None:
    """Questions, dates and picked values are read as a person would say them."""
    prfaq = PRFAQ(launch_date=dt.date(2026, 9, 15), external_faq=(FAQEntry(question="Price?", answer="$0."),))

    assert "Launch date: Tue 15 Sep 2026" in render_text(read_record(prfaq))
    assert "- Question: Price?\n    Answer: $0." in render_text(read_record(prfaq))
    assert "How to split the hours: The guide's split" in render_text(read_record(Profile()))


def test_html_escapes_whatever_was_typed() -> None:
    """Neither texts nor titles of others become markup."""
    for nasty in NASTY_TEXTS:
        others = MemoryCollection(Story, STORY.replace(title=nasty, learning=nasty), Story(id="b", title=nasty))
        page = StoryForm(others).render_html()

        assert "<script" not in page


def test_a_record_without_a_title_shows_no_id() -> None:
    """A blank record is named in words, so that two runs read the same."""
    assert render_text(read_record(Story())) == render_text(read_record(Story()))
    assert render_text(read_record(Story())).startswith("Untitled story\n")


def test_what_does_not_fit_yet_is_read_too() -> None:
    """A value that was typed and does not fit is part of what a cold notebook shows, and so are the other records."""
    collection = MemoryCollection(Story, STORY, Story(id="b", title="Parcels"))
    collection.save_draft("s", {"year": "<soon>"})
    form = StoryForm(collection)

    assert "Typed, and not fitting yet: Year: <soon>" in form.render_text()
    assert "Typed, and not fitting yet: Year: &lt;soon&gt;" in form.render_html()
    assert form.render_text().endswith("Also here: Parcels")
