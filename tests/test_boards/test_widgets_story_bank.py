"""The principle guide, the follow-up ladder and the panel's form: chosen, read again, kept."""

from __future__ import annotations

import pytest
from clinic import CLINIC
from memory_collection import MemoryCollection, find, read_html, walk
from shared import NASTY_TEXTS

from prepkit.boards.follow_up_ladder import FollowUpLadder
from prepkit.boards.principle_guide import PrincipleGuide
from prepkit.forms.named import PanelForm
from prepkit.models import Panel, Story
from prepkit.store import Workspace
from prepkit.stories.panel import gather_panel, usual_panel


class TestPrincipleGuide:
    def test_a_principle_is_read_in_full(self):
        """A chosen principle shows meaning, three signals with the story that shows them, questions and the way out."""
        guide = PrincipleGuide(MemoryCollection(Story, CLINIC))
        find(guide, "Principle").value = "customer-obsession"
        shown = read_html(guide)

        assert "1 story of yours is tagged with it: 1 strong." in shown
        assert shown.count("✓ Shown") == 3
        assert "Evidence: “I called 40 who had missed theirs.”" in shown
        assert "Where data scientists fall in" in shown
        assert "The way out" in shown
        assert "How it is asked" in guide.render_html()
        assert guide.render_text().startswith("Customer Obsession\n")

    def test_a_signal_that_is_missing_is_asked_for(self):
        """A signal that no slot shows stands open, with the slot to look at and the question."""
        guide = PrincipleGuide(MemoryCollection(Story, CLINIC.replace(launch="")))

        assert "○ Open" in read_html(guide)
        assert "Look at: Launch and after." in guide.render_text()

    def test_what_was_written_since_is_read_again(self):
        """Choosing another principle, or the button, looks at the stories as they are now."""
        stories = MemoryCollection(Story)
        guide = PrincipleGuide(stories)
        assert "No story of yours" in read_html(guide)

        stories.save(CLINIC)
        find(guide, "Read again").click()

        assert "1 story of yours" in read_html(guide)
        guide.choose("frugality")
        assert "No story of yours" in read_html(guide)

    def test_two_hundred_stories(self):
        """Of many stories the six strongest are shown, and it says so."""
        stories = [CLINIC.replace(id=f"s{number}") for number in range(200)]
        guide = PrincipleGuide(MemoryCollection(Story, *stories))

        assert "200 stories of yours are tagged with it; shown are the 6 strongest." in guide.render_text()

    @pytest.mark.parametrize("nasty", NASTY_TEXTS)
    def test_texts_are_escaped(self, nasty: str):
        """What was typed is never markup."""
        story = CLINIC.replace(title=nasty, evidence=f"{nasty} 40 said", trade_off=nasty)
        for view in (PrincipleGuide(MemoryCollection(Story, story)), FollowUpLadder(MemoryCollection(Story, story))):
            assert "<script" not in read_html(view)
            assert "<script" not in view.render_html()

    def test_a_collection_that_cannot_be_read(self):
        """A failure is said, and what was shown stays."""
        stories = MemoryCollection(Story, CLINIC)
        guide = PrincipleGuide(stories)
        stories.all = lambda: 1 / 0
        find(guide, "Read again").click()

        assert "Cannot be read" in read_html(guide)
        assert "1 story of yours" in read_html(guide)


class TestFollowUpLadder:
    def test_it_begins_with_the_story_that_needs_it(self, sample: Workspace):
        """The first unfinished story is shown first, its ladder numbered through, blank slots at the head."""
        ladder = FollowUpLadder(sample.stories)
        shown = read_html(ladder)

        assert ladder.chosen == "story-return-model-draft"
        assert shown.index("Nothing there yet") < shown.index("There, and thin") < shown.index("And then, about you")
        assert '<ol start="8">' in shown
        assert "7 blank, 10 thin." in ladder.render_text()

    def test_a_filled_slot_leaves_the_ladder(self):
        """What is written into the story is not asked for any more, once read again."""
        stories = MemoryCollection(Story, CLINIC)
        ladder = FollowUpLadder(stories)
        assert "Name two, and why you did not." in read_html(ladder)

        stories.save(CLINIC.replace(options_rejected="A call: 9 hours a week."))
        find(ladder, "Read again").click()

        assert "Name two, and why you did not." not in read_html(ladder)
        assert "would you still turn it down?" in read_html(ladder)

    def test_a_story_that_was_deleted(self):
        """After its story was deleted the ladder shows another one, or says that there is none."""
        stories = MemoryCollection(Story, CLINIC, CLINIC.replace(id="second", title="Another"))
        ladder = FollowUpLadder(stories)
        stories.delete("clinic")
        find(ladder, "Read again").click()
        assert ladder.chosen == "second"

        stories.delete("second")
        find(ladder, "Read again").click()
        assert "No story yet" in read_html(ladder)
        assert "No story yet" in ladder.render_text()


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
        views = (PanelForm(MemoryCollection(Panel)), FollowUpLadder(MemoryCollection(Story, CLINIC)))
        for view in views:
            controls = [each for each in walk(view) if hasattr(each, "description") and hasattr(each, "tooltip")]
            named = [each.description for each in controls if type(each).__name__ in ("Text", "Dropdown", "Button")]

            assert all(named)
            assert len(named) == len(set(named))
