"""Who listens hears what changed, in this process at once and from another within a second."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from waiting import PATIENCE, comes_true

from prepkit.models import Profile, Story
from prepkit.store import reads
from prepkit.store.workspace import Workspace


class Ear:
    """A view that listens."""

    def __init__(self) -> None:
        self.heard: list[frozenset[str]] = []
        self.thread = ""
        self.once = threading.Event()

    def hear(self, kinds: frozenset[str]) -> None:
        """Take what is told."""
        self.heard.append(kinds)
        self.thread = threading.current_thread().name
        self.once.set()


def run_elsewhere(path: Path, code: str) -> None:
    """Run code on a workspace in a process of its own."""
    head = (
        f"from prepkit.store.workspace import Workspace\nfrom prepkit.models import *\nw = Workspace({str(path)!r})\n"
    )
    subprocess.run([sys.executable, "-c", head + code], check=True)


def watchers(workspace: Workspace) -> list[threading.Thread]:
    """Return the threads that watch a workspace."""
    return [each for each in threading.enumerate() if each.name == f"watch {workspace.path}"]


CHANGES = {
    "save": lambda w: w.stories.save(Story(id="one", title="Sizes")),
    "update": lambda w: w.stories.update("one", lambda stored, kept: (stored.replace(title="Fit"), kept)),
    "draft": lambda w: w.stories.save_draft("one", {"year": "soon"}),
    "delete": lambda w: w.stories.delete("one"),
    "restore": lambda w: w.stories.restore("one", 1),
    "profile": lambda w: w.profiles.save(Profile(candidate="Mira")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_heard_at_once_and_once(name: str, workspace: Workspace) -> None:
    """Whatever changes a record is told once, on the thread that saved, with its kind and after it is stored."""
    if name != "save":
        workspace.stories.save(Story(id="one", title="Late"))
    if name == "restore":
        workspace.stories.delete("one")
    ear = Ear()
    workspace.changes.listen(ear.hear)
    CHANGES[name](workspace)

    assert ear.heard == [frozenset({"profile" if name == "profile" else "story"})]
    assert ear.thread == threading.current_thread().name
    time.sleep(1)  # nor does the watch take it for news from elsewhere
    assert len(ear.heard) == 1


def test_what_changes_nothing_is_not_told(workspace: Workspace) -> None:
    """Saving what is stored already, and a save that fails, are silent."""
    workspace.stories.save(Story(id="one"))
    ear = Ear()
    workspace.changes.listen(ear.hear)
    workspace.stories.save(Story(id="one"))

    def fail(_stored: Any, _kept: Any) -> Any:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        workspace.stories.update("one", fail)

    assert ear.heard == []


def test_a_listener_reads_what_was_stored(workspace: Workspace) -> None:
    """When it hears, the record is there."""
    found: list[int] = []
    workspace.changes.listen(lambda _kinds: found.append(len(workspace.stories)))
    workspace.stories.save(Story(id="one"))

    assert found == [1]


def test_only_the_kinds_that_one_asked_for(workspace: Workspace) -> None:
    """A listener of stories does not hear of the profile."""
    ear = Ear()
    workspace.changes.listen(ear.hear, ["story"])
    workspace.profiles.save(Profile(candidate="Mira"))
    workspace.stories.save(Story(id="one"))

    assert ear.heard == [frozenset({"story"})]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("w.stories.save(Story(id='one', title='Sizes'))", "story"),
        ("w.stories.save_draft('one', {'year': 'soon'})", "story"),
        ("w.profiles.save(Profile(candidate='Mira'))", "profile"),
        ("(w.path / 'profile.yaml').write_text('candidate: Mira', encoding='utf-8')", "profile"),
    ],
)
@pytest.mark.slow
def test_another_process_is_heard(code: str, kind: str, workspace: Workspace) -> None:
    """What another process writes, or somebody writes by hand, is told with its kind."""
    ear = Ear()
    workspace.changes.listen(ear.hear)
    run_elsewhere(workspace.path, code)

    assert comes_true(lambda: frozenset({kind}) in ear.heard)


@pytest.mark.slow
def test_many_saves_elsewhere_and_here(workspace: Workspace) -> None:
    """Two processes that save the same kind at once are both heard to their last save."""
    last: dict[str, str] = {}

    def hear(_kinds: frozenset[str]) -> None:
        last.update({story.id: story.title for story in workspace.stories.all()})

    workspace.changes.listen(hear)
    code = "for n in range(60): w.stories.save(Story(id='there', title=str(n)))"
    other = threading.Thread(target=run_elsewhere, args=(workspace.path, code))
    other.start()
    for number in range(60):
        workspace.stories.save(Story(id="here", title=str(number)))
    other.join()

    assert comes_true(lambda: last == {"here": "59", "there": "59"})


@pytest.mark.slow
def test_a_view_that_is_gone_is_collected(workspace: Workspace) -> None:
    """Listening keeps no view alive, and the thread ends with the last one."""
    ear = Ear()
    workspace.changes.listen(ear.hear)
    assert watchers(workspace)
    del ear
    gc.collect()
    workspace.stories.save(Story(id="one"))

    assert comes_true(lambda: not watchers(workspace))


def test_the_thread_ends_and_begins_again(workspace: Workspace) -> None:
    """Stopping the last listener ends the watch; another listener begins it again, and it hears."""
    workspace.changes.listen(Ear().hear)()
    assert comes_true(lambda: not watchers(workspace))
    ear = Ear()
    workspace.changes.listen(ear.hear)
    run_elsewhere(workspace.path, "w.stories.save(Story(id='one'))")

    assert comes_true(lambda: ear.heard)


def test_a_workspace_without_listeners_has_no_thread(workspace: Workspace) -> None:
    """Opening, reading and saving start nothing; closing ends what was started."""
    workspace.stories.save(Story(id="one"))
    workspace.stories.all()
    assert not watchers(workspace)
    workspace.changes.listen(lambda _kinds: None)
    workspace.close()

    assert comes_true(lambda: not watchers(workspace))


def test_a_listener_that_fails_stops_nobody(workspace: Workspace) -> None:
    """A save succeeds and the others hear of it, whatever one listener does."""

    def fail(_kinds: frozenset[str]) -> None:
        raise RuntimeError

    ear = Ear()
    workspace.changes.listen(fail)
    workspace.changes.listen(ear.hear)
    workspace.stories.save(Story(id="one"))

    assert ear.heard
    assert workspace.stories.get("one")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_a_forked_child_begins_anew(workspace: Workspace) -> None:
    """A child has no listener of its parent's, and one of its own hears from other processes."""
    code = f"""
import os, threading, time
from prepkit.models import Story
from prepkit.store.workspace import Workspace
w = Workspace({str(workspace.path)!r})
heard = []
w.changes.listen(heard.append)
w.changes._lock.acquire()  # as the watch may hold it at the moment of a fork
pid = os.fork()
if pid == 0:
    w = Workspace({str(workspace.path)!r})
    w.stories.save(Story(id="child"))
    assert not heard
    mine = threading.Event()
    w.changes.listen(lambda kinds: mine.set())
    os._exit(0 if mine.wait({PATIENCE}) else 3)
w.changes._lock.release()
until = time.monotonic() + {PATIENCE}
other = Workspace({str(workspace.path)!r})
done = (0, 0)
while done[0] == 0 and time.monotonic() < until:
    other.stories.save(Story(id="parent", title=str(time.monotonic())))
    time.sleep(0.1)
    done = os.waitpid(pid, os.WNOHANG)
assert os.waitstatus_to_exitcode(done[1]) == 0, done
assert heard
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


class TestTracking:
    def test_reads_are_tracked_and_nest(self, workspace: Workspace) -> None:
        """A tracking gives what was read inside it, the inner ones included; what is read outside is not in it."""
        workspace.hours.all()
        with reads.tracking() as outer:
            workspace.stories.all()
            with reads.tracking() as inner:
                _ = workspace.profile
            workspace.bullets.draft("one")
        workspace.mocks.all()

        assert inner == {"profile"}
        assert outer == {"story", "profile", "bullet"}

    def test_another_thread_is_another_matter(self, workspace: Workspace) -> None:
        """What a thread reads that was not started by the view is not its."""
        with reads.tracking() as found:
            thread = threading.Thread(target=workspace.stories.all)
            thread.start()
            thread.join()

        assert found == set() or sys.version_info >= (3, 14)
