"""A cohort on one machine: everybody gets a folder and a page of their own, whatever happens to the others."""

from __future__ import annotations

import csv
import errno
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mortal_worker
import pytest
from click.testing import CliRunner
from shared import NASTY_TEXTS, ROOT, TODAY

from prepkit import __version__
from prepkit.cli import ExitCode, main
from prepkit.errors import BuildError, UsageError
from prepkit.models import Story
from prepkit.store import Workspace
from prepkit.workbook.cohort import task, workers
from prepkit.workbook.cohort.outcomes import Outcome, Person, Settings, Spool
from prepkit.workbook.cohort.overview import render_overview
from prepkit.workbook.cohort.running import run_cohort
from prepkit.workbook.cohort.task import prepare
from prepkit.workbook.notebook import format_notebook, new_code_cell

DAY = TODAY.isoformat()
PEOPLE = (1, 2, 3, 4)
HEADER = "id,candidate,hours_per_week,notes\n"


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[None]:
    """One engine serves the people that these tests prepare in their own process."""
    yield
    task.stop_engine()


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of two small notebooks; the second one asks for a parameter that no profile has."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    opening = "import prepkit as pk\nprep = pk.open_workspace(workspace, today, candidate=candidate)"
    parameters = new_code_cell("workspace = None\ntoday = None\ncandidate = None")
    parameters.metadata.tags = ["parameters"]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, source in {"00_first": "prep.profile.candidate", "01_second": "coach"}.items():
        cells = [parameters, new_code_cell(opening), new_code_cell(source)]
        notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{name}.ipynb").write_text(format_notebook(notebook), encoding="utf-8")
    monkeypatch.setattr("prepkit.workbook.templates.find_notebooks", lambda: folder)
    return folder


def _person(number: int = 1, name: str = "Ann", **values: Any) -> Person:
    return Person(number, number + 1, name, name, name.lower(), {"candidate": name, **values})


def _settings(out: Path | str, **changes: Any) -> Settings:
    return Settings(**{"out": str(out), "version": __version__, "day": DAY, "today": DAY, "only": ("00",), **changes})


def _statuses(out: Path) -> dict[str, str]:
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["status"] for row in csv.DictReader(file)}


