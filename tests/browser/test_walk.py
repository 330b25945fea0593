"""One candidate goes through the whole workbook in a real JupyterLab, from an empty profile to a mock."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.lab import Lab, wait_until
from prepkit.models import Story
from prepkit.store import Workspace
from prepkit.workbook.builder import build

pytestmark = pytest.mark.browser

NAME = "Ines Okafor"
TITLE = "Shoppers who could not pay"
METRIC = {
    "Metric name": "refused orders of honest shoppers",
    "Baseline": "8",
    "Actual": "5",
    "Unit": "%",
    "Population": "40,000 first-time shoppers",
    "Window": "four weeks in spring 2025",
    "Attribution": "randomized test, half of the shoppers",
}
STORY = {
    "Title": TITLE,
    "Situation": "Our checkout served 2 million shoppers a month. Honest ones were refused, and left.",
    "Customer": "First-time shoppers who pay by card",
    "Customer need": "They wanted to pay once and be done.",
    "Product decision": "I decided to leverage a second check, and to let small orders through.",
    "Actions": "I asked ten refused shoppers what had happened. I launched the check to half of them for four weeks.",
}
LINE = "Launched a check after payment for first-time shoppers; refused honest orders fell from 8% to 5% in four weeks."
ANSWER = "Honest shoppers were refused. I decided to let small orders through. Refusals fell from 8% to 5%."
_PATH = "window.jupyterapp.shell.currentWidget?.context?.path"
_OPENED = f"""before => {_PATH} !== before
    && window.jupyterapp.shell.currentWidget.context.sessionContext?.session?.kernel"""


class Walk:
    """A candidate at one page of JupyterLab: reads, types and presses what is labelled, one notebook after another."""

    def __init__(self, lab: Lab, page: Page, workspace: Workspace) -> None:
        self.lab, self.page, self.workspace = lab, page, workspace
        self.notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def begin(self, name: str) -> None:
        """Open the first notebook and run it."""
        self.lab.open(self.page, f"{self.workspace.path.name}/workbook/{name}.ipynb")
        self._read_and_run()

    def follow(self, title: str) -> None:
        """Follow the link at the notebook's end to the next one, and run that."""
        before = self.page.evaluate(_PATH)
        self.notebook.get_by_role("link", name=title).last.click()
        self.page.wait_for_function(_OPENED, arg=before)
        self._read_and_run()

    def run(self) -> None:
        """Run all cells, once; they must end without an error."""
        self.lab.run(self.page)
        expect(self.notebook.get_by_text("Traceback (most recent call last)")).to_have_count(0)
        expect(self.notebook.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)

    def at(self, name: str) -> Locator:
        """The cell whose line holds this, such as `prep.stories.form()`."""
        code = self.page.locator(".jp-InputArea", has_text=name)
        return self.notebook.locator(".jp-CodeCell").filter(has=code)

    def fill(self, cell: Locator, answers: dict[str, str]) -> None:
        """Type into labelled fields of a cell."""
        for label, text in answers.items():
            cell.get_by_label(label, exact=True).fill(text)

    def _read_and_run(self) -> None:
        expect(self.notebook.get_by_role("heading", level=1)).to_be_visible()
        expect(self.notebook).not_to_contain_text("Error displaying widget")
        self.run()


@pytest.mark.timeout(1200)  # eight notebooks, one after another
def test_one_candidate_from_empty_profile_to_mock(lab: Lab, page: Page) -> None:
    """Following the links, a first-time candidate gets profile, story, line, PRFAQ draft, drill, mock and plan."""
    workspace = Workspace.create(lab.files / "walk")
    assert [built.error for built in build(workspace)] == [None] * 8
    walk = Walk(lab, page, workspace)
    walk.begin("00_start_here")
    _fill_in_the_profile(walk)
    walk.follow("01, Frame your projects")
    _write_a_story(walk)
    _build_its_metric(walk)
    _keep_its_line(walk)
    walk.follow("02, Draft a PRFAQ")
    _draft_a_prfaq(walk)
    walk.follow("03, Leadership stories")
    _see_it_in_the_bank(walk)
    walk.follow("04, Resume and letter")
    _rewrite_its_line(walk)
    walk.follow("05, Technical deep dive")
    _decide_a_drill(walk)
    walk.follow("06, Rehearse")
    _rehearse_it(walk)
    walk.follow("07, Plan and track")
    _see_it_counted(walk)


