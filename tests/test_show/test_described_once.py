"""A record is described once: a field that a model adds is found everywhere, and is named nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.files.exports import write_text
from prepkit.files.layouts import lay_out
from prepkit.forms.sections import make_inputs
from prepkit.models import PRFAQ, Letter, Story
from prepkit.models.choices import load_choices
from prepkit.models.fields import line, prose
from prepkit.models.sections import list_missing, sections_of, told_sections
from prepkit.review.documents import write
from prepkit.review.reviewer import review
from prepkit.show.record import read_record
from prepkit.show.text import render_text
from prepkit.stories.bank import find_gaps

TEXT = "We helped shoppers.\n\nIt was synergy."


class GroupedStory(Story):
    """A story with one field more, in a group that there is."""

    extra: str = prose("Aftermath", "What came of it.", group="Action", review="story")


class OwnGroupStory(Story):
    """A story with one field more, in a group of its own."""

    extra: str = prose("Sequel", "What came after.", group="Afterwards", review="story")


class PlainStory(Story):
    """A story with one field more, in no group."""

    extra: str = line("Moral", "What it teaches.")


@pytest.mark.parametrize("model", [GroupedStory, OwnGroupStory, PlainStory])
def test_a_field_is_found_everywhere(model: Any) -> None:
    """The form, the review, the export, the page (and the cold view, which is the same) and the gaps have it."""
    story, title = model(title="Shoes", extra=TEXT), model.model_fields["extra"].title
    (row,) = find_gaps([model(title="Shoes")]).to_dict("records")

    assert "extra" in make_inputs(sections_of(model), lambda *_: None, load_choices())
    assert "We helped shoppers." in write(story)[0]
    assert len(review(story)) >= len(review(Story(title="Shoes")))
    assert "We helped shoppers.\n\nIt was synergy." in write_text(lay_out(story))
    assert f"{title}: {TEXT}" in render_text(read_record(story))
    assert title in row["missing"]
    assert row["needed"] == find_gaps([Story()])["needed"][0] + 1


def test_a_field_of_a_prfaq_and_of_a_letter_is_told() -> None:
    """A further section of a release, and a fifth move of a letter, are reviewed and exported where they stand."""

    class LongerPRFAQ(PRFAQ):
        extra: str = prose("Partner quote", "What a partner says.", group="Press release", section="partner_quote")

    class LongerLetter(Letter):
        extra: str = prose("5. What comes next", "What would you do first?", review="letter")

    for record in (LongerPRFAQ(extra=TEXT), LongerLetter(extra=TEXT)):
        assert TEXT in write(record)[0]
        assert TEXT in write_text(lay_out(record))


def test_a_field_can_be_left_out_of_what_is_told() -> None:
    """What says that it is not told is neither reviewed nor missed; it is shown and exported all the same."""

    class NotedStory(Story):
        extra: str = prose("Note to self", "For you alone.", told="")

    story = NotedStory(title="Shoes", extra="Ask Ann.")

    assert "Ask Ann." not in write(story)[0]
    assert "Note to self" not in list_missing(NotedStory())
    assert "Note to self: Ask Ann." in write_text(lay_out(story))


def test_sections_have_ids_that_a_form_is_opened_by() -> None:
    """Sections are named after their headings, each once; what has no heading is called main."""
    assert [section.id for section in sections_of(Story)] == [
        *("main", "situation", "product_decision", "action", "customer_impact_metric", "use"),
    ]
    assert [section.heading for section in told_sections(Story)] == [
        *("Situation", "Product Decision", "Trade-off", "Action", "Launch and after"),
        *("Customer Impact Metric", "Learning", "Principles"),
    ]
