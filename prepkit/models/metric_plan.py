"""The technical plan of a feature: metrics, events, experiment, decision rule (G5, G15)."""

from __future__ import annotations

from typing import ClassVar, Literal

from prepkit.models.fields import Group, Part, Record, choice, line

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


_FEATURE = Group("Feature")
_METRICS = Group("Metrics")
_EVENTS = Group("Instrumentation")
_EXPERIMENT = Group("Experiment")
_AVERAGE = Group("If it is an average")
_DECISION = Group("Decision")
_RISKS = Group("Risks")
_RESULT = Group("Result")
_RESULT_OF_AVERAGE = Group("Result of an average")


class MetricPlan(Record):
    """How a feature is measured, tested and decided on."""

    kind: ClassVar[str] = "metric_plan"
    feature: str = _FEATURE.line("Feature", "What is launched, in a customer's words.")
    customer: str = _FEATURE.line("Customer", "Who uses it, and to do what?")
    output_metric: str = _METRICS.line("Output metric", "What the business wants and cannot steer directly.")
    input_metrics: str = _METRICS.prose(
        "Input metrics", "What the team can move next week and customers feel.", lines=2
    )
    primary_metric: str = _METRICS.line(
        "Primary metric", "The one number that decides: numerator, denominator, window."
    )
    guardrail_metrics: str = _METRICS.prose(
        "Guardrail metrics", "What must not get worse, and by how much at most.", lines=2
    )
    counter_metric: str = _METRICS.line("Counter-metric", "What would break if someone gamed the primary metric?")
    events: tuple[Event, ...] = _EVENTS.rows("Events", "What is logged, and exactly when.")
    identity: str = _EVENTS.line("Identity", "How one person on two devices is counted.")
    hypothesis: str = _EXPERIMENT.prose(
        "Hypothesis",
        "Because of this evidence, this change for this segment will move the metric by at least this.",
        words=50,
    )
    unit_of_randomization: str = _EXPERIMENT.prose(
        "Unit of randomization", "User, account, session, area: and why.", lines=2
    )
    metric_type: Literal["rate", "average"] = _EXPERIMENT.choice(
        "Kind of metric",
        "A rate counts the units that do it; an average adds up what each of them does.",
        default="rate",
    )
    goal: Literal["rise", "fall"] = _EXPERIMENT.choice(
        "Good is a", "Which way the primary metric should go.", default="rise"
    )
    baseline_rate: float | None = _EXPERIMENT.number(
        "Baseline rate (%)", "For a rate: the primary metric today.", low=0, high=100
    )
    minimum_detectable_effect: float | None = _EXPERIMENT.number(
        "Minimum detectable effect (percentage points)",
        "For a rate: the smallest change worth launching for, without a sign.",
        low=0,
        high=100,
    )
    weekly_traffic: int | None = _EXPERIMENT.number(
        "Weekly traffic", "Eligible units a week, both arms.", low=0, high=10**12
    )
    traffic_share: float = _EXPERIMENT.number(
        "Traffic in the test (%)", "How much of it takes part.", low=0, high=100, default=100
    )
    treatment_share: float = _EXPERIMENT.number(
        "Treatment's share (%)", "50 is half and half.", low=0, high=100, default=50
    )
    alpha: float = _EXPERIMENT.number(
        "False alarms allowed, alpha (%)", "5 is the usual choice.", low=0, high=100, default=5
    )
    power: float = _EXPERIMENT.number(
        "Power (%)", "How surely you want to find the smallest change: 80 or 90.", low=0, high=100, default=80
    )
    sides: Literal["two-sided", "one-sided"] = _EXPERIMENT.choice(
        "Sides", "Two, unless a loss would change nothing.", default="two-sided"
    )
    looks: int = _EXPERIMENT.number(
        "Looks at the result", "How often somebody will read it, the last time included.", low=1, high=100, default=1
    )
    baseline_average: float | None = _AVERAGE.number("Baseline average", "The primary metric today, in its own unit.")
    standard_deviation: float | None = _AVERAGE.number("Standard deviation", "Between units, in the same unit.", low=0)
    minimum_change: float | None = _AVERAGE.number(
        "Minimum detectable effect (unit of the average)",
        "The smallest change worth launching for, without a sign.",
        low=0,
    )
    metric_unit: str = _AVERAGE.line("Unit of the average", "Minutes, orders, dollars.")
    decision_rule: str = _DECISION.prose(
        "Decision rule", "Written before any data: launch if ..., stop if ..., otherwise ...", words=60
    )
    risk_register: tuple[Risk, ...] = _RISKS.rows(
        "Risks and mitigations", "What could go wrong, its first signal, your answer."
    )
    risks: str = _RISKS.prose("Risks, as you would say them", "The two or three that matter, in sentences.", lines=3)
    explanation: str = _DECISION.prose(
        "In plain words",
        "What you test and when you launch, for a warehouse manager: decision, size, risk, next step.",
        words=90,
        lines=4,
        review="talk",
    )
    control_units: int | None = _RESULT.number(
        "Units in the control", "Everybody who was assigned, whatever they did.", low=0, high=10**12
    )
    control_successes: int | None = _RESULT.number(
        "Did it, in the control", "For a rate: each unit counted once.", low=0, high=10**12
    )
    treatment_units: int | None = _RESULT.number(
        "Units in the treatment", "Everybody who was assigned.", low=0, high=10**12
    )
    treatment_successes: int | None = _RESULT.number(
        "Did it, in the treatment", "For a rate: each unit counted once.", low=0, high=10**12
    )
    control_average: float | None = _RESULT_OF_AVERAGE.number("Average of the control", "In the metric's own unit.")
    control_deviation: float | None = _RESULT_OF_AVERAGE.number(
        "Standard deviation of the control", "Between units.", low=0
    )
    treatment_average: float | None = _RESULT_OF_AVERAGE.number("Average of the treatment", "In the metric's own unit.")
    treatment_deviation: float | None = _RESULT_OF_AVERAGE.number(
        "Standard deviation of the treatment", "Between units.", low=0
    )
    guardrails: Literal["", "held", "crossed"] = _RESULT.choice("Guardrails", "Did each of them hold?", default="")

    @property
    def label(self) -> str:
        """The feature, or a stand-in that can be picked from a list."""
        return self.feature or f"Unnamed plan {self.id}"

    def is_complete(self) -> bool:
        """Tell whether it is measured, instrumented, decided on and explained in plain words."""
        texts = (self.primary_metric, self.guardrail_metrics, self.decision_rule, self.explanation)
        return all(texts) and any(event.name for event in self.events)
