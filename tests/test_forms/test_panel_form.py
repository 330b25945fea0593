"""The panel's form: a usual panel to be changed, kept, and put back."""

from __future__ import annotations

from memory_collection import MemoryCollection, find, walk

from prepkit.forms.named import PanelForm
from prepkit.models import Panel
from prepkit.store import Workspace
from prepkit.stories.assignment import gather_panel, usual_panel


class TestPanelForm:
    def test_the_usual_panel_stands_there_to_be_changed(self):
        """Nothing is stored until something is changed; then all of it is, and the panel follows."""
        panels = MemoryCollection(Panel)
        form = PanelForm(panels)
        assert find(form, "Interviewer 1").value == "Phone screen"
        assert find(form, "First principle 6").value == "learn-and-be-curious"
        form.flush()
        assert panels.all() == []

        find(form, "First principle 6").value = "think-big"
        form.flush()

        [panel] = panels.all()
        assert panel.interviewers[5].first_principle == "think-big"
        assert panel.interviewers[:5] == usual_panel().interviewers[:5]
        assert gather_panel(panels.all()) == panel

    def test_rows_are_added_and_removed(self):
        """An interviewer more and one less are kept."""
        panels = MemoryCollection(Panel)
        form = PanelForm(panels)
        find(form, "Remove interviewer 2").click()
        find(form, "Add an interviewer").click()
        find(form, "Interviewer 6").value = "Skip-level manager"
        form.flush()

        names = [each.name for each in panels.all()[0].interviewers]
        assert len(names) == 6
        assert names[-1] == "Skip-level manager"
        assert "Product manager, your peer" not in names

    def test_back_to_the_usual_panel(self, workspace: Workspace):
        """The button puts the usual panel back, and the one before stays in the history."""
        workspace.panels.save(Panel(interviewers=({"name": "Only one"},)))
        form = PanelForm(workspace.panels)
        assert find(form, "Interviewer 1").value == "Only one"
        find(form, "Back to a usual panel").click()

        assert workspace.panels.all() == [usual_panel()]
        assert find(form, "Interviewer 1").value == "Phone screen"
        assert len(workspace.panels.history("panel")) == 2

    def test_every_control_has_a_label(self):
        """Each control and button says what it is."""
        view = PanelForm(MemoryCollection(Panel))
        controls = [each for each in walk(view) if hasattr(each, "description") and hasattr(each, "tooltip")]
        named = [each.description for each in controls if type(each).__name__ in ("Text", "Dropdown", "Button")]

        assert all(named)
        assert len(named) == len(set(named))
