"""What a review found is a table, JSON, plain text and HTML, each escaped and each the same when there is nothing."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import ROOT

from prepkit.review.findings import SCHEMA
from prepkit.review.reviewer import review

GOOD = "Launched a bread subscription for 300 families, worth $41,000 in 2024."
BAD = "Responsible for <b>world-class</b> & “seamless” bread 🙂 for our families."
COLUMNS = {
    "code": "str",
    "name": "str",
    "severity": "str",
    "line": "int64",
    "column": "int64",
    "start": "int64",
    "end": "int64",
    "found": "str",
    "message": "str",
    "why": "str",
    "instead": "str",
}


class TestFrame:
    @pytest.mark.parametrize("text", [GOOD, BAD])
    def test_columns(self, text: str):
        """Columns and types are the same with findings and without."""
        frame = review(text, "bullet").frame()

        assert {name: str(kind).replace("object", "str") for name, kind in frame.dtypes.items()} == COLUMNS

    def test_rows(self):
        """One row a finding, in reading order, with what it marks."""
        frame = review(BAD, "bullet").frame()

        assert len(frame) == len(review(BAD, "bullet"))
        assert frame["start"].is_monotonic_increasing
        assert list(frame["found"]) == [BAD[start:end] for start, end in zip(frame["start"], frame["end"], strict=True)]


class TestJson:
    def test_round_trip(self):
        """The JSON holds facts, sections and findings under the name of its schema."""
        found = json.loads(review(BAD, "bullet").to_json())

        assert found["schema"] == SCHEMA
        assert found["facts"]["opener"]["class"] == "weak"
        assert [one.code for one in review(BAD, "bullet").findings] == [one["code"] for one in found["findings"]]

    def test_documented(self):
        """Each key of the JSON stands in docs/review-schema.md."""
        page = (ROOT / "docs" / "review-schema.md").read_text(encoding="utf-8")
        found = review(BAD, "bullet").to_dict()
        keys = {*found, *found["facts"], *found["findings"][0], *found["facts"]["opener"]}

        assert SCHEMA in page
        assert set() == {key for key in keys if f"`{key}`" not in page}

    def test_lone_surrogates(self):
        """A text that is no proper Unicode still makes proper JSON."""
        found = review("Responsible for \ud83d bread\x00", "bullet")

        assert json.loads(found.to_json().encode("utf-8"))


class TestText:
    def test_lines(self):
        """Each finding is one line with its place, severity, code and message; the last line counts."""
        *lines, last = review(BAD, "bullet").to_text().splitlines()

        assert all(re.fullmatch(r"\d+:\d+ (error|warning|info) [A-Z]{2}\d{3} [a-z-]+: .*\?", line) for line in lines)
        assert f"{len(lines)} findings" in last

    def test_no_praise(self):
        """A text without findings is not called good."""
        assert review(GOOD, "bullet").to_text().startswith("No findings in 11 words")

    def test_is_what_a_terminal_shows(self):
        """The plain text is also the representation."""
        found = review(BAD, "bullet")

        assert found.to_text() == repr(found)
        assert found._repr_mimebundle_() == {"text/plain": found.to_text(), "text/html": found._repr_html_()}
        assert list(found._repr_mimebundle_(include=["text/plain"])) == ["text/plain"]


def shown(page: str) -> str:
    """Return the text that a browser would show of the marked text."""
    body = page.split('<div class="pk-marked" dir="auto">', 1)[1].split("</div>", 1)[0]
    return html.unescape(re.sub(r"<sup>.*?</sup>|</?mark[^>]*>", "", body))


class TestHtml:
    @given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
    def test_text_is_whole(self, text: str):
        """The marked text is the text, every sign of it, with nothing added."""
        assert text == shown(review(text, "bullet")._repr_html_())

    def test_marked_in_place(self):
        """Each finding is marked where it stands, by severity, and numbered as in the list below."""
        page = review(BAD, "bullet")._repr_html_()

        assert '<mark class="pk-error" title=' in page
        assert ">Responsible for<sup>" in page
        assert page.count("<li>") == len(review(BAD, "bullet"))

    def test_color_and_pattern(self):
        """Severities differ in the pattern of the line, not in its color alone."""
        page = review(BAD, "bullet")._repr_html_()

        assert len({pattern for pattern in ("wavy", "dashed", "dotted") if pattern in page}) == 3

    def test_escaped(self):
        """Markup in a text is shown, never obeyed; quote marks do not leave an attribute."""
        text = 'Responsible for <script>alert("x")</script> "onmouseover=alert(1) [name" x]'
        page = review(text, "bullet")._repr_html_()

        assert "<script>" not in page
        assert 'title="' in page
        assert not re.search(r"<[^>]*\sonmouseover=", page)
        assert text == shown(page)

    def test_control_characters(self):
        """NUL and lone surrogates are written out, so that the page can be sent."""
        page = review("Responsible for \ud83d bread\x00", "bullet")._repr_html_()

        assert "\\ud83d" in page
        assert page.encode("utf-8")
