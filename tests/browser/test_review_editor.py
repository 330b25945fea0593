"""The review editor in a real JupyterLab: judged while one types, by keyboard too, and nothing typed is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import find_violations
from browser.lab import Lab, wait_until
from prepkit.models import Story
from prepkit.store import Workspace

pytestmark = pytest.mark.browser

IMPORT = "from prepkit.live.editor.review_editor import ReviewEditor"
LOOSE = f"{IMPORT}\neditor = ReviewEditor('', 'bullet', label='Your line')\neditor"
BOUND = f"""{IMPORT}
import prepkit as pk
prep = pk.Workspace({{path!r}})
ReviewEditor.on(prep.stories, 'refunds', 'situation', kind='bullet')"""
SEEN = """import ipywidgets as ipw
seen = ipw.Label()
ipw.dlink((editor, "value"), (seen, "value"), repr)
seen"""
CLEAN = "Chose instant refunds for 40,000 shoppers, cutting calls from 41% to 12% in eight weeks"


@pytest.fixture
def notebook(request: pytest.FixtureRequest) -> str:
    """The name of a notebook of this test."""
    return f"{request.node.name.split('[')[0]}.ipynb"


def _open(lab: Lab, page: Page, name: str, *cells: str) -> None:
    lab.write(name, *cells)
    lab.open(page, name)
    lab.run(page)


def _marked(page: Page, passage: str) -> Locator:
    return page.locator(".pk-mark", has_text=re.compile(f"^{re.escape(passage)}$"))


def _expect_judged(area: Locator) -> None:
    """Wait until what is underlined is the judgment of the very text in the box."""
    expect(area).to_have_attribute("data-judged", "yes")


def _selected(area: Locator) -> str:
    text: str = area.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    return text


def test_a_finding_comes_with_typing_and_goes_with_its_cause(lab: Lab, page: Page, notebook: str) -> None:
    """The underline comes while one types, keys tell its message, another word clears it, undo brings it back."""
    _open(lab, page, notebook, LOOSE)
    area = page.get_by_label("Your line")
    area.press_sequentially(CLEAN.replace("Chose", "Leveraged"), delay=20)
    _expect_judged(area)  # a half typed line has findings of its own
    expect(_marked(page, "Leveraged")).to_be_visible()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Alt+ArrowDown")
    assert _selected(area) == "Leveraged"
    expect(page.locator(".pk-live")).to_contain_text("1 of 1")
    expect(page.get_by_role("tooltip")).to_contain_text("Leveraged")
    page.keyboard.type("Chose")
    _expect_judged(area)
    expect(page.locator(".pk-summary")).to_have_text("No findings")
    expect(area).to_have_value(CLEAN)
    expect(page.locator(".pk-mark")).to_have_count(0)
    for _ in range(20):
        if area.input_value().startswith("Leveraged"):
            break
        page.keyboard.press("Control+z")

    expect(area).to_have_value(CLEAN.replace("Chose", "Leveraged"))
    expect(_marked(page, "Leveraged")).to_be_visible()


def test_underlines_stay_in_place_behind_emoji(lab: Lab, page: Page, notebook: str) -> None:
    """Python counts code points and the browser UTF-16 units; the very word is underlined all the same."""
    _open(lab, page, notebook, LOOSE)
    page.get_by_label("Your line").fill(
        "👩‍🔬🚀 產品 𠮷野家: we leveraged refunds for 40,000 shoppers 🚀 in eight weeks"
    )

    expect(_marked(page, "leveraged")).to_be_visible()
    page.get_by_label("Your line").press("Control+Home")
    page.keyboard.type("🚀🚀")
    expect(_marked(page, "leveraged")).to_be_visible()


def test_input_methods_and_paste_work_as_in_any_box(lab: Lab, page: Page, notebook: str) -> None:
    """A composed word, a cut and a paste end up in the text, in Python, and can be undone."""
    _open(lab, page, notebook, LOOSE, SEEN)
    area = page.get_by_label("Your line")
    area.focus()
    keyboard = page.context.new_cdp_session(page)
    for text in ("に", "にほ", "日本"):
        size = len(text)
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": size, "selectionEnd": size})
    keyboard.send("Input.insertText", {"text": "日本"})
    expect(area).to_have_value("日本")
    page.keyboard.type(" leveraged")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+x")
    expect(area).to_have_value("")
    page.keyboard.press("Control+v")
    page.keyboard.press("Control+v")
    expect(area).to_have_value("日本 leveraged" * 2)
    expect(page.locator(".pk-mark").first).to_be_visible()
    page.keyboard.press("Control+z")
    expect(area).to_have_value("日本 leveraged")

    expect(page.locator(".widget-label")).to_have_text("'日本 leveraged'")


def test_an_acknowledged_finding_is_gone_and_python_knows(lab: Lab, page: Page, notebook: str) -> None:
    """A reason takes the finding out of text and list; raising it again brings it back."""
    _open(lab, page, notebook, LOOSE)
    page.get_by_label("Your line").fill(CLEAN.replace("Chose", "Leveraged"))
    _expect_judged(page.get_by_label("Your line"))
    page.get_by_role("button", name=re.compile("Leveraged")).click()
    page.get_by_role("textbox", name="Leave it as it is, because").fill("the product is called so")
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.locator(".pk-summary")).to_have_text("No findings")
    expect(page.locator(".pk-mark")).to_have_count(0)
    page.get_by_text("1 acknowledged").click()
    expect(page.locator(".pk-apart")).to_contain_text("the product is called so")
    page.get_by_role("button", name="Raise").click()

    expect(_marked(page, "Leveraged")).to_be_visible()


def test_typed_text_survives_a_restart(lab: Lab, page: Page, notebook: str, tmp_path: Path) -> None:
    """What was typed into a record's text is there after the kernel restarted, saved or not, with its findings."""
    workspace = Workspace.create(tmp_path / "prep")
    workspace.stories.save(Story(id="refunds", title="Refunds", situation="Slow."))
    _open(lab, page, notebook, BOUND.format(path=str(workspace.path)))
    area = page.get_by_label("Situation")
    expect(area).to_have_value("Slow.")
    area.fill("We leveraged it 👩‍🔬\nfor 40,000 shoppers.")
    wait_until(page, lambda: workspace.stories.get("refunds").situation == area.input_value())
    expect(page.locator(".pk-status")).to_have_text(re.compile(r"^Saved at \d\d:\d\d:\d\d"))
    area.press("Control+End")
    page.keyboard.type(" And")
    _expect_judged(area)  # it has arrived, and is saved on the way out
    lab.restart(page)
    lab.run(page)

    expect(page.get_by_label("Situation")).to_have_value("We leveraged it 👩‍🔬\nfor 40,000 shoppers. And")
    expect(_marked(page, "leveraged")).to_be_visible()
    assert workspace.stories.get("refunds").situation.endswith(" And")


