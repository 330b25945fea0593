"""The review editor draws where Python says, only on the text that was judged, and leaves typing alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from shared import NASTY_TEXTS

from browser.axe import find_violations
from browser.bare_editor import answer, mark, open_editors, read_marks, read_sent, wait_sent
from prepkit.text import read

pytestmark = pytest.mark.browser


def _type(page: Page, text: str) -> None:
    page.get_by_label("Text 1").press_sequentially(text)


def test_a_late_judgment_is_not_drawn(page: Page) -> None:
    """A judgment of an earlier text neither draws on the newer one nor touches it; that of the newer one does."""
    open_editors(page, "")
    _type(page, "very old")
    earlier = wait_sent(page, "very old")
    _type(page, " text")
    answer(page, earlier, mark("very old", "very"))
    expect(page.get_by_label("Text 1")).to_have_value("very old text")
    assert read_marks(page) == []
    later = wait_sent(page, "very old text")
    answer(page, later, mark("very old text", "old"))

    assert read_marks(page) == ["old"]
    assert later["revision"] > earlier["revision"]
    answer(page, earlier, mark("very old", "very"))
    assert read_marks(page) == ["old"]


def test_a_text_from_python_does_not_overwrite_what_is_being_typed(page: Page) -> None:
    """Set from Python, a text is shown; but not over letters that Python has not seen yet."""
    open_editors(page, "one")
    area = page.get_by_label("Text 1")
    page.evaluate("models[0].arrive('typed', {revision: 1, by: 'python', text: 'two'})")
    expect(area).to_have_value("two")
    area.press("End")
    page.keyboard.press("x")
    page.evaluate("models[0].arrive('typed', {revision: 9, by: 'python', text: 'three'})")

    expect(area).to_have_value("twox")
    wait_sent(page, "twox")


def test_a_text_from_python_is_drawn_with_the_judgment_that_came_along(page: Page) -> None:
    """Both come as one message, whichever is told of first."""
    open_editors(page, "one")
    answer(page, {"revision": 1, "by": "python"}, mark("very two", "very"))
    page.evaluate("models[0].arrive('typed', {revision: 1, by: 'python', text: 'very two'})")

    assert read_marks(page) == ["very"]


def test_a_judgment_for_another_author_of_the_same_revision_is_not_drawn(page: Page) -> None:
    """Python and the browser may count to the same number; whose text it is decides."""
    open_editors(page, "")
    _type(page, "x")
    typed = wait_sent(page, "x")
    answer(page, {**typed, "by": "python"}, mark("x", "x"))

    assert read_marks(page) == []


def test_typing_is_sent_together_and_without_delay(page: Page) -> None:
    """Quick keys are sent as one text, steady keys are sent before they pause."""
    page.clock.install(time=0)  # the page's own clock: how quick a key is, is no matter of how busy the machine is
    page.clock.pause_at(1000)
    open_editors(page, "")
    for key in "quick":
        _type(page, key)
        page.clock.run_for(10)
    assert read_sent(page) == []
    page.clock.run_for(300)
    assert [sent["text"] for sent in read_sent(page)] == ["quick"]
    for key in " steady":
        _type(page, key)
        page.clock.run_for(100)

    assert len(read_sent(page)) > 2


@pytest.mark.parametrize(
    "before", ["", "👩‍🔬 🚀 ", "產品經理 𠮷野家 ", "naïve e\u0301 ", "\u202eمدير שלום ", "a\u0000b\tc ", "one\n\ntwo\n"]
)
def test_the_underline_lies_under_its_passage(page: Page, before: str) -> None:
    """Whatever stands before a finding, its underline is under its letters, the mirror laid out as the box."""
    text = f"{before}so very much"
    open_editors(page, text)
    answer(page, {"revision": 0, "by": "python"}, mark(text, "very", "error"))

    assert read_marks(page) == ["very"]
    assert page.locator(".pk-mirror").evaluate("e => [...e.children].map(c => c.textContent).join('\\n')") == text
    area, mirror = (
        page.locator(part).evaluate("e => [e.scrollHeight, e.clientWidth]") for part in (".pk-area", ".pk-mirror")
    )
    assert area == mirror


def test_the_mirror_wraps_and_scrolls_with_the_box(page: Page) -> None:
    """A long text breaks its lines where the box does, whatever its width, and stays in place when scrolled."""
    text = "Customers waited nine days for a refund, and a-very-long-word-that-has-to-break somewhere.\n" * 60
    open_editors(page, text)
    for width in (1100, 777, 431):
        page.set_viewport_size({"width": width, "height": 700})
        area, mirror = (page.locator(part).evaluate("e => e.scrollHeight") for part in (".pk-area", ".pk-mirror"))
        assert area == mirror
    page.get_by_label("Text 1").evaluate("e => { e.scrollTop = 321 }")
    page.wait_for_function("document.querySelector('.pk-mirror').scrollTop === 321")


@pytest.mark.parametrize(
    ("typed_at", "keys", "expected"),
    [
        (0, "ab ", ["very"]),
        (8, "!", ["very"]),
        (5, "x", ["vxery"]),
        (4, "Delete", ["ery"]),
        (8, "Backspace", ["ver"]),
    ],
)
def test_an_underline_moves_with_the_text(page: Page, typed_at: int, keys: str, expected: list[str]) -> None:
    """Until the next judgment the underline stays with its letters, at once and without Python."""
    open_editors(page, "not very good")
    answer(page, {"revision": 0, "by": "python"}, mark("not very good", "very"))
    area = page.get_by_label("Text 1")
    area.focus()
    area.evaluate("(e, at) => e.setSelectionRange(at, at)", typed_at)
    (page.keyboard.press if len(keys) > 3 else page.keyboard.type)(keys)

    assert read_marks(page) == expected


def test_a_replaced_passage_loses_its_underline_at_once(page: Page) -> None:
    """What is typed or pasted over a finding is not underlined until it is judged."""
    open_editors(page, "not very good")
    answer(page, {"revision": 0, "by": "python"}, mark("not very good", "very"), mark("not very good", "good"))
    page.get_by_label("Text 1").evaluate("e => { e.focus(); e.setSelectionRange(4, 8) }")
    page.keyboard.insert_text("three times as")

    assert read_marks(page) == ["good"]


def test_overlapping_findings_are_all_told(page: Page) -> None:
    """Where two findings overlap the shorter one is drawn, and pointing at it tells both."""
    text = "We leveraged it, and then some."
    open_editors(page, text)
    both = (mark(text, "We leveraged it", "error", "BU001"), mark(text, "leveraged", "info", "AL012"))
    answer(page, {"revision": 0, "by": "python"}, *both)
    assert read_marks(page) == ["We ", "leveraged", " it"]
    assert "pk-info" in (page.locator(".pk-mark").nth(1).get_attribute("class") or "")
    box = page.locator(".pk-mark").nth(1).bounding_box()
    assert box
    page.mouse.move(box["x"] + 9, box["y"] + 9)

    expect(page.get_by_role("tooltip")).to_contain_text("What does leveraged mean?")
    expect(page.get_by_role("tooltip")).to_contain_text("What does We leveraged it mean?")
    page.get_by_label("Text 1").press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_finding_about_a_whole_line_is_a_bar_beside_it(page: Page) -> None:
    """Long objections do not paint a paragraph; the bar tells them when pointed at, and jumping selects nothing."""
    line = "Nothing in this long line says for whom."
    text = f"First.\n{line}\nLast."
    open_editors(page, text)
    answer(page, {"revision": 0, "by": "python"}, mark(text, line, "error"))
    assert read_marks(page) == []
    bar = page.locator(".pk-bar")
    expect(bar).to_have_text(line)
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 9)
    expect(page.get_by_role("tooltip")).to_contain_text("What does Nothing")
    page.get_by_label("Text 1").focus()
    page.keyboard.press("Alt+ArrowDown")

    assert page.get_by_label("Text 1").evaluate("e => [e.selectionStart, e.selectionEnd]") == [7, 7]


def test_keys_go_through_the_findings_and_say_each(page: Page) -> None:
    """Alt with an arrow selects the next or the last finding's words, and a live region tells what is wrong."""
    text = "very old and 👩‍🔬 basically fine"
    open_editors(page, text)
    answer(page, {"revision": 0, "by": "python"}, mark(text, "very", "error"), mark(text, "basically", "info"))
    area = page.get_by_label("Text 1")
    area.focus()
    area.evaluate("e => e.setSelectionRange(0, 0)")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(f"Alt+{key}")
        seen.append(area.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)"))

    assert seen == ["very", "basically", "very", "basically"]
    live = page.locator(".pk-live")
    expect(live).to_have_attribute("role", "status")
    expect(live).to_have_text("Note, 2 of 2. What does basically mean? AL001 costs. Say it plainly.")
    expect(page.get_by_role("tooltip")).to_contain_text("What does basically mean?")


