"""A cohort on one machine: everybody gets a folder and a page of their own, whatever happens to the others."""

from __future__ import annotations

import csv
import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import mortal_worker
import pytest
from click.testing import CliRunner
from cohort_people import DAY, HEADER, make_person, make_settings, write_workbook
from shared import ROOT
from waiting import comes_true

from prepkit.cli import ExitCode, main
from prepkit.errors import BuildError, UsageError
from prepkit.store import atomic
from prepkit.workbook.cohort import places, task, workers
from prepkit.workbook.cohort.outcomes import Outcome
from prepkit.workbook.cohort.running import run_cohort

PEOPLE = (1, 2, 3, 4)


def _statuses(out: Path) -> dict[str, str]:
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["status"] for row in csv.DictReader(file)}


def test_two_runs_do_not_share_a_place(tmp_path: Path) -> None:
    """While one run writes into a folder, another is refused in one line; afterwards it is not."""
    profiles, out = tmp_path / "people.csv", tmp_path / "out"
    profiles.write_text(f"{HEADER}1,Bad,99,\n", encoding="utf-8")
    out.mkdir()
    with places.hold_place(str(out)):
        refused = CliRunner().invoke(main, ["cohort", str(profiles), str(out)])
    assert (refused.exit_code, list(out.glob("results.csv"))) == (ExitCode.UNUSABLE, [])
    assert "another run is writing there. Wait until it is over" in refused.output

    assert run_cohort(profiles, str(out)).statuses == {"refused": 1}


class TestWholeCohort:
    def test_interrupted_it_resumes_and_nobody_meets_another(self, tmp_path: Path) -> None:
        """Stopped by Ctrl-C midway, a second run builds the others; a killed server and a bad row cost nobody else.

        No process is left behind, and nothing that one person has stands in a file of another's.
        """
        profiles, out = tmp_path / "people.csv", tmp_path / "out"
        rows = "".join(f"{n},Person{n},6,secret-of-{n}-only\n" for n in PEOPLE)
        profiles.write_text(f"{HEADER}{rows}5,Bad,99,\n", encoding="utf-8")
        message = self._interrupt(profiles, out)
        first = _statuses(out)
        killed: list[int] = []

        def kill(outcome: Outcome) -> None:
            if outcome.status == "built" and not killed:
                killed.append(task._engines.engine.server.pid)
                os.kill(killed[0], signal.SIGKILL)

        report = run_cohort(profiles, str(out), jobs=2, today=DAY, only=["00"], on_outcome=kill)

        assert message == "Stopped. Run the same command to go on where it was."
        assert set(first.values()) == {"built"}
        assert len(killed) == 1
        assert _statuses(out) == {
            **{f"Person{n}": "unchanged" if f"Person{n}" in first else "built" for n in PEOPLE},
            "Bad": "refused",
        }
        assert not report.is_clean
        self._check_isolation(out)

    def _interrupt(self, profiles: Path, out: Path) -> str:
        """Start the command as a terminal does, press Ctrl-C once somebody is done, and return its last line."""
        mark = f"PREPKIT_TEST_MARK={out}"
        command = [sys.executable, "-m", "prepkit", "cohort", str(profiles), str(out)]
        running = subprocess.Popen(
            [*command, "--jobs", "1", "--only", "00", "--today", DAY],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PREPKIT_TEST_MARK": str(out)},
            start_new_session=True,
        )
        while not list(out.glob("*/workbook/index.html")) or not (out / "2").exists():
            assert running.poll() is None
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate()
        assert comes_true(
            lambda: not any(mark.encode() in _read_environment(path) for path in Path("/proc").glob("[0-9]*"))
        )
        assert running.returncode == ExitCode.FAILED
        return errors.splitlines()[-1]

    def _check_isolation(self, out: Path) -> None:
        for n in PEOPLE:
            files = [path for path in (out / str(n)).rglob("*") if path.is_file()]
            assert out / str(n) / "workbook" / "index.html" in files
            found = {
                mark for path in files for mark in re.findall(rb"secret-of-(\d)-only|Person(\d)", path.read_bytes())
            }
            assert {a or b for a, b in found} == {str(n).encode()}
        overview = (out / "overview.html").read_text(encoding="utf-8")
        assert "secret-of" not in overview
        assert overview.count("workbook/index.html") == len(PEOPLE)


def _read_environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


