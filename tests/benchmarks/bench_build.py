"""How quick a workbook is built, cold start of the command included, against every other way to run its notebooks."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prepkit.store import Workspace
from prepkit.workbook.templates import list_templates

ROUNDS = 5
# The slow ways take minutes a round together: no further one is begun after so many seconds.
BUDGET = float(os.environ.get("PREPKIT_BENCH_SECONDS", "300"))
QUICK = ("prepkit build", "ploomber-engine")
# The Python of an environment that has ploomber-engine: it must be another one, since papermill loads every engine.
# `make bench` makes it.
PLOOMBER = os.environ.get("PREPKIT_BENCH_PLOOMBER", "")
AIMS = {"loop of papermill": 10, "loop of nbconvert": 10, "papermill's API": 6, "nbclient": 5, "ploomber-engine": 2}

_PAPERMILL_API = """
import sys, papermill
for path in sys.argv[3:]:
    out = sys.argv[2] + "/" + path.rpartition("/")[2]
    papermill.execute_notebook(path, out, {"workspace": sys.argv[1]}, kernel_name="python3", progress_bar=False)
"""
_NBCLIENT = """
import sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[3:]:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
    nbformat.write(notebook, sys.argv[2] + "/" + path.rpartition("/")[2])
"""
_PLOOMBER = """
import sys
from ploomber_engine import execute_notebook
for path in sys.argv[3:]:
    execute_notebook(path, sys.argv[2] + "/" + path.rpartition("/")[2], parameters={"workspace": sys.argv[1]})
"""
# The notebooks' own code in one process that has run it once: what no runner can be quicker than.
_LIMIT = """
import ast, json, sys, time
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
def run(path):
    names = {"display": lambda *_: None}
    for cell in json.load(open(path))["cells"]:
        if cell["cell_type"] != "code" or "injected-parameters" in cell["metadata"].get("tags", []):
            continue
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names["workspace"] = sys.argv[1]
        if last is not None:
            shell.display_formatter.format(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
for _ in range(4):
    started = time.perf_counter()
    for path in sys.argv[3:]:
        run(path)
    print(time.perf_counter() - started)
"""


def _call(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


class _Ways:
    """The ways to run the notebooks, each on a sample workspace of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = [str(path) for path in list_templates()]
        self._count = 0

    def _prepare(self) -> tuple[str, str]:
        self._count += 1
        out = self._folder / f"out{self._count}"
        out.mkdir()
        return str(Workspace.create(self._folder / f"prep{self._count}", sample=True).path), str(out)

    def build(self) -> Callable[[], None]:
        """Return `prepkit build` of a workspace that was not built yet."""
        workspace, _ = self._prepare()
        return lambda: _call(sys.executable, "-m", "prepkit", "build", workspace)

    def loop(self) -> Callable[[], None]:
        """Return a shell loop of papermill."""
        workspace, out = self._prepare()
        command = [sys.executable, "-m", "papermill", "-k", "python3", "-p", "workspace", workspace]
        return lambda: [_call(*command, path, f"{out}/{Path(path).name}") for path in self._paths] and None

    def nbconvert(self) -> Callable[[], None]:
        """Return a shell loop of nbconvert, which takes no parameters: the notebooks open the sample themselves."""
        _, out = self._prepare()
        command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", out]
        return lambda: [_call(*command, path) for path in self._paths] and None

    def script(self, code: str, python: str = sys.executable) -> Callable[[], None]:
        """Return one process that runs all notebooks with an API."""
        workspace, out = self._prepare()
        return lambda: _call(python, "-c", code, workspace, out, *self._paths)

    def limit(self) -> float:
        """Return the seconds of the notebooks' own code in a warm process."""
        workspace, out = self._prepare()
        done = subprocess.run(
            [sys.executable, "-c", _LIMIT, workspace, out, *self._paths], check=True, capture_output=True, text=True
        )
        return statistics.median(float(line) for line in done.stdout.split()[1:])


def _time(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def test_build(benchmark: Any, say: Callable[[str], None], table: Any, tmp_path: Path) -> None:
    """A first build against papermill, nbconvert, nbclient and ploomber-engine."""
    ways = _Ways(tmp_path)
    makers: dict[str, Callable[[], Callable[[], None]]] = {
        "prepkit build": ways.build,
        "loop of papermill": ways.loop,
        "loop of nbconvert": ways.nbconvert,
        "papermill's API": lambda: ways.script(_PAPERMILL_API),
        "nbclient": lambda: ways.script(_NBCLIENT),
    }
    if PLOOMBER and subprocess.run([PLOOMBER, "-c", "import ploomber_engine"], check=False).returncode == 0:
        makers["ploomber-engine"] = lambda: ways.script(_PLOOMBER, PLOOMBER)
    seconds: dict[str, list[float]] = {name: [] for name in makers}
    began = time.monotonic()
    for _ in range(ROUNDS):
        for name, make in makers.items():
            if not seconds[name] or name in QUICK or time.monotonic() - began < BUDGET:
                seconds[name].append(_time(make()))
    benchmark.pedantic(ways.build, rounds=1)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    ours, limit = medians["prepkit build"], ways.limit()
    for name, median in medians.items():
        say(f"{name}: {median:.1f} s, the median of {len(seconds[name])} rounds, all ways in turn")
    say(f"  a first build is {ours / limit:.2f} times the notebooks' own code in one warm process ({limit:.2f} s)")
    for name, aim in AIMS.items():
        table.at_least("first build", name, medians[name] / ours if name in medians else None, aim)


@pytest.mark.parametrize(("what", "aim"), [("nothing", 20.0), ("one story", 2.0)])
def test_rebuild(benchmark: Any, table: Any, tmp_path: Path, what: str, aim: float) -> None:
    """A build after nothing, or one story, changed against a first build."""
    workspace = Workspace.create(tmp_path / "prep", sample=True)
    command = [sys.executable, "-m", "prepkit", "build", str(workspace.path)]
    first, again = [], []
    for number in range(ROUNDS):
        shutil.rmtree(workspace.path / "workbook", ignore_errors=True)
        first.append(_time(lambda: _call(*command)))
        if what == "one story":
            story = workspace.stories.all()[0]
            workspace.stories.save(story.replace(title=f"{story.title} {number}"))
        again.append(_time(lambda: _call(*command)))
    benchmark.pedantic(lambda: None, rounds=1)
    table.at_least(f"after {what} changed", "first build", statistics.median(first) / statistics.median(again), aim)
