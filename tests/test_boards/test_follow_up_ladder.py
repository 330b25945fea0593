"""The follow-up ladder: what would be asked of a story, from what is missing to what holds."""

from __future__ import annotations

from clinic import CLINIC
from memory_collection import read_html

from prepkit.boards.follow_up_ladder import FollowUpLadder
from prepkit.store import Workspace


def test_it_begins_with_the_story_that_needs_it(sample: Workspace) -> None:
    """The first unfinished story is shown first, its ladder numbered through, blank slots at the head."""
    ladder = FollowUpLadder(sample)
    shown = read_html(ladder)

    assert ladder.chosen == "story-return-model-draft"
    assert shown.index("Nothing there yet") < shown.index("There, and thin") < shown.index("And then, about you")
    assert '<ol start="8">' in shown
    assert "7 blank, 10 thin." in ladder.render_text()


def test_a_filled_slot_leaves_the_ladder(workspace: Workspace) -> None:
    """What is written into the story is not asked for any more."""
    workspace.stories.save(CLINIC)
    ladder = FollowUpLadder(workspace)
    assert "Name two, and why you did not." in read_html(ladder)
    workspace.stories.save(CLINIC.replace(options_rejected="A call: 9 hours a week."))
    ladder.update()

    assert "Name two, and why you did not." not in read_html(ladder)
    assert "would you still turn it down?" in read_html(ladder)


def test_a_story_that_was_deleted(workspace: Workspace) -> None:
    """After its story was deleted the ladder shows another one, or says that there is none."""
    workspace.stories.save_all([CLINIC, CLINIC.replace(id="second", title="Another")])
    ladder = FollowUpLadder(workspace)
    workspace.stories.delete("clinic")
    ladder.update()
    assert ladder.chosen == "second"
    workspace.stories.delete("second")
    ladder.update()

    assert "No story yet" in read_html(ladder)
    assert "No story yet" in ladder.render_text()