class TestWorkers:
    def test_memory_bounds_the_workers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As many workers as cores or as asked for, and never more than memory holds; one is always there."""
        monkeypatch.setattr(workers, "_count_cores", lambda: 8)
        counts = []
        for available in (None, 64 << 30, 3 * workers.WORKER_BYTES, 0):
            monkeypatch.setattr(workers, "read_available_bytes", lambda available=available: available)
            counts.append(workers.count_workers())

        assert counts == [8, 8, 3, 1]
        assert workers.count_workers(5) == 1

    def test_person_who_kills_every_process_is_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Three killed processes are one failed person; the one who waits behind them is prepared."""
        fatal = (
            "import os, pathlib\nif prep.profile.candidate == 'Ann':\n    (pathlib.Path('../..') / os.urandom(4).hex())"
        )
        notebooks = write_workbook(tmp_path / "notebooks", _00_fatal=f"{fatal}.touch(); os.kill(os.getpid(), 9)")
        monkeypatch.setattr("prepkit.workbook.templates.find_notebooks", lambda: notebooks)
        people = iter([make_person(1, "Ann"), make_person(2, "Bob")])

        outcomes = list(workers.run_here(people, make_settings(tmp_path / "out"), 1))

        assert [(outcome.name, outcome.status) for outcome in outcomes] == [("Ann", "failed"), ("Bob", "built")]
        assert "killed 3 times" in outcomes[0].error
        assert len([path for path in (tmp_path / "out").iterdir() if path.is_file()]) == 3

    @pytest.mark.parametrize("engine", ["prepkit", "papermill"])
    def test_nothing_outlives_a_command_that_is_killed(self, tmp_path: Path, engine: str) -> None:
        """A command that is killed leaves no process behind, on the stock engine neither."""
        endless = "import pathlib, time\npathlib.Path('../../started').touch()\ntime.sleep(600)"
        notebooks, out = write_workbook(tmp_path / "notebooks", _00_endless=endless), tmp_path / "out"
        mark = f"PREPKIT_TEST_MARK={out}"
        running = subprocess.Popen(
            [sys.executable, mortal_worker.__file__, str(out), str(notebooks)],
            cwd=ROOT,
            env={**os.environ, "PREPKIT_TEST_MARK": str(out), "PREPKIT_ENGINE": engine},
        )
        assert comes_true((out / "started").exists)
        running.kill()
        running.wait()

        assert comes_true(
            lambda: not any(mark.encode() in _read_environment(path) for path in Path("/proc").glob("[0-9]*"))
        )


class TestCommand:
    def _call(self, *arguments: object) -> Any:
        return CliRunner().invoke(main, ["cohort", *map(str, arguments)])

    def test_check_names_faults_and_builds_nothing(self, tmp_path: Path) -> None:
        """--check says what is wrong, line by line, and how many can be built; the exit code says that some cannot."""
        profiles = tmp_path / "p.csv"
        profiles.write_text(f"{HEADER}1,Ann,6,\n2,Bob,soon,\n", encoding="utf-8")

        result = self._call(profiles, tmp_path / "out", "--check")

        assert result.exit_code == ExitCode.FAILED
        assert result.stdout == "1 can be built, 1 cannot.\n"
        assert result.stderr == f"prepkit: {profiles}, line 3: hours_per_week: not a number; write it like 12 or 0.5\n"
        assert not (tmp_path / "out").exists()

    def test_file_in_another_encoding_is_read_and_said(self, tmp_path: Path) -> None:
        """A CSV in Latin-1 is read, and the coach is told how, since no file says which letters it meant."""
        profiles = tmp_path / "p.csv"
        profiles.write_bytes(f"{HEADER}1,José,6,\n".encode("latin-1"))

        result = self._call(profiles, tmp_path / "out", "--check")

        assert (result.exit_code, result.stdout) == (ExitCode.OK, "1 can be built, 0 cannot.\n")
        assert "was read as Windows-1252" in result.stderr

    @pytest.mark.parametrize("out", ["file/out", "file"])
    def test_place_that_cannot_be_written_is_one_line(self, tmp_path: Path, out: str) -> None:
        """A place that is no folder, or cannot become one, ends it before anything is built."""
        (tmp_path / "file").write_text("x", encoding="utf-8")
        (tmp_path / "p.csv").write_text(f"{HEADER}1,Ann,6,\n", encoding="utf-8")

        result = self._call(tmp_path / "p.csv", tmp_path / out)

        assert result.exit_code == ExitCode.UNUSABLE
        assert len(result.stderr.splitlines()) == 1
        assert "cannot be written" in result.stderr

    def test_read_only_folder_is_one_line(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder that is there and takes no files ends it with a cure."""

        def fail(**_: object) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        monkeypatch.setattr(places.tempfile, "TemporaryFile", fail)

        with pytest.raises(BuildError, match=r"Read-only file system.*Name a folder that you may write to"):
            places.check_place(str(tmp_path))

    def test_unknown_notebook_is_refused_first(self, tmp_path: Path) -> None:
        """A wrong --only ends it before the place is touched."""
        (tmp_path / "p.csv").write_text(f"{HEADER}1,Ann,6,\n", encoding="utf-8")

        with pytest.raises(UsageError, match="no notebook"):
            run_cohort(tmp_path / "p.csv", str(tmp_path / "out"), only=["99"])
        assert not (tmp_path / "out").exists()

    def test_overview_that_cannot_be_written_leaves_the_earlier_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A disk that is full at the end is one line, and the page of the run before stays whole."""
        places.write_chunks(str(tmp_path), "overview.html", ["before"])

        def fail(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(atomic.os, "fsync", fail)
        with pytest.raises(BuildError, match="No space left"):
            places.write_chunks(str(tmp_path), "overview.html", ["after"])

        assert [path.name for path in tmp_path.iterdir()] == ["overview.html"]
        assert (tmp_path / "overview.html").read_text(encoding="utf-8") == "before"
