"""A drill in words: what the reader is told before, and the truth with its evidence after."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter

from prepkit.metrics.experiments.comparison import Comparison
from prepkit.metrics.experiments.drills import Drill, is_early
from prepkit.metrics.experiments.looks import find_boundaries, find_false_alarms
from prepkit.metrics.experiments.power import find_power
from prepkit.metrics.experiments.simulation import DAYS, WEEKS, average_weeks
from prepkit.metrics.experiments.split import say_p
from prepkit.metrics.experiments.terms import Rate
from prepkit.metrics.experiments.wording import say_percent, say_points, say_range


def describe_drill(drill: Drill) -> tuple[str, ...]:
    """Say what was tested, planned and agreed on beforehand, and where the test stands; nothing of the truth."""
    setting = drill.setting
    smallest = f"{100 * setting.smallest:.3g} percentage points"
    return (
        setting.feature,
        f"Primary metric: {setting.metric}, {say_percent(setting.baseline)} before the test. Guardrail: "
        f"{setting.guardrail}, {say_percent(setting.guardrail_baseline)} before the test.",
        f"Plan: at least {drill.planned:,} {setting.units} in each arm within {WEEKS} weeks, {_say_split(drill)}, "
        f"which finds a change of {smallest} four times in five at a false-alarm rate of 5%.",
        f"Rule, written before the data: launch if the whole 95% range is above {smallest}, and if the guardrail "
        f"rises by at most {100 * setting.margin:.3g} percentage points.",
        f"Today is day {drill.shown.days} of {DAYS}." if is_early(drill) else f"Today the {WEEKS} weeks are over.",
    )


def explain_drill(drill: Drill) -> str:
    """Say the evidence of what was planted, with the figures of this drill."""
    return _fill_in(drill, drill.fault.evidence)


def say_truth(drill: Drill) -> str:
    """Say what was planted, with the figures of this drill."""
    return _fill_in(drill, drill.fault.truth)


def _fill_in(drill: Drill, text: str) -> str:
    named = {name for _, name, _, _ in Formatter().parse(text) if name}
    return text.format_map({name: _FIGURES[name](drill) for name in named})


def _say_split(drill: Drill) -> str:
    first, last = drill.shares[0], drill.shares[-1]
    if first == last:
        return "half of them in the treatment"
    return f"{first:.0%} of them in the treatment in the first week and {last:.0%} after that"


def _share(counts: tuple[int, int, int, int]) -> float:
    return counts[3] / (counts[1] + counts[3])


def _power(drill: Drill) -> float:
    _, control, _, treatment = drill.shown.primary()
    return find_power(Rate(drill.setting.baseline), drill.setting.smallest, min(control, treatment))


def _boundary(drill: Drill) -> float:
    return find_boundaries(DAYS, shape="obrien-fleming")[drill.shown.days - 1]


def _range(found: Comparison) -> str:
    return say_range(found.low, found.high)


# What an evidence may name in braces.
_FIGURES: dict[str, Callable[[Drill], str]] = {
    "control_units": lambda drill: f"{drill.shown.primary()[1]:,}",
    "treatment_units": lambda drill: f"{drill.shown.primary()[3]:,}",
    "planned": lambda drill: f"{drill.planned:,}",
    "split_p": lambda drill: say_p(drill.shown.split_p()),
    "difference": lambda drill: say_points(drill.shown.compare().difference),
    "range": lambda drill: _range(drill.shown.compare()),
    "first_week": lambda drill: say_points(drill.shown.weeks()[0].compare().difference),
    "last_week": lambda drill: say_points(drill.shown.weeks()[-1].compare().difference),
    "final_difference": lambda drill: say_points(drill.whole.compare().difference),
    "final_range": lambda drill: _range(drill.whole.compare()),
    "z": lambda drill: f"{drill.shown.compare().statistic:.2f}",
    "day": lambda drill: str(drill.shown.days),
    "days": lambda _: str(DAYS),
    "boundary": lambda drill: f"{_boundary(drill):.2f}",
    "false_alarms": lambda _: say_percent(find_false_alarms(DAYS)),
    "guard_difference": lambda drill: say_points(drill.shown.compare_guardrail().difference),
    "guard_range": lambda drill: _range(drill.shown.compare_guardrail()),
    "margin": lambda drill: say_points(drill.setting.margin),
    "smallest": lambda drill: say_points(drill.setting.smallest),
    "power": lambda drill: say_percent(_power(drill)),
    "stratified": lambda drill: say_points(average_weeks(drill.shown)[0]),
    "stratified_range": lambda drill: say_range(*average_weeks(drill.shown)[1:]),
    "first_share": lambda drill: say_percent(_share(drill.shown.weeks()[0].primary())),
    "last_share": lambda drill: say_percent(_share(drill.shown.weeks()[-1].primary())),
}
