"""Only what changed is built again: what a notebook depends on, and what it says about being left alone."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_notebook
from shared import TODAY

from prepkit.models import Story
from prepkit.store import Workspace, reads
from prepkit.store.fingerprints import take_fingerprints
from prepkit.workbook.builder import PAGE, build
from prepkit.workbook.changes import Changes
from prepkit.workbook.runner import Run


class _Engine:
    """Stands for an engine: each notebook reads what it is told to, and one may fail."""

    def __init__(self, reads: dict[str, set[str]], failing: str = "") -> None:
        self.reads, self.failing = reads, failing
        self.ran: list[str] = []

    def run(self, template: Path, _folder: Path, _parameters: dict[str, Any]) -> Run:
        self.ran.append(template.stem)
        error = "cell 1: ValueError: no" if template.stem == self.failing else None
        return Run(new_notebook(), 0.1, error, tuple(self.reads.get(template.stem, ())), ())

    def call(self, _: str, function: str, **__: Any) -> Any:
        if function == "look":
            return None
        self.ran.append(PAGE)
        return {"html": "<p>page</p>", "reads": sorted(self.reads.get(PAGE, ()))}

    def is_alive(self) -> bool:
        return True

    def stop(self) -> None:
        self.ran.append("abort")


FIRST, SECOND = "01_frame_your_projects", "05_technical_deep_dive"
ONLY = ["01", "05"]


def _build(workspace: Workspace, engine: _Engine, **options: Any) -> dict[str, str]:
    """Build two notebooks and the page; return why each notebook was built."""
    options.setdefault("only", ONLY)
    return {entry.name: entry.reason for entry in build(workspace, engine=engine, **options)}


@pytest.fixture
def engine() -> _Engine:
    return _Engine({FIRST: {"story", "profile"}, SECOND: {"metric_plan", reads.TODAY}, PAGE: {"story"}})


class TestReasons:
    def test_nothing_changed_builds_nothing(self, workspace: Workspace, engine: _Engine) -> None:
        """A second build runs nothing; the first says that the parts were not there."""
        first = _build(workspace, engine)
        engine.ran.clear()
        second = _build(workspace, engine)

        assert set(first.values()) == {"it is not there yet"}
        assert second == {FIRST: "", SECOND: ""}
        assert engine.ran == []

    def test_a_changed_story_builds_what_reads_stories(self, workspace: Workspace, engine: _Engine) -> None:
        """Only what read stories is built after one was saved; saving it unchanged builds nothing."""
        story = workspace.stories.save(Story(title="Refunds"))
        _build(workspace, engine)
        engine.ran.clear()
        workspace.stories.save(story)
        assert _build(workspace, engine) == {FIRST: "", SECOND: ""}

        workspace.stories.save(story.replace(title="Returns"))
        assert _build(workspace, engine) == {FIRST: "your stories changed", SECOND: ""}
        assert sorted(engine.ran) == [FIRST, PAGE]

        workspace.stories.delete(story.id)
        assert _build(workspace, engine)[FIRST] == "your stories changed"

    def test_profile_draft_parameters_and_day(self, workspace: Workspace, engine: _Engine) -> None:
        """The profile, a draft, a parameter and, where it is shown, the day are what a notebook depends on."""
        _build(workspace, engine)
        profile = workspace.path / "profile.yaml"
        profile.write_text(profile.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
        assert _build(workspace, engine) == {FIRST: "your profile changed", SECOND: ""}

        workspace.metric_plans.save_draft("x", {"title": 1})
        assert _build(workspace, engine) == {FIRST: "", SECOND: "your metric plans changed"}
        assert set(_build(workspace, engine, parameters={"hours_per_week": 9}).values()) == {"its parameters changed"}

    def test_the_day_counts_where_it_is_shown(
        self, workspace: Workspace, engine: _Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Tomorrow, the notebook that asked for the day is built again, and no other."""
        _build(workspace, engine)
        tomorrow = str(dt.date.today() + dt.timedelta(days=1))
        look = Changes.__init__

        def look_tomorrow(changes: Changes, *given: Any) -> None:
            look(changes, *given)
            changes._day = tomorrow

        monkeypatch.setattr(Changes, "__init__", look_tomorrow)

        assert _build(workspace, engine) == {FIRST: "", SECOND: "it shows the day"}

    def test_force_failure_and_missing_file(self, workspace: Workspace, engine: _Engine) -> None:
        """What failed or was deleted is built again, and with `force` everything is."""
        engine.failing = FIRST
        _build(workspace, engine)
        assert _build(workspace, engine) == {FIRST: "it failed the last time", SECOND: ""}
        (workspace.path / "workbook" / f"{SECOND}.ipynb").unlink()
        assert _build(workspace, engine)[SECOND] == "it is not there yet"
        assert set(_build(workspace, engine, force=True).values()) == {"you asked for it"}

    @pytest.mark.parametrize("text", ["", "[]", '{"format": 99, "parts": {}}', '{"format": 1, "parts": 3}', "\x00"])
    def test_broken_record_builds_everything(self, text: str, workspace: Workspace, engine: _Engine) -> None:
        """A record that cannot be read counts as none."""
        _build(workspace, engine)
        (workspace.path / "workbook" / ".built.json").write_text(text, encoding="utf-8")

        assert set(_build(workspace, engine).values()) == {"it is not there yet"}

    def test_what_the_build_itself_writes_is_known(self, workspace: Workspace, tmp_path: Path) -> None:
        """A draft that a notebook leaves in the workspace does not make the next build do it all again."""
        changes = Changes(workspace.path, tmp_path, {})
        (tmp_path / "n.ipynb").touch()
        workspace.mocks.save_draft("x", {"notes": 1})
        changes.note("n.ipynb", None, ["mock", "story"], failed=False)
        changes.settle(workspace.path, ["mock"])
        changes.save()
        workspace.stories.save(Story(title="Refunds"))
        now = Changes(workspace.path, tmp_path, {})

        assert now.find_reason("n.ipynb", None) == "your stories changed"


