"""How long a key takes until its underlines stand, in a real JupyterLab at normal typing."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

from browser.lab import Lab
from playwright.sync_api import Page

pytest_plugins = ["browser.conftest"]  # its JupyterLab and its page

KEY_MS = 120  # a key at normal typing
AIM_MS = 60.0  # the slowest twentieth, the pause before sending apart
FLAGGED = "leveraged"
SENTENCE = "The returns desk answered 40,000 shoppers in eight weeks, and calls about refunds fell from 41% to 12%. "
STORY = (SENTENCE * 17).strip() + " "  # 300 words
TYPED = f"We {FLAGGED} it to see. " * 12
CELL = f"""from prepkit.live.editor.review_editor import ReviewEditor
ReviewEditor({STORY!r}, "story", label="Your story")"""

# The clock of the page: every key, every text that leaves it, and every frame that shows another underline.
_WATCH_SENDING = """() => {
  window.sends = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    if (text.includes('comm_msg') && text.includes('"typed"')) window.sends.push(performance.now());
    return send.call(this, data);
  };
}"""
_WATCH_DRAWING = """(flagged) => {
  const area = document.querySelector('.pk-area'), mirror = document.querySelector('.pk-mirror');
  const count = () => [...mirror.querySelectorAll('.pk-mark')].filter(mark => mark.textContent === flagged).length;
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  });
  window.times = {moved: [], judged: [], answered: []};
  let known = count(), typed = null;
  area.addEventListener('input', (event) => {
    const key = event.timeStamp;
    painted((now) => window.times.moved.push(now - key));
    if (area.value.endsWith(flagged)) typed = key;
  });
  new MutationObserver(() => {
    if (count() <= known || typed === null) return;
    known = count();
    const [key, sent] = [typed, window.sends.at(-1)];
    typed = null;
    painted((now) => { window.times.judged.push(now - key); window.times.answered.push(now - sent); });
  }).observe(mirror, {childList: true, subtree: true, characterData: true});
}"""


def test_underline(benchmark: Any, say: Callable[[str], None], lab: Lab, page: Page) -> None:
    """From a key to the redrawn underlines of a 300-word story, judged by prepkit's own rules."""
    page.add_init_script(f"({_WATCH_SENDING})()")
    lab.write("typing.ipynb", CELL)
    lab.open(page, "typing.ipynb")
    lab.run(page)
    area = page.get_by_label("Your story")
    area.press("Control+End")
    page.evaluate(_WATCH_DRAWING, FLAGGED)
    benchmark.pedantic(lambda: page.keyboard.type(TYPED, delay=KEY_MS), rounds=1)
    page.wait_for_function("times.judged.length === 12")
    times = page.evaluate("times")
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    say(_tell("a key to its underlines moved along", times["moved"]))
    say(_tell("a key to a new underline, the pause before sending included", times["judged"]))
    say(_tell("a key to a new underline, the pause before sending excluded", times["answered"], AIM_MS))


def _tell(name: str, milliseconds: list[float], aim: float | None = None) -> str:
    median, slow = statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1]
    limit = f", {slow / aim:.2f} of the {aim:g} ms aimed at" if aim else ""
    return f"{name}: median {median:.0f} ms, p95 {slow:.0f} ms{limit} ({len(milliseconds)} keys)"
