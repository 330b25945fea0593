"""The warm engine: what it makes equals what stock papermill makes, and it leaves nothing behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nasty import ENDINGS, HARD, compare, write_notebook
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NotebookExecutionManager
from papermill.iorw import load_notebook_node
from shared import ROOT, TODAY
from waiting import comes_true

from prepkit.errors import BuildError, WorkspaceError
from prepkit.store import Workspace
from prepkit.workbook.builder import build
from prepkit.workbook.engine.cells import run_cells
from prepkit.workbook.engine.papermill_engine import _serves
from prepkit.workbook.engine.pool import can_fork
from prepkit.workbook.notebook import format_notebook, read_notebook
from prepkit.workbook.runner import WarmEngine, run_notebook
from prepkit.workbook.templates import list_templates

pytestmark = [
    pytest.mark.skipif(not can_fork(), reason="this system has no safe fork; the stock engine is used"),
    pytest.mark.filterwarnings("ignore:.*encryption.*"),
]
# What keeps stock papermill's kernel short and quiet.
QUICK = {"shutdown_kernel": "immediate", "extra_arguments": ["--IPKernelApp.log_level=CRITICAL"]}


@pytest.fixture(scope="module")
def pool() -> Iterator[WarmEngine]:
    """One fork server for all tests of this module."""
    with WarmEngine() as started:
        yield started


def _run(folder: Path, cells: list[Any], engine: str | None, **options: Any) -> tuple[list[str], str]:
    """Run cells with papermill's API; return what was made, and the first line of the error."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    folder.mkdir()
    source, error = write_notebook(folder / "in.ipynb", cells), ""
    try:
        papermill.execute_notebook(
            source,
            folder / "out.ipynb",
            engine_name=engine,
            progress_bar=False,
            cwd=folder,
            **(options if engine else QUICK | options),
        )
    except Exception as failure:
        error = f"{type(failure).__name__}: {str(failure).strip().splitlines()[0]}"
    return compare(nbformat.read(folder / "out.ipynb", as_version=4), folder), error


def _run_patiently(folder: Path, cells: list[Any]) -> tuple[list[str], str]:
    """Run cells with stock papermill, again if its client waits in vain for an idle kernel, as it may once in many."""
    for turn in range(3):
        made, error = _run(folder / f"stock{turn}", cells, None, execution_timeout=40)
        if "CellTimeoutError" not in error:
            break
    return made, error


class TestEquivalence:
    def test_hard_cells(self, tmp_path: Path) -> None:
        """Streams, displays, widgets, awaits, threads, subprocesses, reloads, errors: as stock papermill has them."""
        stock, stock_error = _run_patiently(tmp_path, HARD)
        warm, warm_error = _run(tmp_path / "warm", HARD, "prepkit")

        assert warm_error == stock_error  # of papermill, which names cells that may fail as well
        for expected, actual in zip(stock, warm, strict=True):
            assert actual == expected

    @pytest.mark.parametrize("name", ENDINGS)
    def test_notebooks_that_end_in_the_middle(self, name: str, tmp_path: Path) -> None:
        """An exception, an exit, a segmentation fault or a time limit: the same error, the same notebook."""
        cells, options = ENDINGS[name]
        stock, stock_error = _run(tmp_path / "stock", cells, None, **options)
        warm, warm_error = _run(tmp_path / "warm", cells, "prepkit", **options)

        assert warm_error == stock_error
        assert warm == stock

    def test_our_notebooks(self, tmp_path: Path, pool: WarmEngine) -> None:
        """Each notebook of ours comes out as stock papermill makes it, file format included."""
        given = {"workspace": None, "today": TODAY.isoformat()}
        for template in list_templates():
            stock = run_notebook(template, tmp_path / template.name, given)
            warm = pool.run(template, tmp_path, given)

            assert (warm.error, stock.error) == (None, None), template.name
            stock.notebook["metadata"].pop("widgets", None)  # a workbook keeps no widget state
            for expected, actual in zip(
                compare(stock.notebook, tmp_path), compare(warm.notebook, tmp_path), strict=True
            ):
                assert actual == expected, template.name

    def test_notebook_files_are_written_as_nbformat_does(self, tmp_path: Path) -> None:
        """Our reader and writer of notebook files agree with nbformat, byte for byte."""
        hard = write_notebook(tmp_path / "n.ipynb", HARD[9:12])
        for path in [*list_templates(), hard]:
            expected = nbformat.writes(nbformat.read(path, as_version=4))

            assert format_notebook(read_notebook(path)) == expected


