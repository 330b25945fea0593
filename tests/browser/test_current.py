"""Everything on the screen is current: after a save of anything, each view shows what one made anew shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.current import describe, execute, find_stale, list_views, make_anew, open_views, save_elsewhere
from browser.lab import Lab, wait_until
from browser.saves import SAVES
from prepkit.store import Workspace

pytestmark = pytest.mark.browser


VIEWS = list_views()


def _expect_current(page: Page) -> None:
    make_anew(page, VIEWS)
    try:
        wait_until(page, lambda: not find_stale(page, VIEWS))
    except AssertionError:
        pytest.fail(f"stale, with what it shows and what it should:\n{describe(find_stale(page, VIEWS))}")


def test_saves_have_every_kind() -> None:
    """What is saved in these tests are records of every kind that a person makes."""
    kinds = {collection.model.kind for collection in Workspace.sample().collections().values()}

    assert set(SAVES) == kinds - {"first_plan"} | {"profile"}


@pytest.mark.timeout(900)
def test_all_views_follow_a_save_in_their_own_kernel(lab: Lab, page: Page) -> None:
    """Records of every kind are saved in the kernel that shows the views; none is left as it was."""
    open_views(lab, page, "current", VIEWS)
    execute(page, "saves.save_all(prep, 'zebra')")

    _expect_current(page)


@pytest.mark.timeout(900)
def test_all_views_follow_a_save_in_another_process(lab: Lab, page: Page) -> None:
    """Records of every kind are saved by another process on the same workspace; no view is left as it was."""
    workspace = open_views(lab, page, "elsewhere", VIEWS)
    save_elsewhere(workspace, "okapi")

    _expect_current(page)
