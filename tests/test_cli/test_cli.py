"""The commands as a person runs them: what they print, what they make, and one clear line when it cannot be done."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from shared import NASTY_TEXTS, ROOT, TODAY

from prepkit.cli import ExitCode, main
from prepkit.models import Interviewer, Story
from prepkit.store import Workspace


def _call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample candidate's workbook, built by the command."""
    folder = tmp_path_factory.mktemp("built") / "me"
    assert _call("new", folder, "--sample").exit_code == ExitCode.OK
    result = _call("build", folder, "--today", TODAY.isoformat())
    assert result.exit_code == ExitCode.OK, result.output
    return folder


class TestNew:
    def test_makes_an_empty_workspace(self, tmp_path: Path) -> None:
        """A new workspace has a profile to fill in, and no stories."""
        result = _call("new", tmp_path / "me")

        assert result.exit_code == ExitCode.OK
        assert "Next: prepkit build" in result.output
        assert Workspace.open(tmp_path / "me").stories.all() == []

    def test_never_overwrites(self, tmp_path: Path) -> None:
        """A second `new` on the same folder is one line, and changes nothing."""
        _call("new", tmp_path / "me", "--sample")
        before = Workspace.open(tmp_path / "me").stories.all()
        result = _call("new", tmp_path / "me")

        assert result.exit_code == ExitCode.UNUSABLE
        assert "is there already" in result.stderr
        assert Workspace.open(tmp_path / "me").stories.all() == before


class TestTables:
    def test_plan_prints_weeks_and_whether_it_fits(self, tmp_path: Path) -> None:
        """The plan is printed for the day given, with the sentence that says whether it fits."""
        _call("new", tmp_path / "me", "--sample")
        profile = Workspace.open(tmp_path / "me").profile
        assert profile.start_date is not None
        result = _call("plan", tmp_path / "me", "--today", (profile.start_date + dt.timedelta(days=21)).isoformat())

        assert result.exit_code == ExitCode.OK
        assert "Product sense" in result.output
        assert "It fits: what is left on your checklist needs" in result.output

    def test_plan_that_does_not_fit_says_what_to_cut(self, tmp_path: Path) -> None:
        """Too few hours are said in words, both rates named, with what to leave out first."""
        workspace = Workspace.create(tmp_path / "me")
        interview = workspace.today + dt.timedelta(days=28)
        workspace.profiles.save(workspace.profile.replace(interview_date=interview, hours_per_week=8))
        result = _call("plan", tmp_path / "me")

        assert re.search(r"needs \d+ h a week, and you have 8", result.output)
        assert "\n- " in result.output
        assert "Instead: " in result.output

    def test_csv_and_json_hold_the_same_rows(self, tmp_path: Path) -> None:
        """Both machine formats hold the tracker's table and nothing else."""
        _call("new", tmp_path / "me", "--sample")
        as_csv = pd.read_csv(io.StringIO(_call("track", tmp_path / "me", "--format", "csv").stdout))
        as_json = pd.DataFrame(json.loads(_call("track", tmp_path / "me", "--format", "json").stdout))

        assert list(as_csv["item"]) == list(as_json["item"])
        assert as_csv["done"].sum() == as_json["done"].sum() > 0

    def test_csv_cannot_run_as_a_formula(self) -> None:
        """A title that a spreadsheet would run is guarded with an apostrophe."""
        from prepkit.files.tables import format_csv

        text = format_csv(pd.DataFrame({"title": ["=HYPERLINK(1)", "-1+1", "fine"], "n": [-1, 2, 3]}))

        assert text == "title,n\n'=HYPERLINK(1),-1\n'-1+1,2\nfine,3\n"

    def test_empty_workspace_has_a_plan_and_a_checklist(self, tmp_path: Path) -> None:
        """Nothing entered yet is a sensible answer, not an error."""
        _call("new", tmp_path / "me")

        for command in ("plan", "track"):
            result = _call(command, tmp_path / "me")
            assert result.exit_code == ExitCode.OK, result.output
            assert result.output.strip()


