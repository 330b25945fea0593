"""The workbook's parts: own cells survive, notebooks read well before they are run, failures are named."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from shared import ROOT

from prepkit.errors import UsageError
from prepkit.workbook.cold import WIDGET_STATE, WIDGET_VIEW, make_readable
from prepkit.workbook.merger import mark_cells, merge
from prepkit.workbook.runner import run_notebook
from prepkit.workbook.saving import keep_readable
from prepkit.workbook.templates import list_templates


def _make(*sources: str) -> Any:
    """A notebook as a build writes it: cells c0, c1, ... of ours, marked."""
    notebook = new_notebook(cells=[new_markdown_cell(source, id=f"c{n}") for n, source in enumerate(sources)])
    mark_cells(notebook)
    return notebook


def _sources(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells]


class TestMerge:
    def test_own_cell_stays_behind_the_cell_it_followed(self) -> None:
        """A cell that the owner added is found again in its place, its outputs untouched."""
        earlier = _make("a", "b", "c")
        own = new_code_cell("1 + 1", outputs=[new_output("stream", text="2")])
        earlier.cells.insert(2, own)
        fresh = _make("a", "B, rewritten by us", "c")

        report = merge(earlier, fresh)

        assert _sources(fresh) == ["a", "B, rewritten by us", "1 + 1", "c"]
        assert fresh.cells[2].outputs == own.outputs
        assert report == ['kept your own cell "1 + 1"']

    def test_cell_above_everything_stays_there(self) -> None:
        """A cell that the owner put first stays first."""
        earlier = _make("a")
        earlier.cells.insert(0, new_markdown_cell("my notes"))
        fresh = _make("a")

        merge(earlier, fresh)

        assert _sources(fresh) == ["my notes", "a"]

    def test_edited_cell_is_kept_as_theirs_behind_ours(self) -> None:
        """An edit of one of our cells is kept behind the regenerated cell, once, however often it is rebuilt."""
        earlier = _make("a", "b")
        earlier.cells[0].source = "a, and what I think of it"
        first, second = _make("a", "b"), _make("a", "b")

        report = merge(earlier, first)
        merge(copy.deepcopy(first), second)

        assert _sources(first) == ["a", "a, and what I think of it", "b"]
        assert _sources(second) == _sources(first)
        assert report == ['kept your edit of "a, and what I think of it"']

    def test_nothing_of_the_owners_changes_nothing(self) -> None:
        """Without cells or edits of the owner's the fresh notebook is left as it is."""
        fresh = _make("a", "b")

        assert merge(_make("a", "b"), fresh) == []
        assert _sources(fresh) == ["a", "b"]

    def test_own_cell_of_a_vanished_neighbour_is_kept(self) -> None:
        """When a newer prepkit drops the cell that theirs followed, theirs stays behind the one before."""
        earlier = _make("a", "b", "c")
        earlier.cells.insert(2, new_markdown_cell("mine"))
        fresh = _make("a")

        merge(earlier, fresh)

        assert _sources(fresh) == ["a", "mine"]

    @settings(max_examples=100, deadline=None)
    @given(
        st.lists(st.text(max_size=8), min_size=1, max_size=6),
        st.lists(st.tuples(st.integers(0, 9), st.text(max_size=8)), max_size=5),
    )
    def test_every_own_cell_survives_in_order(self, ours: list[str], added: list[tuple[int, str]]) -> None:
        """However many cells were added wherever, all are there afterwards, in their order, and so are ours."""
        earlier = _make(*ours)
        for place, source in added:
            earlier.cells.insert(min(place, len(earlier.cells)), new_markdown_cell(source))
        fresh = _make(*ours)
        expected = [(cell.id, cell.source) for cell in earlier.cells]

        merge(earlier, fresh)

        assert [(cell.id, cell.source) for cell in fresh.cells] == expected
        nbformat.validate(fresh)


class TestCold:
    def test_form_is_left_as_its_text(self) -> None:
        """A form's output keeps its readable rendering and loses the view that needs a kernel."""
        data = {WIDGET_VIEW: {"model_id": "1"}, "text/html": "<p>story</p>", "text/plain": "story"}
        notebook = new_notebook(cells=[new_code_cell("form", outputs=[new_output("display_data", data)])])
        notebook.metadata["widgets"] = {WIDGET_STATE: {"state": {}}}

        make_readable(notebook)

        assert notebook.cells[0].outputs[0].data == {"text/html": "<p>story</p>", "text/plain": "story"}
        assert "widgets" not in notebook.metadata

    def test_widget_without_a_rendering_is_left_alone(self) -> None:
        """A widget of the owner's that has no readable rendering is not touched."""
        data = {WIDGET_VIEW: {"model_id": "1"}, "text/plain": "IntSlider()"}
        notebook = new_notebook(cells=[new_code_cell("slider", outputs=[new_output("display_data", data)])])

        make_readable(notebook)

        assert WIDGET_VIEW in notebook.cells[0].outputs[0].data