def _run_cells(
    pool: WarmEngine, folder: Path, *sources: str, limit: int | None = None, seconds: float | None = None
) -> Any:
    """Run cells in a process of the fork server; return the notebook."""
    notebook = load_notebook_node(str(write_notebook(folder / f"{uuid.uuid4().hex}.ipynb", list(sources))))
    manager = NotebookExecutionManager(notebook, progress_bar=False)
    manager.notebook_start()
    run_cells(pool, folder, manager, seconds, limit=limit)
    return notebook


class TestLimits:
    def test_output_beyond_the_limit_is_left_out_and_said(self, pool: WarmEngine, tmp_path: Path) -> None:
        """A notebook that floods its output is cut off at the limit, says so, and runs on in bounded memory."""
        flood = "for _ in range(20): print('x' * 100_000)"
        notebook = _run_cells(pool, tmp_path, flood, "print('after')", limit=500_000)

        outputs = notebook["cells"][0]["outputs"]
        assert sum(len(output["text"]) for output in outputs) < 600_000
        assert outputs[-1]["text"] == "prepkit left out what this notebook put out beyond 500,000 bytes.\n"
        assert notebook["cells"][1]["outputs"][0]["text"] == "after\n"

    def test_output_of_subprocesses_is_complete_when_a_cell_ends(self, pool: WarmEngine, tmp_path: Path) -> None:
        """What was written to the descriptors, by a subprocess or from C, is in the cell that did it, each time."""
        source = "import os, subprocess\nos.write(2, b'low\\n'); subprocess.run(['echo', 'sub']).returncode"
        notebook = _run_cells(pool, tmp_path, *[source] * 20)

        for cell in notebook["cells"]:
            texts = {output["name"]: output["text"] for output in cell["outputs"] if "text" in output}
            assert texts == {"stdout": "sub\n", "stderr": "low\n"}

    def test_subprocess_that_floods_its_output_is_cut_off_as_well(self, pool: WarmEngine, tmp_path: Path) -> None:
        """What a subprocess writes to the descriptor counts to the limit, and does not stop it."""
        source = "import subprocess\nsubprocess.run(['head', '-c', '9000000', '/dev/zero']).returncode"
        outputs = _run_cells(pool, tmp_path, source, limit=200_000)["cells"][0]["outputs"]

        assert sum(len(output.get("text", "")) for output in outputs) < 300_000
        assert "left out" in outputs[-1]["text"]

    def test_cell_that_ignores_the_interrupt_is_killed(self, pool: WarmEngine, tmp_path: Path) -> None:
        """A cell over its time limit is interrupted; one that carries on is killed with its process."""
        stubborn = "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except KeyboardInterrupt: pass"

        with pytest.raises(CellTimeoutError):
            _run_cells(pool, tmp_path, stubborn, seconds=0.2)

    def test_input_is_refused(self, pool: WarmEngine, tmp_path: Path) -> None:
        """A cell that asks for input fails at once and says why."""
        (error,) = _run_cells(pool, tmp_path, "input('name?')", "print('never')")["cells"][0]["outputs"]

        assert error["ename"] == "StdinNotImplementedError"
        assert "does not support input requests" in error["evalue"]

    def test_copy_that_a_cell_forks_does_not_answer_for_it(self, pool: WarmEngine, tmp_path: Path) -> None:
        """A cell that forks and lets its copy run on is run once, and the next cells as well."""
        source = "import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('twice')"
        cells = _run_cells(pool, tmp_path, source, "print(pid > 0)")["cells"]

        assert cells[0]["outputs"][0]["text"] == "twice\ntwice\n"
        assert [output["text"] for output in cells[1]["outputs"] if output["name"] == "stdout"] == ["True\n"]

    def test_state_does_not_leak_into_the_next_notebook(self, pool: WarmEngine, tmp_path: Path) -> None:
        """Names, modules, folders, environment and random numbers of one notebook are not another's."""
        spoil = (
            "import os, json, numpy\nleak = json.leak = os.environ['LEAK'] = 'x'\nos.chdir('/')\nnumpy.random.rand()"
        )
        check = (
            "import os, json, numpy\n['leak' in globals(), hasattr(json, 'leak'), 'LEAK' in os.environ, os.getcwd()]"
        )
        numbers = set()
        for source in (spoil, check, "import numpy\nnumpy.random.rand()"):
            notebook = _run_cells(pool, tmp_path, source)
            numbers.add(notebook["cells"][0]["outputs"][0]["data"]["text/plain"].replace("\n", ""))

        assert len(numbers) == 3
        assert f"[False, False, False, '{tmp_path}']" in numbers