@pytest.mark.slow
class TestBuild:
    def test_writes_eight_notebooks_and_a_page(self, built: Path) -> None:
        """Every notebook is there, ran without an error, and holds no live view that cannot be shown cold."""
        notebooks = sorted((built / "workbook").glob("*.ipynb"))

        assert len(notebooks) == 8
        for path in notebooks:
            text = path.read_text(encoding="utf-8")
            assert '"output_type": "error"' not in text
            assert "widget-view+json" not in text
            nbformat.validate(nbformat.reads(text, as_version=4))

    def test_twice_gives_the_same_notebooks(self, built: Path) -> None:
        """The same workspace on the same day gives the same notebooks, ids and timings aside, and the same page."""
        before = _read_all(built)
        assert _call("build", built, "--today", TODAY.isoformat()).exit_code == ExitCode.OK

        assert _read_all(built) == before

    def test_page_needs_nothing_from_outside(self, built: Path) -> None:
        """The page names no address to load from: no script, no link out, no source but data."""
        page = (built / "workbook" / "index.html").read_text(encoding="utf-8")

        assert "<script" not in page
        assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page) == []
        # In half a megabyte of base64 any four letters may come up.
        assert "http" not in re.sub(r"http-equiv|;base64,[^\"]*", "", page)
        assert page.count("<figure") == page.count('<figure role="img" aria-label="') == 8

    def test_page_shows_stories_and_prfaqs(self, built: Path) -> None:
        """Each story and PRFAQ of the workspace is on the page."""
        page = (built / "workbook" / "index.html").read_text(encoding="utf-8")
        workspace = Workspace.open(built)

        for record in (*workspace.stories.all(), *workspace.prfaqs.all()):
            assert html.escape(record.label) in page

    def test_failing_notebook_is_named_and_the_others_finish(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One notebook that fails is named with cell and error; the other is built; the exit code is 1."""
        _call("new", tmp_path / "me", "--sample")
        broken = tmp_path / "notebooks"
        broken.mkdir()
        for name in ("06_rehearse", "07_plan_and_track"):
            notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
            if name.startswith("06"):
                notebook.cells.insert(4, nbformat.v4.new_code_cell("raise ValueError('on purpose')"))
            nbformat.write(notebook, broken / f"{name}.ipynb")
        monkeypatch.setattr("prepkit.workbook.templates.find_notebooks", lambda: broken)
        result = _call("build", tmp_path / "me")

        assert result.exit_code == ExitCode.FAILED
        assert re.search(r"06_rehearse .* failed: cell \d+: ValueError: on purpose", result.stderr)
        assert "07_plan_and_track" in result.stdout
        assert (tmp_path / "me" / "workbook" / "07_plan_and_track.ipynb").exists()

    def test_own_cell_survives(self, built: Path) -> None:
        """A cell that the owner added is still there after regenerating, and the command says so."""
        path = built / "workbook" / "06_rehearse.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(3, nbformat.v4.new_markdown_cell("My own reminder"))
        nbformat.write(notebook, path)
        result = _call("build", built, "--force", "--only", "06", "--today", TODAY.isoformat())

        assert 'kept your own cell "My own reminder"' in result.output
        again = nbformat.read(path, as_version=4)
        assert again.cells[3].source == "My own reminder"
        assert list((built / "workbook" / ".earlier").iterdir())
        again.cells.pop(3)
        nbformat.write(again, path)

    @pytest.mark.parametrize("text", NASTY_TEXTS[:5])
    def test_nasty_texts_are_escaped_on_the_page(self, tmp_path: Path, text: str) -> None:
        """Whatever a person typed is shown as text on the page, never as markup."""
        from prepkit.workbook.page import render_page

        workspace = Workspace.create(tmp_path / "me")
        workspace.profiles.save(workspace.profile.replace(candidate=text))
        workspace.stories.save(Story(title=text, situation=text, project=text))
        page = render_page(workspace)

        assert "<script" not in page
        assert html.unescape(page).count(text) >= 4

    def test_a_panel_that_asks_for_no_principle_costs_one_line(self, tmp_path: Path) -> None:
        """Where an interviewer's principle is none, the page says so in its place and has all the rest."""
        from prepkit.workbook.page import render_page

        workspace = Workspace.create(tmp_path / "me", sample=True)
        asked = Interviewer(name="Ada", first_principle="ownershop")
        workspace.panels.save(workspace.panel().replace(interviewers=(asked,)))
        page = render_page(workspace)

        assert "ownershop" in page
        assert "Warm chicken, and 26 hours to decide" in page


def _read_all(folder: Path) -> dict[str, str]:
    """The workbook without what the clock writes: papermill's run record and its timings."""
    texts = {}
    for path in sorted((folder / "workbook").iterdir()):
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            notebook.metadata.pop("papermill", None)
            for cell in notebook.cells:
                cell.metadata.pop("papermill", None)
                cell.metadata.pop("execution", None)
            texts[path.name] = nbformat.writes(notebook)
        elif path.is_file():
            texts[path.name] = path.read_text(encoding="utf-8")
    return texts


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "nowhere"], "no workspace. Make one with: prepkit new"),
        (["plan", "nowhere"], "no workspace"),
        (["build", "me", "--only", "08"], 'no notebook "08"'),
        (["build", "me", "-p", "hour_per_week", "5"], 'Did you mean "hours_per_week"?'),
        (["build", "me", "-p", "hours_per_week", "200"], "too high; 80 is the most"),
        (["build", "me", "-p", "hours_per_week", "many"], "not a number"),
        (["build", "me", "-p", "workspace", "x"], "Give it as DIR"),
        (["build", "me", "--today", "tomorrow"], 'today: "tomorrow" is not a date'),
        (["plan", "file.txt"], "a file, not a folder"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, arguments: list[str], says: str) -> None:
    """An expected failure is one line on stderr with the cure, exit code 2, and no traceback."""
    _call("new", tmp_path / "me")
    (tmp_path / "file.txt").write_text("mine")
    command = [arguments[0], str(tmp_path / arguments[1]), *arguments[2:]]
    result = _call(*command)

    assert result.exit_code == ExitCode.UNUSABLE
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_runs_as_a_module() -> None:
    """`python -m prepkit` is the same command."""
    out = subprocess.run([sys.executable, "-m", "prepkit", "--version"], capture_output=True, text=True, check=True)

    assert out.stdout.startswith("prepkit, version")