def _fill_in_the_profile(walk: Walk) -> None:
    steps = walk.at("live(prep.suggest_today")
    expect(steps).to_contain_text("Fill in your profile")
    interview = dt.date.today() + dt.timedelta(days=40)
    walk.fill(walk.notebook, {"Your name": NAME, "Years of experience": "4", "Interview date": interview.isoformat()})
    walk.fill(walk.notebook, {"Hours a week": "10"})
    for skill in ("I work in SQL", "I work in Python", "I have run A/B tests"):
        walk.notebook.get_by_label(skill, exact=True).check()
    wait_until(walk.page, lambda: walk.workspace.profile.has_run_ab_tests)

    expect(steps).not_to_contain_text("Fill in your profile")
    expect(steps).to_contain_text("Write your first story")
    expect(walk.at("prep.assumptions").get_by_role("row", name="Has run A/B tests")).to_contain_text("yes")
    profile = walk.workspace.profile
    assert (NAME, 4, interview, 10) == (
        profile.candidate,
        profile.years_of_experience,
        profile.interview_date,
        profile.hours_per_week,
    )
    assert walk.workspace.first_plan is not None


def _write_a_story(walk: Walk) -> None:
    form = walk.at("prep.stories.form()")
    expect(walk.at("forms.MetricBuilder(")).to_contain_text("No story yet")
    walk.fill(form, STORY)
    form.get_by_label("Customer Obsession", exact=True).check()
    finding = form.get_by_role("button", name=re.compile("^1 finding"))
    expect(finding).to_be_visible()
    finding.click()
    expect(form).to_contain_text("leverage")
    wait_until(walk.page, lambda: [story.actions for story in walk.workspace.stories.all()] == [STORY["Actions"]])

    expect(walk.at("prep.stories.reviews")).to_contain_text("AL012")
    expect(walk.at("prep.find_gaps")).to_contain_text("metric name, baseline, actual")
    expect(form.get_by_label("Story", exact=True)).to_contain_text(TITLE)


def _build_its_metric(walk: Walk) -> None:
    builder = walk.at("forms.MetricBuilder(")
    claim = builder.get_by_label("The change, as you would say it")
    walk.fill(builder, METRIC)
    expect(builder).to_contain_text("percentage points")
    claim.fill("Down 3%")
    expect(builder).to_contain_text("Refused.")
    claim.fill("Down 3 percentage points")
    expect(builder).to_contain_text("Holds.")
    walk.fill(walk.at("prep.stories.form()"), {"Learning": "I now ask refused shoppers before I move a threshold."})
    wait_until(walk.page, lambda: bool(_get_story(walk).learning))

    assert _get_story(walk).is_told()


def _keep_its_line(walk: Walk) -> None:
    board = walk.at("forms.ComposeBoard(")
    expect(board).to_contain_text("8% to 5%")
    expect(board).not_to_contain_text("[what changed for customers?]")
    for _ in range(2):
        board.get_by_role("button", name="Keep as resume line").click()
        expect(board).to_contain_text("Edit it in notebook 04")

    (bullet,) = walk.workspace.bullets.all()
    assert bullet.story_id == _get_story(walk).id
    assert "8% to 5%" in bullet.rewritten


def _draft_a_prfaq(walk: Walk) -> None:
    expect(walk.at("forms.QuestionOffers(")).to_contain_text("No PRFAQ yet")
    walk.at("forms.Drafter(").get_by_role("button", name="Keep this PRFAQ").click()
    offers = walk.at("forms.QuestionOffers(")
    expect(offers).to_contain_text("needed questions are answered")
    before = _count_questions(walk)
    question = offers.get_by_label("Question to add").locator("option:checked").text_content().replace("\xa0", " ")
    offers.get_by_role("button", name="Add this question").click()
    expect(offers).to_contain_text("1 question added, unanswered.")

    form = walk.at("prep.prfaqs.form()")
    asked = form.get_by_label(re.compile(r"^Question \d+$"))
    expect(asked).to_have_count(before + 1)
    wait_until(walk.page, lambda: question in asked.evaluate_all("all => all.map(each => each.value)"))
    assert _count_questions(walk) == before + 1
    expect(form.get_by_label("Who is the customer?", exact=True)).to_have_value(STORY["Customer"])
    expect(walk.at("prep.prfaqs.pages")).to_contain_text(STORY["Customer need"])


