"""The documents are true: generated ones are current, links lead somewhere, every name is documented."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from shared import ROOT

import prepkit
from prepkit.cli import main
from prepkit.workbook.templates import list_templates

README = (ROOT / "README.md").read_text(encoding="utf-8")
# The word prepkit as what to install, alone or with extras.
_OTHER = re.compile(
    r"(?:pip3? install|uv add|tool install|pipx install)[ \w\"'=-]*?prepkit(?!-workbook)\b|prepkit\[[a-z]+"
)
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(ROOT.glob("docs/*.md"))


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_generated_documents_are_current() -> None:
    """What `make docs` would write is what is there."""
    check = _run(sys.executable, "scripts/write_docs.py", "--check")

    assert check.returncode == 0, check.stdout + check.stderr


def test_one_version() -> None:
    """The command says the package's version, which stands in one place."""
    said = _run(sys.executable, "-m", "prepkit", "--version").stdout
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert said.split()[-1] == prepkit.__version__
    assert project["dynamic"] == ["version"]


def test_nobody_is_told_to_install_another_project() -> None:
    """Wherever an installation is named it is that of prepkit-workbook; prepkit on the index is another project's."""
    told = {
        path.relative_to(ROOT).as_posix(): found
        for pattern in ("*.md", ".github/**/*", "docs/**/*", "notebooks/*", "prepkit/**/*", "data/**/*", "scripts/*")
        for path in ROOT.glob(pattern)
        if path.is_file() and path.suffix not in {".png", ".pyc"}
        if (found := _OTHER.findall(path.read_text(encoding="utf-8")))
    }

    assert told == {}


def test_a_false_positive_can_be_reported_of_every_kind_of_text() -> None:
    """The issue templates offer each kind that the reviewer knows."""
    (kind,) = [option for option in main.commands["review"].params if option.name == "kind"]
    for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*_*.yml"):
        (asked,) = [part for part in yaml.safe_load(path.read_text())["body"] if part.get("id") == "kind"]

        assert set(asked["attributes"]["options"]) > set(kind.type.choices), path.name


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
