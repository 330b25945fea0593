"""`prepkit import` and `prepkit export`: a resume in, documents out, nothing doubled or written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from prepkit.cli import main
from prepkit.cli.papers import FORMATS
from prepkit.files import exports
from prepkit.store import Workspace

RESUME = """Ada Boateng
ada@example.org

Summary
Data scientist who decides with shopkeepers.

Experience
Analyst, Corner Row, Mar 2022 - Present
- Built a stock model, MAPE 12%
- Cut unsold bread from 9% to 6% of loaves at 40 bakeries in eight weeks

Skills
SQL, interviews
"""


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    Workspace.create(tmp_path / "me").close()
    return tmp_path / "me"


def test_import_twice_adds_once(mine: Path, tmp_path: Path) -> None:
    """The lines of a resume come in once, and what was not found is named."""
    (tmp_path / "resume.txt").write_text(RESUME, encoding="utf-8")

    first, second = (call("import", tmp_path / "resume.txt", mine) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.startswith("2 lines added, 0 there already")
    assert "Not found: education" in first.output
    assert second.output.startswith("0 lines added, 2 there already")
    assert [bullet.employer for bullet in Workspace.open(mine).bullets.all()] == ["Corner Row"] * 2


def test_import_of_what_is_no_resume(mine: Path, tmp_path: Path) -> None:
    """A file of another kind ends in one line with the cure, and nothing is saved."""
    (tmp_path / "resume.pages").write_bytes(b"\x00")

    done = call("import", tmp_path / "resume.pages", mine)

    assert done.exit_code == 2
    assert ".pages file, which is not read" in done.output
    assert Workspace.open(mine).bullets.all() == []


@pytest.mark.slow
@pytest.mark.parametrize("style", FORMATS)
def test_export_never_writes_over_what_was_edited(style: str, tmp_path: Path) -> None:
    """Each format writes the sample's documents; an edited one is refused until --replace."""
    Workspace.create(tmp_path / "me", sample=True).close()
    written = [
        Path(line) for line in call("export", style, tmp_path / "me", "--to", tmp_path / "out").output.split("\n")
    ]
    written[0].write_bytes(b"edited by hand")

    refused = call("export", style, tmp_path / "me", "--to", tmp_path / "out")

    assert refused.exit_code == 2
    assert written[0].read_bytes() == b"edited by hand"
    assert call("export", style, tmp_path / "me", "--to", tmp_path / "out", "--replace").exit_code == 0
    assert written[0].read_bytes() != b"edited by hand"


def test_formats_are_those_of_the_writers() -> None:
    """The formats that the command names are the writers' own."""
    assert tuple(exports.FORMATS) == FORMATS


def test_a_day_that_is_none() -> None:
    """`prepkit review --today x` says what is wrong in one line."""
    done = CliRunner().invoke(main, ["review", "-", "--kind", "prfaq", "--today", "x"], input="Bread on Sundays.")

    assert done.exit_code == 2
    assert 'today: "x" is not a date' in done.output
