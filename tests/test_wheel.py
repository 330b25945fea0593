"""The wheel on its own: installed in a fresh environment, in another folder, it makes and builds a workbook."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from shared import ROOT

pytestmark = pytest.mark.wheel


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
    """Notebooks, sample, content and styles travel in the wheel; tests, documents and databases do not."""
    names = set(zipfile.ZipFile(wheel).namelist())

    assert "prepkit/shipped/notebooks/07_plan_and_track.ipynb" in names
    assert "prepkit/shipped/sample/profile.yaml" in names
    assert "prepkit/content/principles.toml" in names
    assert "prepkit/workbook/pages/page.html.j2" in names
    assert any(name.startswith("prepkit/forms/") and name.endswith(".css") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or name.endswith((".db", ".pyc"))]


def test_new_and_build_work_on_their_own(wheel: Path, tmp_path: Path) -> None:
    """`prepkit new me --sample && prepkit build me` in a fresh environment makes a workbook without a failed cell."""
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    bin_folder = environment / ("Scripts" if os.name == "nt" else "bin")
    # Not compiled ahead: of SciPy and its like, a build imports a fraction.
    pip = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    subprocess.run([*pip, str(wheel)], check=True)
    foreign = ("PYTHON", "JUPYTER", "VIRTUAL_ENV")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    clean["PATH"] = f"{bin_folder}{os.pathsep}{clean['PATH']}"

    for command in (["new", "me", "--sample"], ["build", "me"]):
        line = [str(bin_folder / "prepkit"), *command]
        done = subprocess.run(line, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    assert len(list((tmp_path / "me" / "workbook").glob("*.ipynb"))) == 8
    assert (tmp_path / "me" / "workbook" / "index.html").exists()
