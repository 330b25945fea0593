"""The workbook in a real JupyterLab: readable before it is run, without an error when it is, for everyone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from browser.axe import find_violations
from browser.chromium import PATIENCE
from browser.lab import Lab, _find_port, wait_until
from prepkit.store import Workspace
from prepkit.workbook.builder import build
from prepkit.workbook.templates import list_templates

pytestmark = pytest.mark.browser

BROKEN = "Error displaying widget"
TOLD = "I decided to ask one question"


def _stop_kernels(page: Page) -> None:
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")


@pytest.fixture(scope="module")
def workbook(lab: Lab) -> str:
    """The folder, as JupyterLab names it, of a regenerated workbook of the sample candidate."""
    workspace = Workspace.create(lab.files / "built", sample=True)
    (built,) = build(workspace, only=["01"])
    assert built.error is None
    return "built/workbook"


def test_regenerated_workbook_is_readable_without_a_kernel(lab: Lab, page: Page, workbook: str) -> None:
    """Opened and not run, with its kernel stopped, the story form's cell shows the story and no error."""
    lab.open(page, f"{workbook}/01_frame_your_projects.ipynb")
    _stop_kernels(page)

    expect(page.locator(".jp-OutputArea-output", has_text=TOLD).first).to_be_attached()
    assert BROKEN not in page.locator(".jp-Notebook").inner_text()


def test_run_the_same_cell_is_a_live_form(lab: Lab, page: Page, workbook: str) -> None:
    """Run, the regenerated notebook offers the form, on the workspace that it was built from."""
    lab.open(page, f"{workbook}/01_frame_your_projects.ipynb")
    lab.run(page)
    page.get_by_label("Title", exact=True).fill("Changed in the workbook")
    stories = Workspace.open(lab.files / "built").stories

    wait_until(page, lambda: "Changed in the workbook" in [story.title for story in stories.all()])
    assert [story.title for story in stories.all()].count("Changed in the workbook") == 1


def test_saved_notebook_is_readable_the_next_day(lab: Lab, page: Page, workbook: str) -> None:
    """Run, saved, and opened again with a fresh kernel, the notebook shows its text and no broken widget."""
    name = f"{workbook}/01_frame_your_projects.ipynb"
    lab.open(page, name)
    lab.run(page)
    lab.save(page)
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    _stop_kernels(page)
    lab.load(page, name)

    expect(page.locator(".jp-OutputArea-output", has_text=TOLD).first).to_be_attached()
    assert BROKEN not in page.locator(".jp-Notebook").inner_text()
    saved = nbformat.read(lab.files / name, as_version=4)
    assert "widget-view" not in nbformat.writes(saved)


@pytest.mark.parametrize("path", list_templates(), ids=lambda path: path.stem)
def test_every_notebook_runs_and_is_accessible(lab: Lab, page: Page, path: Path) -> None:
    """Run All on the sample ends without an error, and axe finds nothing in what is shown."""
    shutil.copy(path, lab.files / path.name)
    lab.open(page, path.name)
    lab.run(page)
    page.set_viewport_size({"width": 1100, "height": 20_000})
    page.wait_for_timeout(500)

    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert BROKEN not in page.locator(".jp-Notebook").inner_text()
    assert find_violations(page, ".jp-OutputArea-output") == []


def test_page_is_accessible_and_loads_nothing(lab: Lab, open_page: Callable[[], Page], workbook: str) -> None:
    """The page shows without a single request beyond itself, and axe finds nothing in it."""
    requests: list[str] = []
    page = open_page()
    page.on("request", lambda request: requests.append(request.url))
    address = (lab.files / "built" / "workbook" / "index.html").as_uri()
    page.goto(address)

    assert [url for url in requests if not url.startswith("data:")] == [address]
    assert find_violations(page, "body") == []


def test_lab_command_serves_the_workspace(chromium: object, tmp_path: Path) -> None:
    """`prepkit lab` runs a JupyterLab rooted at the workspace, and ends with it."""
    Workspace.create(tmp_path / "me")
    (tmp_path / "me" / "workbook").mkdir()
    port = _find_port()
    config = {
        "ServerApp": {"open_browser": False, "port": port, "port_retries": 0, "allow_root": True, "ip": "127.0.0.1"},
        "IdentityProvider": {"token": ""},
    }
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "jupyter_server_config.json").write_text(json.dumps(config))
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "prepkit", "lab", str(tmp_path / "me")]
    process = subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        names = {entry["name"] for entry in _list_contents(port)}
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)

    assert {"workbook", "profile.yaml"} <= names


def _list_contents(port: int) -> list[dict[str, str]]:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents", timeout=5) as answer:
                entries: list[dict[str, str]] = json.load(answer)["content"]
                return entries
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
