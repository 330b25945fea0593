"""How long after a save each view and board of the eight notebooks shows it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.current import VIEW, describe, execute, find_stale, list_views, make_anew, open_views, save_elsewhere
from browser.lab import Lab
from browser.saves import SAVES
from playwright.sync_api import Page

pytest_plugins = ["browser.conftest"]  # its JupyterLab and its page

HERE_MS, ELSEWHERE_MS = 300, 1500  # within which every view shows a save of this kernel, and one of another process
SETTLED_MS = 4000  # from a save to the next
_WATCH = """(name) => {
  window.moved = {};
  document.querySelectorAll(`[class*="probe-${name}-"]`).forEach((view) => {
    const number = [...view.classList].find(one => one.startsWith(`probe-${name}-`)).split('-').at(-1);
    new MutationObserver(() => { window.moved[number] = Date.now(); })
      .observe(view, {childList: true, subtree: true, characterData: true, attributes: true});
  });
}"""


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("where", "most"), [("this kernel", HERE_MS), ("another process", ELSEWHERE_MS)])
def test_current(benchmark: Any, say: Callable[[str], None], lab: Lab, page: Page, where: str, most: int) -> None:
    """From the save of one record to the last change of each view, for records of every kind in turn."""
    workspace = open_views(lab, page, f"bench-{most}")
    page.wait_for_timeout(SETTLED_MS)
    page.evaluate(_WATCH, VIEW)
    slowest: dict[int, tuple[float, str]] = {}
    per_kind: dict[str, float] = {}
    for kind in SAVES:
        page.evaluate("window.moved = {}")
        if most == HERE_MS:
            saved = float(execute(page, f"print(saves.save(prep, {kind!r}, 'zebra'))"))
        else:
            (saved,) = save_elsewhere(workspace, "zebra", kind)
        page.wait_for_timeout(SETTLED_MS)
        taken = {int(number): at - saved for number, at in page.evaluate("window.moved").items()}
        for number, ms in taken.items():
            slowest[number] = max(slowest.get(number, (0.0, "")), (ms, kind))
        per_kind[kind] = max(taken.values(), default=0.0)
    make_anew(page)
    page.wait_for_timeout(SETTLED_MS)
    stale = find_stale(page)

    views = list_views()
    for number, (ms, kind) in sorted(slowest.items(), key=lambda item: -item[1][0]):
        notebook, source = views[number]
        say(f"saved in {where}: {ms:6.0f} ms after a {kind}: {notebook} {source[:90]}")
    say(f"saved in {where}, the last view by kind: " + ", ".join(f"{kind} {ms:.0f}" for kind, ms in per_kind.items()))
    late = sum(ms > most for ms, _ in slowest.values())
    say(
        f"saved in {where}: {len(slowest)} of {len(views)} views changed, {late} later than {most} ms, "
        f"{len(stale)} stale"
    )
    if stale:
        say(describe(stale))
    benchmark.pedantic(lambda: None, rounds=1)