def test_two_views_of_one_editor_show_one_text(lab: Lab, page: Page, notebook: str) -> None:
    """The same editor shown twice takes what is typed in either."""
    _open(lab, page, notebook, LOOSE, "editor")
    areas = page.get_by_label("Your line")
    expect(areas).to_have_count(2)
    areas.nth(0).press_sequentially("We leveraged")
    expect(areas.nth(1)).to_have_value("We leveraged")
    areas.nth(1).press("End")
    page.keyboard.type(" it")

    expect(areas.nth(0)).to_have_value("We leveraged it")
    expect(_marked(page, "leveraged")).to_have_count(2)


def test_axe_finds_nothing(lab: Lab, page: Page, notebook: str) -> None:
    """With findings, an open one and its tooltip, neither theme has an accessibility violation."""
    text = "We leveraged XGBoost, AUC 0.91, and everyone was very happy with this."
    talk = f"ReviewEditor({text!r}, 'talk', label='Your talk', hint='As you would say it.')"
    _open(lab, page, notebook, LOOSE, talk)
    page.get_by_label("Your line").fill(text)
    _expect_judged(page.get_by_label("Your line"))
    expect(page.locator(".pk-review-editor").first.locator(".pk-error").first).to_be_attached()
    page.keyboard.press("Alt+ArrowUp")

    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.set_theme(page, theme)
        expect(page.get_by_role("tooltip")).to_be_visible()
        assert find_violations(page, ".jp-OutputArea-output") == [], theme
        page.locator(".pk-jump").first.hover()
        assert find_violations(page, ".jp-OutputArea-output") == [], f"{theme}, pointed at"
        page.mouse.move(0, 0)
