"""The form of a result: counts in, split check, difference and verdict out."""

from __future__ import annotations

from prepkit.errors import UsageError
from prepkit.experiments.comparison import Comparison, compare_rates
from prepkit.experiments.split import check_split, say_p
from prepkit.experiments.verdicts import reach_verdict
from prepkit.experiments.wording import say_percent, say_points, say_range
from prepkit.models import MetricPlan
from prepkit.widgets.part_collection import make_part_model
from prepkit.widgets.plan_form import PlanForm
from prepkit.widgets.told import Told

_COUNTS = ("control_units", "control_successes", "treatment_units", "treatment_successes")


class ResultForm(PlanForm):
    """Reads a result against its plan: split, then difference, then verdict. Arguments as PlanForm."""

    model = make_part_model(MetricPlan, ("feature", *_COUNTS, "guardrails"))

    def tell(self) -> Told:
        """Say what the counts are worth, in the order in which they should be read."""
        plan = self.read_plan()
        unfit = self.list_unfit()
        if unfit:
            return Told(f"Not computed: what stands in {', '.join(unfit)} does not fit yet.", wrong=True)
        if plan.control_units is None or plan.treatment_units is None:
            rule = plan.decision_rule.strip()
            before = f"Your rule: {rule}" if rule else "Write the decision rule above before any data is in."
            return Told("Nothing to read yet. Enter the units of both arms as soon as there are some.", [before])
        try:
            return _read(plan, plan.control_units, plan.treatment_units)
        except UsageError as error:
            return Told(str(error), wrong=True)


def _read(plan: MetricPlan, control: int, treatment: int) -> Told:
    split = check_split(control, treatment, plan.treatment_share / 100)
    if plan.metric_type == "average":
        return Told(split.sentence, ["For averages, pk.experiments.compare_averages compares the arms."])
    if plan.control_successes is None or plan.treatment_successes is None:
        return Told(split.sentence, ["Enter how many did it, in both arms, for the difference."])
    found = compare_rates(plan.control_successes, control, plan.treatment_successes, treatment, alpha=plan.alpha / 100)
    remarks = [split.sentence, _say(found, plan.alpha)]
    if not plan.minimum_detectable_effect:
        return Told("No verdict: the plan has no smallest change worth launching for.", remarks)
    verdict = reach_verdict(
        found,
        plan.minimum_detectable_effect / 100,
        split,
        guardrails_held=plan.guardrails != "crossed",
        fall=plan.goal == "fall",
    )
    if not plan.guardrails and verdict.id in ("win", "small-win"):
        remarks.append("Whether the guardrails held is not entered; the verdict takes it that they did.")
    if plan.decision_rule.strip():
        remarks.append(f"Your rule, written before the data: {plan.decision_rule.strip()}")
    return Told(f"{verdict.name}. {verdict.when} {verdict.do}", remarks)


def _say(found: Comparison, alpha: float) -> str:
    relative = f", {100 * found.relative:+.1f}% relative" if found.relative is not None else ""
    return (
        f"{say_percent(found.control)} in the control, {say_percent(found.treatment)} in the treatment: "
        f"{say_points(found.difference)}{relative}, {100 - alpha:g}% range {say_range(found.low, found.high)} "
        f"({say_p(found.p_value)})."
    )
