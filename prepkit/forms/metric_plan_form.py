"""The form of technical plans."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import MetricPlan


class MetricPlanForm(RecordForm[MetricPlan]):
    """Edits the plan of metrics, events and experiment of a feature; arguments as RecordForm."""

    model = MetricPlan
    noun = "plan"
