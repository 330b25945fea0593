"""One story, told everywhere: what the board shows, and what its buttons keep."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from memory_collection import find, read_html
from shared import TODAY

from prepkit.boards.compose_board import ComposeBoard
from prepkit.boards.metric_builder import MetricBuilder
from prepkit.boards.translator import Translator
from prepkit.errors import WorkspaceError
from prepkit.models import Bullet, ImpactMetric, Story
from prepkit.planning.tracker import tracker
from prepkit.review.reviewer import review
from prepkit.store import Workspace
from prepkit.stories.bank import find_gaps
from prepkit.stories.scripts import compose_script

SIZE = "story-size-advice"


def test_a_story_is_told_in_four_ways(sample: Workspace) -> None:
    """G2: resume line, three scripts, letter and PRFAQ draft of the chosen story stand beside each other."""
    board = ComposeBoard(sample, SIZE)
    shown = re.sub(r"<[^>]+>", " ", read_html(board))

    for heading in ("Resume line", "Script", "30 seconds", "90 seconds", "2 minutes", "Letter", "PRFAQ, first draft"):
        assert heading in shown
        assert heading.lower() in board.render_text().lower() or heading == "2 minutes"
    assert "Decided to ask one question" in shown
    assert "fell from 14% to 11.2%" in board.render_html()


def test_an_hour_ends_in_a_story_a_line_and_a_script(tmp_path: Path) -> None:
    """G2, G3, G4: from an empty workspace, a typed project becomes a story without gaps, its line and its script."""
    prep, full = Workspace.create(tmp_path / "prep"), Workspace.sample(today=TODAY)
    pad = Translator(prep)
    find(pad, "Your project, in your own words").value = "We built a return model with an AUC of 0.87."
    assert "What can a customer do now" in read_html(pad)
    told = full.stories.get(SIZE)
    prep.stories.save(told.replace(customer_impact_metric=ImpactMetric(name="AUC", baseline=0.81, actual=0.87)))
    builder = MetricBuilder(prep)
    assert "AUC says how the model did" in read_html(builder)
    metric = told.customer_impact_metric
    for label, value in (
        ("Metric name", metric.name),
        ("Baseline", "14.0"),
        ("Actual", "11.2"),
        ("Unit", "%"),
        ("Population", metric.population),
        ("Window", metric.window),
        ("Attribution", metric.attribution),
        ("The change, as you would say it", "down 20%"),
    ):
        find(builder, label).value = value
    find(builder, "Save now").click()
    board = ComposeBoard(prep)
    find(board, "Keep as resume line").click()

    assert list(find_gaps(prep.stories.all())["missing"]) == [""]
    (line,) = prep.bullets.all()
    assert "fell from 14% to 11.2%" in line.rewritten
    assert [one.severity for one in review(line).findings] == []
    assert 260 <= compose_script(prep.stories.get(SIZE), 120).words <= 280
    pad.flush()
    assert "AUC of 0.87" in Translator(prep).render_text()


def test_keeping_twice_keeps_once(sample: Workspace) -> None:
    """G10: a button keeps the line, letter or PRFAQ; a second press, and another board, do not double it."""
    before = {name: len(collection) for name, collection in sample.collections().items()}
    board = ComposeBoard(sample, SIZE)
    for label in ("Keep as resume line", "Keep as letter", "Keep as PRFAQ"):
        find(board, label).click()
        find(board, label).click()
        find(ComposeBoard(Workspace(sample.path, today=TODAY + dt.timedelta(days=40)), SIZE), label).click()
    after = {name: len(collection) for name, collection in sample.collections().items()}

    grown = {"bullets": 1, "letters": 1, "prfaqs": 1}
    assert {name: count + grown.get(name, 0) for name, count in before.items()} == after
    assert sample.bullets.get(f"bullet-of-{SIZE}").story_id == SIZE
    assert len(sample.bullets.history(f"bullet-of-{SIZE}")) == 1
    assert read_html(board).count("Kept already") == 3


def test_what_was_edited_since_is_never_overwritten(sample: Workspace) -> None:
    """G10: a kept line that the person has edited stays as it is, and the board says so."""
    board = ComposeBoard(sample, SIZE)
    find(board, "Keep as resume line").click()
    kept = sample.bullets.get(f"bullet-of-{SIZE}")
    sample.bullets.save(kept.replace(rewritten="My own words."))
    sample.stories.save(sample.stories.get(SIZE).replace(customer="Runners"))
    board.update()
    find(board, "Keep as resume line").click()

    assert sample.bullets.get(kept.id).rewritten == "My own words."
    assert "Not kept: you have edited the resume line" in read_html(board)


def test_what_nobody_edited_follows_the_story(sample: Workspace) -> None:
    """G11: a kept draft that is still as it was composed is brought up to date with the story."""
    board = ComposeBoard(sample, SIZE)
    for label in ("Keep as resume line", "Keep as PRFAQ"):
        find(board, label).click()
    sample.stories.save(sample.stories.get(SIZE).replace(customer="Runners over sixty"))
    board.update()
    for label in ("Keep as resume line", "Keep as PRFAQ"):
        find(board, label).click()

    assert "for runners over sixty" in sample.bullets.get(f"bullet-of-{SIZE}").rewritten
    assert sample.prfaqs.get(f"prfaq-of-{SIZE}").customer == "Runners over sixty"
    assert read_html(board).count("Brought up to date") == 2


def test_a_draft_prfaq_does_not_count_as_finished(sample: Workspace) -> None:
    """G13: keeping a first draft ticks nothing off the checklist."""
    before = tracker(sample.read(), TODAY).set_index("item")["done"]
    find(ComposeBoard(sample, SIZE), "Keep as PRFAQ").click()
    after = tracker(sample.read(), TODAY).set_index("item")["done"]

    assert before.to_dict() == after.to_dict()


def test_failures_are_said_and_the_first_story_brings_it_to_life(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a story one is told to write one; a full disk ends in a sentence, and a deleted story leaves the list."""
    board = ComposeBoard(workspace)
    assert "No story yet" in read_html(board)
    assert "No story yet" in board.render_html()
    workspace.stories.save(Story(id="a", title="<b>bold</b>", situation="<script>alert(1)</script> happened."))
    workspace.stories.save(Story(id="b", title="Another"))
    board.update()
    assert "No story yet" not in read_html(board)

    def fail(_record: Any) -> None:
        raise WorkspaceError("The disk is full", cure="Make room")

    monkeypatch.setattr(workspace.bullets, "save", fail)
    find(board, "Keep as resume line").click()
    assert "Not kept: The disk is full" in read_html(board)
    assert "<b>" not in read_html(board)
    workspace.stories.delete("a")
    board.update()

    assert find(board, "Story").label == "Another"


def test_without_proof_that_nobody_edited_a_kept_record_is_left_alone(workspace: Workspace) -> None:
    """A line under the id of the composed one that no version of the story gives is taken for edited."""
    workspace.stories.save(Story(id="a"))
    board = ComposeBoard(workspace)
    workspace.bullets.save(Bullet(id="bullet-of-a", story_id="a", rewritten="Typed by hand"))
    find(board, "Keep as resume line").click()

    assert workspace.bullets.get("bullet-of-a").rewritten == "Typed by hand"
    assert "Not kept" in read_html(board)
