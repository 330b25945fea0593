"""The principle guide: what a principle asks for, and what the stories show of it."""

from __future__ import annotations

import pytest
from clinic import CLINIC
from memory_collection import find, read_html

from prepkit.boards.principle_guide import PrincipleGuide
from prepkit.store import Workspace


def test_a_principle_is_read_in_full(workspace: Workspace) -> None:
    """A chosen principle shows meaning, three signals with the story that shows them, questions and the way out."""
    workspace.stories.save(CLINIC)
    guide = PrincipleGuide(workspace)
    find(guide, "Principle").value = "customer-obsession"
    shown = read_html(guide)

    assert "1 story of yours is tagged with it: 1 strong." in shown
    assert shown.count("✓ Shown") == 3
    assert "Evidence: “I called 40 who had missed theirs.”" in shown
    assert "Where data scientists fall in" in shown
    assert "The way out" in shown
    assert "How it is asked" in guide.render_html()
    assert guide.render_text().startswith("Customer Obsession\n")


def test_a_signal_that_is_missing_is_asked_for(workspace: Workspace) -> None:
    """A signal that no slot shows stands open, with the slot to look at and the question."""
    workspace.stories.save(CLINIC.replace(launch=""))
    guide = PrincipleGuide(workspace)

    assert "○ Open" in read_html(guide)
    assert "Look at: Launch and after." in guide.render_text()


def test_what_was_written_since_is_read(workspace: Workspace) -> None:
    """A story that is written counts, and another principle is another matter."""
    guide = PrincipleGuide(workspace)
    assert "No story of yours" in read_html(guide)
    workspace.stories.save(CLINIC)
    guide.update()

    assert "1 story of yours" in read_html(guide)
    guide.choose("frugality")
    assert "No story of yours" in read_html(guide)


def test_two_hundred_stories(workspace: Workspace) -> None:
    """Of many stories the six strongest are shown, and it says so."""
    workspace.stories.save_all([CLINIC.replace(id=f"s{number}") for number in range(200)])

    said = PrincipleGuide(workspace).render_text()
    assert "200 stories of yours are tagged with it; shown are the 6 strongest." in said


def test_stories_that_cannot_be_read(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure is said, and what was shown stays."""
    workspace.stories.save(CLINIC)
    guide = PrincipleGuide(workspace)
    monkeypatch.setattr(workspace.stories, "all", lambda: 1 / 0)
    guide.update()

    assert "Cannot be read" in read_html(guide)
    assert "1 story of yours" in read_html(guide)
