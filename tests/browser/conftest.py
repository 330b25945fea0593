"""A real JupyterLab and a real Chromium for the tests of this folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest

from browser.chromium import ADVICE, PATIENCE, SIZE, find_chromium

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A Chromium; without one the tests fail under CI and are loudly skipped elsewhere."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(ADVICE)
        pytest.skip(ADVICE)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A JupyterLab, ended with its kernels when the tests are over."""
    from browser.lab import Lab

    running = Lab(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture
def page(chromium: object, request: pytest.FixtureRequest) -> Iterator[object]:
    """A fresh page, 1100 pixels wide; a test of JupyterLab gets the page in which the test before has left it."""
    if "lab" not in request.fixturenames:
        with _open_page(chromium) as page:
            yield page
        return
    shared = request.getfixturevalue("_lab_page")
    yield shared
    request.getfixturevalue("lab").clear(shared)


@pytest.fixture(scope="session")
def _lab_page(chromium: object) -> Iterator[object]:
    """The page that shows JupyterLab: it is loaded once, which takes longer than most of what is tested in it."""
    with _open_page(chromium) as page:
        yield page


@pytest.fixture
def open_page(chromium: object) -> Iterator[Callable[..., object]]:
    """Opens further pages, each in a context of its own, made with the options of Playwright's `new_context`."""
    with contextlib.ExitStack() as stack:
        yield lambda **options: stack.enter_context(_open_page(chromium, **options))


@contextlib.contextmanager
def _open_page(chromium: object, **options: object) -> Iterator[object]:
    context = chromium.new_context(viewport=SIZE, **options)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()
