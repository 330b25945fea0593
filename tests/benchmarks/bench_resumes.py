"""How right resumes come in, and how long that takes against loading what reads and keeps them."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from shared import ROOT
from timing import run_python, time_in_turn

CORPUS = ROOT / "tests/corpus/resumes"
LOADED = "import click, pydantic, pypdfium2, sqlalchemy"


@pytest.mark.parametrize("which", ["files", "cases"])
@pytest.mark.parametrize("corpus", ["resumes", "layouts"])
def test_how_right(
    benchmark: Callable[..., object], say: Callable[[str], None], corpus: str, which: str, tmp_path: Path
) -> None:
    """A corpus, by the command line: lines exact, precision, jobs right, silent loss, cases right."""
    shutil.copy(CORPUS / "score.py", tmp_path)
    (tmp_path / which).symlink_to(CORPUS.parent / corpus / which)

    def score() -> None:
        command = [sys.executable, "score.py", "--set", which]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        say(f"the corpus of {corpus}, its {which}")
        for line in filter(str.strip, done.stdout.splitlines()):
            say(f"  {line}")

    benchmark.pedantic(score, rounds=1)


def test_time_of_a_pdf(benchmark: Callable[..., object], say: Callable[[str], None], tmp_path: Path) -> None:
    """The median PDF of the corpus, read and kept, against a Python that loads the same libraries and does nothing."""
    ratios = []
    for file in sorted(CORPUS.glob("files/*.pdf")):
        folder = str(tmp_path / file.stem)
        run_python("-m", "prepkit", "new", folder)()
        keep = run_python("-m", "prepkit", "import", str(file), folder)
        ours, bare = time_in_turn(keep, run_python("-c", LOADED), rounds=3)
        ratios.append(ours / bare)
    say(f"prepkit import of a PDF: {statistics.median(ratios):.2f} times `python -c '{LOADED}'`")
    benchmark.pedantic(keep, rounds=3)
