"""A rehearsal in a real JupyterLab: the clock by button and key, your own score, and only then the review."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import find_violations
from browser.lab import Lab
from prepkit.store import Workspace

pytestmark = pytest.mark.browser

CELL = "import prepkit as pk\nprep = pk.Workspace({path!r})\npk.forms.Rehearsal(prep)"
LATE = "pk.forms.Timer(run={'counted': 179, 'started': 0})"
ANSWER = "We trained an XGBoost model with an AUC of 0.91. Returns fell from 14% to 11% for first-time buyers."


@pytest.fixture
def workspace(lab: Lab, page: Page, tmp_path: Path) -> Workspace:
    """A workspace whose rehearsal is open in a notebook."""
    made = Workspace.create(tmp_path / "prep")
    lab.write("rehearsal.ipynb", CELL.format(path=str(made.path)), LATE)
    lab.open(page, "rehearsal.ipynb")
    lab.run(page)
    return made


def _from(seconds: int) -> re.Pattern[str]:
    """A clock that shows these seconds or more, however late one looks."""
    return re.compile(rf"^(0:0[{seconds}-9]|0:[1-5]\d|[1-9]:\d\d)$")


def test_clock_score_and_only_then_the_review(lab: Lab, page: Page, workspace: Workspace) -> None:
    """Timed by button and key, over a new run of the cell; scored by the anchors; reviewed and logged after that."""
    clock = page.get_by_role("group", name="A story in two minutes").first
    clock.get_by_role("button", name="Start").click()
    expect(clock.locator(".pk-clock-face")).to_have_text(_from(2))
    lab.run(page)
    expect(clock.get_by_role("button", name="Pause")).to_be_visible()
    expect(clock.locator(".pk-clock-face")).to_have_text(_from(3))
    page.keyboard.press("Tab")
    clock.get_by_role("button", name="Pause").press("s")
    expect(clock.get_by_role("status")).to_contain_text(re.compile(r"Paused at \d:\d\d"))
    expect(clock.get_by_role("button", name="Go on")).to_be_visible()

    late = page.get_by_role("group", name="A story in two minutes").last
    late.get_by_role("button", name="Go on").click()
    expect(late).to_have_attribute("data-level", "late")
    expect(late.get_by_role("status")).to_contain_text("Running late")
    late.get_by_role("button", name="Pause").press("r")
    expect(late.locator(".pk-clock-face")).to_have_text("0:00")

    page.get_by_label("What you said").fill(ANSWER)
    expect(page.locator(".pk-session .pk-review-editor")).to_have_count(0)
    page.get_by_role("button", name="Score yourself").click()
    groups = page.locator(".pk-sheet fieldset")
    expect(groups).to_have_count(7)
    assert find_violations(page, ".jp-OutputArea-output") == []
    for number in range(7):
        groups.nth(number).get_by_role("radio").nth(3).check()
    expect(page.locator(".pk-sheet-count")).to_have_text("7 of 7 scored")
    expect(page.locator(".pk-session .pk-review-editor")).to_have_count(0)
    page.get_by_role("button", name="Keep my scores, show the review").click()

    expect(page.locator(".pk-session .pk-review-editor")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("of what you said is about method"))).to_be_visible()
    lab.set_theme(page, "JupyterLab Dark")
    assert find_violations(page, ".jp-OutputArea-output") == []
    (mock,) = workspace.mocks.all()
    assert mock.answer == ANSWER
    assert mock.minutes
    assert [score.score for score in mock.scores] == [4] * 7
