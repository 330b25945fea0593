"""What stands beside the sections of a form: functions of a record that return blocks, for some kinds of record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from prepkit.blocks import Block, Figure, Item, Paragraph, Table
from prepkit.errors import UsageError
from prepkit.metrics.experiments.brief import (
    compute_brief,
    list_warnings,
    say_brief,
    say_looks,
    say_percent,
    say_points,
    say_quantity,
    say_range,
    tabulate_detectable,
    tabulate_power,
)
from prepkit.metrics.experiments.comparison import (
    Comparison,
    check_split,
    compare_averages,
    compare_rates,
    reach_verdict,
    say_p,
)
from prepkit.metrics.experiments.event_names import EventNote, check_events
from prepkit.metrics.experiments.terms import Rate
from prepkit.models import Loop, MetricPlan, Panel, Profile, Record
from prepkit.stories.assignment import usual_panel

_MOST_GUARDRAILS = 5
_WEIGHT = {"": 0, "low": 1, "medium": 2, "high": 3}
_TERMS = {
    "rate": ("baseline_rate", "minimum_detectable_effect"),
    "average": ("baseline_average", "standard_deviation", "minimum_change", "metric_unit"),
}
_UNITS = ("control_units", "treatment_units")
_COUNTS = {
    "rate": ("control_successes", "treatment_successes"),
    "average": ("control_average", "control_deviation", "treatment_average", "treatment_deviation"),
}


def _tell(
    lead: str, remarks: Iterable[str] = (), table: tuple[str, pd.DataFrame] | None = None, *, wrong: bool = False
) -> list[Block]:
    blocks: list[Block] = [Paragraph(lead, "wrong" if wrong else "lead")] if lead else []
    blocks += [Item(remark) for remark in remarks]
    return [*blocks, Table(table[1], table[0])] if table is not None and len(table[1]) else blocks


def ask_about_metrics(plan: MetricPlan, _unfit: Sequence[str], _prep: Any) -> list[Block]:
    """Ask what an interviewer would ask about the metrics that are still blank."""
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
    return _tell("What you will be asked next:" if remarks else "", remarks)


def check_instrumentation(plan: MetricPlan, _unfit: Sequence[str], _prep: Any) -> list[Block]:
    """Say what is wrong with the events, each fault once with the events that have it."""
    named = sum(bool(event.name.strip()) for event in plan.events)
    if not named:
        return _tell("No event yet. Begin with the moment at which a customer first meets the feature.")
    groups: dict[str, list[EventNote]] = {}
    for note in check_events(plan):
        groups.setdefault(note.check.id, []).append(note)
    if not groups:
        return _tell(
            f"{named} events, and nothing to object to: names, triggers, properties, metrics and owners are there."
        )
    lead = f"{named} events. What somebody who builds on them would ask:"
    return _tell(lead, [_say_note(group) for group in groups.values()])


def _say_note(group: list[EventNote]) -> str:
    first = group[0]
    if len(group) == 1:
        return f"{first.text} {first.check.why}"
    numbers = ", ".join(str(note.number) for note in group)
    return f"Events {numbers}: each of them {first.check.message}. {first.check.why}"


def size_experiment(plan: MetricPlan, unfit: Sequence[str], _prep: Any) -> list[Block]:
    """Say size, duration and what can be found, or what is missing or cannot be."""
    if unfit:
        return _say_unfit(unfit)
    try:
        brief = compute_brief(plan)
        found = tabulate_detectable(plan)
        remarks = [*list_warnings(plan, brief), say_looks(plan.looks, brief.terms.alpha)]
    except UsageError as error:
        return _tell(str(error), wrong="not entered" not in error.what)
    shown = found.rename(columns={"control": "Units in the control"})
    return _tell(say_brief(brief), remarks, ("What it finds, the longer it runs", shown))


def draw_power(plan: MetricPlan, _unfit: Sequence[str], _prep: Any) -> list[Block]:
    """Draw the power curve; nothing while it cannot be computed."""
    from prepkit.charts import power_curve

    try:
        brief = compute_brief(plan)
    except UsageError:
        return []
    rate = isinstance(brief.metric, Rate)
    change = abs(brief.change) * (100 if rate else 1)
    unit = "percentage points" if rate else brief.unit or "units of the average"
    return [Figure(power_curve(tabulate_power(brief), change, 100 * brief.terms.power, unit))]


def list_unasked_terms(plan: MetricPlan) -> Collection[str]:
    """Name the terms that the plan's kind of metric does not have."""
    return _TERMS["average" if plan.metric_type == "rate" else "rate"]


def weigh_risks(plan: MetricPlan, _unfit: Sequence[str], _prep: Any) -> list[Block]:
    """Say which risk comes first, and which have no signal, answer or owner."""
    risks = [each for each in plan.risk_register if each.risk.strip()]
    if not risks:
        return _tell("No risk yet. Ask: who is harmed if this works exactly as planned, and what breaks first?")
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
    return _tell(lead, remarks)


def list_unasked_counts(plan: MetricPlan) -> Collection[str]:
    """Name the counts that the plan's kind of metric does not have."""
    return _COUNTS["average" if plan.metric_type == "rate" else "rate"]


