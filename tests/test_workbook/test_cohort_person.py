"""One person of a cohort: made once, updated when something changed, and nothing of theirs lost."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cohort_people import make_person, make_settings, write_workbook

from prepkit.models import Story
from prepkit.store import Workspace
from prepkit.workbook.cohort import task
from prepkit.workbook.cohort.outcomes import Person
from prepkit.workbook.cohort.task import prepare


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[None]:
    """One engine serves the people that these tests prepare in their own process."""
    yield
    task._engines.stop()


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of two small notebooks; the second one asks for a parameter that no profile has."""
    folder = write_workbook(tmp_path / "notebooks", _00_first="prep.profile.candidate", _01_second="coach")
    monkeypatch.setattr("prepkit.workbook.templates.find_notebooks", lambda: folder)
    return folder


@pytest.mark.usefixtures("notebooks")
class TestOnePerson:
    def test_second_time_nothing_is_done(self, tmp_path: Path) -> None:
        """An unchanged person is skipped without starting anything; a changed row builds what it changes."""
        settings = make_settings(tmp_path)
        first = prepare(make_person(), settings)
        task._engines.stop()
        second = prepare(make_person(), settings)
        started = task._engines.engine
        third = prepare(make_person(hours_per_week=9.0), settings)

        assert [first.status, second.status, third.status] == ["built", "unchanged", "built"]
        assert started is None
        assert second.summary == first.summary
        assert Workspace.open(tmp_path / "ann").profile.hours_per_week == 9

    def test_what_a_person_did_is_kept(self, tmp_path: Path) -> None:
        """Records stay; a field that the row says anew counts, and what it said before does not undo later changes."""
        settings = make_settings(tmp_path)
        prepare(make_person(hours_per_week=6.0), settings)
        workspace = Workspace.open(tmp_path / "ann")
        workspace.stories.save(Story(title="Mine"))
        workspace.profiles.save(workspace.profile.replace(hours_per_week=11, notes="Typed by Ann"))
        workspace.close()

        outcome = prepare(make_person(hours_per_week=6.0, target_level="L6"), settings)

        profile = Workspace.open(tmp_path / "ann").profile
        assert outcome.status == "built"
        assert (profile.hours_per_week, profile.target_level, profile.notes) == (11, "L6", "Typed by Ann")
        assert [story.title for story in Workspace.open(tmp_path / "ann").stories.all()] == ["Mine"]
        assert outcome.summary is not None
        assert outcome.summary["stories"] == 1

    def test_parameter_that_no_profile_has_fails_its_notebook_alone(self, tmp_path: Path) -> None:
        """A notebook that calls for a value nobody gave is named with its cell; the person's others are built."""
        outcome = prepare(make_person(), make_settings(tmp_path, only=()))

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
            failed = prepare(make_person(), make_settings(tmp_path))
        built = prepare(make_person(), make_settings(tmp_path))

        assert "No space left on device" in failed.error
        assert "\n" not in failed.error
        assert built.status == "built"
        assert not list(tmp_path.rglob("*.new"))

    def test_folder_of_somebody_else_is_left_alone(self, tmp_path: Path) -> None:
        """Another person whose name makes a folder that is taken, and a folder of other files, are refused."""
        settings = make_settings(tmp_path)
        prepare(make_person(), settings)
        before = (tmp_path / "ann" / "profile.yaml").read_bytes()
        (tmp_path / "bob").mkdir()
        (tmp_path / "bob" / "taxes.txt").write_text("mine", encoding="utf-8")

        other = prepare(Person(2, 3, "ann!", "ann!", "ann", {"candidate": "ann!"}), settings)
        foreign = prepare(make_person(2, "Bob"), settings)

        assert other.error == 'ann: holds the workbook of "Ann". Give "ann!" an id of their own'
        assert (tmp_path / "ann" / "profile.yaml").read_bytes() == before
        assert foreign.status == "failed"
        assert sorted(path.name for path in (tmp_path / "bob").iterdir()) == ["taxes.txt"]

    def test_link_is_not_followed(self, tmp_path: Path) -> None:
        """A link where a person's folder should be leads to no other person's."""
        prepare(make_person(), make_settings(tmp_path))
        (tmp_path / "bob").symlink_to(tmp_path / "ann")

        outcome = prepare(make_person(2, "Bob"), make_settings(tmp_path))

        assert outcome.error == "bob: is a link to another folder. Put the folder itself there"
        assert Workspace.open(tmp_path / "ann").profile.candidate == "Ann"

    def test_worker_of_another_version_refuses(self, tmp_path: Path) -> None:
        """A machine with another prepkit would make another workbook: it says so and touches nothing."""
        outcome = prepare(make_person(), make_settings(tmp_path / "out", version="0.0.1"))

        assert "Install the same everywhere" in outcome.error
        assert not (tmp_path / "out").exists()

    def test_row_that_does_not_go_with_the_profile_is_named(self, tmp_path: Path) -> None:
        """A start after the interview that stands in the workspace is a fault of this person, and changes nothing."""
        settings = make_settings(tmp_path)
        prepare(make_person(interview_date="2026-03-01"), settings)

        outcome = prepare(make_person(start_date="2026-04-01"), settings)

        assert "start_date 2026-04-01 is after interview_date 2026-03-01" in outcome.error

    def test_record_that_is_damaged_counts_as_none(self, tmp_path: Path) -> None:
        """A broken record of an earlier run costs a build and nothing else."""
        prepare(make_person(), make_settings(tmp_path))
        (tmp_path / "ann" / task.RECORD).write_text("{", encoding="utf-8")

        assert prepare(make_person(), make_settings(tmp_path)).status in ("built", "unchanged")
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
        person, settings = self._make(tmp_path / "theirs"), make_settings(tmp_path / "out")
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

        outcome = prepare(Person(1, 0, "Ann", "Ann", "Ann", source=person.source), make_settings(tmp_path))

        assert outcome.status == "built"
        assert [path.name for path in tmp_path.iterdir() if path.name != "notebooks"] == ["Ann"]

    def test_behind_a_url(self) -> None:
        """A place that only fsspec opens is fetched, built in a scratch folder, and sent back with what changed."""
        import fsspec

        settings = make_settings("memory://cohort")
        first = prepare(make_person(), settings)
        files = fsspec.filesystem("memory")
        names = {path.removeprefix("/cohort/ann/") for path in files.find("/cohort/ann")}
        second = prepare(make_person(), settings)

        assert (first.status, second.status) == ("built", "unchanged")
        assert {"prep.db", "profile.yaml", ".cohort.json", "workbook/index.html", "workbook/00_first.ipynb"} <= names
