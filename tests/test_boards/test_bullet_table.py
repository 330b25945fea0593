"""Resume lines as a table: rewritten, judged and tied to a story in place."""

from __future__ import annotations

from typing import Any

import pytest
from memory_collection import find, read_html

from prepkit.boards.bullet_table import BulletTable
from prepkit.errors import WorkspaceError
from prepkit.metrics.impacts import list_impacts
from prepkit.models import Bullet, Story
from prepkit.store import Workspace

WEAK = "Responsible for building a gradient boosting model to predict returns, AUC 0.87."
STORY = Story(id="story-late", title="Parcels that were late")


class TestTable:
    def test_a_line_is_rewritten_and_reviewed_in_place(self, workspace: Workspace) -> None:
        """G10: the original stays, the rewritten line is saved and judged anew, and its words are counted."""
        workspace.bullets.save(Bullet(id="b", original=WEAK))
        table = BulletTable(workspace)
        assert "says that you were there" in read_html(table)
        find(
            table, "Line 1 as it reads now"
        ).value = (
            "Launched size advice for 41,600 first-time buyers; cut size returns from 14.0% to 11.2% in eight weeks."
        )
        table.flush()

        kept = workspace.bullets.get("b")
        assert kept.original == WEAK
        assert kept.rewritten.startswith("Launched size advice")
        assert "No findings" in read_html(table)
        assert "17 words, of 12 to 30" in read_html(table)

    def test_a_verb_is_offered_for_a_weak_opener(self, workspace: Workspace) -> None:
        """G14: the verb that is chosen opens the line, and with it the offer goes."""
        workspace.bullets.save(Bullet(id="b", original=WEAK))
        table = BulletTable(workspace)
        find(table, "Open it with").value = "Launched"
        find(table, "Use this verb").click()
        table.flush()

        assert workspace.bullets.get("b").rewritten.startswith("Launched a gradient boosting model")
        assert table._rows[0]._verbs.layout.display == "none"

    def test_a_line_without_a_story_is_flagged(self, workspace: Workspace) -> None:
        """G10: a line with no story behind it says that you will be asked, until a story is chosen."""
        workspace.stories.save(STORY)
        workspace.bullets.save(Bullet(id="b", rewritten="Launched it"))
        table = BulletTable(workspace)
        assert "you will be asked" in read_html(table)
        find(table, "Story behind it").value = "story-late"
        table.flush()

        assert "you will be asked" not in read_html(table)
        assert workspace.bullets.get("b").story_id == "story-late"

    def test_a_deleted_story_is_said_and_nothing_is_lost(self, workspace: Workspace) -> None:
        """A story deleted while a line points to it: words at the line, which keeps its text and its story's id."""
        workspace.stories.save(STORY)
        workspace.bullets.save(Bullet(id="b", rewritten="Launched it", story_id="story-late", impact="cost"))
        workspace.stories.delete("story-late")
        table = BulletTable(workspace)
        impacts = list_impacts(workspace.bullets.all(), workspace.stories.all())

        assert "Its story has been deleted: you will be asked." in read_html(table)
        assert "Its story has been deleted" in table.render_text()
        assert "Its story has been deleted: you will be asked." in list(impacts["missing"])
        find(table, "Line 1 as it reads now").value = "Launched it again"
        table.flush()
        assert workspace.bullets.get("b").story_id == "story-late"

    def test_a_line_deleted_meanwhile_comes_back_with_what_was_typed(self, workspace: Workspace) -> None:
        """What is typed into a line that was deleted elsewhere is kept."""
        workspace.bullets.save(Bullet(id="b", original=WEAK))
        table = BulletTable(workspace)
        workspace.bullets.delete("b")
        find(table, "Line 1 as it reads now").value = "Launched it"
        table.flush()

        assert (workspace.bullets.get("b").rewritten, workspace.bullets.get("b").original) == ("Launched it", WEAK)

    def test_pages_and_search(self, sample: Workspace) -> None:
        """Five lines stand on a page; the next page and a search show others, and edits go to the right line."""
        table = BulletTable(sample)
        assert "Lines 1 to 5 of 10" in read_html(table)
        find(table, "Next lines").click()
        assert "Lines 6 to 10 of 10" in read_html(table)
        find(table, "Find a line").value = "kettlebrook"
        assert "Lines 1 to 4 of 4" in read_html(table)
        find(table, "Line 10 as it reads now").value = "Cut waste"
        find(table, "Find a line").value = "no such word"
        table.flush()

        assert sample.bullets.get("bullet-forecast").rewritten == "Cut waste"
        assert "No line holds this." in read_html(table)

    @pytest.mark.slow
    def test_a_thousand_lines_stand_on_pages(self, workspace: Workspace) -> None:
        """A thousand lines and stories: five rows, a count, and the newest stories to choose from."""
        workspace.stories.save_all([Story(id=f"s{number}", title=f"T{number}") for number in range(1_000)])
        lines = (Bullet(id=f"b{number}", rewritten="Launched it", story_id="s1") for number in range(1_000))
        workspace.bullets.save_all(list(lines))
        table = BulletTable(workspace)

        assert "Lines 1 to 5 of 1,000" in read_html(table)
        assert "The newest 200 of 1,000 are offered." in read_html(table)
        assert find(table, "Story behind it").label == "T1"
        assert "And 980 more lines" in table.render_text()
        assert len(table.render_html()) < 20_000

    def test_a_failing_store_keeps_what_was_typed(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """A failure is said; what was typed is saved once the store works again."""
        workspace.bullets.save(Bullet(id="b", original=WEAK))
        table = BulletTable(workspace)

        def refuse(*_any: Any) -> None:
            raise WorkspaceError("the disk is full", cure="Make room")

        monkeypatch.setattr(workspace.bullets, "update", refuse)
        find(table, "Line 1 as it reads now").value = "Launched it"
        table.flush()
        assert "Not saved: the disk is full" in read_html(table)
        monkeypatch.undo()
        table.flush()

        assert workspace.bullets.get("b").rewritten == "Launched it"

    def test_a_finding_that_was_set_apart_is_not_raised(self, workspace: Workspace) -> None:
        """What is acknowledged in another place leaves the line at once."""
        workspace.bullets.save(Bullet(id="b", rewritten="Launched size advice; leveraged tests for 3,000 buyers."))
        table = BulletTable(workspace)
        before = read_html(table)
        workspace.acknowledge("AL012", "leveraged", "the product is called so")
        table.update()

        assert "AL012" in before
        assert "AL012" not in read_html(table)
