"""Drills in reading a result: an experiment whose truth is known, and hidden until a decision is made."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Literal

import numpy as np
import pandas as pd

from prepkit.content.library import find, load
from prepkit.content.shapes.metrics import DrillFault, DrillSetting
from prepkit.errors import UsageError
from prepkit.metrics.experiments.brief import say_percent, say_points, say_range
from prepkit.metrics.experiments.comparison import Comparison, say_p
from prepkit.metrics.experiments.looks import find_boundaries, find_false_alarms
from prepkit.metrics.experiments.power import find_power
from prepkit.metrics.experiments.simulation import (
    DAYS,
    FAULTS,
    RAMP,
    WEEKS,
    Outcome,
    average_weeks,
    plan_units,
    simulate,
)
from prepkit.metrics.experiments.terms import Rate
from prepkit.models import DrillAnswer
from prepkit.models.listing import make_table

Mark = Literal["right", "defensible", "missed", "open"]
_ATTEMPTS = 1000  # draws until one shows the fault; in some fifty it does where the fault needs luck
_NEW, _MISSED = 4, 2  # how much likelier a fault comes up that was not met yet, or not recognized last time


@dataclass(frozen=True)
class Drill:
    """One simulated experiment: what the reader is told, what is shown, and what is true."""

    setting: DrillSetting
    fault: DrillFault
    seed: int
    planned: int
    shown: Outcome
    whole: Outcome

    @property
    def shares(self) -> tuple[float, ...]:
        """The planned share of the treatment, by week."""
        return RAMP if self.fault.id == "mix" else (0.5,) * WEEKS


@functools.lru_cache(maxsize=32)
def make_drill(setting: str, fault: str, seed: int) -> Drill:
    """Make the drill of a setting, a fault and a seed; the same three make the same drill.

    Raises:
        UsageError: the content holds no such setting or fault.
    """
    chosen, planted = find(DrillSetting, setting), find(DrillFault, fault)
    making = FAULTS[fault]
    planned = plan_units(chosen)
    world = making.build(chosen, planned)
    for attempt in range(_ATTEMPTS):
        whole = simulate(chosen, world, np.random.default_rng([seed, attempt]))
        shown = whole.cut(world.shown)
        if making.shows(chosen, shown, whole):
            return Drill(chosen, planted, seed, planned, shown, whole)
    raise UsageError(f"no drill {setting}, {fault}, {seed}", where="seed", cure="Take another seed")


def deal_drill(answers: Sequence[DrillAnswer], today: dt.date) -> DrillAnswer:
    """Return the next drill, still without a decision: the same for a day and the answers so far.

    A fault that was not met yet comes up more often, and so does one that was missed the last time.
    """
    marks = {answer.fault: mark_answer(answer) for answer in answers}
    draw = random.Random(f"{today.isoformat()} {len(answers)}")  # noqa: S311 (a draw of drills is no secret)
    faults = [fault.id for fault in load(DrillFault)]
    weights = [_NEW if fault not in marks else _MISSED if marks[fault] == "missed" else 1 for fault in faults]
    (fault,) = draw.choices(faults, weights)
    settings = [setting.id for setting in load(DrillSetting)]
    last = answers[-1].setting if answers else ""
    setting = draw.choice([each for each in settings if each != last])
    seed = draw.randrange(2**31)
    return DrillAnswer(id=f"drill-{seed}", date=today, setting=setting, fault=fault, seed=seed)


def mark_answer(answer: DrillAnswer) -> Mark:
    """Compare a decision with what was right; a fault that the content no longer holds is open."""
    faults = {fault.id: fault for fault in load(DrillFault)}
    if answer.fault not in faults or not answer.decision:
        return "open"
    fault = faults[answer.fault]
    if answer.decision == fault.decision:
        return "right"
    return "defensible" if answer.decision in fault.also else "missed"


def tabulate_answers(answers: Sequence[DrillAnswer]) -> pd.DataFrame:
    """Show the decisions so far.

    Returns:
        Columns date (datetime64[s]), feature (str), planted (str: what the data was made to show), decision (str),
        mark (str: right, defensible or missed), the newest first; drills without a decision are left out.
    """
    faults = {fault.id: fault.name for fault in load(DrillFault)}
    settings = {setting.id: setting.feature for setting in load(DrillSetting)}
    decided = [answer for answer in answers if mark_answer(answer) != "open"]
    decided.sort(key=lambda answer: answer.date or dt.date.min)
    rows = [
        (answer.date, settings.get(answer.setting, ""), faults[answer.fault], answer.decision, mark_answer(answer))
        for answer in reversed(decided)
    ]
    return make_table("date datetime64[s], feature str, planted str, decision str, mark str", rows)


def score_answers(answers: Sequence[DrillAnswer]) -> str:
    """Say in a sentence how many decisions were right, and which faults to look out for."""
    marks = [(mark_answer(answer), answer.fault) for answer in answers]
    counts = {mark: sum(one == mark for one, _ in marks) for mark in ("right", "defensible", "missed")}
    total = sum(counts.values())
    if not total:
        return "No drill decided yet."
    said = f"{total} drill{'s' if total > 1 else ''} decided: " + ", ".join(
        f"{count} {mark}" for mark, count in counts.items() if count
    )
    names = {fault.id: fault.name.lower() for fault in load(DrillFault)}
    last = {fault: mark for mark, fault in marks if mark != "open"}
    missed = [names[fault] for fault, mark in last.items() if mark == "missed"]
    return f"{said}. Look out for: {', '.join(missed)}." if missed else f"{said}."


def tabulate_weeks(drill: Drill) -> pd.DataFrame:
    """Show what a dashboard would: units, rates and difference by week, then together.

    Returns:
        Columns week (str: a number, or "All"), control and treatment (int64: units), control_rate and treatment_rate
        (float64: percent), difference, low and high (float64: percentage points, with the ends of the 95% range),
        guardrail_control and guardrail_treatment (float64: percent).
    """
    parts = [(str(number), week) for number, week in enumerate(drill.shown.weeks(), start=1)]
    rows = []
    for name, part in [*parts, ("All", drill.shown)]:
        found, guard = part.compare(), part.compare_guardrail()
        _, control, _, treatment = part.primary()
        rates = (found.control, found.treatment, found.difference, found.low, found.high)
        shares = (*rates, guard.control, guard.treatment)
        rows.append((name, control, treatment, *(round(100 * share, 2) for share in shares)))
    columns = ["week", "control", "treatment", "control_rate", "treatment_rate", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "guardrail_control", "guardrail_treatment"])


def is_early(drill: Drill) -> bool:
    """Tell whether the planned end has not come yet."""
    return drill.shown.days < DAYS


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
