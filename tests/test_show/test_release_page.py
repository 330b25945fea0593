"""A PRFAQ as pages to print, and its sections measured."""

from __future__ import annotations

import base64
import re

import pytest
from shared import NASTY_TEXTS

from prepkit import Meters, Release
from prepkit.models import PRFAQ, FAQEntry
from prepkit.review.lengths import measure_prfaqs
from prepkit.review.papers import say_pages
from prepkit.store import Workspace


class TestPage:
    def test_a_draft_prints_as_pages(self, sample: Workspace) -> None:
        """G13: the release stands on a sheet of its own, the FAQs on others, and the page to print holds all."""
        page = Release([sample.prfaqs.all()[0].replace(appendix="")])._repr_html_()
        saved = base64.b64decode(re.search(r"base64,([^\"]+)", page).group(1)).decode()  # type: ignore[union-attr]

        assert page.count('class="pk-sheet"') == saved.count('class="pk-sheet"') == 3
        assert "fits on one page" in page
        assert "@page" in saved
        assert "break-after: page" in saved

    def test_too_long_a_release_says_what_to_cut(self) -> None:
        """A release of 700 words runs onto a second page, and the words over are counted."""
        assert say_pages(PRFAQ(solution="word " * 700)) == "The release has 700 words and runs onto page 2: cut 100."

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_texts_are_escaped_on_every_page(self, text: str) -> None:
        """Markup of the person's is text on the sheet and in the page to print."""
        draft = PRFAQ(heading=text[:200], problem=text, internal_faq=(FAQEntry(question=text[:200], answer=text),))
        page = Release([draft])._repr_html_()
        saved = base64.b64decode(re.search(r"base64,([^\"]+)", page).group(1)).decode()  # type: ignore[union-attr]
        meters = Meters(measure_prfaqs([draft, draft]))._repr_html_()

        assert "<script" not in page + saved + meters

    def test_meters_say_what_is_over(self) -> None:
        """A section over its length is a bar with words, and the draft's name tells it folded."""
        long = PRFAQ(heading="Boots", problem="word " * 90)
        meters = Meters(measure_prfaqs([PRFAQ(heading="Other"), long]))

        assert "90 of at most 80 words: 10 over" in meters._repr_html_()
        assert "Boots: " in meters._repr_html_()
        assert "Problem: 90 of at most 80 words: 10 over" in repr(meters)
        assert repr(Meters(measure_prfaqs([]))).startswith("Nothing to measure yet")