def test_the_list_jumps_and_acknowledges(page: Page) -> None:
    """A finding's button selects its words; a reason given there is sent with rule and passage, and can be undone."""
    text = "very old 👩‍🔬 basically fine"
    open_editors(page, text)
    answer(page, {"revision": 0, "by": "python"}, mark(text, "very"), mark(text, "basically", code="AL002"))
    page.get_by_role("button", name="What does basically mean?").click()
    selected = page.get_by_label("Text 1").evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected == "basically"
    page.get_by_role("textbox", name="Leave it as it is, because").fill("her words")
    page.keyboard.press("Enter")
    expected = [{"code": "AL002", "text": "basically", "reason": "her words"}]

    assert page.evaluate("models[0].state.acknowledged") == expected
    answer(page, {"revision": 0, "by": "python"}, mark(text, "very"), apart=tuple(expected))
    page.get_by_text("1 acknowledged").click()
    page.get_by_role("button", name="Raise AL002 “basically” again").click()
    assert page.evaluate("models[0].state.acknowledged") == []


def test_a_half_typed_reason_survives_a_judgment(page: Page) -> None:
    """Findings that stay keep their place in the list, and what is being typed there."""
    text = "very old, basically"
    open_editors(page, text)
    found = (mark(text, "very"), mark(text, "basically"))
    answer(page, {"revision": 0, "by": "python"}, *found)
    page.get_by_role("button", name="What does basically mean?").click()
    page.get_by_role("textbox", name="Leave it as it is, because").fill("half a rea")
    answer(page, {"revision": 0, "by": "python"}, found[1])

    expect(page.get_by_role("textbox", name="Leave it as it is, because")).to_have_value("half a rea")
    expect(page.get_by_role("textbox", name="Leave it as it is, because")).to_be_focused()


