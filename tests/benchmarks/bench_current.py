"""How long after a save each view and board of the eight notebooks shows it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser.current import VIEW, describe, execute, find_stale, list_views, make_anew, open_views, save_elsewhere
from browser.lab import Lab
from browser.saves import SAVES
from playwright.sync_api import Page

pytest_plugins = ["browser.conftest"]  # its JupyterLab and its page

HERE_MS, ELSEWHERE_MS = 300, 1500  # within which every view shows a save of this kernel, and one of another process
SETTLED_MS = 2500  # from a save to the next
_WATCH = """(name) => {
  window.moved = {};
  document.querySelectorAll(`[class*="probe-${name}-"]`).forEach((view) => {
    const number = [...view.classList].find(one => one.startsWith(`probe-${name}-`)).split('-').at(-1);
    new MutationObserver(() => { window.moved[number] = Date.now(); })
      .observe(view, {childList: true, subtree: true, characterData: true, attributes: true});
  });
}"""


NOTEBOOKS = sorted({notebook for notebook, _ in list_views()})


@pytest.fixture(scope="module")
def late(say: Callable[[str], None]) -> Iterator[list[str]]:
    """What was later than it should be, over all notebooks; how many there are is said at the end."""
    found: list[str] = []
    yield found
    say(f"every notebook on its own, saved in this kernel: {len(found)} views later than {HERE_MS} ms")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook(
    benchmark: Any, say: Callable[[str], None], late: list[str], lab: Lab, page: Page, notebook: str
) -> None:
    """A notebook's own views in its kernel, from the save of one record to the last change, for every kind in turn."""
    benchmark.pedantic(lambda: late.extend(_measure(say, lab, page, notebook, HERE_MS)), rounds=1)


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("where", "most"), [("this kernel", HERE_MS), ("another process", ELSEWHERE_MS)])
def test_all_at_once(benchmark: Any, say: Callable[[str], None], lab: Lab, page: Page, where: str, most: int) -> None:
    """The views of all notebooks in one kernel, in which no notebook has them."""
    benchmark.pedantic(lambda: _measure(say, lab, page, "", most, where == "another process"), rounds=1)


def _measure(
    say: Callable[[str], None], lab: Lab, page: Page, notebook: str, most: int, elsewhere: bool = False
) -> list[str]:
    """Save a record of each kind and say when the last view was current; return those that were later than `most`."""
    views = list_views(notebook)
    what = f"{notebook or 'all notebooks in one kernel'}, saved in {'another process' if elsewhere else 'this kernel'}"
    workspace = open_views(lab, page, f"bench-{notebook}-{most}", views)
    page.wait_for_timeout(SETTLED_MS)
    page.evaluate(_WATCH, VIEW)
    slowest: dict[int, tuple[float, str]] = {}
    for kind in SAVES:
        page.evaluate("window.moved = {}")
        if elsewhere:
            (saved,) = save_elsewhere(workspace, "zebra", kind)
        else:
            saved = float(execute(page, f"print(saves.save(prep, {kind!r}, 'zebra'))"))
        page.wait_for_timeout(SETTLED_MS)
        for number, at in page.evaluate("window.moved").items():
            slowest[int(number)] = max(slowest.get(int(number), (0.0, "")), (at - saved, kind))
    make_anew(page, views)
    page.wait_for_timeout(SETTLED_MS)
    stale = find_stale(page, views)

    late = [f"{ms:.0f} ms after a {kind}: {views[number][1]}" for number, (ms, kind) in slowest.items() if ms > most]
    for one in sorted(late):
        say(f"{what}: {one}")
    last = max(slowest.values(), default=(0.0, "save"))
    say(
        f"{what}: {len(slowest)} of {len(views)} views changed, the last {last[0]:.0f} ms after a {last[1]}; "
        f"{len(late)} later than {most} ms, {len(stale)} stale"
    )
    if stale:
        say(describe(stale))
    return late