class TestReads:
    def test_reads_and_writes_are_noted_by_kind(self, tmp_path: Path) -> None:
        """A process knows which kinds of records it read and wrote, the profile and the clock's day included."""
        code = f"""
from prepkit.store import Workspace, reads
w = Workspace.create({str(tmp_path / "w")!r})
reads._seen.clear()
w.stories.all(); w.profile; w.mocks.draft("x"); len(w.hours)
print(sorted(reads.seen()))
w.today
print(sorted(reads.seen() - {{"story"}}), sorted(reads.written()))
w.mocks.save_draft("x", {{"a": 1}})
print(sorted(reads.written()))
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert done.stdout.splitlines() == [
            "['hours', 'mock', 'profile', 'story']",
            "['hours', 'mock', 'profile', 'today'] []",
            "['mock']",
        ]

    def test_given_day_is_not_the_clocks(self) -> None:
        """A workspace that was opened on a day of its own does not depend on the clock."""
        reads._seen.discard(reads.TODAY)
        assert Workspace.sample(today=TODAY).today == TODAY
        assert reads.TODAY not in reads.seen()

    def test_fingerprints_need_no_models(self, workspace: Workspace) -> None:
        """Looking whether anything changed loads neither pydantic nor SQLAlchemy, click and tqdm apart nothing big."""
        code = (
            "import sys, pathlib\nfrom prepkit.workbook.builder import Plan\nPlan(pathlib.Path(sys.argv[1]))\n"
            "big = {'pydantic', 'sqlalchemy', 'pandas', 'nbformat', 'papermill', 'IPython'}\n"
            "print(sorted(big & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(workspace.path)], capture_output=True, text=True, check=True
        )

        assert done.stdout.strip() == "[]"

    def test_no_workspace_has_no_fingerprints(self, tmp_path: Path) -> None:
        """A folder that holds nothing, or a file that is no database, has none; opening it says why."""
        (tmp_path / "prep.db").write_text("no database", encoding="utf-8")

        assert take_fingerprints(tmp_path) == take_fingerprints(tmp_path / "absent") == {}
