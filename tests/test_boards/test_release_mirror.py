"""The mirror: a published release beside one's own draft."""

from __future__ import annotations

from typing import Any

import pytest
from memory_collection import find, read_html

from prepkit.boards.release_mirror import ReleaseMirror
from prepkit.errors import WorkspaceError
from prepkit.models import PRFAQ, Reading
from prepkit.store import Workspace


class TestMirror:
    def test_a_pasted_release_is_kept_logged_and_compared(self, workspace: Workspace) -> None:
        """G15: a pasted release is compared with the draft, entered into the log, and is there again later."""
        workspace.prfaqs.save(PRFAQ(heading="Boots that fit", problem="Of 100 boots, 14 come back."))
        mirror = ReleaseMirror(workspace)
        text = 'Library lends machines\n\nPORT ELLIN, March 4, 2026 — "It sews," said Ada Brandt, 41, of the port.'
        find(mirror, "The release, as plain text").value = text
        mirror.flush()

        [reading] = workspace.readings.all()
        assert (reading.title, reading.date) == ("Library lends machines", workspace.today)
        again = ReleaseMirror(workspace)
        assert find(again, "The release, as plain text").value == text
        assert "Numbers | " in again.render_text()
        assert "Library lends machines" in again.render_text()

    def test_the_text_enters_no_notebook(self, workspace: Workspace) -> None:
        """What the notebook's file holds is the comparison, never a line of the pasted text."""
        workspace.prfaqs.save(PRFAQ(heading="Boots that fit"))
        mirror = ReleaseMirror(workspace)
        find(mirror, "The release, as plain text").value = "Title\n\nA secret sentence of theirs stands here."
        mirror.flush()

        assert "secret" not in mirror.render_html() + mirror.render_text()

    def test_pasting_again_changes_the_same_text(self, workspace: Workspace) -> None:
        """A second version of a release replaces the first and makes no second entry of the log."""
        mirror = ReleaseMirror(workspace)
        for text in ("One title\nbody", "One title\nbody, longer"):
            find(mirror, "The release, as plain text").value = text
            mirror.flush()

        assert len(workspace.readings.all()) == 1
        assert [one.text for one in workspace.scratch_texts.all()] == ["One title\nbody, longer"]

    def test_picking_another_release_saves_the_first(self, sample: Workspace) -> None:
        """What was pasted and not saved yet is saved before another release is shown."""
        mirror = ReleaseMirror(sample)
        first, second = (reading.id for reading in sample.readings.all())
        find(mirror, "The release, as plain text").value = "Mine now"
        find(mirror, "Release").value = second
        assert find(mirror, "The release, as plain text").value == ""
        find(mirror, "Release").value = first

        assert find(mirror, "The release, as plain text").value == "Mine now"

    def test_an_empty_workspace_is_led(self, workspace: Workspace) -> None:
        """Without a text or a draft the mirror says what to paste or write, and draws nothing."""
        mirror = ReleaseMirror(workspace)
        assert "Paste a published press release" in mirror.render_text()
        find(mirror, "The release, as plain text").value = "A title\nand a body."

        assert "Choose or write a PRFAQ" in mirror.render_text()

    def test_a_failing_store_keeps_the_text(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """A text that cannot be saved stays in the box, and the failure is said."""
        mirror = ReleaseMirror(workspace)

        def refuse(_record: Any) -> None:
            raise WorkspaceError("the disk is full", cure="Make room")

        monkeypatch.setattr(workspace.readings, "save", refuse)
        find(mirror, "The release, as plain text").value = "A title"
        mirror.flush()

        assert "Not saved: the disk is full" in read_html(mirror)
        assert find(mirror, "The release, as plain text").value == "A title"

    def test_a_release_and_a_draft_from_elsewhere_are_offered(self, workspace: Workspace) -> None:
        """A reading and a PRFAQ that were saved elsewhere can be picked, while a pasted text stays."""
        mirror = ReleaseMirror(workspace)
        find(mirror, "The release, as plain text").value = "Being pasted"
        workspace.readings.save(Reading(id="r", title="From elsewhere"))
        workspace.prfaqs.save(PRFAQ(heading="Boots that fit"))
        mirror.update()

        assert ("From elsewhere", "r") in find(mirror, "Release").options
        assert find(mirror, "Your draft").label == "Boots that fit"
        assert find(mirror, "The release, as plain text").value == "Being pasted"
