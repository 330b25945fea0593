"""The technical plan of a feature: metrics, events, experiment, decision rule (G5, G15)."""

from __future__ import annotations

from typing import ClassVar

from prepkit.models.fields import Part, Record, line, number, prose, rows


class Event(Part):
    """One event of the instrumentation plan."""

    name: str = line("Event", "Object and past-tense verb, one casing: size_hint_shown.")
    trigger: str = line("Trigger", "The exact moment it fires, on client or server.")
    properties: str = line("Properties", "Names with types, personal data marked.")
    metrics: str = line("Metrics served", "Which metric needs it?")


class MetricPlan(Record):
    """How a feature is measured, tested and decided on."""

    kind: ClassVar[str] = "metric_plan"
    feature: str = line("Feature", "What is launched, in a customer's words.", group="Feature")
    customer: str = line("Customer", "Who uses it, and to do what?", group="Feature")
    output_metric: str = line("Output metric", "What the business wants and cannot steer directly.", group="Metrics")
    input_metrics: str = prose(
        "Input metrics", "What the team can move next week and customers feel.", lines=2, group="Metrics"
    )
    primary_metric: str = line(
        "Primary metric", "The one number that decides: numerator, denominator, window.", group="Metrics"
    )
    guardrail_metrics: str = prose(
        "Guardrail metrics", "What must not get worse, and by how much at most.", lines=2, group="Metrics"
    )
    counter_metric: str = line(
        "Counter-metric", "What would break if someone gamed the primary metric?", group="Metrics"
    )
    events: tuple[Event, ...] = rows("Events", "What is logged, and exactly when.", group="Instrumentation")
    identity: str = line("Identity", "How one person on two devices is counted.", group="Instrumentation")
    hypothesis: str = prose(
        "Hypothesis",
        "Because of this evidence, this change for this segment will move the metric by at least this.",
        words=50,
        group="Experiment",
    )
    unit_of_randomization: str = line(
        "Unit of randomization", "User, account, session, area: and why.", group="Experiment"
    )
    baseline_rate: float | None = number(
        "Baseline rate (%)", "The primary metric today.", low=0, high=100, group="Experiment"
    )
    minimum_detectable_effect: float | None = number(
        "Minimum detectable effect (percentage points)",
        "The smallest change worth launching for.",
        low=0,
        high=100,
        group="Experiment",
    )
    weekly_traffic: int | None = number(
        "Weekly traffic", "Eligible units a week, both arms.", low=0, high=10**12, group="Experiment"
    )
    decision_rule: str = prose(
        "Decision rule",
        "Written before any data: launch if ..., stop if ..., otherwise ...",
        words=60,
        group="Decision",
    )
    risks: str = prose(
        "Risks and mitigations", "What could go wrong, its first signal, your answer.", lines=3, group="Decision"
    )
    explanation: str = prose(
        "In plain words",
        "Explain the result to a warehouse manager: decision, size, risk, next step.",
        words=90,
        lines=4,
        group="Decision",
    )

    @property
    def label(self) -> str:
        """The feature, or a stand-in that can be picked from a list."""
        return self.feature or f"Unnamed plan {self.id}"

    def is_complete(self) -> bool:
        """Tell whether it is measured, instrumented, decided on and explained in plain words."""
        texts = (self.primary_metric, self.guardrail_metrics, self.decision_rule, self.explanation)
        return all(texts) and any(event.name for event in self.events)
