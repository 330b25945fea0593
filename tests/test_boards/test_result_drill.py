"""The drill: data, a decision with its reason, and only then the truth."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from memory_collection import find, read_html
from shared import TODAY

from prepkit import experiments as ex
from prepkit.boards.result_drill import ResultDrill
from prepkit.content.library import load
from prepkit.content.shapes.metrics import DrillFault
from prepkit.errors import WorkspaceError
from prepkit.metrics.experiments import drills
from prepkit.models import DrillAnswer
from prepkit.store import Workspace


@pytest.fixture
def prep(workspace: Workspace) -> Workspace:
    """An empty workspace on the sample's day."""
    return Workspace(workspace.path, today=TODAY)


def decide(drill: ResultDrill, decision: str, reason: str) -> None:
    find(drill, "Your decision").value = decision
    find(drill, "Why").value = reason
    find(drill, "Decide").click()


class TestResultDrill:
    def test_truth_is_hidden_until_decided(self, prep: Workspace):
        """G5, G15: a result is read, decided on with a reason, and only then the truth and a question are shown."""
        drill = ResultDrill(prep)
        fault = next(each for each in load(DrillFault) if each.id == drill.answer.fault)
        before = read_html(drill) + drill.render_html() + drill.render_text()
        decide(drill, fault.decision, "The split <b>holds</b>.")
        after = drill.render_text()

        truth = drills.say_truth(ex.make_drill(drill.answer.setting, fault.id, drill.answer.seed))
        assert truth not in before
        assert fault.question not in before
        assert truth in after
        assert fault.question in after
        assert "That is right." in after
        assert "The split &lt;b&gt;holds&lt;/b&gt;." in read_html(drill)
        [kept] = prep.drill_answers.all()
        assert (kept.decision, kept.date) == (fault.decision, TODAY)
        assert "1 drill decided: 1 right." in after

    def test_opened_again_it_shows_the_decision(self, prep: Workspace):
        """Opened again it shows the same drill with its truth; the next one is begun by a button and stays."""
        first = ResultDrill(prep)
        decide(first, "ship", "It looks good.")
        again = ResultDrill(prep)

        assert again.answer == first.answer
        assert "You said: ship." in again.render_text()
        decided = again.answer
        find(again, "Next drill").click()
        assert again.answer.id != decided.id
        assert "You said" not in again.render_text()
        assert ResultDrill(prep).answer.id == again.answer.id

    def test_what_is_typed_is_kept(self, prep: Workspace):
        """A reason that was being typed when the kernel stopped stands there again, with the same data."""
        drill = ResultDrill(prep)
        find(drill, "Why").value = "Because of the"
        drill.flush()
        again = ResultDrill(prep)

        assert find(again, "Why").value == "Because of the"
        assert again.answer.id == drill.answer.id
        assert prep.drill_answers.all() == []

    def test_a_decision_needs_a_choice_and_a_reason(self, prep: Workspace):
        """What is missing is said at its field, and nothing is stored or told."""
        drill = ResultDrill(prep)
        find(drill, "Decide").click()

        assert "Pick one of the four." in read_html(drill)
        assert "Write the fact that decides it" in read_html(drill)
        decide(drill, "ship", "  ")
        assert "Pick one of the four." not in read_html(drill)
        assert "Write the fact that decides it" in read_html(drill)
        assert prep.drill_answers.all() == []

    def test_a_failure_to_save_keeps_what_was_typed(self, prep: Workspace, monkeypatch: pytest.MonkeyPatch):
        """When the decision cannot be stored it is said in words and stays in the form, with the truth hidden."""
        drill = ResultDrill(prep)

        def refuse(_record: Any) -> None:
            raise WorkspaceError("the disk is full", cure="Try again")

        monkeypatch.setattr(prep.drill_answers, "save", refuse)
        decide(drill, "ship", "It looks good.")

        assert "Not saved: the disk is full. Try again" in read_html(drill)
        assert find(drill, "Why").value == "It looks good."
        assert "You said" not in drill.render_text()

    def test_a_drill_of_another_version_is_said(self, prep: Workspace):
        """A stored decision whose setting is gone from the content is shown as such; the next drill can be begun."""
        gone = DrillAnswer(date=TODAY, setting="gone", fault="split", seed=1, decision="ship", reason="x")
        prep.drill_answers.save(gone)
        drill = ResultDrill(prep)

        assert "no longer part of prepkit" in read_html(drill)
        find(drill, "Next drill").click()
        assert "What the dashboard shows" in read_html(drill)

    def test_yesterdays_decision_leaves_room(self, prep: Workspace):
        """On another day a new drill stands there, and the earlier decision counts."""
        decide(ResultDrill(prep), "ship", "It looks good.")
        later = ResultDrill(Workspace(prep.path, today=TODAY + dt.timedelta(days=1)))

        assert not later.answer.decision
        assert "1 drill decided" in later.render_text()