@pytest.mark.parametrize(
    "text", [*NASTY_TEXTS, "", "v2.1 of the U.S. 3.5% it's e-mail 1,200.5 cafe\u0301 snake_case x.y"]
)
def test_words_are_counted_as_python_counts_them(page: Page, text: str) -> None:
    """The count below the box and the facts of a review agree."""
    open_editors(page, text)

    assert page.evaluate("text => editor.countWords(text)", text) == len(read(text).words)


def test_the_pace_can_be_set(page: Page) -> None:
    """The time follows the words and the pace; a pace that nobody speaks at is put back."""
    open_editors(page, "word " * 210)
    foot = page.locator(".pk-foot")
    expect(foot).to_contain_text("210 words")
    expect(foot).to_contain_text("1 min 30 s at")
    page.get_by_label("Pace in words a minute").fill("105")
    page.keyboard.press("Tab")
    expect(foot).to_contain_text("2 min at")
    page.get_by_label("Pace in words a minute").fill("3")
    page.keyboard.press("Tab")

    expect(page.get_by_label("Pace in words a minute")).to_have_value("105")
    assert page.evaluate("models[0].state.pace") == 105


def test_two_editors_do_not_meet(page: Page) -> None:
    """Two on one page have ids, findings and texts of their own, and one that is closed leaves the other alone."""
    open_editors(page, "very one", "very two")
    answer(page, {"revision": 0, "by": "python"}, mark("very two", "two"), number=2)
    page.get_by_label("Text 1").fill("typed")
    wait_sent(page, "typed", 1)

    assert (read_marks(page, 1), read_marks(page, 2)) == ([], ["two"])
    assert read_sent(page, 2) == []
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))
    page.evaluate("models[0].close()")
    page.get_by_label("Text 2").fill("very three")
    wait_sent(page, "very three", 2)


