"""The experiment of a metric plan, computed: size, duration, what can be found, what looking early costs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from prepkit.errors import UsageError
from prepkit.metrics.experiments.looks import find_boundaries, find_false_alarms
from prepkit.metrics.experiments.power import (
    Duration,
    Size,
    find_detectable_change,
    find_duration,
    find_power,
    find_size,
)
from prepkit.metrics.experiments.terms import Average, Metric, Rate, Terms
from prepkit.models import MetricPlan
from prepkit.models.listing import make_table

_WEEKS_SHOWN = (1, 2, 3, 4, 6, 8)
_POINTS = 24  # of the power curve
_REACH = 2.0  # how far the curve goes, in smallest changes
_LEAST_POWER = 0.8


@dataclass(frozen=True)
class Brief:
    """The arithmetic of one experiment.

    `change` carries its sign and is in the metric's own units, a fraction for a rate. Without traffic there is no
    duration.
    """

    metric: Metric
    change: float
    terms: Terms
    size: Size
    duration: Duration | None
    unit: str

    def say_change(self, change: float) -> str:
        """Write a change in the metric's own units, without its sign: percentage points, or the unit of an average."""
        if isinstance(self.metric, Rate):
            points = f"{100 * abs(change):.3g}"
            return f"{points} percentage point{'' if points == '1' else 's'}"
        return say_quantity(abs(change), self.unit)

    def say_level(self, level: float) -> str:
        """Write a level of the metric, a rate with as many digits as tell it from the one after the change."""
        if not isinstance(self.metric, Rate):
            return say_quantity(level, self.unit)
        digits = max(1, 1 - math.floor(math.log10(100 * abs(self.change))))
        return f"{100 * level:.{digits}f}".rstrip("0").rstrip(".") + "%"


def list_missing(plan: MetricPlan) -> list[str]:
    """Name the fields, by their titles, that a plan needs before its experiment can be sized."""
    needed = ["baseline_rate", "minimum_detectable_effect"]
    if plan.metric_type == "average":
        needed = ["baseline_average", "standard_deviation", "minimum_change"]
    fields = MetricPlan.model_fields
    return [str(fields[name].title) for name in needed if getattr(plan, name) is None]


def compute_brief(plan: MetricPlan) -> Brief:
    """Compute the experiment of a plan.

    Raises:
        UsageError: a figure is missing, contradicts another, or cannot be; the message names it and the cure.
    """
    missing = list_missing(plan)
    if missing:
        raise UsageError("not entered yet", where=", ".join(missing), cure="Enter what you know; a guess will do")
    rate = plan.metric_type == "rate"
    metric: Metric = (
        Rate((plan.baseline_rate or 0) / 100)
        if rate
        else Average(plan.baseline_average or 0, plan.standard_deviation or 0)
    )
    size = (plan.minimum_detectable_effect or 0) / 100 if rate else plan.minimum_change or 0
    change = -size if plan.goal == "fall" else size
    terms = read_terms(plan)
    needed = find_size(metric, change, terms)
    duration = None
    if plan.weekly_traffic is not None:
        duration = find_duration(needed, plan.weekly_traffic, plan.traffic_share / 100)
    return Brief(metric, change, terms, needed, duration, "" if rate else plan.metric_unit)


def read_terms(plan: MetricPlan) -> Terms:
    """Return the terms of a plan's test; raises UsageError for an alpha, power or split that cannot be."""
    return Terms(plan.alpha / 100, plan.power / 100, 1 if plan.sides == "one-sided" else 2, plan.treatment_share / 100)


def say_brief(brief: Brief) -> str:
    """Say the experiment in one sentence for somebody who has never heard of power, and one on how long it takes."""
    start = brief.metric.baseline
    way = "fall" if brief.change < 0 else "rise"
    relative = f" ({say_percent(abs(brief.change / start))} of today's)" if start else ""
    arms = f"{brief.size.control:,} units in each arm"
    if brief.size.control != brief.size.treatment:
        arms = f"{brief.size.control:,} units in the control and {brief.size.treatment:,} in the treatment"
    said = (
        f"A {way} from {brief.say_level(start)} to {brief.say_level(start + brief.change)}, which is "
        f"{brief.say_change(brief.change)}{relative}, takes {arms}. A test of that size finds it in "
        f"{say_percent(brief.terms.power)} of cases if it is there, and raises a false alarm in "
        f"{say_percent(brief.terms.alpha)} if nothing is."
    )
    return f"{said} {brief.duration.sentence if brief.duration else 'Enter the weekly traffic to see how long.'}"


