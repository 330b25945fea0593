"""The workspace's collections: saved as typed, every revision kept, two kernels at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.errors import RecordNotFoundError, WorkspaceError, WorkspaceExistsError
from prepkit.models import PRFAQ, FAQEntry, ImpactMetric, Profile, Story
from prepkit.store import Workspace

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


class TestCollection:
    def test_saved_story_is_read_back_equal(self, workspace: Workspace) -> None:
        """A story with a nested metric and lists comes back as it was saved, also through a second opening."""
        metric = ImpactMetric(name="returns", baseline=24.5, actual=21, unit="%")
        story = Story(title="Shoes", customer_impact_metric=metric, principles=("ownership",), themes=("failure",))
        workspace.stories.save(story)

        assert Workspace.open(workspace.path).stories.all() == [story]

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_nasty_texts_round_trip(self, workspace: Workspace, text: str) -> None:
        """Whatever a person types is stored to the last character."""
        workspace.stories.save(Story(id="s", situation=text))

        assert workspace.stories.get("s").situation == text

    def test_megabyte_round_trips(self, workspace: Workspace) -> None:
        """A text of a million characters is stored whole."""
        text = "añ文🚀" * 250_000
        workspace.stories.save(Story(id="s", actions=text))

        assert workspace.stories.get("s").actions == text

    @settings(max_examples=40, deadline=None)
    @given(ANY_TEXT, ANY_TEXT)
    def test_any_text_round_trips(self, question: str, answer: str) -> None:
        """Any text that is valid Unicode is stored to the last character, in nested rows too."""
        workspace = _shared_workspace()
        prfaq = PRFAQ(id="p", external_faq=(FAQEntry(question=question[:200], answer=answer),))
        workspace.prfaqs.save(prfaq)

        assert workspace.prfaqs.get("p") == prfaq

    def test_every_revision_is_kept_and_restorable(self, workspace: Workspace) -> None:
        """Saving over a story keeps what was there; restoring brings it back as the newest revision."""
        for title in ("one", "two", "three"):
            workspace.stories.save(Story(id="s", title=title))
        workspace.stories.restore("s", 1)

        history = workspace.stories.history("s")
        titles = [entry.record.title for entry in history if entry.record]
        assert titles == ["one", "two", "three", "one"]
        assert [entry.number for entry in history] == [1, 2, 3, 4]
        assert workspace.stories.get("s").title == "one"

    def test_saving_the_same_again_adds_no_revision(self, workspace: Workspace) -> None:
        """An unchanged record is not written again."""
        story = workspace.stories.save(Story(id="s", title="one"))
        workspace.stories.save(story)

        assert len(workspace.stories.history("s")) == 1

    def test_deleted_record_can_be_restored(self, workspace: Workspace) -> None:
        """Deleting takes a story out of the collection and keeps its revisions."""
        workspace.stories.save(Story(id="s", title="one"))
        workspace.stories.delete("s")
        assert workspace.stories.all() == []

        workspace.stories.restore("s", 1)
        assert workspace.stories.get("s").title == "one"

    def test_order_is_the_order_of_first_saving(self, workspace: Workspace) -> None:
        """all() is oldest first, also after an old record was changed."""
        for record_id in ("b", "a", "c"):
            workspace.stories.save(Story(id=record_id))
        workspace.stories.save(Story(id="b", title="changed"))

        assert [story.id for story in workspace.stories.all()] == ["b", "a", "c"]

    def test_missing_record_is_named(self, workspace: Workspace) -> None:
        """An unknown id is one clear line with the id and the cure."""
        with pytest.raises(RecordNotFoundError, match='no story "nowhere"') as caught:
            workspace.stories.get("nowhere")
        assert "\n" not in str(caught.value)

    def test_failed_save_of_many_changes_nothing(self, workspace: Workspace) -> None:
        """save_all is one transaction: when one record cannot be saved, none is."""

        def records() -> object:
            yield Story(id="a")
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            workspace.stories.save_all(records())  # type: ignore[arg-type]
        assert workspace.stories.all() == []

    def test_frame_has_the_same_columns_when_empty(self, workspace: Workspace) -> None:
        """frame() is stable: same columns and dtypes with and without rows."""
        empty = workspace.stories.frame()
        workspace.stories.save(Story(title="x", year=2024, customer_impact_metric=ImpactMetric(baseline=1)))
        filled = workspace.stories.frame()

        assert list(empty.columns) == list(filled.columns)
        assert empty.dtypes.astype(str).to_dict() == filled.dtypes.astype(str).to_dict()
        assert filled.loc[0, "customer_impact_metric.baseline"] == 1.0

    def test_drafts_are_kept_apart_until_cleared(self, workspace: Workspace) -> None:
        """A value that does not fit yet is kept as typed, and clearing it leaves nothing behind."""
        workspace.stories.save_draft("s", {"year": "last spring"})
        assert workspace.stories.draft("s") == {"year": "last spring"}

        workspace.stories.save_draft("s", {})
        assert workspace.stories.draft("s") == {}


def _shared_workspace() -> Workspace:
    global _SHARED
    if _SHARED is None:
        _SHARED = Workspace.sample()
    return _SHARED


_SHARED: Workspace | None = None


def _save_many(path: str, name: str, count: int) -> None:
    workspace = Workspace(path)
    for number in range(count):
        workspace.stories.save(Story(id="shared", title=f"{name} {number}"))
        workspace.stories.save(Story(id=f"{name}-{number}"))


@pytest.mark.slow
class TestTwoKernels:
    def test_both_saves_are_kept(self, tmp_path: Path) -> None:
        """Processes that create, open and save at once lose none of their saves."""
        path = str(tmp_path / "prep")
        context = multiprocessing.get_context("spawn")
        workers = [context.Process(target=_save_many, args=(path, name, 25)) for name in ("ann", "bob", "cy")]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        workspace = Workspace.open(path)
        assert [worker.exitcode for worker in workers] == [0, 0, 0]
        assert len(workspace.stories.history("shared")) == 75
        assert len(workspace.stories.all()) == 76

    def test_kill_loses_no_earlier_save(self, tmp_path: Path) -> None:
        """Kill -9 while saving leaves a sound database with every save that had returned."""
        path = tmp_path / "prep"
        code = """
            import sys
            from prepkit.models import Story
            from prepkit.store import Workspace
            workspace = Workspace(sys.argv[1])
            number = 0
            while True:
                workspace.stories.save(Story(id="s", title=str(number)))
                print(number, flush=True)
                number += 1
        """
        for delay in (0.01, 0.03, 0.07, 0.11, 0.19):
            process = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(code), str(path)], stdout=subprocess.PIPE, text=True
            )
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
            said = [line for line in process.stdout.read().splitlines() if line]
            process.wait()
            workspace = Workspace.open(path)
            latest = int(workspace.stories.get("s").title)
            workspace.close()
            assert latest >= int(said[-1] if said else 0)


class TestFolder:
    @pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes; a user's folders are the user's alone")
    def test_readable_by_its_owner_alone(self, workspace: Workspace) -> None:
        """The folder is 0700; database, its side files and the profile are 0600."""
        workspace.stories.save(Story(title="x"))
        workspace.profiles.save(Profile(candidate="Ann"))

        assert stat.S_IMODE(workspace.path.stat().st_mode) == 0o700
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in workspace.path.iterdir()}
        assert set(modes.values()) == {0o600}, modes

    def test_new_never_overwrites(self, workspace: Workspace) -> None:
        """Creating where something is raises and leaves it as it is."""
        workspace.stories.save(Story(id="s", title="mine"))

        with pytest.raises(WorkspaceExistsError, match="is there already"):
            Workspace.create(workspace.path)
        assert Workspace.open(workspace.path).stories.get("s").title == "mine"

    def test_file_in_place_of_folder(self, tmp_path: Path) -> None:
        """A file where a folder is expected is one clear line, and the file is left alone."""
        path = tmp_path / "notes.txt"
        path.write_text("mine")

        with pytest.raises(WorkspaceError, match="a file, not a folder"):
            Workspace(path)
        assert path.read_text() == "mine"

    def test_folder_of_other_things_is_refused(self, tmp_path: Path) -> None:
        """A folder with somebody's files is no workspace, and nothing is put into it."""
        (tmp_path / "thesis.tex").write_text("mine")

        with pytest.raises(WorkspaceError, match="holds other files"):
            Workspace(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody may write to")
    def test_unwritable_folder(self) -> None:
        """A place that cannot be written is one clear line."""
        with pytest.raises(WorkspaceError, match="cannot be written"):
            Workspace("/proc/prep")

    def test_missing_workspace_is_not_made_by_opening(self, tmp_path: Path) -> None:
        """open() names the command that makes a workspace, and makes none itself."""
        with pytest.raises(WorkspaceError, match="prepkit new"):
            Workspace.open(tmp_path / "nowhere")
        assert list(tmp_path.iterdir()) == []


class TestSample:
    def test_is_a_throwaway_copy(self) -> None:
        """Changing one sample changes no other."""
        first, second = Workspace.sample(), Workspace.sample()
        first.stories.save(Story(id="only-here"))

        assert len(second.stories.all()) == len(first.stories.all()) - 1
        assert first.path != second.path

    def test_lives_around_today(self) -> None:
        """Whatever today is, the sample is three weeks into its preparation with a month to go."""
        import datetime as dt

        for today in (dt.date(2026, 1, 26), dt.date(2031, 7, 3)):
            sample = Workspace.sample(today=today)
            assert sample.profile.start_date == today - dt.timedelta(days=21)
            assert all(entry.date and entry.date <= today for entry in sample.hours.all())