def _see_it_in_the_bank(walk: Walk) -> None:
    chart = walk.at("charts.story_bank").get_by_role("img").first
    expect(chart).to_have_attribute("aria-label", re.compile(f"Customer Obsession: story 1 .*1 {TITLE}"))
    expect(walk.at("stories.single_points")).to_contain_text(TITLE)
    expect(walk.at("forms.FollowUpLadder(")).to_contain_text(TITLE)
    expect(walk.at("prep.deal_cards")).to_contain_text(TITLE)


def _rewrite_its_line(walk: Walk) -> None:
    table = walk.at("forms.BulletTable(")
    line = table.get_by_label("Line 1 as it reads now")
    expect(table.get_by_label("Story behind it").locator("option:checked")).to_have_text(TITLE)
    expect(table).to_contain_text("leverage")
    line.fill(LINE)
    expect(table).to_contain_text("No findings.")
    wait_until(walk.page, lambda: [one.rewritten for one in walk.workspace.bullets.all()] == [LINE])

    expect(line).to_have_value(LINE)
    expect(walk.at("prep.impacts")).to_contain_text(TITLE)
    expect(walk.at("prep.parse_resume").first).to_contain_text(LINE)
    expect(walk.at("forms.CopyBoard(").get_by_role("button", name="the resume")).to_be_visible()


def _decide_a_drill(walk: Walk) -> None:
    drill = walk.at("forms.ResultDrill(")
    drill.get_by_role("button", name="Decide").click()
    expect(drill).to_contain_text("Not decided yet")
    drill.get_by_label("Your decision", exact=True).select_option(index=1)
    drill.get_by_label("Why", exact=True).fill("The guardrail held and the range lies above zero.")
    drill.get_by_role("button", name="Decide").click()
    expect(drill).to_contain_text("You said:")

    assert len(walk.workspace.drill_answers.all()) == 1


def _rehearse_it(walk: Walk) -> None:
    session = walk.at("forms.Rehearsal(")
    session.get_by_label("Story that you tell").select_option(label=TITLE)
    session.get_by_label("What you said").fill(ANSWER)
    session.get_by_role("button", name="Score yourself").click()
    sheet = session.get_by_role("group")
    expect(sheet).to_have_count(7)
    session.get_by_role("button", name="Keep my scores, show the review").click()
    expect(session).to_contain_text("The review waits for your own view.")
    assert walk.workspace.mocks.all() == []
    for number in range(7):
        sheet.nth(number).get_by_role("radio").nth(2).check()
    session.get_by_role("button", name="Keep my scores, show the review").click()
    expect(session.get_by_role("heading", name="Now the review")).to_be_visible()
    wait_until(walk.page, lambda: len(walk.workspace.mocks.all()) == 1)

    (mock,) = walk.workspace.mocks.all()
    assert (ANSWER, _get_story(walk).id, [3] * 7) == (mock.answer, mock.story_id, [one.score for one in mock.scores])
    expect(walk.at("prep.mocks.form()").get_by_label("Answer", exact=True)).to_have_value(ANSWER)


def _see_it_counted(walk: Walk) -> None:
    log = walk.at("forms.HoursLog(")
    walk.fill(log, {"Minutes": "45"})
    log.get_by_role("button", name="Add", exact=True).click()
    wait_until(walk.page, lambda: [entry.minutes for entry in walk.workspace.hours.all()] == [45])

    board = walk.at("forms.TrackerBoard(")
    for item, done in {"Resume lines": "1 of 8", "hours logged": "1 of 1"}.items():
        expect(board.get_by_role("row", name=re.compile(item))).to_contain_text(done)
    expect(walk.at("charts.burn_up").get_by_role("img").first).to_have_attribute(
        "aria-label", re.compile("45 min logged")
    )
    steps = walk.at("live(prep.suggest_today").locator("tbody tr td:first-child, tbody tr th")
    printed = re.findall(r"^\d+\. (.*): \d", _run("today", walk.workspace.path), re.M)
    wait_until(walk.page, lambda: steps.all_text_contents() == printed)
    assert re.search(r"^Resume lines rewritten +8 +1 ", _run("track", walk.workspace.path), re.M)


def _get_story(walk: Walk) -> Story:
    (story,) = walk.workspace.stories.all()
    return story


def _count_questions(walk: Walk) -> int:
    (draft,) = walk.workspace.prfaqs.all()
    return len(draft.external_faq) + len(draft.internal_faq)


def _run(command: str, folder: Path) -> str:
    arguments = [sys.executable, "-m", "prepkit", command, str(folder)]
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
