"""The forms in a real JupyterLab: what is typed is there after a restart, by keyboard alone, and for everyone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import find_violations
from browser.lab import Lab

pytestmark = pytest.mark.browser

OPEN = "import prepkit as pk\nprep = pk.Workspace({path!r})"
STORY = "prep.stories.form()"
FORMS = {
    "ProfileForm": "prep.profiles.form()",
    "StoryForm": STORY,
    "PRFAQForm": "prep.prfaqs.form()",
    "HoursLog": "pk.forms.HoursLog(prep)",
    "BulletForm": "prep.bullets.form()",
    "ResumeForm": "prep.resumes.form()",
    "LetterForm": "prep.letters.form()",
    "MetricPlanForm": "prep.metric_plans.form()",
    "MockForm": "prep.mocks.form()",
    "ReadingForm": "prep.readings.form()",
    "TrackerBoard": "pk.forms.TrackerBoard(prep)",
}
DRAFT = "prep.stories.form(record_id='story-return-model-draft')"
TYPED = "She said \"no\" <script>alert('x')</script> 產品 שלום 👩‍🔬"


def _open(lab: Lab, page: Page, name: str, *cells: str) -> None:
    lab.write(name, *cells)
    lab.open(page, name)
    lab.run(page)


def _expect_saved(page: Page) -> None:
    expect(page.locator(".pk-bar .pk-status")).to_have_text(re.compile(r"^Saved at \d\d:\d\d:\d\d"))


def test_text_survives_restart_and_reload(lab: Lab, page: Page, tmp_path: Path) -> None:
    """What was typed into the story form is there after the kernel restarted and the page was loaded again."""
    _open(lab, page, "restart.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    page.get_by_label("Title", exact=True).fill(TYPED)
    page.get_by_label("Baseline", exact=True).fill("14.5")
    page.get_by_label("Customer need", exact=True).fill("line one\nline two")
    expect(page.get_by_label("Customer need", exact=True)).to_have_attribute("data-judged", "yes")  # all has arrived
    _expect_saved(page)
    lab.save(page)
    lab.restart(page)
    lab.load(page, "restart.ipynb")
    lab.run(page)

    expect(page.get_by_label("Title", exact=True)).to_have_value(TYPED)
    expect(page.get_by_label("Customer need", exact=True)).to_have_value("line one\nline two")
    expect(page.get_by_label("Baseline", exact=True)).to_have_value("14.5")


def test_text_survives_a_restart_before_it_was_saved(lab: Lab, page: Page, tmp_path: Path) -> None:
    """A kernel that is restarted right after a keystroke saves it on its way out."""
    _open(lab, page, "hasty.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    page.get_by_label("Title", exact=True).fill("Typed in the last second")
    expect(page.locator(".pk-bar .pk-status")).to_have_text(re.compile("^(Saving soon|Saved at)"))  # it has arrived
    lab.restart(page)
    lab.run(page)

    expect(page.get_by_label("Title", exact=True)).to_have_value("Typed in the last second")


def test_text_survives_a_closed_tab(lab: Lab, page: Page, tmp_path: Path) -> None:
    """A notebook that was closed without saving it loses no answer."""
    _open(lab, page, "closed.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    page.get_by_label("Situation", exact=True).fill("Returns rose in spring.")
    _expect_saved(page)
    page.goto("about:blank")
    lab.load(page, "closed.ipynb")
    lab.run(page)

    expect(page.get_by_label("Situation", exact=True)).to_have_value("Returns rose in spring.")


def test_a_wrong_value_is_kept_and_explained(lab: Lab, page: Page, tmp_path: Path) -> None:
    """A year that is none stands in the form again after a rerun, with what is wrong in words under it."""
    _open(lab, page, "wrong.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    page.get_by_label("Year", exact=True).fill("twenty")
    error = page.get_by_text("Not a whole number; write digits only.")
    expect(error).to_be_visible()
    lab.run(page)
    expect(page.get_by_label("Year", exact=True)).to_have_value("twenty")
    expect(error).to_be_visible()
    page.get_by_label("Year", exact=True).fill("2024")

    expect(error).to_have_count(0)


def test_tab_goes_through_the_fields_in_order(lab: Lab, page: Page, tmp_path: Path) -> None:
    """The Tab key visits every control of the story form in the order in which they stand on the page."""
    _open(lab, page, "keyboard.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    expect(page.locator(".pk-form .pk-area")).to_have_count(12)
    controls = page.locator(".pk-form :is(input, textarea, select, button)")
    expected = controls.evaluate_all(
        """all => all.filter(e => e.tabIndex >= 0 && e.checkVisibility())
            .map(e => e.id || e.textContent.trim() || e.parentElement.textContent)"""
    )
    controls.first.focus()
    actual, tops = [], []
    for _ in expected:
        name, top, left = page.evaluate(
            """() => { const e = document.activeElement, r = e.getBoundingClientRect(),
                f = e.closest('.pk-form').getBoundingClientRect();
                return [e.id || e.textContent.trim() || e.parentElement.textContent, r.top - f.top, r.left] }"""
        )
        actual.append(name)
        tops.append((round(top / 12), left))
        page.keyboard.press("Tab")

    assert expected == actual
    assert tops[1:] == sorted(tops[1:])


def test_a_long_field_is_judged_while_it_is_typed(lab: Lab, page: Page, tmp_path: Path) -> None:
    """A story's field underlines as one types, keys tell why, another word clears it, and a restart loses nothing."""
    _open(lab, page, "judged.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    area = page.get_by_label("Situation", exact=True)
    area.press_sequentially("We leveraged the wide aisles for a lot of shoppers.", delay=20)
    expect(area).to_have_attribute("data-judged", "yes")
    expect(page.locator(".pk-mark")).to_have_text(["leveraged", "a lot of"])
    page.keyboard.press("Control+Home")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("tooltip")).to_contain_text("leveraged")
    page.keyboard.type("used")
    expect(area).to_have_attribute("data-judged", "yes")
    expect(page.locator(".pk-mark")).to_have_text(["a lot of"])
    page.keyboard.press("Alt+Enter")
    page.keyboard.press("Enter")
    expect(area).to_be_focused()
    _expect_saved(page)
    lab.restart(page)
    lab.run(page)

    expect(area).to_have_value("We used the wide aisles for a lot of shoppers.")
    expect(page.locator(".pk-mark")).to_have_text(["a lot of"])


