"""The documents are true: generated ones are current, the README's commands run, every name is documented."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from shared import ROOT

import prepkit
from prepkit.cli import main
from prepkit.workbook.templates import list_templates

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(ROOT.glob("docs/*.md"))


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    bin_folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "MPLBACKEND": "agg"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_generated_documents_are_current() -> None:
    """What `make docs` would write is what is there."""
    check = _run([sys.executable, str(ROOT / "scripts" / "write_docs.py"), "--check"], ROOT)

    assert check.returncode == 0, check.stdout + check.stderr


def test_readme_commands_run(tmp_path: Path) -> None:
    """Every prepkit and papermill command of the README runs as written; `lab` is driven by the browser tests."""
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    lines = [line.split("#")[0].split() for block in _blocks("sh") for line in block.splitlines()]
    commands = [line for line in lines if line and line[0] in ("prepkit", "papermill") and line[1] != "lab"]
    assert {command[1] for command in commands} >= {"new", "build", "plan", "track"}

    for command in commands:
        done = _run(command, tmp_path)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def test_readme_ten_lines_run(tmp_path: Path) -> None:
    """The README's Python runs as written and leaves the figure that it says."""
    (block,) = _blocks("python")
    assert len([line for line in block.splitlines() if line.strip()]) == 10

    done = _run([sys.executable, "-c", block], tmp_path)

    assert done.returncode == 0, done.stderr
    assert "2 revisions" in done.stdout
    assert (tmp_path / "readiness.png").exists()


def test_make_targets_of_the_readme_exist() -> None:
    """Each `make` word in the documents is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in DOCUMENTS:
        for target in re.findall(r"`?\bmake ([a-z-]+)`", path.read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), f"{path.name}: make {target}"


def test_every_command_is_in_the_readme() -> None:
    """No command is undocumented, and each says what it does."""
    for name, command in main.commands.items():
        assert f"prepkit {name}" in README
        assert command.help


@pytest.mark.parametrize("name", prepkit.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """docs/names.md holds every public name with what it is."""
    names = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")

    row = next(line for line in names.splitlines() if line.startswith((f"| `{name}`", f"| `{name}()`")))
    assert len(row.split("|")[2].strip()) > 10


def test_every_notebook_is_in_the_readme() -> None:
    """Each notebook's number and title stand in the README's table."""
    for path in list_templates():
        number, _, title = path.stem.partition("_")
        assert re.search(rf"\| {number} {title.replace('_', ' ')} \|", README, flags=re.IGNORECASE), path.stem


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Each link to a file of ours leads to one."""
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_not_affiliated_is_said_in_readme_and_start_notebook() -> None:
    """That prepkit is not affiliated with Amazon is said where people begin."""
    start = (ROOT / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")

    for text in (README, start):
        assert "not affiliated with Amazon" in text
