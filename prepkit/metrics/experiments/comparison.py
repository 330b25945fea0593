"""The difference between two arms, with the range that fits the data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from prepkit.content.library import find
from prepkit.content.shapes.metrics import ResultVerdict
from prepkit.errors import UsageError
from prepkit.metrics.experiments.terms import require_count, require_number, require_share, require_successes


@dataclass(frozen=True)
class Comparison:
    """Treatment minus control, in the metric's own units (fractions for rates), with its confidence interval.

    `statistic` is z for rates and t for averages; `p_value` is two-sided.
    """

    control: float
    treatment: float
    difference: float
    low: float
    high: float
    statistic: float
    p_value: float

    @property
    def relative(self) -> float | None:
        """The difference as a fraction of the control; None where that is 0."""
        return self.difference / self.control if self.control else None


def compare_rates(
    control_count: float, control_units: float, treatment_count: float, treatment_units: float, alpha: float = 0.05
) -> Comparison:
    """Compare two rates: pooled z-test for p, Newcombe's interval from two Wilson intervals for the range.

    Args:
        control_count: Units in the control that did it.
        control_units: Units in the control.
        treatment_count: Units in the treatment that did it.
        treatment_units: Units in the treatment.
        alpha: 1 minus the confidence of the interval.

    Raises:
        UsageError: an arm is empty, a count is negative, or more did it than there are.
    """
    from scipy.special import ndtr

    n1 = require_count(control_units, "units in the control", least=1)
    n2 = require_count(treatment_units, "units in the treatment", least=1)
    x1 = require_successes(control_count, n1, "successes in the control")
    x2 = require_successes(treatment_count, n2, "successes in the treatment")
    require_share(alpha, "alpha", why="0.05 gives a 95% range")
    low, high = _find_range_of_difference((x1, n1), (x2, n2), alpha)
    z = float(score_rates(x1, n1, x2, n2))
    return Comparison(x1 / n1, x2 / n2, x2 / n2 - x1 / n1, low, high, z, float(2 * ndtr(-abs(z))))


def compare_averages(
    control: tuple[float, float, float], treatment: tuple[float, float, float], alpha: float = 0.05
) -> Comparison:
    """Compare two averages by Welch's t-test, which does not ask for equal spread.

    Args:
        control: Average, standard deviation and units of the control.
        treatment: The same of the treatment.
        alpha: 1 minus the confidence of the interval.

    Raises:
        UsageError: an arm has fewer than two units, or both arms have no spread.
    """
    from scipy.special import stdtr, stdtrit

    require_share(alpha, "alpha", why="0.05 gives a 95% range")
    (m1, s1, n1), (m2, s2, n2) = _read_arm(control, "control"), _read_arm(treatment, "treatment")
    v1, v2 = s1**2 / n1, s2**2 / n2
    if v1 + v2 == 0:
        raise UsageError("both arms have no spread", where="standard deviation", cure="Compute it over units")
    error = math.sqrt(v1 + v2)
    freedom = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    t = (m2 - m1) / error
    margin = float(stdtrit(freedom, 1 - alpha / 2)) * error
    difference = m2 - m1
    p_value = float(2 * stdtr(freedom, -abs(t)))
    return Comparison(m1, m2, difference, difference - margin, difference + margin, t, p_value)


def _find_range_of_difference(
    control: tuple[float, float], treatment: tuple[float, float], alpha: float
) -> tuple[float, float]:
    """Return the confidence interval of a difference of rates: Newcombe's hybrid score (1998), his method 10."""
    (rate1, low1, high1), (rate2, low2, high2) = (_find_wilson_range(*arm, alpha) for arm in (control, treatment))
    difference = rate2 - rate1
    below, above = math.hypot(rate2 - low2, high1 - rate1), math.hypot(high2 - rate2, rate1 - low1)
    return difference - below, difference + above


def _find_wilson_range(successes: float, units: float, alpha: float) -> tuple[float, float, float]:
    """Return a rate and its confidence interval by Wilson's score (1927)."""
    from scipy.special import ndtri

    rate, square = successes / units, float(ndtri(1 - alpha / 2)) ** 2
    middle = (rate + square / (2 * units)) / (1 + square / units)
    half = math.sqrt(square * (rate * (1 - rate) / units + square / (4 * units**2))) / (1 + square / units)
    return rate, middle - half, middle + half