def test_text_is_never_markup(page: Page) -> None:
    """Neither what is typed nor what a message or label holds becomes an element or runs."""
    text = "<img src=x onerror='window.ran = 1'> very"
    open_editors(page, text)
    answer(page, {"revision": 0, "by": "python"}, mark(text, "very", message=text), mark(text, "src", message=text))
    page.get_by_label("Text 1").focus()
    page.keyboard.press("Alt+ArrowDown")
    page.evaluate("text => models[0].arrive('label', text)", text)

    assert page.locator("img").count() == 0
    assert page.evaluate("window.ran") is None


def test_lone_surrogates_are_sent_as_something_that_can_be_sent(page: Page) -> None:
    """Half an emoji is replaced by one character, so that the places behind it stay right."""
    open_editors(page, "")
    page.get_by_label("Text 1").evaluate(
        "e => { e.value = 'a\\ud83d very 😀'; e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    typed = wait_sent(page, "a\ufffd very 😀")
    answer(page, typed, mark(typed["text"], "very"))

    assert read_marks(page) == ["very"]


def test_a_large_paste_is_drawn_and_a_megabyte_taken(page: Page) -> None:
    """Twenty thousand words are shown with their findings; a megabyte in one line can be typed on."""
    text = "Customers were very pleased with it.\n" * 3_334
    open_editors(page, text)
    page.get_by_label("Text 1").press("Control+a")
    page.keyboard.press("Control+x")
    wait_sent(page, "")
    page.keyboard.press("Control+v")
    typed = wait_sent(page, text)
    answer(page, typed, *[{**mark(text, "very"), "start": 37 * n + 15, "end": 37 * n + 19} for n in range(1_000)])
    assert read_marks(page) == ["very"] * 1_000
    expect(page.locator(".pk-summary")).to_have_text("1,000 findings")
    expect(page.locator(".pk-rest")).to_have_text("And 900 more, further down in the text.")
    area = page.get_by_label("Text 1")
    area.fill("a" * 1_000_000)
    page.keyboard.press("End")
    page.keyboard.type("bc")
    wait_sent(page, "a" * 1_000_000 + "bc")


def test_an_error_is_said_in_place_of_findings(page: Page) -> None:
    """What keeps a text from being judged stands where the findings would."""
    open_editors(page, "x")
    answer(page, {"revision": 0, "by": "python"}, error="Could not be checked: no dictionary")

    expect(page.locator(".pk-summary")).to_have_text("Could not be checked: no dictionary")


def test_axe_finds_nothing_in_any_state(page: Page) -> None:
    """An open finding, a tooltip, acknowledged findings and a failed save are free of accessibility violations."""
    text = "very old\nNothing in this long line says for whom."
    open_editors(page, text, "")
    found = (mark(text, "very", "error"), mark(text, "old", "info"), mark(text, text.split("\n")[1]))
    answer(page, {"revision": 0, "by": "python"}, *found)
    apart = ({"code": "AL001", "text": "very", "reason": "a quotation"},)
    answer(page, {"revision": 0, "by": "python"}, number=2, apart=apart)
    page.evaluate("models[1].arrive('status', {text: 'Not saved: the disk is full', wrong: true})")
    page.get_by_text("1 acknowledged").click()
    page.get_by_label("Text 1").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("tooltip")).to_be_visible()

    assert find_violations(page, "main") == []


def test_in_a_form_an_editor_is_a_plain_box_until_something_is_found(page: Page) -> None:
    """Without findings there is a box and a count; with some, one quiet line that opens the list."""
    open_editors(page, "very old tale", compact=True, words=3)
    findings = page.locator(".pk-findings")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(findings).to_be_hidden()
    expect(page.locator(".pk-count")).to_have_text("3 of about 3 words")
    answer(page, {"revision": 0, "by": "python"}, mark("very old tale", "very"))
    expect(findings).to_be_hidden()
    page.get_by_role("button", name="1 finding").click()
    expect(findings).to_contain_text("What does very mean?")
    page.get_by_role("button", name="1 finding").click()
    expect(findings).to_be_hidden()
    page.get_by_label("Text 1").fill("very old tale told")

    expect(page.locator(".pk-over")).to_have_text("4 of about 3 words")


