"""A story's metric, built part by part."""

from __future__ import annotations

from typing import Any

import pytest
from memory_collection import find, read_html

from prepkit.boards.metric_builder import MetricBuilder
from prepkit.errors import WorkspaceError
from prepkit.models import Story
from prepkit.store import Workspace


class TestMetricBuilder:
    def test_a_contradiction_is_refused_while_one_types(self, sample: Workspace) -> None:
        """G3: the number is built part by part, recomputed at each key, refused if it contradicts itself, and saved."""
        form = MetricBuilder(sample, "story-return-model-draft")

        assert "AUC says how the model did" in read_html(form)
        find(form, "Metric name").value = "First orders returned"
        find(form, "Baseline").value = "14.0"
        find(form, "Actual").value = "11.2"
        find(form, "Unit").value = "%"
        find(form, "The change, as you would say it").value = "down 40%"
        assert "Down 2.8 percentage points" in read_html(form)
        assert "Refused. 40% is not the relative change" in read_html(form)
        find(form, "The change, as you would say it").value = "down 20%"
        assert "Holds. That agrees" in read_html(form)
        find(form, "Save now").click()

        metric = sample.stories.get("story-return-model-draft").customer_impact_metric
        assert (metric.name, metric.baseline, metric.actual, metric.unit) == ("First orders returned", 14.0, 11.2, "%")
        again = MetricBuilder(sample, "story-return-model-draft")
        assert 'As you say it: "down 20%"' in again.render_text()

    def test_what_does_not_fit_is_kept_and_said(self, sample: Workspace) -> None:
        """No number, NaN and infinity are said at once and kept as typed; the stored metric stays."""
        form = MetricBuilder(sample, "story-size-advice")
        for typed, said in (("fourteen", "no number"), ("nan", "must be a number"), ("inf", "must be a number")):
            find(form, "Baseline").value = typed
            assert said in read_html(form)
        form.flush()

        assert sample.stories.get("story-size-advice").customer_impact_metric.baseline == 14.0
        again = MetricBuilder(sample, "story-size-advice")
        assert find(again, "Baseline").value == "inf"
        assert "kept as you typed it" in read_html(again)

    def test_another_field_of_the_story_is_left_alone(self, sample: Workspace) -> None:
        """What a form saved into the story meanwhile is not undone."""
        form = MetricBuilder(sample, "story-size-advice")
        sample.stories.save(sample.stories.get("story-size-advice").replace(learning="Ask first."))
        find(form, "Window").value = "8 weeks"
        form.flush()

        story = sample.stories.get("story-size-advice")
        assert (story.learning, story.customer_impact_metric.window) == ("Ask first.", "8 weeks")

    def test_picking_another_story_saves_the_first(self, sample: Workspace) -> None:
        """Each story has its own number and its own stated change."""
        form = MetricBuilder(sample, "story-size-advice")
        find(form, "Unit").value = "percent"
        find(form, "Story").value = "story-heat-wave"

        assert find(form, "Baseline").value == "4.6"
        assert find(form, "The change, as you would say it").value == ""
        assert sample.stories.get("story-size-advice").customer_impact_metric.unit == "percent"

    def test_a_failing_store_is_said(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """A save that fails is said, and what was typed stays, as text."""
        workspace.stories.save(Story(id="a", title="<b>bold</b>"))
        form = MetricBuilder(workspace)

        def refuse(*_any: Any) -> None:
            raise WorkspaceError("The disk is full", cure="Make room")

        monkeypatch.setattr(workspace.stories, "update", refuse)
        find(form, "Unit").value = "<i>%</i>"
        form.flush()

        assert "Not saved: The disk is full" in read_html(form)
        assert find(form, "Unit").value == "<i>%</i>"
        assert "<i>" not in form.render_html()
        assert "<b>" not in form.render_html()

    def test_the_first_story_brings_it_to_life(self, workspace: Workspace) -> None:
        """Without a story one is told to write one; with the first one its metric can be typed."""
        form = MetricBuilder(workspace)
        assert "No story yet" in form.render_html()
        workspace.stories.save(Story(id="a", title="Boots"))
        form.update()
        find(form, "Unit").value = "%"
        form.flush()

        assert workspace.stories.get("a").customer_impact_metric.unit == "%"
