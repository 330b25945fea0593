"""Drafting from a story: a PRFAQ, a resume line, a letter, each kept once and never over what was edited."""

from __future__ import annotations

from typing import Any

import pytest
from memory_collection import find, read_html

from prepkit.boards.bullet_table import BulletTable
from prepkit.boards.drafter import Drafter
from prepkit.content.library import load
from prepkit.content.shapes.writing import OfferedQuestion
from prepkit.errors import UsageError, WorkspaceError
from prepkit.models import ImpactMetric, Story
from prepkit.models.resume import LETTER_MOVES
from prepkit.store import Workspace

STORY = Story(
    id="story-fit",
    title="The parcel that came back",
    customer="First-time buyers of boots",
    customer_need="They could not tell which size to order.",
    product_decision="I decided to ask one question on the page.",
)
METRIC = ImpactMetric(
    name="Late parcels", baseline=12, actual=6, unit="%", population="3,000 buyers", window="May", attribution="A test"
)
LATE = Story(id="story-late", title="Parcels that were late", customer_impact_metric=METRIC)
NEEDED = [one for one in load(OfferedQuestion) if one.needed and one.faq != "customer"]


def refuse(_record: Any) -> None:
    """Save nothing, as a full disk does."""
    raise WorkspaceError("the disk is full", cure="Make room")


class TestFromStoryToDraft:
    def test_a_story_becomes_a_draft_once(self, workspace: Workspace) -> None:
        """G13: the button saves the draft of the story that is picked; pressed twice, it stands there once."""
        workspace.stories.save(STORY)
        drafter = Drafter(workspace, "prfaq")
        find(drafter, "Keep this PRFAQ").click()
        find(drafter, "Keep this PRFAQ").click()

        [kept] = workspace.prfaqs.all()
        assert kept.story_id == "story-fit"
        assert "which size to order" in kept.problem
        assert {entry.question for entry in kept.internal_faq} >= {one.text for one in NEEDED if one.faq == "internal"}
        assert "Kept already" in read_html(drafter)

    def test_what_was_edited_is_not_written_over(self, workspace: Workspace) -> None:
        """A draft that the person has edited stays as it is, from this form and from one opened later."""
        workspace.stories.save(STORY)
        drafter = Drafter(workspace, "prfaq")
        kept = drafter.keep()
        assert kept is not None
        workspace.prfaqs.save(kept.replace(heading="Boots that fit"))
        drafter.keep()
        Drafter(workspace, "prfaq").keep()

        assert [one.heading for one in workspace.prfaqs.all()] == ["Boots that fit"]

    def test_a_deleted_story_is_said(self, workspace: Workspace) -> None:
        """A story deleted while the form is open gives words and no draft."""
        workspace.stories.save(STORY)
        drafter = Drafter(workspace, "prfaq")
        workspace.stories.delete(STORY.id)
        drafter.keep()

        assert workspace.prfaqs.all() == []
        assert "deleted since" in read_html(drafter)

    def test_a_failing_store_is_said(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """A draft that cannot be saved is said to be not kept."""
        workspace.stories.save(STORY)
        drafter = Drafter(workspace, "prfaq")
        monkeypatch.setattr(workspace.prfaqs, "save", refuse)
        drafter.keep()

        assert "Not kept: the disk is full" in read_html(drafter)

    def test_an_empty_workspace_is_led(self, workspace: Workspace) -> None:
        """Without a story the button rests, and the reader is told what to write first."""
        drafter = Drafter(workspace, "prfaq")

        assert find(drafter, "Keep this PRFAQ").disabled
        assert "01, Frame your projects" in drafter.render_text()

    def test_a_thousand_stories_are_limited(self, workspace: Workspace) -> None:
        """Of a thousand stories the newest are offered, and the rest is told."""
        workspace.stories.save_all([Story(id=f"s{number}", title=f"T{number}") for number in range(1_000)])
        drafter = Drafter(workspace, "prfaq")

        assert len(find(drafter, "Story").options) == 200
        assert "The newest 200 of 1,000 are offered." in read_html(drafter)

    def test_the_choice_stays_while_stories_come(self, workspace: Workspace) -> None:
        """A story that has its draft by now leaves its place in the list, and the choice stays with it."""
        workspace.stories.save_all([STORY, Story(id="other", title="Another")])
        drafter = Drafter(workspace, "prfaq")
        find(drafter, "Keep this PRFAQ").click()

        assert find(drafter, "Story").value == STORY.id
        assert [key for _, key in find(drafter, "Story").options] == ["other", STORY.id]
        assert "1 of your 2 stories has no PRFAQ yet" in read_html(drafter)

    def test_only_what_is_composed_is_drafted(self, workspace: Workspace) -> None:
        """A kind that nothing is composed for ends in a line that names those there are."""
        with pytest.raises(UsageError, match="bullet, letter, prfaq"):
            Drafter(workspace, "resume")  # type: ignore[arg-type]


class TestLinesAndLetters:
    def test_a_story_without_a_line_gets_one(self, workspace: Workspace) -> None:
        """G10: a story that no line tells yet becomes one, once, and the table flags nothing at it."""
        workspace.stories.save(LATE.replace(product_decision="I launched a later cut-off.", customer="Night buyers"))
        drafter = Drafter(workspace, "bullet")
        find(drafter, "Keep this resume line").click()
        find(drafter, "Keep this resume line").click()

        [kept] = workspace.bullets.all()
        assert kept.story_id == "story-late"
        assert "you will be asked" not in BulletTable(workspace).render_text()

    def test_a_story_becomes_a_letter_in_four_moves(self, workspace: Workspace) -> None:
        """G11: the letter of a story names the company and has text or a visible blank in each move."""
        workspace.stories.save(LATE.replace(customer_need="They waited.", partners="I met the warehouse."))
        drafter = Drafter(workspace, "letter")
        find(drafter, "Company and team").value = "Amazon, Delivery"
        find(drafter, "Keep this letter").click()

        [kept] = workspace.letters.all()
        assert kept.company == "Amazon, Delivery"
        assert "Amazon" in kept.greeting
        assert all(getattr(kept, move) for move in LETTER_MOVES)