def test_in_a_form_tab_goes_from_field_to_field_and_keys_to_the_findings(page: Page) -> None:
    """One stop a field; Alt with Enter leads to the list and its reason, Escape back and the list away."""
    open_editors(page, "very old", "very new", compact=True)
    for number, text in enumerate(("very old", "very new"), start=1):
        answer(page, {"revision": 0, "by": "python"}, mark(text, "very"), number=number)
    page.get_by_label("Text 1").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Text 2")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("tooltip")).to_contain_text("What does very mean?")
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_role("button", name="What does very mean?")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Leave it as it is, because")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_label("Text 2")).to_be_focused()
    expect(page.locator(".pk-findings").nth(1)).to_be_hidden()


def test_focus_is_not_lost_with_a_finding(page: Page) -> None:
    """When the finding that has the focus goes, the box has it; one that is being typed over is not entered."""
    text = "very old, basically"
    open_editors(page, text, compact=True)
    area = page.get_by_label("Text 1")
    answer(page, {"revision": 0, "by": "python"}, mark(text, "very"), mark(text, "basically"))
    area.focus()
    area.evaluate("e => e.setSelectionRange(0, 4)")
    page.keyboard.type("so")
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_role("button", name="What does basically mean?")).to_be_focused()
    answer(page, wait_sent(page, "so old, basically"))

    expect(area).to_be_focused()
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".pk-live")).to_have_text("No findings")


def test_in_a_form_nothing_moves_by_itself(page: Page) -> None:
    """Focus, findings and their going leave the fields below where they are, so that no click goes astray."""
    open_editors(page, "very old", "below", compact=True)
    below = page.get_by_label("Text 2")
    before = below.bounding_box()
    answer(page, {"revision": 0, "by": "python"}, mark("very old", "very"))
    assert before == below.bounding_box()
    page.get_by_label("Text 1").focus()
    page.keyboard.press("Alt+ArrowDown")
    assert before == below.bounding_box()
    answer(page, {"revision": 0, "by": "python"})

    assert before == below.bounding_box()


def test_in_a_form_what_is_wrong_is_tied_to_the_box(page: Page) -> None:
    """A text that does not fit is announced, and described to whoever comes to the box."""
    open_editors(page, "very old", compact=True)
    page.evaluate("models[0].arrive('status', {text: 'Too long.', wrong: true})")
    area = page.get_by_label("Text 1")
    expect(area).to_have_attribute("aria-invalid", "true")
    expect(area).to_have_accessible_description(re.compile("Too long.$"))
    expect(page.get_by_role("alert")).to_have_text("Too long.")
    assert find_violations(page, "main") == []
    page.evaluate("models[0].arrive('status', {text: '', wrong: false})")

    expect(page.get_by_role("alert")).to_have_count(0)
    assert area.get_attribute("aria-invalid") is None


def test_the_box_says_whether_its_text_was_judged(page: Page) -> None:
    """From the first key until the answer the shown judgment is of an earlier text, and the box says so."""
    open_editors(page, "")
    area = page.get_by_label("Text 1")
    expect(area).to_have_attribute("data-judged", "yes")
    _type(page, "x")
    earlier = wait_sent(page, "x")
    _type(page, "y")
    later = wait_sent(page, "xy")
    answer(page, earlier)
    expect(area).to_have_attribute("data-judged", "no")
    answer(page, later)

    expect(area).to_have_attribute("data-judged", "yes")


def test_no_code_sets_markup() -> None:
    """Neither module turns a string into elements, so that no text can."""
    from shared import ROOT

    source = "".join(part.read_text(encoding="utf-8") for part in (ROOT / "prepkit/live").rglob("*.js"))
    for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http:", "https:"):
        assert name not in source


def test_a_dead_connection_is_said(page: Page) -> None:
    """When nothing can be sent any more, the person is told to keep the text, and can type on."""
    open_editors(page, "")
    page.evaluate("() => { models[0].save_changes = () => { throw new Error('closed') } }")
    _type(page, "typed")

    expect(page.locator(".pk-wait")).to_contain_text("copy your text and open this notebook again")
    expect(page.get_by_label("Text 1")).to_have_value("typed")
