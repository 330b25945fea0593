"""The form of a feature's metrics."""

from __future__ import annotations

import re

from prepkit.forms.part_collection import make_part_model
from prepkit.forms.plan_form import PlanForm
from prepkit.models import MetricPlan
from prepkit.show.told import Told

_METRICS = ("output_metric", "input_metrics", "primary_metric", "guardrail_metrics", "counter_metric")
_MOST_GUARDRAILS = 5


class MetricsForm(PlanForm):
    """Edits the feature and its metrics: output, inputs, primary, guardrails, counter-metric; arguments as PlanForm."""

    model = make_part_model(MetricPlan, ("feature", "customer", *_METRICS))
    names_feature = True

    def tell(self) -> Told:
        """Ask what an interviewer would ask about what is still blank."""
        plan = self.read_plan()
        asked = (
            (plan.output_metric, "What does the business want from this, and where does it stand today?"),
            (plan.input_metrics, "Which input could the team move by next week?"),
            (plan.primary_metric, "Which one number decides? Name its numerator, denominator and window."),
            (plan.guardrail_metrics, "What must not get worse, and by how much at most?"),
            (plan.counter_metric, "Who could make the primary metric better without helping anyone?"),
        )
        remarks = [question for text, question in asked if not text.strip()]
        guardrails = [each for each in re.split(r"[;\n]|\.(?:\s|$)", plan.guardrail_metrics) if each.strip()]
        if len(guardrails) > _MOST_GUARDRAILS:
            many = f"{len(guardrails)} guardrails: chance alone will cross one of them. Which would stop the launch?"
            remarks.append(many)
        return Told("What you will be asked next:" if remarks else "", remarks)
