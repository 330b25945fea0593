"""The public face: small, typed for those who use it, and seen by Tab and help."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from shared import ROOT

import prepkit as pk

PACKAGES = ("charts", "experiments", "forms", "models")


def check_types(folder: Path, *lines: str) -> str:
    """What mypy says of a person's own script, in a folder of its own, about that script."""
    script = folder / "mine.py"
    script.write_text("\n".join(["import prepkit as pk", *lines, ""]), encoding="utf-8")
    # From here, with our options, mypy finds what `make lint` has kept of the package.
    command = [sys.executable, "-m", "mypy", "--no-pretty", str(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr  # it found something, and did not fail itself
    # Of a script that it has seen before, mypy names the folder where it was then.
    return "\n".join(line for line in done.stdout.splitlines() if f"{script.name}:" in line)


@pytest.mark.slow  # mypy
def test_a_users_script_is_typed(tmp_path: Path) -> None:
    """The workspace, its verbs and its records have their types; a misspelled name is an error, at every level."""
    said = check_types(
        tmp_path,
        "reveal_type(pk.Workspace)",
        'prep = pk.Workspace("mine")',
        "reveal_type(prep.stories.all())",
        "reveal_type(prep.tracker())",
        "reveal_type(prep.plan().summary)",
        "reveal_type(pk.review)",
        "pk.nonexistent_name",
        "pk.charts.nothing",
        "pk.forms.nothing",
        "pk.models.nothing",
        "pk.experiments.nothing",
        "prep.trackr()",
    ).splitlines()

    assert 'Revealed type is "def (path: str | pathlib.Path' in said[0]
    assert "-> prepkit.store.workspace.Workspace" in said[0]
    assert "list[prepkit.models.story.Story]" in said[1]
    assert "DataFrame" in said[2]
    assert '"str"' in said[3]
    assert "acknowledged" in said[4]
    assert "-> prepkit.review.findings.Review" in said[4]
    assert [line.split(": ")[1] for line in said[5:]] == ["error"] * 6
    assert "nonexistent_name" in said[5]


@pytest.mark.parametrize("name", PACKAGES)
def test_tab_shows_the_names_of_a_package(name: str) -> None:
    """`dir()` lists what a package offers, and each name of it can be had."""
    package = getattr(pk, name)
    listed = [one for one in dir(package) if not one.startswith("_")]

    assert len(listed) > 5
    assert set(package.__all__) <= set(listed)
    for one in package.__all__:
        assert getattr(package, one) is not None


def test_the_top_is_small() -> None:
    """At most forty names stand at the top; `dir()` shows them and nothing else."""
    assert pk.__all__ == sorted(set(pk.__all__))
    assert len(pk.__all__) <= 40
    assert sorted(dir(pk)) == sorted([*pk.__all__, "__version__"])
    assert set(PACKAGES) < set(pk.__all__)
    for name in pk.__all__:
        assert getattr(pk, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pk.nothing


def test_help_shows_the_parameters_of_review() -> None:
    """`help(pk.review)` and a notebook's tooltip show what it takes, after its rooms have been imported too."""
    import prepkit.review.reviewer  # noqa: F401 (an import of the package must not stand in the function's place)

    assert {"text", "kind", "today", "pace", "rules", "acknowledged", "beside"} == set(
        inspect.signature(pk.review).parameters
    )
    assert (inspect.getdoc(pk.review) or "").startswith("Review a text")


@pytest.mark.parametrize("package", ["charts", "forms"])
@pytest.mark.slow
def test_a_name_stays_itself_when_its_module_is_imported(package: str) -> None:
    """A chart is named like the file that it stands in; importing that file leaves the name a function."""
    code = (
        f"import importlib, prepkit as pk\nnames = pk.{package}.__all__\n"
        f"for name in names: importlib.import_module(getattr(pk.{package}, name).__module__)\n"
        f"print({{type(getattr(pk.{package}, name)).__name__ for name in names}})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "module" not in done.stdout
