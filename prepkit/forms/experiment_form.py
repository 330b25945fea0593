"""The form of an experiment: its terms, and a calculator that answers while one types."""

from __future__ import annotations

import ipywidgets as ipw

from prepkit.charts import Chart, power_curve
from prepkit.errors import UsageError
from prepkit.forms.part_collection import make_part_model
from prepkit.forms.plan_form import PlanForm
from prepkit.metrics.experiments.brief import (
    Brief,
    compute_brief,
    list_warnings,
    say_brief,
    say_looks,
    tabulate_detectable,
    tabulate_power,
)
from prepkit.metrics.experiments.terms import Rate
from prepkit.models import MetricPlan, Record
from prepkit.show.told import Told

_OF_RATES = ("baseline_rate", "minimum_detectable_effect")
_OF_AVERAGES = ("baseline_average", "standard_deviation", "minimum_change", "metric_unit")
_HEADINGS = {
    "weeks": "Weeks",
    "control": "Units in the control",
    "smallest_change": "Smallest change",
    "relative": "Relative",
}


class ExperimentForm(PlanForm):
    """Edits the experiment of a feature; size, power, duration and cost of looking follow. Arguments as PlanForm."""

    model = make_part_model(
        MetricPlan,
        (
            "feature",
            "hypothesis",
            "unit_of_randomization",
            "metric_type",
            "goal",
            *_OF_RATES,
            "weekly_traffic",
            "traffic_share",
            "treatment_share",
            "alpha",
            "power",
            "sides",
            "looks",
            *_OF_AVERAGES,
            "decision_rule",
            "explanation",
        ),
    )

    def refresh(self) -> None:
        """Compute again, and ask only for the figures that the kind of metric has."""
        super().refresh()
        self.ask_for_kind(_OF_RATES, _OF_AVERAGES)

    def tell(self) -> Told:
        """Say size, duration and what can be found, or what is missing or cannot be."""
        plan = self.read_plan()
        unfit = self.tell_unfit()
        if unfit is not None:
            return unfit
        try:
            brief = compute_brief(plan)
            found = tabulate_detectable(plan).rename(columns=_HEADINGS)
            remarks = [*list_warnings(plan, brief), say_looks(plan.looks, brief.terms.alpha)]
        except UsageError as error:
            return Told(str(error), wrong="not entered" not in error.what)
        return Told(say_brief(brief), remarks, [("What it finds, the longer it runs", found)])

    def draw(self) -> None:
        """Draw the power curve again; blank while nothing can be computed."""
        self._figure.value = self.render_figure()

    def render_figure(self) -> str:
        """Return the power curve as HTML, with its facts as alternative text."""
        try:
            return _draw(compute_brief(self.read_plan())).to_html()
        except UsageError:
            return ""

    def render_html(self) -> str:
        """Return the experiment and what was computed as HTML, with the curve in words."""
        return super().render_html() + self.render_figure()

    def _build(self) -> None:
        self._figure = ipw.HTML()
        super()._build()
        self.children = (*self.children[:-1], self._figure, self.children[-1])

    def _load(self, record: Record) -> None:
        super()._load(record)
        self.draw()

    def _follow_save(self) -> None:
        super()._follow_save()
        self.draw()  # not at each letter: a picture takes longer than a sentence


def _draw(brief: Brief) -> Chart:
    rate = isinstance(brief.metric, Rate)
    change = abs(brief.change) * (100 if rate else 1)
    unit = "percentage points" if rate else brief.unit or "units of the average"
    return power_curve(tabulate_power(brief), change, 100 * brief.terms.power, unit)
