"""The technical plan of a feature: metrics, events, experiment, decision rule (G5, G15)."""

from __future__ import annotations

from typing import ClassVar, Literal

from prepkit.models.fields import Part, Record, choice, line, number, prose, rows

Level = Literal["", "low", "medium", "high"]


class Event(Part):
    """One event of the instrumentation plan."""

    name: str = line("Event", "Object and past-tense verb, one casing: size_hint_shown.")
    trigger: str = line("Trigger", "The exact moment it fires, on client or server.")
    properties: str = line("Properties", "Names with types, personal data marked.")
    metrics: str = line("Metrics served", "Which metric needs it?")
    owner: str = line("Owner", "Who answers for it when it breaks.")


class Risk(Part):
    """One thing that could go wrong, and what is done about it."""

    risk: str = line("Risk", "What could go wrong, and for whom.")
    likelihood: Level = choice("Likelihood", "How likely it is.", default="")
    impact: Level = choice("Impact", "How bad it would be.", default="")
    signal: str = line("First signal", "What you would see first, and where.")
    mitigation: str = line("Mitigation", "What you do before it happens, or when it does.")
    owner: str = line("Owner", "Who watches it.")


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
    unit_of_randomization: str = prose(
        "Unit of randomization", "User, account, session, area: and why.", lines=2, group="Experiment"
    )
    metric_type: Literal["rate", "average"] = choice(
        "Kind of metric",
        "A rate counts the units that do it; an average adds up what each of them does.",
        default="rate",
        group="Experiment",
    )
    goal: Literal["rise", "fall"] = choice(
        "Good is a", "Which way the primary metric should go.", default="rise", group="Experiment"
    )
    baseline_rate: float | None = number(
        "Baseline rate (%)", "For a rate: the primary metric today.", low=0, high=100, group="Experiment"
    )
    minimum_detectable_effect: float | None = number(
        "Minimum detectable effect (percentage points)",
        "For a rate: the smallest change worth launching for, without a sign.",
        low=0,
        high=100,
        group="Experiment",
    )
    weekly_traffic: int | None = number(
        "Weekly traffic", "Eligible units a week, both arms.", low=0, high=10**12, group="Experiment"
    )
    traffic_share: float = number(
        "Traffic in the test (%)", "How much of it takes part.", low=0, high=100, default=100, group="Experiment"
    )
    treatment_share: float = number(
        "Treatment's share (%)", "50 is half and half.", low=0, high=100, default=50, group="Experiment"
    )
    alpha: float = number(
        "False alarms allowed, alpha (%)", "5 is the usual choice.", low=0, high=100, default=5, group="Experiment"
    )
    power: float = number(
        "Power (%)",
        "How surely you want to find the smallest change: 80 or 90.",
        low=0,
        high=100,
        default=80,
        group="Experiment",
    )
    sides: Literal["two-sided", "one-sided"] = choice(
        "Sides", "Two, unless a loss would change nothing.", default="two-sided", group="Experiment"
    )
    looks: int = number(
        "Looks at the result",
        "How often somebody will read it, the last time included.",
        low=1,
        high=100,
        default=1,
        group="Experiment",
    )
    baseline_average: float | None = number(
        "Baseline average", "The primary metric today, in its own unit.", group="If it is an average"
    )
    standard_deviation: float | None = number(
        "Standard deviation", "Between units, in the same unit.", low=0, group="If it is an average"
    )
    minimum_change: float | None = number(
        "Minimum detectable effect (unit of the average)",
        "The smallest change worth launching for, without a sign.",
        low=0,
        group="If it is an average",
    )
    metric_unit: str = line("Unit of the average", "Minutes, orders, dollars.", group="If it is an average")
    decision_rule: str = prose(
        "Decision rule",
        "Written before any data: launch if ..., stop if ..., otherwise ...",
        words=60,
        group="Decision",
    )
    risk_register: tuple[Risk, ...] = rows(
        "Risks and mitigations", "What could go wrong, its first signal, your answer.", group="Risks"
    )
    risks: str = prose(
        "Risks, as you would say them", "The two or three that matter, in sentences.", lines=3, group="Risks"
    )
    explanation: str = prose(
        "In plain words",
        "What you test and when you launch, for a warehouse manager: decision, size, risk, next step.",
        words=90,
        lines=4,
        group="Decision",
        review="talk",
    )
    control_units: int | None = number(
        "Units in the control", "Everybody who was assigned, whatever they did.", low=0, high=10**12, group="Result"
    )
    control_successes: int | None = number(
        "Did it, in the control", "For a rate: each unit counted once.", low=0, high=10**12, group="Result"
    )
    treatment_units: int | None = number(
        "Units in the treatment", "Everybody who was assigned.", low=0, high=10**12, group="Result"
    )
    treatment_successes: int | None = number(
        "Did it, in the treatment", "For a rate: each unit counted once.", low=0, high=10**12, group="Result"
    )
    control_average: float | None = number(
        "Average of the control", "In the metric's own unit.", group="Result of an average"
    )
    control_deviation: float | None = number(
        "Standard deviation of the control", "Between units.", low=0, group="Result of an average"
    )
    treatment_average: float | None = number(
        "Average of the treatment", "In the metric's own unit.", group="Result of an average"
    )
    treatment_deviation: float | None = number(
        "Standard deviation of the treatment", "Between units.", low=0, group="Result of an average"
    )
    guardrails: Literal["", "held", "crossed"] = choice(
        "Guardrails", "Did each of them hold?", default="", group="Result"
    )

    @property
    def label(self) -> str:
        """The feature, or a stand-in that can be picked from a list."""
        return self.feature or f"Unnamed plan {self.id}"

    def is_complete(self) -> bool:
        """Tell whether it is measured, instrumented, decided on and explained in plain words."""
        texts = (self.primary_metric, self.guardrail_metrics, self.decision_rule, self.explanation)
        return all(texts) and any(event.name for event in self.events)