def say_looks(looks: int, alpha: float) -> str:
    """Say what looking several times costs, and the boundary that pays for it; alpha is a fraction."""
    if looks == 1:
        return "Read once, at the end: no looks in between, no penalty."
    alarms = say_percent(find_false_alarms(looks, alpha))
    constant = find_boundaries(looks, alpha)[0]
    strict = find_boundaries(looks, alpha, "obrien-fleming")
    return (
        f"Read {looks} times at {say_percent(alpha)}, chance alone would look like an effect in {alarms} of tests. To "
        f"stay at {say_percent(alpha)}, ask for |z| of {constant:.3f} at every look (Pocock), or of {strict[0]:.2f} at "
        f"the first, falling to {strict[-1]:.3f} at the last (O'Brien and Fleming)."
    )


def tabulate_detectable(plan: MetricPlan, weeks: tuple[int, ...] = _WEEKS_SHOWN) -> pd.DataFrame:
    """Show which change a test finds, the longer it runs, with the traffic and terms of a plan.

    Returns:
        Columns weeks (int64), control (int64: units in the control), smallest_change (str: in the metric's own units),
        relative (str: of today's). Weeks too short to find any change are left out; no rows without traffic.

    Raises:
        UsageError: as `compute_brief`.
    """
    brief = compute_brief(plan)
    rows = []
    for week in weeks if plan.weekly_traffic else ():
        units = int(week * (plan.weekly_traffic or 0) * plan.traffic_share / 100 * (1 - brief.terms.treatment_share))
        try:
            change = find_detectable_change(brief.metric, units, brief.terms, fall=brief.change < 0)
        except UsageError:
            continue  # so few units that the greatest possible change stays below what they find
        relative = "" if change.relative is None else say_percent(abs(change.relative))
        rows.append((week, units, brief.say_change(change.absolute), relative))
    return make_table("weeks int64, control int64, smallest_change str, relative str", rows)


def tabulate_power(brief: Brief) -> pd.DataFrame:
    """Compute the power curve of an experiment at the size that it needs.

    Returns:
        Columns change (float64: in the metric's own units, percentage points for a rate, without its sign) and power
        (float64: percent), from nothing to twice the smallest change or as far as a rate can go.
    """
    scale = 100 if isinstance(brief.metric, Rate) else 1
    rows = [(0.0, 100 * brief.terms.alpha)]
    for step in range(1, _POINTS + 1):
        change = brief.change * _REACH * step / _POINTS
        try:
            power = find_power(brief.metric, change, brief.size.control, brief.terms)
        except UsageError:
            break  # beyond 0% or 100%
        rows.append((scale * abs(change), 100 * power))
    return make_table("change float64, power float64", rows)


def list_warnings(plan: MetricPlan, brief: Brief) -> list[str]:
    """Name what an interviewer would ask about in the terms of a plan."""
    found = []
    if brief.terms.power < _LEAST_POWER:
        found.append(
            f"A power of {say_percent(brief.terms.power)} misses a change that is there more often than one in five."
        )
    if brief.terms.sides == 1:
        found.append("One-sided: a loss would be called no effect. Say why that is enough.")
    if plan.alpha > 10:
        found.append(f"At {plan.alpha:g}% false alarms, {plan.alpha:g} of 100 useless changes would be launched.")
    if not plan.decision_rule.strip():
        found.append("There is no decision rule yet. Write it before the data.")
    return found


def say_points(change: float) -> str:
    """Write a change of a rate, given as a fraction, in percentage points, with its sign."""
    return f"{100 * change:+.2f} percentage points"


def say_range(low: float, high: float) -> str:
    """Write the ends of a range of changes, given as fractions, in percentage points."""
    return f"{100 * low:+.2f} to {100 * high:+.2f}"


def say_percent(share: float) -> str:
    """Write a share, given as a fraction, in percent, with as many digits as tell it from its neighbors."""
    percent = 100 * share
    return f"{percent:.3g}%" if abs(percent) < 99.95 else f"{percent:.0f}%"


def say_quantity(value: float, unit: str = "") -> str:
    """Write a quantity in its own unit, with at most four digits that matter and no power of ten in the usual range."""
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{text} {unit}".strip()