class TestWholeCohort:
    def test_interrupted_it_resumes_and_nobody_meets_another(self, tmp_path: Path) -> None:
        """Stopped by Ctrl-C midway, a second run builds the others; a killed worker and a bad row cost nobody else.

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
                killed.extend(process.pid or 0 for process in multiprocessing.active_children()[:1])
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
        command = [sys.executable, "-m", "prepkit.cli", "cohort", str(profiles), str(out)]
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
        _wait_until(lambda: not any(mark.encode() in _read_environment(path) for path in Path("/proc").glob("[0-9]*")))
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


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.usefixtures("notebooks")
class TestOnePerson:
    def test_second_time_nothing_is_done(self, tmp_path: Path) -> None:
        """An unchanged person is skipped without starting anything; a changed row builds what it changes."""
        settings = _settings(tmp_path)
        first = prepare(_person(), settings)
        task.stop_engine()
        second = prepare(_person(), settings)
        started = task._engine
        third = prepare(_person(hours_per_week=9.0), settings)

        assert [first.status, second.status, third.status] == ["built", "unchanged", "built"]
        assert started is None
        assert second.summary == first.summary
        assert Workspace.open(tmp_path / "ann").profile.hours_per_week == 9

    def test_what_a_person_did_is_kept(self, tmp_path: Path) -> None:
        """Records stay; a field that the row says anew counts, and what it said before does not undo later changes."""
        settings = _settings(tmp_path)
        prepare(_person(hours_per_week=6.0), settings)
        workspace = Workspace.open(tmp_path / "ann")
        workspace.stories.save(Story(title="Mine"))
        workspace.profiles.save(workspace.profile.replace(hours_per_week=11, notes="Typed by Ann"))
        workspace.close()

        outcome = prepare(_person(hours_per_week=6.0, target_level="L6"), settings)

        profile = Workspace.open(tmp_path / "ann").profile
        assert outcome.status == "built"
        assert (profile.hours_per_week, profile.target_level, profile.notes) == (11, "L6", "Typed by Ann")
        assert [story.title for story in Workspace.open(tmp_path / "ann").stories.all()] == ["Mine"]
        assert outcome.summary is not None
        assert outcome.summary["stories"] == 1

    def test_parameter_that_no_profile_has_fails_its_notebook_alone(self, tmp_path: Path) -> None:
        """A notebook that calls for a value nobody gave is named with its cell; the person's others are built."""
        outcome = prepare(_person(), _settings(tmp_path, only=()))

        assert outcome.status == "failed"
        assert re.fullmatch(r"01_second: cell \d: NameError: name 'coach' is not defined", outcome.error)
        assert (tmp_path / "ann" / "workbook" / "00_first.ipynb").exists()

    def test_full_disk_fails_this_person_and_leaves_nothing_half_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With no space left it is one line; once there is space, the same person is built."""

        def fail(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr("prepkit.store.atomic.os.fsync", fail)
            failed = prepare(_person(), _settings(tmp_path))
        built = prepare(_person(), _settings(tmp_path))

        assert "No space left on device" in failed.error
        assert "\n" not in failed.error
        assert built.status == "built"
        assert not list(tmp_path.rglob("*.new"))

    def test_folder_of_somebody_else_is_left_alone(self, tmp_path: Path) -> None:
        """Another person whose name makes a folder that is taken, and a folder of other files, are refused."""
        settings = _settings(tmp_path)
        prepare(_person(), settings)
        before = (tmp_path / "ann" / "profile.yaml").read_bytes()
        (tmp_path / "bob").mkdir()
        (tmp_path / "bob" / "taxes.txt").write_text("mine", encoding="utf-8")

        other = prepare(Person(2, 3, "ann!", "ann!", "ann", {"candidate": "ann!"}), settings)
        foreign = prepare(_person(2, "Bob"), settings)

        assert other.error == 'ann: holds the workbook of "Ann". Give "ann!" an id of their own'
        assert (tmp_path / "ann" / "profile.yaml").read_bytes() == before
        assert foreign.status == "failed"
        assert sorted(path.name for path in (tmp_path / "bob").iterdir()) == ["taxes.txt"]

    def test_worker_of_another_version_refuses(self, tmp_path: Path) -> None:
        """A machine with another prepkit would make another workbook: it says so and touches nothing."""
        outcome = prepare(_person(), _settings(tmp_path, version="0.0.1"))

        assert "Install the same everywhere" in outcome.error
        assert not list(tmp_path.iterdir())

    def test_row_that_does_not_go_with_the_profile_is_named(self, tmp_path: Path) -> None:
        """A start after the interview that stands in the workspace is a fault of this person, and changes nothing."""
        settings = _settings(tmp_path)
        prepare(_person(interview_date="2026-03-01"), settings)

        outcome = prepare(_person(start_date="2026-04-01"), settings)

        assert "start_date 2026-04-01 is after interview_date 2026-03-01" in outcome.error

    def test_record_that_is_damaged_counts_as_none(self, tmp_path: Path) -> None:
        """A broken record of an earlier run costs a build and nothing else."""
        prepare(_person(), _settings(tmp_path))
        (tmp_path / "ann" / task.RECORD).write_text("{", encoding="utf-8")

        assert prepare(_person(), _settings(tmp_path)).status in ("built", "unchanged")
        assert json.loads((tmp_path / "ann" / task.RECORD).read_text(encoding="utf-8"))["key"] == "Ann"


@pytest.mark.usefixtures("notebooks")
class TestWorkspacesOfOthers:
    def _make(self, folder: Path) -> Person:
        workspace = Workspace.create(folder / "Ann")
        workspace.stories.save(Story(title="First"))
        workspace.close()
        return Person(1, 0, "Ann", "Ann", "ann", source=str(folder / "Ann"))

    def test_copy_follows_its_source_until_both_change(self, tmp_path: Path) -> None:
        """A workspace is copied, and brought up to date when its source changes; changed in both places, it is left."""
        person, settings = self._make(tmp_path / "theirs"), _settings(tmp_path / "out")
        prepare(person, settings)
        source, copy = Workspace.open(person.source), Workspace.open(tmp_path / "out" / "ann")
        source.stories.save(Story(title="Second"))
        second = prepare(person, settings)
        titles = [story.title for story in copy.stories.all()]
        source.stories.save(Story(title="Third"))
        copy.stories.save(Story(title="Written here"))

        third = prepare(person, settings)

        assert (second.status, titles) == ("built", ["First", "Second"])
        assert third.status == "failed"
        assert "changed here and in" in third.error
        assert [story.title for story in copy.stories.all()] == ["First", "Second", "Written here"]
        assert [story.title for story in source.stories.all()] == ["First", "Second", "Third"]

    def test_in_place(self, tmp_path: Path) -> None:
        """Where the workspaces stand in the cohort's own folder, they are built there."""
        person = self._make(tmp_path)

        outcome = prepare(Person(1, 0, "Ann", "Ann", "Ann", source=person.source), _settings(tmp_path))

        assert outcome.status == "built"
        assert [path.name for path in tmp_path.iterdir() if path.name != "notebooks"] == ["Ann"]

    def test_behind_a_url(self) -> None:
        """A place that only fsspec opens is fetched, built in a scratch folder, and sent back with what changed."""
        import fsspec

        settings = _settings("memory://cohort")
        first = prepare(_person(), settings)
        files = fsspec.filesystem("memory")
        names = {path.removeprefix("/cohort/ann/") for path in files.find("/cohort/ann")}
        second = prepare(_person(), settings)

        assert (first.status, second.status) == ("built", "unchanged")
        assert {"prep.db", "profile.yaml", ".cohort.json", "workbook/index.html", "workbook/00_first.ipynb"} <= names


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

    def test_person_who_kills_every_worker_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Three killed workers are one failed person; the one who waits behind them is prepared."""
        monkeypatch.setattr(workers, "work", mortal_worker.work)
        people = iter([_person(1, mortal_worker.VICTIM), _person(2, "Bob")])

        outcomes = list(workers.run_here(people, _settings(Path("unused")), 1))

        assert [(outcome.name, outcome.status) for outcome in outcomes] == [("Ann", "failed"), ("Bob", "built")]
        assert "killed 3 times" in outcomes[0].error

    def test_workers_end_with_a_command_that_is_killed(self, tmp_path: Path) -> None:
        """A command that is killed leaves no worker behind."""
        command = [sys.executable, mortal_worker.__file__, str(tmp_path)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        _wait_until((tmp_path / "pid").exists)
        worker = Path("/proc", (tmp_path / "pid").read_text(encoding="ascii"))

        there = worker.exists()
        running.kill()
        running.wait()
        _wait_until(lambda: not _read_environment(worker))

        assert there


class TestOverview:
    def test_texts_are_escaped_and_nothing_is_loaded(self) -> None:
        """Names, errors and folders are text in the page, which holds its own style and script and asks for nothing."""
        spool = Spool()
        for number, text in enumerate(NASTY_TEXTS, start=1):
            summary = {"candidate": text, "readiness": {"technical": 0.5}, "gaps": [text]}
            spool.add(Outcome(number, number, text, '"><script>1</script>', "failed", 1, text, summary))
        page = "".join(render_overview(spool, TODAY))

        assert "<script>alert" not in page
        assert page.count("<script") == 1
        assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
        assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
        assert "default-src 'none'" in page
        assert 'href="%22%3E%3Cscript%3E1%3C/script%3E/workbook/index.html"' in page

    def test_stages_hours_and_gaps_are_there(self, sample: Workspace) -> None:
        """A person's row says how ready they are for each stage, their hours, and what is missing."""
        from prepkit.planning import measure_readiness
        from prepkit.workbook.cohort.person import summarize

        spool = Spool()
        spool.add(Outcome(1, 2, "x", "x", "built", 1, "", summarize(str(sample.path), DAY)))
        page = "".join(render_overview(spool, TODAY))

        for row in measure_readiness(sample, TODAY).to_dict("records"):
            assert row["name"] in page
            assert f">{row['share']:.0%}</td>" in page
        assert sample.profile.candidate in page


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
        from prepkit.workbook.cohort import places

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
        from prepkit.workbook.cohort import places

        places.write_chunks(str(tmp_path), "overview.html", ["before"])

        def fail(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(places.os, "fsync", fail)
        with pytest.raises(BuildError, match="No space left"):
            places.write_chunks(str(tmp_path), "overview.html", ["after"])

        assert [path.name for path in tmp_path.iterdir()] == ["overview.html"]
        assert (tmp_path / "overview.html").read_text(encoding="utf-8") == "before"
