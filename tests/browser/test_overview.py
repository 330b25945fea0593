"""The coach's overview in a real browser: it sorts, filters, is reachable by keyboard, and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from shared import TODAY

from browser.axe import find_violations
from prepkit.workbook.cohort.outcomes import Outcome, Spool
from prepkit.workbook.cohort.overview import render_overview

pytestmark = pytest.mark.browser

PEOPLE = {
    "Cy <b>Dee</b>": ({"technical": 0.9, "bar_raiser": 0.1}, 30),
    "Ann": ({"technical": 0.2}, None),
    "Bob": ({"technical": 0.5, "bar_raiser": 0.7}, 400),
}


@pytest.fixture
def overview(open_page: Callable[..., Page], tmp_path: Path) -> Page:
    """The overview of three people and a row that cannot be used."""
    spool = Spool()
    for number, (name, (readiness, days)) in enumerate(PEOPLE.items(), start=1):
        summary = {"candidate": name, "readiness": readiness, "days_left": days, "gaps": [f"Cover letter of {name}"]}
        spool.add(Outcome(number, number + 1, name, f"p{number}", "built", 1, "", summary))
    spool.add(Outcome(4, 5, "Di", "", "refused", 0, "hours_per_week: too high; 80 is the most"))
    path = tmp_path / "overview.html"
    path.write_text("".join(render_overview(spool, TODAY)), encoding="utf-8")
    # axe is injected, which the page's own policy would refuse; that it refuses is what the policy is for.
    page = open_page(bypass_csp=True)
    page.requests = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto(path.as_uri())
    return page


def _names(page: Page) -> list[str]:
    rows = page.locator("tbody tr:visible th")
    return [text.splitlines()[0] for text in rows.all_inner_texts()]


def test_coach_sorts_and_filters(overview: Page) -> None:
    """Each column sorts both ways with blanks below; search, status, stage and days narrow what is shown."""
    by_name = overview.get_by_role("button", name="Name")
    by_name.click()
    rising = _names(overview)
    by_name.press("Enter")
    falling = _names(overview)
    overview.get_by_role("button", name="Bar raiser").click()
    by_stage = _names(overview)
    overview.get_by_role("combobox", name="Stage").select_option(label="Bar raiser interview")
    overview.get_by_label("Ready at most").fill("50")
    below = _names(overview)
    expect(overview.get_by_role("status")).to_have_text("Showing 1 of 4.")
    overview.get_by_role("button", name="Show all").click()
    expect(overview.get_by_role("status")).to_have_text("Showing 4 of 4.")
    overview.get_by_label("Interview within").fill("60")
    soon = _names(overview)
    overview.get_by_role("button", name="Show all").click()
    overview.get_by_label("Search").fill("LETTER bob")

    assert rising == ["Ann", "Bob", "Cy <b>Dee</b>", "Di"]
    assert falling == rising[::-1]
    assert by_stage == ["Cy <b>Dee</b>", "Bob", *[name for name in falling if name in ("Ann", "Di")]]
    assert below == soon == ["Cy <b>Dee</b>"]
    assert _names(overview) == ["Bob"]
    assert len(overview.requests) == 1


def test_overview_has_no_accessibility_violations(overview: Page) -> None:
    """Axe finds nothing, sorted or not."""
    overview.get_by_role("button", name="Readiness").click()

    assert find_violations(overview, "body") == []


def test_policy_lets_the_script_run_and_nothing_else(overview: Page, open_page: Callable[..., Page]) -> None:
    """With the page's own policy in force, its table still sorts: the script is the one that the policy names."""
    page = open_page()
    page.goto(overview.url)

    expect(page.get_by_role("status")).to_have_text("Showing 4 of 4.")
