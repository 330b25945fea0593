"""A resume dropped into 00 in a real JupyterLab: its lines are found, put right, kept, and taken out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import find_violations
from browser.lab import Lab, wait_until
from prepkit.store import Workspace
from prepkit.workbook.builder import build

pytestmark = pytest.mark.browser

PAPER = """
#set text(size: 11pt)
= Nadia Berg
nadia\\@example.com | Lund, Sweden
== Experience
*Data Scientist*, Harbor Library #h(1fr) Jan 2020 - Mar 2021
- Counted visits of 900 readers by hour and door
- Cut the queue from 9 to 4 minutes
*Analyst*, Tide Museum #h(1fr) 2018 - 2019
- Asked 40 visitors why they left
== Skills
SQL, Python
"""


def _write_pdf(path: Path) -> Path:
    import typst

    source = path.with_suffix(".typ")
    source.write_text(PAPER, encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


def test_a_pdf_dropped_into_00(lab: Lab, page: Page, tmp_path: Path) -> None:
    """A PDF's lines are shown, one is unticked, a role mended; kept, they are in the workspace, and undone, no more."""
    workspace = Workspace.create(lab.files / "drop")
    assert not build(workspace, only=["00_start_here"])[0].error
    lab.open(page, "drop/workbook/00_start_here.ipynb")
    lab.run(page)
    code = page.locator(".jp-InputArea", has_text="pk.forms.ResumeDrop(prep)")
    cell = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell").filter(has=code)
    cell.scroll_into_view_if_needed()
    with page.expect_file_chooser() as chooser:  # the widget's input stands in no page
        cell.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(_write_pdf(tmp_path / "nadia.pdf"))
    expect(cell).to_contain_text("Read a PDF of 1 page: 3 lines of 2 jobs")
    expect(cell.get_by_label("Counted visits of 900 readers by hour and door")).to_be_checked()
    expect(cell.get_by_label("Employer 2", exact=True)).to_have_value("Tide Museum")
    assert find_violations(page, ".pk-board") == []
    assert workspace.bullets.all() == []

    cell.get_by_label("Role 2", exact=True).fill("Lead analyst")
    cell.get_by_label("Cut the queue from 9 to 4 minutes").uncheck()
    cell.get_by_role("button", name="Keep it").click()
    expect(cell).to_contain_text("2 lines added")
    lines = [(one.original, one.role, one.employer, one.dates) for one in workspace.bullets.all()]
    assert lines == [
        ("Counted visits of 900 readers by hour and door", "Data Scientist", "Harbor Library", "Jan 2020 - Mar 2021"),
        ("Asked 40 visitors why they left", "Lead analyst", "Tide Museum", "2018 - 2019"),
    ]
    assert workspace.resumes.all()[0].skills == "SQL, Python"

    cell.get_by_role("button", name="Undo the last import").click()
    wait_until(page, lambda: workspace.bullets.all() == [])
    expect(cell).to_contain_text("2 lines taken out")
