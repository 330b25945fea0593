"""Whatever saves by typing says "Saved" only of what the store holds, also while a save is slow, fails or is raced."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory_collection import find, read_html
from waiting import PATIENCE

from prepkit.boards.bullet_table import BulletTable
from prepkit.boards.metric_builder import MetricBuilder
from prepkit.boards.release_mirror import ReleaseMirror
from prepkit.boards.result_drill import NEXT, ResultDrill
from prepkit.boards.translator import OWN_WORDS, Translator
from prepkit.errors import RecordNotFoundError, WorkspaceError
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.models import Bullet, Reading, ScratchText, Story
from prepkit.sessions.rehearsal import Rehearsal
from prepkit.sessions.talk_review import TalkReview
from prepkit.store import Workspace
from prepkit.store.draft import flush_all
from prepkit.stories.drafts import derive_id

TEXTS = st.lists(st.text("abcdefgh ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4)


@dataclass
class Control:
    """Something to type into: how, what is stored of it, and what its line of status says."""

    view: Any
    type: Callable[[str], None]
    stored: Callable[[], str]
    says: Callable[[], str]

    @property
    def flush(self) -> Callable[[], Any]:
        """What saves now."""
        return self.view.flush


def _set(view: Any, label: str) -> Callable[[str], None]:
    control = find(view, label)
    return lambda text: setattr(control, "value", text)


def _form(prep: Workspace) -> Control:
    form = prep.stories.form(record_id="s")
    return Control(form, _set(form, "Title"), lambda: prep.stories.get("s").title, lambda: read_html(form))


def _sections(prep: Workspace) -> Control:
    form = prep.metric_plans.form("feature", "metrics")
    stored = lambda: next((plan.feature for plan in prep.metric_plans.all()), "")  # noqa: E731
    return Control(form, _set(form, "Feature"), stored, lambda: read_html(form))


def _table(prep: Workspace) -> Control:
    table = BulletTable(prep)
    return Control(
        table,
        _set(table, "Line 1 as it reads now"),
        lambda: prep.bullets.get("b").rewritten,
        lambda: read_html(table),
    )


def _editor(prep: Workspace) -> Control:
    editor = ReviewEditor.on(prep.stories, "s", "situation")
    return Control(
        editor,
        lambda text: setattr(editor, "text", text),
        lambda: prep.stories.get("s").situation,
        lambda: editor.status["text"],
    )


def _talk(prep: Workspace) -> Control:
    talk = TalkReview(prep)
    return Control(
        talk,
        lambda text: setattr(talk, "text", text),
        lambda: _text(prep, "spoken-answer"),
        lambda: talk._editor.status["text"],
    )


def _metric(prep: Workspace) -> Control:
    builder = MetricBuilder(prep)
    return Control(
        builder,
        _set(builder, "Metric name"),
        lambda: prep.stories.get("s").customer_impact_metric.name,
        lambda: read_html(builder),
    )


def _mirror(prep: Workspace) -> Control:
    mirror = ReleaseMirror(prep)
    find(mirror, "Release").value = "r"
    name = derive_id("r", "text")
    return Control(
        mirror, _set(mirror, "The release, as plain text"), lambda: _text(prep, name), lambda: read_html(mirror)
    )


def _translator(prep: Workspace) -> Control:
    view = Translator(prep)
    return Control(
        view,
        _set(view, "Your project, in your own words"),
        lambda: _text(prep, OWN_WORDS),
        lambda: read_html(view),
    )


def _drill(prep: Workspace) -> Control:
    drill = ResultDrill(prep)

    def type_in(text: str) -> None:
        editor = drill._inputs["reason"].control
        editor.value = text

    return Control(drill, type_in, lambda: prep.drill_answers.draft(NEXT).get("reason", ""), lambda: read_html(drill))


def _session(prep: Workspace) -> Control:
    session = Rehearsal(prep)
    return Control(
        session,
        _set(session, "What you said"),
        lambda: prep.mocks.draft("rehearsal").get("answer", ""),
        lambda: read_html(session),
    )


def _text(prep: Workspace, record_id: str) -> str:
    try:
        return prep.scratch_texts.get(record_id).text
    except RecordNotFoundError:
        return ""


CONTROLS = [_form, _sections, _table, _editor, _talk, _metric, _mirror, _translator, _drill, _session]


@pytest.fixture
def prep(workspace: Workspace) -> Workspace:
    """Return a workspace with one of each."""
    workspace._today = dt.date(2026, 1, 26)
    workspace.stories.save(Story(id="s"))
    workspace.bullets.save(Bullet(id="b", original="Built a model"))
    workspace.readings.save(Reading(id="r", title="A release"))
    workspace.scratch_texts.save(ScratchText(id="other"))
    return workspace


class Gate:
    """Holds or breaks the writes of a workspace, as a slow or full disk does."""

    def __init__(self, prep: Workspace) -> None:
        self._database, self._write = prep._database, prep._database.write
        self.reached, self.opened, self.broken = threading.Event(), threading.Event(), False
        self.opened.set()

    def __enter__(self) -> Gate:
        def write() -> Any:
            self.reached.set()
            assert self.opened.wait(PATIENCE)
            if self.broken:
                raise WorkspaceError("the disk is full")
            return self._write()

        self._database.write = write
        return self

    def __exit__(self, *_: object) -> None:
        self._database.write = self._write

    def hold(self, control: Control, text: str) -> threading.Thread:
        """Type something, and return the thread that is saving it when this returns, until the gate is opened."""
        self.reached.clear()
        self.opened.clear()
        control.type(text)
        saver = threading.Thread(target=control.flush)
        saver.start()
        assert self.reached.wait(PATIENCE)
        return saver


@pytest.mark.slow
@pytest.mark.parametrize("make", CONTROLS)
class TestEveryControl:
    def test_a_flush_waits_for_a_slow_save(self, make: Callable[[Workspace], Control], prep: Workspace) -> None:
        """While another thread saves slowly, nothing is said to be saved, and a flush returns only when it is."""
        control = make(prep)
        with Gate(prep) as gate:
            saver = gate.hold(control, "typed")
            second = threading.Thread(target=control.flush)
            second.start()
            second.join(0.2)
            assert second.is_alive()
            assert "Saved" not in control.says()
            gate.opened.set()
            for thread in (saver, second):
                thread.join(PATIENCE)

        assert control.stored() == "typed"
        assert "Not saved" not in control.says()

    def test_what_is_typed_during_a_slow_save_is_not_said_to_be_saved(
        self, make: Callable[[Workspace], Control], prep: Workspace
    ) -> None:
        """A save that began before the last change says nothing of that change."""
        control = make(prep)
        with Gate(prep) as gate:
            saver = gate.hold(control, "first")
            control.type("second")
            gate.opened.set()
            saver.join(PATIENCE)
            said = control.says()
            assert "Saved" not in said or control.stored() == "second"
        control.flush()

        assert control.stored() == "second"

    def test_a_failing_save_keeps_what_was_typed(self, make: Callable[[Workspace], Control], prep: Workspace) -> None:
        """A failure is said, in one wording, and never "Saved"; the next flush stores everything."""
        control = make(prep)
        with Gate(prep) as gate:
            gate.broken = True
            control.type("typed")
            control.flush()
            said = control.says()
            assert "Not saved: the disk is full" in said
            assert "What you typed stays here, and is tried again at your next change." in said
            assert "Saved" not in said
        control.flush()

        assert control.stored() == "typed"
        assert "Not saved" not in control.says()

    def test_what_is_not_touched_says_nothing(self, make: Callable[[Workspace], Control], prep: Workspace) -> None:
        """Saving everything leaves the status of a control that nobody touched as it was."""
        control = make(prep)
        before = control.says()
        flush_all()

        assert control.says() == before

    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(mine=TEXTS, theirs=TEXTS, breaks=st.booleans())
    def test_two_threads(
        self,
        make: Callable[[Workspace], Control],
        prep: Workspace,
        mine: list[str],
        theirs: list[str],
        breaks: bool,
    ) -> None:
        """However typing, saving and failing are mixed, whoever flushed last finds the last text stored."""
        control = make(prep)

        def flush() -> None:
            for _ in theirs:
                control.flush()

        with Gate(prep) as gate:
            gate.broken = breaks
            other = threading.Thread(target=flush)
            other.start()
            for text in mine:
                control.type(text)
            other.join(PATIENCE)
            gate.broken = False
            control.type(f"{mine[-1]} at last")
            control.flush()

        assert control.stored() == f"{mine[-1]} at last"
        assert "Not saved" not in control.says()
        assert "Saving soon" not in control.says()
