"""A story's metric, built part by part: the change is recomputed, and one that contradicts its numbers is refused."""

from __future__ import annotations

import functools
import hashlib
import html
import math
from typing import Any

import ipywidgets as ipw

from prepkit.content.library import load
from prepkit.content.shapes.lexicon import MetricFamily
from prepkit.errors import PrepkitError
from prepkit.models import ImpactMetric, ScratchText, Story
from prepkit.results import Change, check_claim, measure_change
from prepkit.widgets.bound_field import BoundField
from prepkit.widgets.bound_part import BoundPart
from prepkit.widgets.choices import name_records
from prepkit.widgets.contract import Collection
from prepkit.widgets.field_input import FieldInput
from prepkit.widgets.form_field import FormField, read_fields
from prepkit.widgets.readable_box import ReadableBox
from prepkit.widgets.style import make_style, render_status
from prepkit.widgets.widths import find_wide

_FIELD = "customer_impact_metric"
_CLAIM = FormField(
    "claim",
    "The change, as you would say it",
    "Down 20%, 2.8 percentage points, halved: it is held against the numbers.",
    "line",
)
_COMING = "With a baseline and an actual value, the change stands here."
_MARKS = {True: ("pk-right", "Holds. "), False: ("pk-error", "Refused. "), None: ("pk-warn", "")}
_NOTHING = "No story yet. Write one in the form above, then run this cell again: its number is built here."


class MetricBuilder(ReadableBox):
    """Builds the metric of a story: baseline and actual give the change, in its unit, in percent and in points.

    Args:
        stories: Where the stories are kept; what is typed is saved into the story that is picked.
        claims: Where the stated change is kept, such as `prep.scratch_texts`.
        story_id: The story to show first; the first one whose metric is not complete if None.
    """

    def __init__(
        self, stories: Collection[Story], claims: Collection[ScratchText], story_id: str | None = None
    ) -> None:
        super().__init__()
        self._stories, self._claims = stories, claims
        self._loading = False
        self._verdict = ipw.HTML()
        self._status = ipw.HTML()
        self.add_class("pk-form")
        records = stories.all()
        if not records:
            self.children: tuple[Any, ...] = (make_style(), ipw.HTML(f"<p>{_NOTHING}</p>"))
            return
        self._inputs = {each.name: self._make(each) for each in read_fields(ImpactMetric)}
        self._claim = FieldInput(_CLAIM, lambda _path, raw: self._note_claim(str(raw)), {})
        options = [(name, key) for key, name in name_records(records).items()]
        self._list = ipw.Dropdown(description="Story", options=options, tooltip="The story whose metric this is")
        self._build()
        open_ones = [record.id for record in records if not record.customer_impact_metric.is_complete()]
        first = story_id or (open_ones or [records[0].id])[0]
        stories.get(first)  # says so if there is none
        self._list.value = first
        self._list.observe(lambda change: self._load(change["new"]), names="value")
        self._load(first)

    def flush(self) -> None:
        """Save now what is not saved yet."""
        if self._is_empty:
            return
        self._part.flush()
        self._kept.flush()

    def render_html(self) -> str:
        """Return the metric, the change and the claim as HTML."""
        if self._is_empty:
            return f"<p>{_NOTHING}</p>"
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in self._say())
        return f"<section><h3>{html.escape(self._list.label)}</h3>{lines}</section>"

    def render_text(self) -> str:
        """Return the metric, the change and the claim as plain text."""
        return _NOTHING if self._is_empty else "\n".join([self._list.label, *self._say()])

    @property
    def _is_empty(self) -> bool:
        return not hasattr(self, "_inputs")

    def _make(self, field: FormField) -> FieldInput:
        return FieldInput(field, lambda _path, raw: self._note(field.name, raw), {})

    def _build(self) -> None:
        for name in find_wide(read_fields(ImpactMetric), {}):
            self._inputs[name].view.add_class("pk-wide")
        self._claim.view.add_class("pk-wide")
        picker = ipw.HBox([self._list])
        picker.add_class("pk-picker")
        grid = ipw.Box([*(each.view for each in self._inputs.values()), self._claim.view])
        grid.add_class("pk-grid")
        section = ipw.VBox([grid, self._verdict])
        section.add_class("pk-section")
        save = ipw.Button(description="Save now", button_style="primary")
        save.on_click(lambda _button: self.flush())
        bar = ipw.HBox([save, self._status])
        bar.add_class("pk-bar")
        self.children = (make_style(), picker, section, bar)

    def _load(self, story_id: str) -> None:
        if hasattr(self, "_part"):
            self.flush()
        try:
            story = self._stories.get(story_id)
        except PrepkitError as error:
            self._status.value = render_status(f"Cannot be opened: {error}", wrong=True)
            return
        self._part = BoundPart(self._stories, story, _FIELD, self._report)
        self._kept = BoundField(self._claims, _name_claim(story_id), "text")
        self._loading = True
        for name, raw in self._part.read().items():
            self._inputs[name].show(raw)
        self._claim.show(self._kept.read())
        self._loading = False
        self._kept.tell(lambda text, wrong: self._report(text if wrong else self._part.say_state(), wrong))
        self._report(self._part.say_state(), False)
        self._judge()

    def _note(self, name: str, raw: Any) -> None:
        if not self._loading:
            self._part.note(name, raw)
            self._judge()

    def _note_claim(self, text: str) -> None:
        if not self._loading:
            self._kept.note(text)
            self._judge()

    def _report(self, text: str, wrong: bool) -> None:
        self._status.value = render_status(text, wrong=wrong)
        errors = self._part.errors
        for name, each in self._inputs.items():
            each.mark({place: said for place, said in errors.items() if place[:1] == (name,)})

    def _judge(self) -> None:
        lines = "".join(f'<p class="{name}">{html.escape(text)}</p>' for name, text in self._list_judgments())
        self._verdict.value = f'<div role="status" class="pk-verdict">{lines}</div>'

    def _list_judgments(self) -> list[tuple[str, str]]:
        """Return a class and a sentence for each thing there is to say."""
        change, trouble = self._measure()
        name = str(self._inputs["name"].read()).strip()
        said = [("pk-lead", change.say() if change else trouble or _COMING)]
        if name.lower() in _model_metrics():
            said.append(("pk-warn", f"{name} says how the model did. What did customers notice, and how many of them?"))
        if change and change.warn():
            said.append(("pk-warn", change.warn()))
        checked = check_claim(str(self._claim.read()), change)
        if checked.message:
            style, mark = _MARKS[checked.holds]
            said.append((style, mark + checked.message))
        titles = {each.name: each.title.lower() for each in read_fields(ImpactMetric)}
        blanks = [titles[name] for name, each in self._inputs.items() if not str(each.read()).strip()]
        return [*said, ("pk-hint", f"An interviewer asks next: {', '.join(blanks)}.")] if blanks else said

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

    def _say(self) -> list[str]:
        parts = {each.name: each.title for each in read_fields(ImpactMetric)}
        lines = [f"{title}: {self._inputs[name].read()}" for name, title in parts.items() if self._inputs[name].read()]
        claim = str(self._claim.read()).strip()
        lines += [f'As you say it: "{claim}"'] if claim else []
        return [*lines, *(text for _, text in self._list_judgments())]


def _name_claim(story_id: str) -> str:
    plain = f"claim-of-{story_id}"
    return plain if len(plain) <= 64 else f"claim-of-{hashlib.sha256(story_id.encode()).hexdigest()[:24]}"


@functools.cache
def _model_metrics() -> frozenset[str]:
    return frozenset(term for family in load(MetricFamily) if family.kind == "model" for term in family.terms)