class TestTemplates:
    def test_a_notebook_is_found_by_number_title_or_name(self) -> None:
        """--only takes a number, a title, or the whole name."""
        names = [["07"], ["plan_and_track"], ["07_plan_and_track"], ["07_plan_and_track.ipynb"]]

        assert {list_templates(name)[0].stem for name in names} == {"07_plan_and_track"}
        assert len(list_templates()) == 8

    def test_unknown_name_gets_a_suggestion(self) -> None:
        """A name that is no notebook is refused with the nearest one."""
        with pytest.raises(UsageError, match='no notebook "plan_and_trakc"'):
            list_templates(["plan_and_trakc"])


def _run(tmp_path: Path, *sources: str) -> Any:
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources], metadata=kernel)
    notebook.cells.insert(0, new_code_cell("x = None", metadata={"tags": ["parameters"]}))
    template = tmp_path / "n.ipynb"
    nbformat.write(notebook, template)
    return run_notebook(template, tmp_path / "out.ipynb", {"x": "<b> 'q' \" \n 文"})


@pytest.mark.slow
class TestRun:
    def test_parameters_arrive_and_nothing_of_the_machine_stays(self, tmp_path: Path) -> None:
        """A parameter arrives as given, papermill's cell has a stable id, and the record names no folder."""
        run = _run(tmp_path, "print(ascii(x))")

        assert run.error is None
        assert run.notebook.cells[2].outputs[0].text == ascii("<b> 'q' \" \n 文") + "\n"
        assert run.notebook.cells[1].id == "injected-parameters"
        assert str(tmp_path) not in nbformat.writes(run.notebook)

    def test_failure_names_cell_and_error_and_keeps_what_ran(self, tmp_path: Path) -> None:
        """A cell that fails is named with its error in one line; outputs up to it are kept."""
        run = _run(tmp_path, "print('so far')", "1 / 0", "print('never')")

        assert run.error is not None
        assert "ZeroDivisionError: division by zero" in run.error
        assert run.error.startswith("cell ")
        assert "\n" not in run.error
        assert "so far" in nbformat.writes(run.notebook)

    def test_dead_kernel_is_named(self, tmp_path: Path) -> None:
        """A kernel that dies is one line, not a hang or a traceback."""
        run = _run(tmp_path, "import os; os._exit(3)")

        assert run.error is not None
        assert "Kernel died" in run.error


class TestSaving:
    def test_saved_notebook_reads_well(self) -> None:
        """A notebook that JupyterLab is about to save loses live views that have a readable rendering."""
        data = {WIDGET_VIEW: {"model_id": "1"}, "text/html": "<p>story</p>"}
        notebook = new_notebook(cells=[new_code_cell("form", outputs=[new_output("display_data", data)])])
        model = {"type": "notebook", "content": json.loads(nbformat.writes(notebook))}

        keep_readable(model, path="n.ipynb", contents_manager=None)

        assert model["content"]["cells"][0]["outputs"][0]["data"] == {"text/html": ["<p>story</p>"]}

    def test_other_files_are_left_alone(self) -> None:
        """A text file, or a notebook without content, is saved as it is."""
        for model in ({"type": "file", "content": "widget"}, {"type": "notebook", "content": None}):
            before = dict(model)
            keep_readable(model)
            assert model == before

    def test_extension_is_enabled_where_it_is_installed(self) -> None:
        """The installed configuration names the module, and the module offers what a server loads."""
        from prepkit.workbook import saving

        config = json.loads((ROOT / "prepkit" / "workbook" / "server" / "prepkit.json").read_text())
        (name,) = config["ServerApp"]["jpserver_extensions"]
        hooks: list[Any] = []
        manager = SimpleNamespace(register_pre_save_hook=hooks.append)
        saving._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))

        assert saving._jupyter_server_extension_points() == [{"module": name}]
        assert hooks == [keep_readable]