def score_rates(control_count: Any, control_units: Any, treatment_count: Any, treatment_units: Any) -> Any:
    """Return z of treatment against control with pooled variance; arrays are taken too, and no variance gives 0."""
    n1, n2 = np.asarray(control_units, float), np.asarray(treatment_units, float)
    pooled = (np.asarray(control_count, float) + treatment_count) / (n1 + n2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    difference = treatment_count / n2 - control_count / n1
    return np.divide(difference, error, out=np.zeros_like(error), where=error > 0)


def _read_arm(arm: tuple[float, float, float], name: str) -> tuple[float, float, float]:
    average = require_number(arm[0], f"average of the {name}")
    deviation = require_number(arm[1], f"standard deviation of the {name}")
    if deviation < 0:
        raise UsageError("negative", where=f"standard deviation of the {name}", cure="A spread is 0 or more")
    return average, deviation, require_count(arm[2], f"units in the {name}", least=2)


THRESHOLD = 0.001  # the default of several vendors; others use 0.01


@dataclass(frozen=True)
class SplitCheck:
    """A sample-ratio check: chi-square, its p-value, and whether the split can be trusted."""

    chi_square: float
    p_value: float
    holds: bool
    sentence: str


def check_split(
    control: float, treatment: float, treatment_share: float = 0.5, threshold: float = THRESHOLD
) -> SplitCheck:
    """Compare the units in each arm with the split that was planned.

    chi-square = sum of (observed - expected) squared / expected over both arms, with one degree of freedom.

    Args:
        control: Units in the control.
        treatment: Units in the treatment.
        treatment_share: The part planned for the treatment, between 0 and 1.
        threshold: The p-value, between 0 and 1, below which the split does not hold.

    Raises:
        UsageError: a count is negative, or both arms are empty.
    """
    from scipy.special import chdtrc

    a = require_count(control, "units in the control")
    b = require_count(treatment, "units in the treatment")
    share = require_share(treatment_share, "treatment share", why="Both groups need somebody; 0.5 is half and half")
    require_share(threshold, "threshold", why="0.001 is a usual choice")
    if a + b == 0:
        raise UsageError("both arms are empty", where="split", cure="Wait for the first units, then check")
    expected = (a + b) * share
    chi_square = (b - expected) ** 2 / expected + (b - expected) ** 2 / (a + b - expected)
    p_value = float(chdtrc(1, chi_square))
    holds = p_value >= threshold
    return SplitCheck(chi_square, p_value, holds, _say(b / (a + b), share, p_value, holds))


def _say(got: float, share: float, p_value: float, holds: bool) -> str:
    met = f"The treatment got {got:.2%} of the units where {share * 100:.4g}% was planned"
    if holds:
        return f"{met}. Chance alone does that easily ({say_p(p_value)}): the split holds."
    return f"{met}. Chance alone almost never does that ({say_p(p_value)}): find the fault before you read any result."


def say_p(p_value: float) -> str:
    """Write a p-value as readers expect it: two digits, and none below one in ten thousand."""
    return f"p = {p_value:.2g}" if p_value >= 0.0001 else "p < 0.0001"


def reach_verdict(
    found: Comparison, smallest: float, split: SplitCheck, *, guardrails_held: bool, fall: bool = False
) -> ResultVerdict:
    """Return the verdict on a result: the split first, then the guardrails, then where the range lies.

    Args:
        found: Treatment against control.
        smallest: The smallest change worth launching for, in the metric's own units, without a sign.
        split: The sample-ratio check.
        guardrails_held: Whether no guardrail is crossed.
        fall: Whether a fall of the metric is good.

    Raises:
        UsageError: the smallest change is not above 0.
    """
    if require_number(smallest, "smallest change") <= 0:
        raise UsageError("not above 0", where="smallest change", cure="Name the smallest change worth launching for")
    if not split.holds:
        return find(ResultVerdict, "split")
    low, high = (-found.high, -found.low) if fall else (found.low, found.high)
    if high < 0:
        return find(ResultVerdict, "loss")
    if not guardrails_held:
        return find(ResultVerdict, "guardrail")
    if low > 0:
        return find(ResultVerdict, "win" if low > smallest else "small-win")
    return find(ResultVerdict, "open" if high >= smallest else "clean-no")