def test_a_finding_that_was_set_apart_stays_so(lab: Lab, page: Page, tmp_path: Path) -> None:
    """With a reason, by keyboard alone, a finding is gone after a restart too, and can be raised again."""
    _open(lab, page, "apart.ipynb", OPEN.format(path=str(tmp_path / "prep")), STORY)
    area = page.get_by_label("Situation", exact=True)
    area.fill("We leveraged it.")
    expect(area).to_have_attribute("data-judged", "yes")
    page.keyboard.press("Alt+Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("the product is called so")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="1 acknowledged")).to_be_visible()
    expect(page.locator(".pk-mark")).to_have_count(0)
    _expect_saved(page)
    lab.restart(page)
    lab.run(page)
    expect(area).to_have_value("We leveraged it.")
    expect(page.locator(".pk-mark")).to_have_count(0)
    page.get_by_role("button", name="1 acknowledged").click()
    page.locator(".pk-apart summary").first.click()
    page.get_by_role("button", name="Raise").click()

    expect(page.locator(".pk-mark")).to_have_text(["leveraged"])


def test_rows_are_added_and_removed_by_keyboard(lab: Lab, page: Page, tmp_path: Path) -> None:
    """A question is added, answered and removed with the keyboard, and the others keep their text."""
    _open(lab, page, "rows.ipynb", OPEN.format(path=str(tmp_path / "prep")), FORMS["PRFAQForm"])
    add = page.get_by_role("button", name="Add a question").first
    for number, text in enumerate(("What does it cost?", "Where can I use it?"), start=1):
        add.focus()
        page.keyboard.press("Enter")
        page.get_by_label(f"Question {number}", exact=True).fill(text)
    page.get_by_role("button", name="Remove question 1").focus()
    page.keyboard.press("Space")

    expect(page.get_by_label("Question 1", exact=True)).to_have_value("Where can I use it?")
    expect(page.get_by_label("Question 2", exact=True)).to_have_count(0)
    expect(add).to_be_focused()
    _expect_saved(page)


def test_axe_finds_nothing_in_any_form(lab: Lab, page: Page) -> None:
    """In both themes, every form is free of accessibility violations, with records and with a value that is wrong."""
    setup = "import datetime as dt, prepkit as pk\nprep = pk.Workspace.sample(today=dt.date(2026, 1, 26))"
    spoil = "prep.stories.save_draft(prep.stories.all()[0].id, {'year': 'soon'})"
    _open(lab, page, "axe.ipynb", f"{setup}\n{spoil}", *FORMS.values(), DRAFT)
    expect(page.get_by_text("Not a whole number; write digits only.")).to_be_attached()
    expect(page.locator(".jp-OutputArea-output")).to_have_count(len(FORMS) + 1)
    page.get_by_role("button", name=re.compile("^2 findings")).first.click()
    expect(page.locator(".pk-findings:visible")).to_have_count(1)

    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.set_theme(page, theme)
        assert find_violations(page, ".jp-OutputArea-output") == [], theme