def read_result(plan: MetricPlan, unfit: Sequence[str], _prep: Any) -> list[Block]:
    """Say what the counts are worth, in the order in which they should be read: split, difference, verdict."""
    if unfit:
        return _say_unfit(unfit)
    if any(getattr(plan, name) is None for name in _UNITS):
        rule = plan.decision_rule.strip()
        before = f"Your rule: {rule}" if rule else "Write the decision rule above before any data is in."
        return _tell("Nothing to read yet. Enter the units of both arms as soon as there are some.", [before])
    try:
        return _judge(plan)
    except UsageError as error:
        return _tell(str(error), wrong=True)


def _judge(plan: MetricPlan) -> list[Block]:
    split = check_split(plan.control_units or 0, plan.treatment_units or 0, plan.treatment_share / 100)
    rate = plan.metric_type == "rate"
    if any(getattr(plan, name) is None for name in _COUNTS[plan.metric_type]):
        missing = "how many did it" if rate else "average and standard deviation"
        return _tell(split.sentence, [f"Enter {missing}, in both arms, for the difference."])
    found = _compare(plan)
    remarks = [split.sentence, _say_difference(found, plan)]
    smallest = (plan.minimum_detectable_effect or 0) / 100 if rate else plan.minimum_change or 0
    if not smallest:
        return _tell("No verdict: the plan has no smallest change worth launching for.", remarks)
    held, fall = plan.guardrails != "crossed", plan.goal == "fall"
    verdict = reach_verdict(found, smallest, split, guardrails_held=held, fall=fall)
    if not plan.guardrails and verdict.id in ("win", "small-win"):
        remarks.append("Whether the guardrails held is not entered; the verdict takes it that they did.")
    if plan.decision_rule.strip():
        remarks.append(f"Your rule, written before the data: {plan.decision_rule.strip()}")
    return _tell(f"{verdict.name}. {verdict.when} {verdict.do}", remarks)


def _compare(plan: MetricPlan) -> Comparison:
    control, treatment, alpha = plan.control_units or 0, plan.treatment_units or 0, plan.alpha / 100
    if plan.metric_type == "rate":
        return compare_rates(plan.control_successes or 0, control, plan.treatment_successes or 0, treatment, alpha)
    return compare_averages(
        (plan.control_average or 0, plan.control_deviation or 0, control),
        (plan.treatment_average or 0, plan.treatment_deviation or 0, treatment),
        alpha,
    )


def _say_difference(found: Comparison, plan: MetricPlan) -> str:
    relative = f", {100 * found.relative:+.1f}% relative" if found.relative is not None else ""
    if plan.metric_type == "rate":
        levels = say_percent(found.control), say_percent(found.treatment)
        difference, ends = say_points(found.difference), say_range(found.low, found.high)
    else:
        levels = say_quantity(found.control, plan.metric_unit), say_quantity(found.treatment, plan.metric_unit)
        difference = f"{found.difference:+.4g} {plan.metric_unit}".strip()
        ends = f"{found.low:+.4g} to {found.high:+.4g}"
    return (
        f"{levels[0]} in the control, {levels[1]} in the treatment: {difference}{relative}, "
        f"{100 - plan.alpha:g}% range {ends} ({say_p(found.p_value)})."
    )


def _say_unfit(unfit: Sequence[str]) -> list[Block]:
    return _tell(f"Not computed: what stands in {', '.join(unfit)} does not fit yet.", wrong=True)


Tell = Callable[[Any, Sequence[str], Any], Sequence[Block]]


def _nothing(_record: Any, _unfit: Sequence[str], _prep: Any) -> Sequence[Block]:
    return ()


@dataclass(frozen=True)
class Beside:
    """What a form tells of a record while it is typed.

    Args:
        tell: Called after each key with the record as it stands, the titles of the fields whose input does not fit
            yet, and the workspace, if there is one.
        draw: Called likewise, but only after a save: a picture takes longer than a sentence.
        ask: Names the fields that this record does not call for.
        above: Whether it stands above the inputs.
        kinds: Other kinds of record that it depends on.
    """

    tell: Tell = _nothing
    draw: Tell = _nothing
    unasked: Callable[[Any], Collection[str]] = lambda _record: ()
    above: bool = False
    kinds: frozenset[str] = frozenset()


def find_beside(model: type[Record], sections: Sequence[str]) -> list[Beside]:
    """Return what stands beside these sections of a model, in the order of the sections; none named are all."""
    found = _BESIDE.get(model, {})
    return [beside for name, beside in found.items() if name == "" or name in sections]


def begin(model: type[Record]) -> Any:
    """Return the record that a form of one record begins with where none is stored."""
    return usual_panel() if model is Panel else model()


def _draw_loop(loop: Loop, _unfit: Sequence[str], prep: Any) -> Sequence[Block]:
    from prepkit.charts import loop as draw_loop
    from prepkit.planning.loop import lay_out_loop

    profile, today = (Profile(), None) if prep is None else (prep.profile, prep.today)
    return [Figure(draw_loop(lay_out_loop(profile, loop), today))]


_BESIDE: dict[type[Record], dict[str, Beside]] = {
    Loop: {"": Beside(draw=_draw_loop, above=True, kinds=frozenset({"profile"}))},
    MetricPlan: {
        "metrics": Beside(ask_about_metrics),
        "instrumentation": Beside(check_instrumentation),
        "experiment": Beside(size_experiment, draw_power, list_unasked_terms),
        "risks": Beside(weigh_risks),
        "result": Beside(read_result, unasked=list_unasked_counts),
    },
}
