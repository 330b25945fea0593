"""`make measure` counts what it says: on a small package in which everything is known."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from shared import ROOT

FILES = {
    "__init__.py": '__all__ = ["a", "b", "c"]\n',
    "store/workspace.py": "class Workspace:\n    def stories(self): ...\n",
    "store/contract.py": "from typing import Protocol\nclass Stories(Protocol):\n    def stories(self): ...\n",
    "rooms/pause.py": "import threading\nclass Pause:\n    make_timer = threading.Timer\n",
    "rooms/form.py": "class Form:\n    def __init__(self):\n        self._pause = Pause(self._save)\n"
    "    def _save(self):\n        try: write()\n        except OSError: say()\n",
    "rooms/board.py": "class Board:\n    def __init__(self):\n        self._pause = Pause(self._save)\n"
    "    def _save(self): write()\n",
    "rooms/chart.py": "class Chart:\n    def __init__(self):\n        self._pause = Pause(self._draw)\n",
    "rooms/room.py": "from typing import Protocol\nclass Room(Protocol):\n    def stories(self): ...\n",
    "rooms/engine.py": "from typing import Protocol\nclass Engine(Protocol):\n    def run(self): ...\n",
    "rooms/tags.py": 'def f(x):\n    """A <b>docstring</b> is none."""\n    return f"<b>{x}</b>"\n',
    "rooms/escaping.py": "import html\nf = html.escape\n",
    "rooms/groups.py": 'import re\nf = re.compile("(?P<a>x)")\n',
    "rooms/look.css": "b { }\n",
    "show/tags.py": 'f = "<b>shown</b>"\n',
}


@pytest.fixture
def table(tmp_path: Path) -> dict[str, list[str]]:
    """The printed table of the small package, by what is counted."""
    for name, text in FILES.items():
        (tmp_path / "prepkit" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "prepkit" / name).write_text(text)
    command = [sys.executable, str(ROOT / "scripts" / "measure.py"), "--root", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    rows = [line.strip("|").split("|") for line in done.stdout.splitlines() if line.startswith("| ")]
    return {what.strip(): [cell.strip() for cell in rest] for what, *rest in rows}


def test_it_counts_what_stands_in_the_tree(table: dict[str, list[str]]) -> None:
    """Lines, files, savers, descriptions, tags, the fullest folder and the names are counted, each with its verdict."""
    lines = sum(text.count("\n") for name, text in FILES.items() if name.endswith(".py"))

    expected = {
        "lines of Python in prepkit/": [str(lines), "met"],
        "files of Python in prepkit/": ["13", "met"],
        "places where what was typed is saved": ["1", "met"],
        "descriptions of a workspace, beside its class": ["2", "MISSED"],
        "files with html.escape or tags outside show/": ["2", "met"],
        "largest folder, in files of Python, scripts and styles": ["10", "met"],
        "public names at the top": ["3", "met"],
    }
    assert {what: table[what][2:] for what in expected} == expected
