"""The coach's overview: everybody's readiness, hours and gaps, every text escaped."""

from __future__ import annotations

import re

from cohort_people import DAY
from shared import NASTY_TEXTS, TODAY

from prepkit.planning.readiness import measure_readiness
from prepkit.store import Workspace
from prepkit.workbook.cohort.outcomes import Outcome, Spool
from prepkit.workbook.cohort.overview import render_overview
from prepkit.workbook.cohort.person import summarize


def test_texts_are_escaped_and_nothing_is_loaded() -> None:
    """Names, errors and folders are text in the page, which holds its own style and script and asks for nothing."""
    spool = Spool()
    for number, text in enumerate(NASTY_TEXTS, start=1):
        summary = {"candidate": text, "readiness": {"technical": 0.5}, "gaps": [text]}
        spool.add(Outcome(number, number, text, '"><script>1</script>', "failed", 1, text, summary))
    page = "".join(render_overview(spool, TODAY))

    assert "<script>alert" not in page
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    assert "default-src 'none'" in page
    assert 'href="%22%3E%3Cscript%3E1%3C/script%3E/workbook/index.html"' in page


def test_stages_hours_and_gaps_are_there(sample: Workspace) -> None:
    """A person's row says how ready they are for each stage, their hours, and what is missing."""
    spool = Spool()
    spool.add(Outcome(1, 2, "x", "x", "built", 1, "", summarize(str(sample.path), DAY)))
    page = "".join(render_overview(spool, TODAY))

    for row in measure_readiness(sample.read(), TODAY).to_dict("records"):
        assert row["name"] in page
        assert f">{row['share']:.0%}</td>" in page
    assert sample.profile.candidate in page
