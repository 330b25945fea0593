"""Forms of parts of a metric plan: several in a notebook, always on the same plan."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from importlib import resources
from typing import Any, ClassVar

import ipywidgets as ipw

from prepkit.errors import PrepkitError, RecordNotFoundError
from prepkit.forms.part_collection import PartCollection
from prepkit.forms.record_form import RecordForm
from prepkit.forms.row_table import RowTable
from prepkit.models import MetricPlan, Record
from prepkit.models.admission import admit
from prepkit.models.form_field import read_fields
from prepkit.models.raw import Path
from prepkit.show.told import Told, render_told_html, render_told_text
from prepkit.store.contract import Collection

# The latest form of each class on a collection: what is picked in one is shown by the others.
_LATEST: weakref.WeakKeyDictionary[Any, dict[type, Any]] = weakref.WeakKeyDictionary()


class PlanForm(RecordForm[Any]):
    """Edits some fields of a metric plan. `tables` names those that are lists shown as tables, with column widths.

    Args:
        collection: The workspace's metric plans.
        record_id: The plan to show first; the one that the other forms show if None.
    """

    noun = "plan"
    tables: ClassVar[dict[str, tuple[str, ...]]] = {}
    names_feature: ClassVar[bool] = False  # whether the feature can be named here, or is only picked

    def __init__(self, collection: Collection[MetricPlan], record_id: str | None = None) -> None:
        self._plans = collection
        self._ready = False
        self._panel = ipw.HTML()
        self._panel.add_class("pk-told")
        part: Any = PartCollection(collection, self.model) if collection.model is MetricPlan else collection
        super().__init__(part, record_id)
        _LATEST.setdefault(collection, {})[type(self)] = self
        self._ready = True

    def refresh(self) -> None:
        """Compute again what is told beside the inputs."""
        self._panel.value = render_told_html(self.tell())

    def ask_for_kind(self, rates: Sequence[str], averages: Sequence[str]) -> None:
        """Show only the figures that the plan's kind of metric has: those of rates, or those of averages."""
        rate = self.read_plan().metric_type == "rate"
        for name in rates:
            self._inputs[name].view.layout.display = "" if rate else "none"
        self._set_shown(averages[0], not rate)

    def tell_unfit(self) -> Told | None:
        """Return what is told where something typed does not fit yet, so that nothing can be computed."""
        unfit = self.list_unfit()
        if not unfit:
            return None
        return Told(f"Not computed: what stands in {', '.join(unfit)} does not fit yet.", wrong=True)

    def tell(self) -> Told:
        """Return what is told below the inputs, from the plan as it stands."""
        return Told()

    def render_html(self) -> str:
        """Return the part of the plan as HTML, and what is told of it."""
        return super().render_html() + render_told_html(self.tell())

    def render_text(self) -> str:
        """Return the facts of `render_html` as plain text."""
        told = render_told_text(self.tell())
        return "\n\n".join([super().render_text(), *([told] if told else [])])

    def read_plan(self) -> MetricPlan:
        """Return the plan as it stands, with what is typed here and fits."""
        record = self._draft.record
        try:
            plan = self._plans.get(record.id)
        except RecordNotFoundError:
            plan = MetricPlan(id=record.id)
        typed = admit(record, self._draft.unsaved, {}).record
        return plan.replace(**{name: value for name, value in typed if name != "id"})

    def list_unfit(self) -> list[str]:
        """Name the fields whose input does not fit yet."""
        edits = self._draft.unsaved
        rejected = {path[0] for path in admit(self._draft.record, edits, {}).rejected}
        rejected |= {str(place[0]) for place in self._draft.errors if place and (place[0],) not in edits}
        return [field.title for field in read_fields(self.model) if field.name in rejected]

    def _build(self) -> None:
        fields = {field.name: field for field in read_fields(self.model)}
        for name, widths in self.tables.items():
            self._inputs[name] = RowTable(fields[name], self._reporter(name), widths)
        super()._build()
        self.add_class("pk-plan")
        self.children = (make_plan_style(), *self.children[:-1], self._panel, self.children[-1])
        if not self.names_feature:
            self._set_shown("feature", False)

    def _set_shown(self, name: str, shown: bool) -> None:
        """Show or hide the section in which a field stands."""
        view = self._inputs[name].view
        for section in self.children:
            grid = section.children[-1] if getattr(section, "children", ()) else None
            if view in getattr(grid, "children", ()):
                section.layout.display = "" if shown else "none"

    def _reporter(self, name: str) -> Any:
        def report(path: Path, raw: Any) -> None:
            self._note((name, *path), raw)

        return report

    def _load(self, record: Record) -> None:
        super()._load(record)
        self.refresh()
        self._tell(lambda other: other._follow(record.id))

    def _note(self, path: Path, raw: Any) -> None:
        super()._note(path, raw)
        if self._ready and not self._loading:
            self.refresh()

    def _follow_save(self) -> None:
        super()._follow_save()
        record = self._draft.record
        self._tell(lambda other: other._hear(record))

    def _tell(self, say: Any) -> None:
        if self._ready:
            for other in list(_LATEST.get(self._plans, {}).values()):
                if other is not self:
                    say(other)

    def _follow(self, record_id: str) -> None:
        if self._draft.record.id == record_id:
            return
        self.flush()
        try:
            record = self._collection.get(record_id)
        except RecordNotFoundError:
            record = self.model(id=record_id)
        except PrepkitError:
            return
        self._ready = False  # whoever is followed has told the others
        try:
            self._switch(record)
        finally:
            self._ready = True

    def _hear(self, record: Any) -> None:
        self._picker.rename(record.id, record.model_copy(update={"id": ""}).label)
        if self._draft.record.id == record.id:
            self.refresh()

    def _choose(self, records: list[Any], record_id: str | None) -> Any:
        shown = next((str(other._draft.record.id) for other in _LATEST.get(self._plans, {}).values()), None)
        if record_id is not None or shown is None:
            return super()._choose(records, record_id)
        # Also a plan that is begun and not stored yet: else each form would begin one of its own.
        return next((each for each in records if each.id == shown), self.model(id=shown))


def make_plan_style() -> Any:
    """Return the style sheet of what stands beside the forms' own, as a widget."""
    sheet = resources.files(__package__).joinpath("plan_form.css").read_text(encoding="utf-8")
    style = ipw.HTML(f"<style>{sheet}</style>")
    style.add_class("pk-style")
    return style
