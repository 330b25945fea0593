"""The form of technical plans."""

from __future__ import annotations

from prepkit.models import MetricPlan
from prepkit.widgets.record_form import RecordForm


class MetricPlanForm(RecordForm[MetricPlan]):
    """Edits the plan of metrics, events and experiment of a feature; arguments as RecordForm."""

    model = MetricPlan
    noun = "plan"
