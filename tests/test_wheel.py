"""The wheel on its own: installed in a fresh environment, in another folder, it does all that the README says."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from shared import ROOT, find_blocks

import prepkit
from prepkit.cli import ExitCode
from prepkit.cli.papers import FORMATS

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(1200)]

NAME = "prepkit-workbook"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


def test_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    """Notebooks, sample, content, styles and the mark of typed code travel in the wheel; tests and databases do not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    files = (path for path in (ROOT / "prepkit").rglob("*") if path.is_file() and path.suffix != ".pyc")

    assert [name for path in files if (name := path.relative_to(ROOT).as_posix()) not in names] == []
    assert "prepkit/shipped/notebooks/07_plan_and_track.ipynb" in names
    assert "prepkit/shipped/sample/profile.yaml" in names
    assert "prepkit/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or name.endswith((".db", ".pyc"))]


def test_is_called_as_the_documents_say(wheel: Path) -> None:
    """The distribution is prepkit-workbook, in the package's version, with a home; the command is prepkit."""
    with zipfile.ZipFile(wheel) as archive:
        (where,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        said = email.message_from_bytes(archive.read(where))
        commands = archive.read(where.replace("METADATA", "entry_points.txt")).decode()

    assert (said["Name"], said["Version"]) == (NAME, prepkit.__version__)
    assert wheel.name == f"prepkit_workbook-{prepkit.__version__}-py3-none-any.whl"
    assert [url for url in said.get_all("Project-URL") if url.startswith("Homepage, https://")]
    assert set(said.get_all("Provides-Extra")) == {"cohort", "lab", "dev"}
    assert "prepkit = prepkit.cli:main" in commands


def test_readme_runs_as_written(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment every command of the README runs, and so does its Python; what is missing is named."""
    bin_folder = _make_environment(tmp_path / "env", wheel)
    python = str(bin_folder / "python")
    foreign = ("PYTHON", "JUPYTER", "VIRTUAL_ENV")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    clean.update(PATH=f"{bin_folder}{os.pathsep}{clean['PATH']}", MPLBACKEND="agg")
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    shutil.copy(ROOT / "tests/corpus/resumes/files/libreoffice.pdf", tmp_path / "resume.pdf")

    def run(line: str | list[str]) -> subprocess.CompletedProcess[str]:
        shell = isinstance(line, str)
        return subprocess.run(line, shell=shell, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)

    for line in _read_commands():
        done = run(line)
        if line.startswith("prepkit lab"):  # JupyterLab is an extra; with it, the browser tests run this command
            assert f'pip install "{NAME}[lab]"' in done.stderr
        elif "| prepkit review" in line:  # it finds something, and says so by its code too
            assert (done.returncode, "BU001" in done.stdout) == (ExitCode.FAILED, True), done.stderr
        else:
            assert done.returncode == ExitCode.OK, f"{line}\n{done.stdout}{done.stderr}"
    assert len(list((tmp_path / "my-own" / "workbook").glob("*.ipynb"))) == 8
    assert (tmp_path / "my-own" / "workbook" / "index.html").exists()

    written = {"md": "md", "txt": "txt", "docx": "docx", "pdf": "pdf", "json": "json", "rendercv": "yaml"}
    lines = [f"export {style} full --to out-{style}" for style in FORMATS]
    lines += [f"import out-{style}/resume.{ending} my-own" for style, ending in written.items()]
    for line in ("new full --sample", *lines):  # no format needs an extra
        done = run(f"prepkit {line}")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"

    (block,) = find_blocks("README.md", "python")
    assert len([line for line in block.splitlines() if line.strip()]) == 10
    done = run([python, "-c", block])
    assert done.returncode == 0, done.stderr
    assert "2 revisions" in done.stdout
    assert (tmp_path / "readiness.png").exists()

    installed = run([python, "-c", f"import importlib.metadata as m; print(m.version('{NAME}'))"]).stdout.strip()
    assert run("prepkit --version").stdout.split()[-1] == installed == prepkit.__version__


def _make_environment(folder: Path, wheel: Path) -> Path:
    """A fresh environment with the wheel and what it declares, linked from this one; return its folder of commands.

    What is needed without an extra is followed from package to package: what is not declared is not there.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    bin_folder = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(bin_folder / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)], check=True)
    site = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(folder)}))
    (ours,) = metadata.distributions(name=NAME, path=[str(site)])
    waiting, seen = list(_list_needs(ours)), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = metadata.distribution(name)
        waiting += _list_needs(found)
        for file in found.files or ():
            place = Path(os.path.normpath(site / file))
            if not place.is_relative_to(bin_folder):  # a command names the Python of its own environment
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(os.path.normpath(found.locate_file(file)))
        for command in found.entry_points.select(group="console_scripts"):
            place = bin_folder / command.name
            call = f"from {command.module} import {command.attr}\nraise SystemExit({command.attr}())"
            place.write_text(f"#!{bin_folder / 'python'}\n{call}\n", encoding="utf-8")
            place.chmod(0o755)
    subprocess.run([*pip, "check"], check=True)
    return bin_folder


def _list_needs(found: metadata.Distribution) -> list[str]:
    """The names of what a distribution requires without an extra, here and on this Python."""
    needs = map(Requirement, found.requires or ())
    return [canonicalize_name(one.name) for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})]


def _read_commands() -> list[str]:
    """The README's lines for a shell, but for make's; they hold at least what a first day needs."""
    lines = [line for block in find_blocks("README.md", "sh") for line in block.splitlines()]
    commands = [line for line in lines if line.strip() and not line.startswith("make ")]
    assert {line.split()[1] for line in commands} >= {"new", "build", "lab", "today", "log", "plan", "track"}
    return commands
