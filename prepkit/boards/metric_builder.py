"""A story's metric, built part by part: the change is recomputed, and one that contradicts its numbers is refused."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw

from prepkit.blocks import Block, Group, Heading, Paragraph
from prepkit.boards.board import Board, ask, line_up, make_button, name_newest, offer
from prepkit.content.library import load
from prepkit.content.shapes.lexicon import MetricFamily
from prepkit.errors import PrepkitError
from prepkit.forms.field_input import FieldInput, find_wide
from prepkit.metrics.change import Change, check_claim, measure_change
from prepkit.models import ImpactMetric, ScratchText, Story
from prepkit.models.form_field import FormField, read_fields
from prepkit.show.readable_box import Panel
from prepkit.store.draft import RecordDraft
from prepkit.store.workspace import Workspace

_FIELD = "customer_impact_metric"
_CLAIM = "The change, as you would say it"
_HINT = "Down 20%, 2.8 percentage points, halved: it is held against the numbers."
_COMING = "With a baseline and an actual value, the change stands here."
_MARKS: dict[bool | None, tuple[Any, str]] = {
    True: ("right", "Holds. "),
    False: ("wrong", "Refused. "),
    None: ("warn", ""),
}
_NOTHING = "No story yet. Write one in the form above: its number is built here."


class MetricBuilder(Board):
    """Builds the metric of a story: baseline and actual give the change, in its unit, in percent and in points.

    What is typed is saved into the story that is picked; the stated change is kept beside it.

    Args:
        prep: The workspace.
        story_id: The story to show first; the first one whose metric is not complete if None.

    Raises:
        RecordNotFoundError: there is no story of this id.
    """

    def __init__(self, prep: Workspace, story_id: str | None = None) -> None:
        super().__init__(prep)
        if story_id:
            prep.stories.get(story_id)
        self._first = story_id or ""
        self._metric: RecordDraft[Story] | None = None
        self._kept: RecordDraft[ScratchText] | None = None
        self._inputs = {each.name: self._make(each) for each in read_fields(ImpactMetric)}
        for name in find_wide(read_fields(ImpactMetric), {}):
            self._inputs[name].view.add_class("pk-wide")
        self._claim = ask(_CLAIM, _HINT, "", self._note_claim)
        self._claim.view.add_class("pk-wide")
        self._story = self._make_list("Story", "The story whose metric this is", lambda _key: self._switch())
        self._nothing, self._verdict = Panel(Paragraph(_NOTHING)), Panel()
        grid = line_up(*(each.view for each in self._inputs.values()), self._claim.view, style="grid")
        self._section = ipw.VBox([line_up(self._story), grid, self._verdict])
        self._save = make_button("Save now", self.flush, primary=True)
        self._open(self._nothing, self._section, buttons=[self._save])

    def flush(self) -> None:
        """Save now what is not saved yet."""
        for each in (self._metric, self._kept):
            if each is not None:
                each.flush()

    def read(self) -> Sequence[Block]:
        """Return the metric, the change and the claim."""
        self.update()
        if self._metric is None:
            return [Paragraph(_NOTHING)]
        parts = {each.name: each.title for each in read_fields(ImpactMetric)}
        lines = [f"{title}: {self._inputs[name].read()}" for name, title in parts.items() if self._inputs[name].read()]
        claim = str(self._claim.read()).strip()
        lines += [f'As you say it: "{claim}"'] if claim else []
        return [Heading(str(self._story.label)), *(Paragraph(line) for line in lines), *self._judge()]

    def _make(self, field: FormField) -> FieldInput:
        return FieldInput(field, lambda _path, raw: self._note(field.name, raw), {})

    def _switch(self) -> None:
        self.flush()
        self.update()

    def _update(self) -> None:
        stories = self._prep.stories.all()
        unfinished = next((one.id for one in stories if not one.customer_impact_metric.is_complete()), "")
        first = self._first or unfinished
        if self._metric is None or not self._metric.unsaved:  # a story that is written in stays, even if it was deleted
            offer(self._story, name_newest(stories, self._story.value or first)[0], "No story yet", first=first)
        self._nothing.layout.display = "" if not self._story.value else "none"
        self._section.layout.display = self._save.layout.display = "" if self._story.value else "none"
        if not self._story.value:
            self._metric = self._kept = None
            return
        if self._metric is None or self._metric.record.id != self._story.value:
            story = self._prep.stories.get(self._story.value)
            self._metric = RecordDraft(self._prep.stories, story, self._report)
            self._kept = RecordDraft.of(self._prep.scratch_texts, _name_claim(story.id))
            self._show()
            self._kept.tell(lambda text, wrong: self._report(text if wrong else self._format_state(), wrong))
        else:
            self._show()

    def _show(self) -> None:
        """Show what is stored, in front of it what does not fit yet, and leave alone what is being typed."""
        if self._metric is None or self._kept is None:
            return
        stored, typed = self._metric.read()[_FIELD], self._metric.unsaved
        for name, raw in stored.items():
            if (_FIELD, name) not in typed:
                self._inputs[name].show(raw)
        if not self._kept.unsaved:
            self._claim.show(self._kept.read()["text"])
        self._verdict.show([Group(self._judge(), "status")])

    def _note(self, name: str, raw: Any) -> None:
        with self._lock:
            if not self._setting and self._metric is not None:
                self._metric.put((_FIELD, name), raw)
                self._verdict.show([Group(self._judge(), "status")])

    def _note_claim(self, text: str) -> None:
        with self._lock:
            if not self._setting and self._kept is not None:
                self._kept.put(("text",), text)
                self._verdict.show([Group(self._judge(), "status")])

    def _format_state(self) -> str:
        return self._metric.say_state() if self._metric is not None else ""

    def _report(self, text: str, wrong: bool) -> None:
        self._set_status(text, wrong)
        errors = self._metric.errors if self._metric is not None else {}
        for name, each in self._inputs.items():
            each.mark({place[1:]: said for place, said in errors.items() if place[:2] == (_FIELD, name)})

    def _judge(self) -> list[Block]:
        """Return a paragraph for each thing there is to say."""
        change, trouble = self._measure()
        name = str(self._inputs["name"].read()).strip()
        said: list[Block] = [Paragraph(change.say() if change else trouble or _COMING, "lead")]
        if name.lower() in _model_metrics():
            asked = f"{name} says how the model did. What did customers notice, and how many of them?"
            said.append(Paragraph(asked, "warn"))
        if change and change.warn():
            said.append(Paragraph(change.warn(), "warn"))
        checked = check_claim(str(self._claim.read()), change)
        if checked.message:
            role, mark = _MARKS[checked.holds]
            said.append(Paragraph(mark + checked.message, role))
        titles = {each.name: each.title.lower() for each in read_fields(ImpactMetric)}
        blanks = [titles[name] for name, each in self._inputs.items() if not str(each.read()).strip()]
        return [*said, Paragraph(f"An interviewer asks next: {', '.join(blanks)}.", "hint")] if blanks else said

    def _measure(self) -> tuple[Change | None, str]:
        values = {}
        for name in ("baseline", "actual"):
            raw = str(self._inputs[name].read()).strip()
            try:
                values[name] = float(raw) if raw else None
            except ValueError:
                return None, f"{name.capitalize()} is no number; write it like 14.0, and the unit beside it."
            if values[name] is not None and not math.isfinite(values[name] or 0.0):
                return None, f"{name.capitalize()} must be a number that was measured."
        try:
            return measure_change(ImpactMetric(unit=str(self._inputs["unit"].read())[:200], **values)), ""
        except PrepkitError as error:
            return None, str(error)


def _name_claim(story_id: str) -> str:
    plain = f"claim-of-{story_id}"
    return plain if len(plain) <= 64 else f"claim-of-{hashlib.sha256(story_id.encode()).hexdigest()[:24]}"


@functools.cache
def _model_metrics() -> frozenset[str]:
    return frozenset(term for family in load(MetricFamily) if family.kind == "model" for term in family.terms)
