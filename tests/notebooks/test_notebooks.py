"""The committed notebooks: executed, parameterized, readable, and compared by a check that can fail."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from shared import ROOT

from prepkit.store import PARAMETERS, Workspace
from prepkit.workbook.builder import build
from prepkit.workbook.runner import start_engine
from prepkit.workbook.templates import list_templates

NOTEBOOKS = list_templates()
SANITIZE = Path(__file__).parent / "sanitize.cfg"


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestCommitted:
    def test_is_executed_without_an_error(self, path: Path) -> None:
        """Every code cell has run, in order, so that nbval has something to compare."""
        cells = [cell for cell in _read(path).cells if cell.cell_type == "code"]

        assert all(cell.execution_count for cell in cells)
        assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
        assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]

    def test_has_the_parameters_all_none(self, path: Path) -> None:
        """One cell is tagged parameters, with the same names in every notebook, all None."""
        (cell,) = [cell for cell in _read(path).cells if "parameters" in cell.metadata.get("tags", [])]
        assigned = re.findall(r"^(\w+) = (.*)$", cell.source, flags=re.MULTILINE)

        assert tuple(name for name, _ in assigned) == PARAMETERS
        assert {value for _, value in assigned} == {"None"}

    def test_holds_nothing_of_a_machine(self, path: Path) -> None:
        """No folder of a machine, no timing and no live view is committed."""
        text = path.read_text(encoding="utf-8")

        assert not re.search(r"/(home|root|tmp|work|Users)/", text)
        assert "papermill" not in nbformat.reads(text, as_version=4).metadata
        assert "widget-view" not in text

    def test_reads_as_a_workbook(self, path: Path) -> None:
        """It opens with a title, ends with the next step, and keeps what is seen of the code to three lines a cell."""
        cells = _read(path).cells
        code = [cell for cell in cells if cell.cell_type == "code"]
        visible = [cell for cell in code if not cell.metadata.get("jupyter", {}).get("source_hidden")]

        assert cells[0].source.startswith("# ")
        assert "**Next:**" in cells[-1].source
        assert all(len(cell.source.splitlines()) <= 3 for cell in visible)
        assert all(len(cell.source.split()) <= 180 for cell in cells if cell.cell_type == "markdown")

    def test_every_chart_and_form_has_its_facts_as_text(self, path: Path) -> None:
        """An output that nbval cannot compare, a picture or a form, carries its facts as plain text."""
        for cell in _read(path).cells:
            for output in cell.get("outputs", []):
                if "<svg" in "".join(output.get("data", {}).get("text/html", "")):
                    assert len(output.data["text/plain"]) > 40

    def test_shows_the_words_of_no_stale_view(self, path: Path) -> None:
        """Nothing asks the reader to run a cell again, or offers a button to refresh; each step is one line of code."""
        notebook = _read(path)
        text = json.dumps(notebook, ensure_ascii=False)
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "jupyter" not in cell.metadata]

        assert not re.search(r"[Rr]un (this|the) cells? again|run the cells from|Refresh|Read again", text)
        assert all(len(source.splitlines()) == 1 for source in code)

    def test_links_lead_to_notebooks(self, path: Path) -> None:
        """The next step is a link to a notebook that is there."""
        for cell in _read(path).cells:
            if cell.cell_type == "markdown":
                for target in re.findall(r"\]\(([^)]+\.ipynb)\)", cell.source):
                    assert (path.parent / target).exists(), target


def _papermill(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "papermill", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_stock_papermill_shows_the_plan_that_was_asked_for(tmp_path: Path) -> None:
    """Stock papermill, from another folder: 12 hours a week until the given day is what the notebook then plans."""
    import datetime as dt

    interview = dt.date.today() + dt.timedelta(days=35)
    notebook = str(ROOT / "notebooks" / "07_plan_and_track.ipynb")
    done = _papermill(
        tmp_path, notebook, "out.ipynb", "-p", "hours_per_week", "12", "-p", "interview_date", interview.isoformat()
    )

    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert f"{interview:%B} {interview.day}, {interview.year}" in text
    assert "60 h" in text  # five weeks of twelve hours


@pytest.mark.slow
def test_wrong_parameter_is_one_line_in_the_notebook(tmp_path: Path) -> None:
    """A wrong value stops the notebook with one clear line and no traceback of ours."""
    notebook = str(ROOT / "notebooks" / "07_plan_and_track.ipynb")
    done = _papermill(tmp_path, notebook, "out.ipynb", "-p", "hours_per_week", "200")
    errors = [
        output
        for cell in _read(tmp_path / "out.ipynb").cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]

    assert done.returncode != 0
    assert [error.traceback for error in errors] == [
        ["ParameterError: hours_per_week: too high; 80 is the most. Change the parameter"]
    ]


@pytest.mark.slow
def test_every_notebook_leads_a_first_time_user(workspace: Workspace) -> None:
    """On an empty workspace every notebook runs without an error."""
    built = build(workspace)

    assert [entry.error for entry in built] == [None] * 8


def _nbval(folder: Path, notebook: str) -> subprocess.CompletedProcess[str]:
    options = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with", SANITIZE.name, "-q", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, notebook]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_nbval_fails_when_one_figure_of_the_preset_changes(tmp_path: Path) -> None:
    """The comparison can fail: with 40 and 30 % swapped to 41 and 29 %, nbval names the notebook's numbers.

    That it passes as it is, `make test` shows, which runs nbval on every notebook.
    """
    for name in ("prepkit", "data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SANITIZE, tmp_path)

    hours = tmp_path / "prepkit" / "content" / "planning" / "hours.toml"
    text = hours.read_text(encoding="utf-8")
    changed = re.sub(r"product_sense = 40\b", "product_sense = 41", text, count=1)
    changed = re.sub(r"leadership_stories = 30\b", "leadership_stories = 29", changed, count=1)
    assert changed != text
    hours.write_text(changed, encoding="utf-8")

    failed = _nbval(tmp_path, "notebooks/07_plan_and_track.ipynb")
    assert failed.returncode == 1, failed.stdout[-2000:]
    assert "41" in failed.stdout


def _keep(workspace: Workspace) -> dict[str, list[Any]]:
    """All that a workspace holds, by collection."""
    return {name: collection.all() for name, collection in workspace.collections().items()}


@pytest.mark.slow
def test_cells_in_any_order_neither_lose_nor_double(tmp_path: Path) -> None:
    """Each notebook's cells, run in order, backwards and in order again, leave every record as it was."""
    workspace = Workspace.create(tmp_path / "me", sample=True)
    workspace.keep_first_plan()  # what notebooks 00 and 07 keep once
    before = _keep(workspace)
    with start_engine() as engine:
        for path in NOTEBOOKS:
            notebook = _read(path)
            code = [cell for cell in notebook.cells if cell.cell_type == "code"]
            begins = [cell.id for cell in code].index("open-workspace") + 1
            rest = code[begins:]
            turns = [*code[:begins], *rest, *reversed(rest), *rest]
            again = [new_code_cell(cell.source, metadata=cell.metadata) for cell in turns]
            nbformat.write(new_notebook(cells=again, metadata=notebook.metadata), tmp_path / path.name)
            run = engine.run(tmp_path / path.name, tmp_path, {"workspace": str(tmp_path / "me")})
            assert run.error is None, path.stem

    assert _keep(Workspace.open(tmp_path / "me")) == before
