"""The form of a feature's risks: a table to type into, and what is still open."""

from __future__ import annotations

from prepkit.forms.part_collection import make_part_model
from prepkit.forms.plan_form import PlanForm
from prepkit.models import MetricPlan
from prepkit.show.told import Told

_WEIGHT = {"": 0, "low": 1, "medium": 2, "high": 3}


class RiskForm(PlanForm):
    """Edits the risks of a feature as a table, and says which to speak of first; arguments as PlanForm."""

    model = make_part_model(MetricPlan, ("feature", "risk_register", "risks"))
    tables = {"risk_register": ("1.5fr", "0.8fr", "0.8fr", "1.4fr", "1.6fr", "0.9fr")}  # noqa: RUF012 (as above)

    def tell(self) -> Told:
        """Say which risk comes first, and which have no signal, answer or owner."""
        risks = [each for each in self.read_plan().risk_register if each.risk.strip()]
        if not risks:
            return Told("No risk yet. Ask: who is harmed if this works exactly as planned, and what breaks first?")
        first = max(risks, key=lambda each: _WEIGHT[each.likelihood] * _WEIGHT[each.impact])
        lead = f"{len(risks)} risk{'s' if len(risks) > 1 else ''}."
        if first.likelihood and first.impact:
            lead += f" Speak first of: {first.risk.rstrip('.')}. Likelihood {first.likelihood}, impact {first.impact}."
        asked = {
            "signal": "What would you see first?",
            "mitigation": "What do you do about it?",
            "owner": "Who watches it?",
        }
        remarks = []
        for name, question in asked.items():
            bare = [each.risk.rstrip(".") for each in risks if not getattr(each, name).strip()]
            remarks += [f"{question} {'; '.join(bare)}."] if bare else []
        return Told(lead, remarks)
