"""A draft beside a published release: what is measured, and that any text can be pasted."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.charts import mirror
from prepkit.models import PRFAQ, FAQEntry
from prepkit.review.mirror import LONGEST, compare_releases, write_release
from prepkit.store import Workspace

RELEASE = """Harbor Library lends sewing machines
Families in the old port borrow one for three weeks, free.

PORT ELLIN, March 4, 2026 — Harbor Library today began to lend 40 sewing machines. Each goes out for 21 days.

"I mended two coats," said Ada Brandt, who lives above the fish market. "The machine came in a wagon."

Amazing, seamless machines wait for you.

About Harbor Library
Harbor Library has lent books since 1911 and has 9 branches.
"""
DRAFT = PRFAQ(heading="Size hint", summary="Runners get a hint.", external_faq=(FAQEntry(question="What is it?"),))


def _read(text: str = RELEASE, draft: PRFAQ = DRAFT, column: str = "theirs") -> dict[str, float]:
    frame = compare_releases(draft, text)
    return dict(zip(frame["measure"], frame[column], strict=True))


def test_a_release_is_measured() -> None:
    """G15: headline, sub-heading, dateline, speech, numbers, praise and boilerplate of a release are found."""
    theirs = _read()

    assert theirs["Headline"] == 5
    assert theirs["Longest sentence"] == 14
    assert [theirs[name] for name in ("Sub-heading", "City and date", "About the company")] == [1, 1, 1]
    assert theirs["Paragraphs in which somebody speaks"] == 1
    assert theirs["Words of praise"] > 0
    assert theirs["Questions answered"] == 0


def test_the_boilerplate_is_not_measured() -> None:
    """What a company says of itself at the end counts for nothing but its being there."""
    without = RELEASE.split("About Harbor")[0]
    changed = {name for name, value in _read().items() if value != _read(without)[name]}

    assert changed == {"About the company"}


def test_the_draft_is_measured_by_its_fields() -> None:
    """The draft's own side comes from its sections; its questions are counted, their words are not."""
    yours = _read(column="yours")

    assert yours["Words"] == len(write_release(DRAFT).split()) == 6
    assert (yours["Headline"], yours["City and date"], yours["Questions answered"]) == (2, 0, 1)


def test_advice_goes_with_the_difference() -> None:
    """More numbers or speech in the release ask for more in the draft; more praise there asks for nothing."""
    frame = compare_releases(DRAFT, RELEASE).set_index("measure")

    assert "can be counted" in frame.loc["Numbers", "advice"]
    assert "speak" in frame.loc["Paragraphs in which somebody speaks", "advice"]
    assert "Leave this to them" in frame.loc["Words of praise", "advice"]
    assert frame.loc["About the company", "advice"] == "A PRFAQ needs none."


def test_the_same_text_on_both_sides_shows_no_difference(sample: Workspace) -> None:
    """A draft beside its own release differs in nothing that is measured of the text."""
    draft = sample.prfaqs.all()[0]
    frame = compare_releases(draft, write_release(draft)).set_index("measure")
    same = frame.drop(index=["Questions answered"])

    assert same["yours"].tolist() == same["theirs"].tolist()


@settings(max_examples=50)
@given(st.text())
def test_any_text_can_be_pasted(text: str) -> None:
    """Shares stay within 100, counts are not negative, and a blank text gives an empty table of the same types."""
    frame = compare_releases(DRAFT, text)

    assert list(frame.dtypes) == list(compare_releases(DRAFT, RELEASE).dtypes)
    assert frame.empty == (not text.split())
    measured = frame[frame["measure"] != "School grade to read it"]
    assert (measured[["yours", "theirs"]] >= 0).all(axis=None)
    assert (frame.loc[frame["unit"] == "%", ["yours", "theirs"]] <= 100).all(axis=None)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["one", "7", "word", "fourteen"]), min_size=1, max_size=40))
def test_numbers_are_a_rate(words: list[str]) -> None:
    """A text written twice has the numbers in 100 words of the text itself."""
    once = _read(f"{' '.join(words)}.")["Numbers"]

    assert _read(f"{' '.join(words)}. {' '.join(words)}.")["Numbers"] == once


@pytest.mark.parametrize("text", ["word " * 200_000, '"' * 10**6, "a?\n" * 330_000])
@pytest.mark.slow
def test_a_megabyte_is_cut_and_read(text: str) -> None:
    """One megabyte counts by its first part, which is read whole."""
    assert compare_releases(DRAFT, text).equals(compare_releases(DRAFT, text[:LONGEST]))


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_odd_texts_are_compared_and_drawn(text: str) -> None:
    """Markup, right-to-left text and control characters are measured, and the chart is drawn."""
    frame = compare_releases(DRAFT.replace(launch_date=dt.date(2026, 5, 1), city="Lund"), text)

    assert "Words in a sentence: yours" in mirror(frame).summary
    assert "<svg" in mirror(frame).to_html()


def test_nothing_to_compare_is_said() -> None:
    """Without a text the chart says what is missing."""
    assert "paste a published press release" in mirror(compare_releases(DRAFT, " ")).summary
