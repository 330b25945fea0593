"""Simulated experiments: what is true is set or planted, what is seen is drawn, and proven to show it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from prepkit.content.shapes.metrics import DrillSetting
from prepkit.metrics.experiments.comparison import THRESHOLD, Comparison, check_split, compare_rates, score_rates
from prepkit.metrics.experiments.power import find_size
from prepkit.metrics.experiments.terms import Rate

WEEKS = 4
DAYS = 7 * WEEKS
Counts = tuple[int, int, int, int]  # of those who did it and of all, in the control, then in the treatment


@dataclass(frozen=True)
class World:
    """What is true of a simulated experiment, by day over the planned 28 days.

    Args:
        daily_units: Units a day in both arms together, on average.
        shares: The treatment's share of the units by week.
        crowds: By how much each week is busier than usual.
        rates: By how much each week's rate is above usual, in both arms.
        effects: The treatment's true change of the rate by week, as a fraction.
        harm: The treatment's true change of the guardrail, as a fraction.
        loss: The part of the treatment's units that is lost before it is counted; none of them did it.
        shown: Days that have passed when the result is read.
    """

    daily_units: float
    shares: tuple[float, ...] = (0.5,) * WEEKS
    crowds: tuple[float, ...] = (1.0,) * WEEKS
    rates: tuple[float, ...] = (1.0,) * WEEKS
    effects: tuple[float, ...] = (0.0,) * WEEKS
    harm: float = 0.0
    loss: float = 0.0
    shown: int = DAYS


@dataclass(frozen=True)
class Outcome:
    """The counts of each day: one row each for units, those who did it, and those who met the guardrail, by arm.

    `counts` has six rows: control units, treatment units, control successes, treatment successes, control guardrail,
    treatment guardrail; and one column a day.
    """

    counts: np.ndarray = field(repr=False)

    @property
    def days(self) -> int:
        """Days that have passed."""
        return int(self.counts.shape[1])

    def cut(self, days: int) -> Outcome:
        """Return what was there after so many days."""
        return replace(self, counts=self.counts[:, :days])

    def weeks(self) -> list[Outcome]:
        """Return the weeks one by one; the last may be shorter."""
        return [replace(self, counts=self.counts[:, day : day + 7]) for day in range(0, self.days, 7)]

    def primary(self) -> Counts:
        """Return the counts of the primary metric."""
        n0, n1, x0, x1, _, _ = (int(total) for total in self.counts.sum(axis=1))
        return x0, n0, x1, n1

    def guardrail(self) -> Counts:
        """Return the counts of the guardrail."""
        n0, n1, _, _, g0, g1 = (int(total) for total in self.counts.sum(axis=1))
        return g0, n0, g1, n1

    def compare(self) -> Comparison:
        """Compare the arms by the primary metric."""
        return compare_rates(*self.primary())

    def compare_guardrail(self) -> Comparison:
        """Compare the arms by the guardrail."""
        return compare_rates(*self.guardrail())

    def split_p(self, share: float = 0.5) -> float:
        """Return the p-value of the sample-ratio check."""
        _, n0, _, n1 = self.primary()
        return check_split(n0, n1, share).p_value


def plan_units(setting: DrillSetting) -> int:
    """Return the units in each arm that a test of this setting is planned for, at 5% and 80%."""
    return find_size(Rate(setting.baseline), setting.smallest).control


def simulate(setting: DrillSetting, world: World, draw: np.random.Generator) -> Outcome:
    """Draw the whole planned time of an experiment, day by day."""
    week = np.arange(DAYS) // 7
    share, crowd, rate, effect = (
        np.asarray(each)[week] for each in (world.shares, world.crowds, world.rates, world.effects)
    )
    units = draw.poisson(world.daily_units * crowd)
    treatment = draw.binomial(units, share)
    control = units - treatment
    usual = np.clip(setting.baseline * rate, 0, 1)
    changed = np.clip(usual + effect, 0, 1)
    did = [draw.binomial(control, usual), draw.binomial(treatment, changed)]
    lost = draw.binomial(treatment - did[1], np.clip(world.loss / (1 - changed), 0, 1))
    treatment = treatment - lost
    met = [
        draw.binomial(control, setting.guardrail_baseline),
        draw.binomial(treatment, min(setting.guardrail_baseline + world.harm, 1)),
    ]
    return Outcome(np.array([control, treatment, *did, *met]))


def average_weeks(outcome: Outcome) -> tuple[float, float, float]:
    """Compare the arms within each week, and average the differences by how exact each is.

    Returns:
        The difference and the ends of its 95% range, as fractions.
    """
    from scipy.special import ndtri

    differences, weights = [], []
    for x0, n0, x1, n1 in (week.primary() for week in outcome.weeks()):
        p0, p1 = x0 / n0, x1 / n1
        differences.append(p1 - p0)
        weights.append(1 / (p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1))
    difference = float(np.average(differences, weights=weights))
    margin = float(ndtri(0.975) / np.sqrt(sum(weights)))
    return difference, difference - margin, difference + margin


RAMP = (0.1, 0.5, 0.5, 0.5)  # the treatment's share by week where it is raised step by step
LUCKY_DAY = 9


@dataclass(frozen=True)
class Fault:
    """How a fault is made, and how it is recognized.

    Args:
        build: Makes the world, from the setting and the units planned for each arm.
        shows: Tells whether an outcome (what is shown, then the whole planned time) shows the fault and no other.
    """

    build: Callable[[DrillSetting, int], World]
    shows: Callable[[DrillSetting, Outcome, Outcome], bool]


def _daily(planned: int, factor: float = 1.0) -> float:
    return 2 * planned * factor / DAYS


def _steady(setting: DrillSetting, planned: int, times: float, factor: float = 1.0) -> World:
    return World(_daily(planned, factor), effects=(times * setting.smallest,) * WEEKS)


def _lose_units(_setting: DrillSetting, planned: int) -> World:
    return World(_daily(planned), loss=6 * math.sqrt(2 / planned))


def _wear_off(setting: DrillSetting, planned: int) -> World:
    return World(_daily(planned), effects=tuple(times * setting.smallest for times in (3.6, 1.4, 0.4, 0.0)))


def _harm(setting: DrillSetting, planned: int) -> World:
    rate = setting.guardrail_baseline + setting.margin
    error = math.sqrt(2 * rate * (1 - rate) / planned)
    effects = (2 * setting.smallest,) * WEEKS
    return World(_daily(planned), effects=effects, harm=setting.margin + 3.5 * error)


def _ramp(setting: DrillSetting, planned: int) -> World:
    return World(
        _daily(planned, 1.25),  # so that the treatment is full all the same
        shares=RAMP,
        crowds=(2.0, 1.0, 1.0, 1.0),
        rates=(min(2.0, 0.9 / setting.baseline), 1.0, 1.0, 1.0),
        effects=(2.6 * setting.smallest,) * WEEKS,
    )


def _is_sound(setting: DrillSetting, shown: Outcome) -> bool:
    """Tell whether split and guardrail are beyond doubt, so that the fault at hand is the only one."""
    guard = shown.compare_guardrail()
    return shown.split_p() > 0.05 and guard.p_value > 0.05 and guard.difference < setting.margin / 2


def _agrees(outcome: Outcome, sign: int) -> bool:
    return all(sign * week.compare().difference > 0 for week in outcome.weeks())


def _shows_split(_setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    return shown.split_p() < THRESHOLD / 2 and shown.compare().low > 0


def _shows_novelty(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    weeks = [week.compare() for week in shown.weeks()]
    error = math.hypot(weeks[0].high - weeks[0].low, weeks[-1].high - weeks[-1].low) / (2 * 1.96)
    falling = weeks[0].difference > weeks[1].difference > weeks[2].difference
    fading = falling and weeks[-1].difference < setting.smallest / 2
    faded = weeks[0].low > 0 and weeks[-1].low < 0 < weeks[-1].high
    gap = (weeks[0].difference - weeks[-1].difference) / error
    return _is_sound(setting, shown) and fading and faded and gap > 2.5 and shown.compare().low > 0


def _shows_peeking(setting: DrillSetting, shown: Outcome, whole: Outcome) -> bool:
    # The cheap test first: one draw in some fifty is lucky.
    z = float(score_rates(*shown.primary()))
    if not 2.0 < z < 2.8 or abs(float(score_rates(*whole.primary()))) > 1.5:
        return False
    return _is_sound(setting, shown)


def _shows_guardrail(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    return (
        shown.split_p() > 0.05
        and shown.compare_guardrail().low > setting.margin
        and shown.compare().low > 0
        and _agrees(shown, 1)
    )


def _shows_underpowered(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    found = shown.compare()
    return _is_sound(setting, shown) and found.low < 0 < setting.smallest < found.high and found.p_value > 0.1


def _shows_win(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    held = shown.compare_guardrail().high < setting.margin
    return _is_sound(setting, shown) and held and shown.compare().low > setting.smallest and _agrees(shown, 1)


def _shows_loss(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    return _is_sound(setting, shown) and shown.compare().high < 0 and _agrees(shown, -1)


def _shows_null(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    found = shown.compare()
    return _is_sound(setting, shown) and found.low < 0 < found.high < 0.9 * setting.smallest


def _shows_mix(setting: DrillSetting, shown: Outcome, _whole: Outcome) -> bool:
    held = all(week.split_p(share) > 0.05 for week, share in zip(shown.weeks(), RAMP, strict=True))
    guard = shown.compare_guardrail()
    return (
        held
        and guard.p_value > 0.05
        and guard.high < setting.margin
        and shown.compare().high < 0
        and _agrees(shown, 1)
        and average_weeks(shown)[1] > setting.smallest
    )


FAULTS: dict[str, Fault] = {
    "split": Fault(_lose_units, _shows_split),
    "novelty": Fault(_wear_off, _shows_novelty),
    "peeking": Fault(lambda _, planned: World(_daily(planned), shown=LUCKY_DAY), _shows_peeking),
    "guardrail": Fault(_harm, _shows_guardrail),
    "underpowered": Fault(lambda setting, planned: _steady(setting, planned, 1.0, 0.25), _shows_underpowered),
    "clean-win": Fault(lambda setting, planned: _steady(setting, planned, 2.3), _shows_win),
    "clean-loss": Fault(lambda setting, planned: _steady(setting, planned, -2.0), _shows_loss),
    "precise-null": Fault(lambda setting, planned: _steady(setting, planned, 0.1, 2.2), _shows_null),
    "mix": Fault(_ramp, _shows_mix),
}