class TestTasks:
    def test_function_runs_in_a_process_of_its_own(self, pool: WarmEngine) -> None:
        """A task returns what the function returns, from another process."""
        assert pool.call("os", "getpid") not in (os.getpid(), None)

    def test_failures_come_back_as_they_are(self, pool: WarmEngine) -> None:
        """An expected failure is one line, an unexpected one its traceback, a killed process is named."""
        with pytest.raises(WorkspaceError, match="a file, not a folder"):
            pool.call("prepkit.store", "Workspace", path=str(Path(__file__)))
        with pytest.raises(BuildError, match="killed"):
            pool.call("os", "abort")


def _marked(mark: str) -> list[int]:
    """The processes whose environment holds a mark."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark.encode() in (entry / "environ").read_bytes():
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                found += [int(entry.name)] * (state not in "ZX")
        except OSError:
            continue
    return found


_LINGER = """
import atexit, subprocess, tempfile, time, pathlib
folder = tempfile.TemporaryDirectory()
subprocess.Popen(["sleep", "300"]); subprocess.Popen(["sleep", "300"], start_new_session=True)
pathlib.Path("started").touch()
"""
# papermill's command, without the second that a grammar takes which nobody asks for.
_PAPERMILL = "import sys; sys.modules['rfc3987_syntax'] = None; from papermill.__main__ import papermill; papermill()"
_ENDS = {
    "success": ("", None, 0),
    "failure": ("1 / 0", None, 1),
    "interrupt": ("time.sleep(300)", signal.SIGINT, None),
    "termination": ("while True: pass", signal.SIGTERM, None),
    "kill": ("time.sleep(300)", signal.SIGKILL, -signal.SIGKILL),
}


@pytest.mark.parametrize("name", _ENDS)
def test_nothing_is_left_behind(name: str, tmp_path: Path) -> None:
    """After success, failure, Ctrl-C, termination and kill: no process, not even a detached one, no temporary file."""
    last, number, code = _ENDS[name]
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    write_notebook(tmp_path / "in.ipynb", [_LINGER + last])
    mark = f"MARK_{uuid.uuid4().hex}"
    command = [sys.executable, "-c", _PAPERMILL, "--engine", "prepkit", "in.ipynb", "out.ipynb"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, mark: "1", "TMPDIR": str(scratch)}, stderr=subprocess.DEVNULL
    )
    if number is not None:
        comes_true((tmp_path / "started").exists)
        process.send_signal(number)
    returned = process.wait(60)

    assert (tmp_path / "started").exists()
    assert comes_true(lambda: not _marked(mark))
    assert list(scratch.iterdir()) == []
    assert code is None or returned == code
    if name in ("interrupt", "termination"):
        assert "started" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")


def test_interrupted_build_leaves_nothing_half_done(tmp_path: Path) -> None:
    """Ctrl-C in a build ends it within seconds: no process, no half-written file, and the next build goes on."""
    workspace = Workspace.create(tmp_path / "prep", sample=True)
    mark = f"MARK_{uuid.uuid4().hex}"
    command = [sys.executable, "-m", "prepkit", "build", str(workspace.path), "--jobs", "1"]
    with subprocess.Popen(
        command, env={**os.environ, mark: "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as build:
        assert build.stdout is not None
        build.stdout.readline()  # the first notebook is there
        build.send_signal(signal.SIGINT)
        build.communicate(timeout=30)
    names = {path.name for path in (workspace.path / "workbook").iterdir()}

    assert build.returncode != 0
    assert comes_true(lambda: not _marked(mark))
    assert names <= {".built.json", "index.html", *(template.name for template in list_templates())}
    assert 1 <= len(names - {".built.json"}) < len(list_templates())


def test_no_descriptor_stays_open(pool: WarmEngine, tmp_path: Path) -> None:
    """However many processes were started, the command and the server hold as many descriptors as after the first."""
    folders = (Path("/proc/self/fd"), Path(f"/proc/{pool.server.pid}/fd"))

    def count() -> list[int]:
        return [len(list(folder.iterdir())) for folder in folders]

    pool.call("os", "getpid")
    time.sleep(0.2)  # the server closes what belonged to a process after it has said that it ended
    before = count()
    for _ in range(5):
        pool.call("os", "getpid")
        given = {"folder": str(tmp_path), "cells": [(0, "while True: pass", False)], "limit": 1, "widgets": False}
        pool.start("prepkit.workbook.engine.shell", "run_cells", **given).close()

    assert comes_true(lambda: count() == before)


def test_notebook_that_never_began_leaves_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process comes up in time, the notebook of an earlier build is as it was, and the failure is named."""
    monkeypatch.setattr("prepkit.workbook.engine.cells.START_SECONDS", 0.0)
    workspace = Workspace.create(tmp_path / "prep", sample=True)
    path = workspace.path / "workbook" / "00_start_here.ipynb"
    path.parent.mkdir()
    path.write_text("earlier", encoding="utf-8")
    with WarmEngine() as engine:
        monkeypatch.setattr(
            engine, "call", lambda _, name, **__: {"html": "", "reads": []} if name == "render" else None
        )
        (built,) = build(workspace, only=["00"], engine=engine)

    assert "didn't respond in time" in (built.error or "")
    assert path.read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize(
    ("name", "value"), [("MPLBACKEND", "widget"), ("IPYTHONDIR", "/proc/none"), ("HOME", "PROFILE")]
)
def test_odd_surroundings_cost_no_notebook(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backend that is none, a profile that cannot be made, and start-up files that print and raise: all is built."""
    startup = tmp_path / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "0.py").write_text("print('hello')\nraise SystemExit(1)\n", encoding="utf-8")
    monkeypatch.setenv(name, value.replace("PROFILE", str(tmp_path)))
    workspace = Workspace.create(tmp_path / "prep", sample=True)

    assert [entry.error for entry in build(workspace, only=["00"])] == [None]


def test_what_it_cannot_do_is_left_to_papermill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start-up files, another backend, a kernel with an environment of its own: papermill's own engine runs it."""
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "0.py").write_text("from_startup = 7\n", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))

    made, error = _run(tmp_path / "run", ["from_startup"], "prepkit")

    assert (error, "7" in made[0]) == ("", True)
    monkeypatch.delenv("IPYTHONDIR")
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert not _serves("python3")


def test_killed_server_is_noticed(tmp_path: Path) -> None:
    """When the server is killed, a running notebook ends with an error, and a new one is refused in one line."""
    with WarmEngine() as pool:
        killer = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(300)"
        with pytest.raises(DeadKernelError):
            _run_cells(pool, tmp_path, killer)
        with pytest.raises(BuildError, match="gone"):
            pool.start("os", "getpid")


def test_engine_is_light_to_register() -> None:
    """Every registered engine is imported when papermill starts, so ours loads nothing of its own."""
    code = "import sys, papermill.engines; print(*(name for name in sys.modules if 'prepkit' in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    packages = {"prepkit", "prepkit.workbook", "prepkit.workbook.engine"}
    assert set(done.stdout.split()) == {*packages, "prepkit.workbook.engine.papermill_engine", "prepkit.loading"}


def test_engine_follows_a_workspace_that_is_empty(pool: WarmEngine, workspace: Workspace) -> None:
    """What a notebook read and wrote of a workspace is reported with its run."""
    folder = workspace.path / "workbook"
    folder.mkdir()
    (template,) = list_templates(["07"])
    run = pool.run(template, folder, {"workspace": ".."})

    assert run.error is None
    assert {"profile", "hours", "today"} <= set(run.reads or ())
