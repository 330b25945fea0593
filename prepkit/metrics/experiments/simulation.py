"""Simulated experiments: what is true is set, what is seen is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from prepkit.content.shapes.metrics import DrillSetting
from prepkit.metrics.experiments.comparison import Comparison, check_split, compare_rates
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
