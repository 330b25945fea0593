"""The review editor's browser half in a bare page, with a model that keeps what is sent and answers when told to."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from prepkit.live.editor.review_editor import HERE, PARTS
from prepkit.live.part import read_program

_PAGE = """<!doctype html><html lang="en"><title>Editor</title><body><main></main></body></html>"""
_OPEN = """async ([esm, css, states]) => {
  document.head.append(Object.assign(document.createElement('style'), {textContent: css}));
  window.editor = await import(URL.createObjectURL(new Blob([esm], {type: 'text/javascript'})));
  window.models = states.map((state) => {
    const handlers = new Map();
    const fire = (name) => handlers.forEach((names, handler) => names.includes(`change:${name}`) && handler());
    const model = {
      state, sent: [],
      get: (name) => state[name],
      set: (name, value) => { state[name] = value; fire(name); },
      on: (names, handler) => handlers.set(handler, names.split(' ')),
      off: (names, handler) => handlers.delete(handler),
      save_changes: () => model.sent.push(structuredClone(state.typed)),
      arrive: (name, value) => { state[name] = value; fire(name); },
    };
    const el = document.createElement('div');
    document.querySelector('main').append(el);
    model.close = window.editor.default.render({model, el});
    return model;
  });
}"""
_STATE = {"kind": "talk", "label": "Text", "hint": "", "rows": 4, "pace": 140, "acknowledged": [], "status": {}}


def open_editors(page: Page, *texts: str, compact: bool = False, words: int = 0) -> None:
    """Show one editor for each text, labeled Text 1, Text 2 and so on; nothing has been found in any of them."""
    page.set_content(_PAGE)
    parts = [read_program(*PARTS), (HERE / "review_editor.css").read_text("utf-8")]
    states = [
        {
            **_STATE,
            "compact": compact,
            "words": words,
            "label": f"Text {number}",
            "typed": {"revision": 0, "by": "python", "text": text},
            "judged": {"revision": 0, "by": "python", "findings": [], "more": 0, "error": ""},
        }
        for number, text in enumerate(texts, start=1)
    ]
    page.evaluate(_OPEN, [*parts, states])


def read_sent(page: Page, number: int = 1) -> list[dict[str, Any]]:
    """Return the texts that an editor has sent to be judged."""
    sent: list[dict[str, Any]] = page.evaluate("number => models[number - 1].sent", number)
    return sent


def wait_sent(page: Page, text: str, number: int = 1) -> dict[str, Any]:
    """Wait until an editor has sent a text last, and return its message."""
    page.wait_for_function("([number, text]) => models[number - 1].sent.at(-1)?.text === text", arg=[number, text])
    return read_sent(page, number)[-1]


def answer(
    page: Page,
    typed: dict[str, Any],
    *findings: dict[str, Any],
    number: int = 1,
    error: str = "",
    apart: tuple[dict[str, str], ...] = (),
) -> None:
    """Bring a judgment of what was sent; `apart` are the findings that were set apart."""
    about = {"revision": typed["revision"], "by": typed["by"]}
    judged = {**about, "findings": list(findings), "more": 0, "apart": list(apart), "error": error}
    page.evaluate("([number, judged]) => models[number - 1].arrive('judged', judged)", [number, judged])


def mark(text: str, passage: str, severity: str = "warning", code: str = "AL001", message: str = "") -> dict[str, Any]:
    """Make a finding about the first place of a passage, in code points as Python counts them."""
    start = text.index(passage)
    return {
        "code": code,
        "name": "planted",
        "severity": severity,
        "start": start,
        "end": start + len(passage),
        "line": text.count("\n", 0, start) + 1,
        "message": message or f"What does {passage} mean?",
        "why": f"{code} costs.",
        "instead": "Say it plainly.",
    }


def read_marks(page: Page, number: int = 1) -> list[str]:
    """Return the words that are underlined, in order."""
    editors = page.locator(".pk-review-editor").nth(number - 1)
    marks: list[str] = editors.locator(".pk-mark").evaluate_all("all => all.map(each => each.textContent)")
    return marks
