"""A product story in the reworked STAR: Situation, Product Decision, Action, Customer Impact Metric (G2, G3)."""

from __future__ import annotations

from typing import ClassVar, Literal

from prepkit.models.fields import Group, Part, Record, line, number

Theme = Literal["failure", "conflict", "little data"]


class ImpactMetric(Part):
    """The customer impact metric: what changed for customers, from where to where, for whom and why."""

    name: str = line("Metric name", "What is counted, as a customer would notice it: false declines, repeat orders.")
    baseline: float | None = number("Baseline", "The value before your decision.")
    actual: float | None = number("Actual", "The value afterwards, measured the same way.")
    unit: str = line("Unit", "%, orders a week, minutes, USD ...")
    population: str = line("Population", "Whose number is it? Name the customers and how many.")
    window: str = line("Window", "Over which period was it measured?")
    attribution: str = line("Attribution", "How do you know that your decision caused it: a test, a comparison?")

    def is_complete(self) -> bool:
        """Tell whether every part that an interviewer asks for is filled in."""
        numbers = self.baseline is not None and self.actual is not None
        return numbers and all((self.name, self.unit, self.population, self.window, self.attribution))

    def describe(self) -> str:
        """Say the metric in one line, with a visible blank for each part that is missing."""
        if self.is_blank():
            return ""
        before = _figure(self.baseline, self.unit, "baseline")
        after = _figure(self.actual, self.unit, "actual")
        head = f"{self.name or '[metric]'}: {before} to {after}"
        tail = ", ".join(part for part in (self.population, self.window, self.attribution) if part)
        return f"{head} ({tail})" if tail else head


def _figure(value: float | None, unit: str, blank: str) -> str:
    if value is None:
        return f"[{blank}]"
    text = f"{value:,.10g}"
    if not unit:
        return text
    return f"{text}{unit}" if unit.startswith("%") else f"{text} {unit}"


_SITUATION = Group("Situation", review="story")
_DECISION = Group("Product Decision", review="story")
_ACTION = Group("Action", review="story")
_IMPACT = Group("Customer Impact Metric", review="story")
_USE = Group("Use")


class Story(Record):
    """One project told as a chain of product decisions."""

    kind: ClassVar[str] = "story"
    title: str = line("Title", "A name that you would say aloud: the customer's problem, not the technique.", told="")
    project: str = line("Project", "The project it comes from; at most two stories should share one.", told="")
    year: int | None = number(
        "Year", "When it ended. Interviewers prefer the last five years.", low=1980, high=2100, told=""
    )
    situation: str = _SITUATION.prose(
        "Situation", "Where were you, what was at stake, and for whom? Two sentences.", words=50
    )
    customer: str = _SITUATION.line("Customer", "Who exactly? A segment, not everyone.")
    customer_need: str = _SITUATION.prose("Customer need", "What could they not do, in their own terms?", words=40)
    evidence: str = _SITUATION.prose(
        "Evidence", "How did you find that out: which number, and which person's words?", words=50
    )
    hypothesis: str = _DECISION.prose(
        "Hypothesis", "Because we saw this, we believed that doing that would change what?", words=40
    )
    product_decision: str = _DECISION.prose(
        "Product decision", "What did you decide to build, change or stop?", words=50
    )
    options_rejected: str = _DECISION.prose(
        "Options rejected", "What else could you have done, and why did you not?", words=50
    )
    trade_off: str = _DECISION.prose("Trade-off", "What did you give up, and for what?", words=40, told="Trade-off")
    experiment: str = _ACTION.prose(
        "Experiment", "How did you test it: on whom, for how long, with which guardrail?", words=50
    )
    actions: str = _ACTION.prose(
        "Actions", "What did you yourself do, step by step? Say I, not we.", words=110, lines=5
    )
    partners: str = _ACTION.prose("Partners", "Who else was needed, and how did you bring them along?", words=40)
    launch: str = _ACTION.prose(
        "Launch and after",
        "When did it reach customers, and what did you do about it afterwards?",
        words=40,
        told="Launch and after",
    )
    customer_impact_metric: ImpactMetric = _IMPACT.choice(
        "Customer impact metric", "The result, as customers felt it.", default=ImpactMetric()
    )
    learning: str = _IMPACT.prose(
        "Learning", "What would you do differently, and where have you done so since?", words=30, told="Learning"
    )
    principles: tuple[str, ...] = _USE.choice(
        "Principles",
        "Which leadership principles it shows: the main one first, two more at the most.",
        default=(),
        told="Principles",
    )
    themes: tuple[Theme, ...] = _USE.choice(
        "Also shows", "Interviewers ask for these by name; two stories of each will do.", default=(), told=""
    )

    @property
    def label(self) -> str:
        """The title, or a stand-in that can be picked from a list."""
        return self.title or f"Untitled story {self.id}"

    def is_told(self) -> bool:
        """Tell whether it has a situation, a customer's need, a decision, actions, and a complete impact metric."""
        slots = (self.situation, self.customer_need, self.product_decision, self.actions)
        return all(slot.strip() for slot in slots) and self.customer_impact_metric.is_complete()
