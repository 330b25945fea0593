"""The form of a result: counts in, split check, difference and verdict out."""

from __future__ import annotations

from prepkit.errors import UsageError
from prepkit.forms.part_collection import make_part_model
from prepkit.forms.plan_form import PlanForm
from prepkit.metrics.experiments.comparison import Comparison, compare_averages, compare_rates
from prepkit.metrics.experiments.split import check_split, say_p
from prepkit.metrics.experiments.verdicts import reach_verdict
from prepkit.metrics.experiments.wording import say_percent, say_points, say_quantity, say_range
from prepkit.models import MetricPlan
from prepkit.show.told import Told

_UNITS = ("control_units", "treatment_units")
_SUCCESSES = ("control_successes", "treatment_successes")
_AVERAGES = ("control_average", "control_deviation", "treatment_average", "treatment_deviation")


class ResultForm(PlanForm):
    """Reads a result against its plan: split, then difference, then verdict. Arguments as PlanForm."""

    model = make_part_model(
        MetricPlan,
        (
            "feature",
            "control_units",
            "control_successes",
            "treatment_units",
            "treatment_successes",
            *_AVERAGES,
            "guardrails",
        ),
    )

    def refresh(self) -> None:
        """Compute again, and ask only for the figures that the kind of metric has."""
        super().refresh()
        self.ask_for_kind(_SUCCESSES, _AVERAGES)

    def tell(self) -> Told:
        """Say what the counts are worth, in the order in which they should be read."""
        plan = self.read_plan()
        unfit = self.tell_unfit()
        if unfit is not None:
            return unfit
        if any(getattr(plan, name) is None for name in _UNITS):
            rule = plan.decision_rule.strip()
            before = f"Your rule: {rule}" if rule else "Write the decision rule above before any data is in."
            return Told("Nothing to read yet. Enter the units of both arms as soon as there are some.", [before])
        try:
            return _read(plan)
        except UsageError as error:
            return Told(str(error), wrong=True)


def _read(plan: MetricPlan) -> Told:
    split = check_split(plan.control_units or 0, plan.treatment_units or 0, plan.treatment_share / 100)
    rate = plan.metric_type == "rate"
    if any(getattr(plan, name) is None for name in (_SUCCESSES if rate else _AVERAGES)):
        missing = "how many did it" if rate else "average and standard deviation"
        return Told(split.sentence, [f"Enter {missing}, in both arms, for the difference."])
    found = _compare(plan)
    remarks = [split.sentence, _say(found, plan)]
    smallest = (plan.minimum_detectable_effect or 0) / 100 if rate else plan.minimum_change or 0
    if not smallest:
        return Told("No verdict: the plan has no smallest change worth launching for.", remarks)
    held, fall = plan.guardrails != "crossed", plan.goal == "fall"
    verdict = reach_verdict(found, smallest, split, guardrails_held=held, fall=fall)
    if not plan.guardrails and verdict.id in ("win", "small-win"):
        remarks.append("Whether the guardrails held is not entered; the verdict takes it that they did.")
    if plan.decision_rule.strip():
        remarks.append(f"Your rule, written before the data: {plan.decision_rule.strip()}")
    return Told(f"{verdict.name}. {verdict.when} {verdict.do}", remarks)


def _compare(plan: MetricPlan) -> Comparison:
    control, treatment, alpha = plan.control_units or 0, plan.treatment_units or 0, plan.alpha / 100
    if plan.metric_type == "rate":
        return compare_rates(plan.control_successes or 0, control, plan.treatment_successes or 0, treatment, alpha)
    return compare_averages(
        (plan.control_average or 0, plan.control_deviation or 0, control),
        (plan.treatment_average or 0, plan.treatment_deviation or 0, treatment),
        alpha,
    )


def _say(found: Comparison, plan: MetricPlan) -> str:
    relative = f", {100 * found.relative:+.1f}% relative" if found.relative is not None else ""
    if plan.metric_type == "rate":
        levels = say_percent(found.control), say_percent(found.treatment)
        difference, ends = say_points(found.difference), say_range(found.low, found.high)
    else:
        levels = say_quantity(found.control, plan.metric_unit), say_quantity(found.treatment, plan.metric_unit)
        difference, ends = (
            f"{found.difference:+.4g} {plan.metric_unit}".strip(),
            f"{found.low:+.4g} to {found.high:+.4g}",
        )
    return (
        f"{levels[0]} in the control, {levels[1]} in the treatment: {difference}{relative}, "
        f"{100 - plan.alpha:g}% range {ends} ({say_p(found.p_value)})."
    )
