"""The house holds: imports go down, files and functions stay small, the core is pure, starting is light."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared import ROOT

PACKAGE = ROOT / "prepkit"
FLOORS = {
    "errors": 0,
    "former": 9,  # old names; above all that they lead to
    "loading": 0,
    "content": 0,
    "models": 1,
    "text": 1,
    "blocks": 1,
    "review": 2,
    "planning": 2,
    "stories": 2,
    "rehearsal": 2,
    "metrics": 2,
    "store": 3,
    "files": 3,
    "show": 4,
    "charts": 4,
    "forms": 4,
    "live": 4,
    "boards": 4,
    "sessions": 4,
    "workbook": 5,
    "cli": 6,
    "__main__": 7,
}
# Within a floor only these arrows are drawn.
SIDEWAYS = {
    ("blocks", "show"),  # upward: what can be read is rendered where it is shown
    ("content", "errors"),
    ("models", "blocks"),
    ("models", "errors"),
    ("stories", "review"),
    ("rehearsal", "stories"),
    ("files", "store"),  # what is written is written in one step
    ("store", "forms"),  # upward: a collection opens its form
    ("files", "show"),  # upward: a document as plain text is the text that is shown
    ("live", "show"),
    ("forms", "show"),
    ("forms", "charts"),
    ("forms", "live"),
    ("boards", "show"),
    ("boards", "charts"),
    ("boards", "forms"),
    ("boards", "live"),
    ("sessions", "show"),
    ("sessions", "charts"),
    ("sessions", "forms"),
    ("sessions", "live"),
    ("sessions", "boards"),
}
MODULES = sorted(PACKAGE.rglob("*.py"))
# What the pure floors may not touch: clocks, files, environment, network, processes.
IMPURE_CALLS = {
    "open",
    "now",
    "today",
    "time",
    "getenv",
    "urlopen",
    "Popen",
    "connect",
    "write_text",
    "write_bytes",
}
IMPURE_MODULES = {"os", "subprocess", "socket", "urllib", "requests", "time", "tempfile", "shutil", "sqlite3"}


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "prepkit":
                yield from (f"prepkit.{alias.name}" for alias in node.names)


ROOMS = sorted({_room(path) for path in MODULES})


def _list_modules(room: str) -> list[Path]:
    return [path for path in MODULES if _room(path) == room]


@functools.cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "__init__"])
def test_imports_go_down(room: str) -> None:
    """A room imports only from floors below it, or along an arrow that is drawn."""
    for path in _list_modules(room):
        for name in _imports(_parse(path)):
            parts = name.split(".")
            if parts[0] != "prepkit" or len(parts) == 1 or parts[1] in (room, "__version__"):
                continue
            lower = FLOORS[parts[1]] < FLOORS[room]
            assert lower or (room, parts[1]) in SIDEWAYS, f"{path} (floor {FLOORS[room]}) imports {parts[1]}"


def test_arrows_upward_are_followed_only_by_a_call() -> None:
    """Opening a workspace loads nothing that shows anything: the store imports what stands above it inside a method."""
    for path in _list_modules("store"):
        for node in _parse(path).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for name in _imports(ast.Module([node], [])):
                    parts = name.split(".")
                    low = parts[0] != "prepkit" or len(parts) == 1 or FLOORS[parts[1]] <= FLOORS["store"]
                    assert low, f"{path} imports {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_files_and_functions_stay_small(room: str) -> None:
    """No file is over 400 lines, no function over 40."""
    for path in _list_modules(room):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
        for node in ast.walk(_parse(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= 40, f"{path}: {node.name} has {lines} lines"


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_documented(room: str) -> None:
    """Every module, and every public class, function and method, has a docstring."""
    for path in _list_modules(room):
        tree = _parse(path)
        assert ast.get_docstring(tree), path
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        nested = {inner for outer in functions for inner in ast.walk(outer) if inner is not outer}
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                inherits = node in nested or _is_setter(node)
                assert inherits or ast.get_docstring(node), f"{path}: {node.name}"


def _is_setter(node: ast.ClassDef | ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "setter" for one in node.decorator_list)


@pytest.mark.parametrize(
    "room", [room for room in ROOMS if FLOORS.get(room, 9) <= 2 and room not in ("content", "loading")]
)
def test_core_is_pure(room: str) -> None:
    """Floors 0 to 2 read no clock, no file of the user's, no environment and no network.

    Content reads its own files, and `loading` a package's stub.
    """
    for path in _list_modules(room):
        tree = _parse(path)
        assert not IMPURE_MODULES & {name.split(".")[0] for name in _imports(tree)}, path
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert name not in IMPURE_CALLS, f"{path}, line {node.lineno}, calls {name}"


def test_only_the_store_opens_the_database() -> None:
    """No other room imports sqlite3 or SQLAlchemy."""
    users = {
        _room(path)
        for path in MODULES
        for name in _imports(_parse(path))
        if name.split(".")[0] in ("sqlite3", "sqlalchemy")
    }
    assert users == {"store"}


def test_no_network_or_telemetry() -> None:
    """No room imports a module that opens connections; the engine's sockets reach its own machine alone."""
    network = {"socket", "urllib", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
    for path in MODULES:
        names = {name for name in _imports(_parse(path)) if name != "urllib.parse"}  # it only quotes
        used = network & {name.split(".")[0] for name in names}
        if path.is_relative_to(PACKAGE / "workbook" / "engine"):
            assert used <= {"socket"}
            assert "AF_INET" not in path.read_text(encoding="utf-8")
            assert "create_connection" not in path.read_text(encoding="utf-8")
        else:
            assert not used, path


def test_importing_prepkit_loads_nothing_heavy() -> None:
    """`import prepkit` loads neither pandas, matplotlib, ipywidgets nor pydantic."""
    code = "import sys, prepkit; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pandas", "matplotlib", "ipywidgets", "pydantic", "sqlalchemy", "numpy"} & set(loaded)


def test_help_loads_nothing_heavy() -> None:
    """`prepkit --help` loads click and little else."""
    code = (
        "import sys; from prepkit.cli import main\ntry: main(['-h'])\nexcept SystemExit: print(' '.join(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(out.splitlines()[-1].split())
    assert not {"pandas", "matplotlib", "ipywidgets", "pydantic", "sqlalchemy", "papermill", "nbformat"} & loaded
