"""How many units a test needs, how surely it finds a change, and which change it can find.

Rates are compared by a z-test on Cohen's h, averages by Student's t-test on Cohen's d. The z-test's square follows a
noncentral chi-square distribution, which SciPy inverts, so that rates need no search; the t-test is statsmodels' own.
A different formula for rates gives up to 0.2% other sizes in the usual range; notebook 05 shows four of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from prepkit.errors import UsageError
from prepkit.metrics.experiments.terms import MOST_UNITS, Average, Metric, Rate, Terms, require_count, require_number

_USUAL = Terms()
_MANY = 1_000_000
_FEWEST = 2  # units in an arm below which no spread can be seen


@dataclass(frozen=True)
class Size:
    """Units that a test needs: `exact` in the control before rounding up, and whole ones in each arm."""

    exact: float
    control: int
    treatment: int
    formula: str

    @property
    def total(self) -> int:
        """Units in both arms."""
        return self.control + self.treatment


@dataclass(frozen=True)
class Change:
    """A change of a metric in its own units: a fraction for a rate, the unit of an average otherwise.

    `relative` is a fraction of the baseline, None where the baseline is 0.
    """

    absolute: float
    relative: float | None
    reached: float


def find_size(metric: Metric, change: float, terms: Terms = _USUAL) -> Size:
    """Return how many units each arm needs to find a change.

    Args:
        metric: A Rate or an Average.
        change: The smallest change to find, in the metric's own units; its sign is its direction.
        terms: Alpha, power, sides and split.

    Raises:
        UsageError: the change cannot be, or would take more than a trillion units.
    """
    effect = abs(metric.effect_size(change))
    if effect < _smallest_effect(terms, MOST_UNITS):
        what = f"a change of {change:.3g} takes more than a trillion units"
        raise UsageError(what, where="change", cure="Name a change that somebody would notice")
    exact = _find_units(metric, effect, terms)
    return Size(exact, math.ceil(exact), math.ceil(max(exact * terms.ratio, _FEWEST)), _formula(metric))


def find_power(metric: Metric, change: float, control: float, terms: Terms = _USUAL) -> float:
    """Return the chance, 0 to 1, that a test with this many units in the control finds a change.

    Args:
        metric: A Rate or an Average.
        change: The true change, in the metric's own units; one-sided tests look in its direction.
        control: Units in the control; the treatment has `terms.ratio` times as many.
        terms: Alpha, sides and split; its power is not used.
    """
    units = require_count(control, "units in the control", least=_FEWEST)
    _require_treatment(units, terms)
    return _power(metric, abs(metric.effect_size(change)), units, terms)


def find_detectable_change(metric: Metric, control: float, terms: Terms = _USUAL, *, fall: bool = False) -> Change:
    """Return the minimum detectable effect: the smallest change that a test of this size finds with the power asked.

    Args:
        metric: A Rate or an Average.
        control: Units in the control.
        terms: Alpha, power, sides and split.
        fall: Look for a fall in place of a rise.

    Raises:
        UsageError: an arm is empty, or even the greatest change that a rate can make is too small to be found.
    """
    units = require_count(control, "units in the control", least=_FEWEST)
    _require_treatment(units, terms)
    effect = _find_effect(metric, units, terms)
    absolute = metric.change_for(-effect if fall else effect)
    if isinstance(metric, Rate) and abs(metric.effect_size(absolute)) < effect * (1 - 1e-9):
        what = f"with {units:,.0f} units in the control no {'fall' if fall else 'rise'} of this rate can be found"
        raise UsageError(what, where="units in the control", cure="Run longer, or ask for less power")
    relative = absolute / metric.baseline if metric.baseline else None
    return Change(absolute, relative, metric.baseline + absolute)


def _power(metric: Metric, effect: float, units: float, terms: Terms) -> float:
    """Return the power at an effect size of at least 0.

    Both tails are asked for one by one: together the far one of the noncentral t would make both NaN.
    """
    tail = _normal_tail(units, terms) if isinstance(metric, Rate) else _student_tail(units, terms)
    return tail(effect) + (tail(-effect) if terms.sides == 2 else 0.0)


def _normal_tail(units: float, terms: Terms) -> Callable[[float], float]:
    from scipy.special import ndtr, ndtri

    bound = ndtri(1 - terms.alpha / terms.sides)
    spread = math.sqrt((1 + 1 / terms.ratio) / units)
    return lambda effect: float(ndtr(effect / spread - bound))


def _student_tail(units: float, terms: Terms) -> Callable[[float], float]:
    from statsmodels.stats.power import TTestIndPower

    solver, alpha, normal = TTestIndPower(), terms.alpha / terms.sides, _normal_tail(units, terms)

    def tail(effect: float) -> float:
        found = float(solver.power(effect, units, alpha, ratio=terms.ratio, alternative="larger"))
        # Where it is all or nothing to the last digit, the noncentral t comes out as NaN.
        return normal(effect) if math.isnan(found) else found

    return tail


def _find_effect(metric: Metric, units: float, terms: Terms) -> float:
    """Return the effect size that so many units find; statsmodels' own solver keeps too few digits of it."""
    if isinstance(metric, Rate):
        return _smallest_effect(terms, units)
    from scipy.optimize import brentq

    # With many units the effect falls as 1 / sqrt(units), and the t distribution is the normal one.
    solved = min(units, _MANY)
    guess = _smallest_effect(terms, solved)
    most = guess
    while _power(metric, most, solved, terms) < terms.power:
        most *= 2
    found = brentq(lambda e: _power(metric, e, solved, terms) - terms.power, 0.0, most, xtol=guess * 1e-10)
    return float(found) * math.sqrt(solved / units)


def _find_units(metric: Metric, effect: float, terms: Terms) -> float:
    """Return the units in the control that find this effect size; at least two."""
    least = _FEWEST * max(1.0, 1 / terms.ratio)
    if _power(metric, effect, least, terms) >= terms.power:
        return least
    guess = least * (_smallest_effect(terms, least) / effect) ** 2
    if isinstance(metric, Rate):
        return guess
    if guess > _MANY:
        return _MANY * (_find_effect(metric, _MANY, terms) / effect) ** 2
    from scipy.optimize import brentq

    most = max(guess, 2 * least)
    while _power(metric, effect, most, terms) < terms.power:
        most *= 2
    return float(brentq(lambda n: _power(metric, effect, n, terms) - terms.power, least, most, rtol=1e-12))


def _formula(metric: Metric) -> str:
    return "Student's t-test on Cohen's d" if isinstance(metric, Average) else "z-test on Cohen's h"


def _smallest_effect(terms: Terms, units: float) -> float:
    """Return the effect size that so many units in the control find, where normal variables stand for all."""
    from scipy.special import chndtrinc, ndtri

    bound = ndtri(1 - terms.alpha / terms.sides)
    apart = bound + ndtri(terms.power) if terms.sides == 1 else math.sqrt(chndtrinc(bound**2, 1, 1 - terms.power))
    return float(apart * math.sqrt((1 + 1 / terms.ratio) / units))


def _require_treatment(units: float, terms: Terms) -> None:
    require_count(units * terms.ratio, "units in the treatment", least=_FEWEST)


_SHORT, _LONG = 2, 12  # weeks: below, weekdays are not averaged out; above, few teams wait
_WEEKS_A_YEAR = 52.1775
_NEVER = 10 * _WEEKS_A_YEAR


@dataclass(frozen=True)
class Duration:
    """Whole weeks that a test needs, and what that means in a sentence."""

    weeks: int
    sentence: str


def find_duration(size: Size, weekly_traffic: float, traffic_share: float = 1.0) -> Duration:
    """Return how many whole weeks it takes until both arms are full.

    weeks = units in both arms / (weekly traffic x share of it in the test), rounded up. Units that come back every
    week count once, so that real tests fill more slowly the longer they run.

    Args:
        size: Units that each arm needs.
        weekly_traffic: Eligible units a week, all of them.
        traffic_share: Part of the traffic, above 0 and up to 1, that takes part.

    Raises:
        UsageError: there is no traffic.
    """
    traffic = require_count(weekly_traffic, "weekly traffic", least=1)
    share = require_number(traffic_share, "share of traffic in the test")
    if not 0 < share <= 1:
        raise UsageError(
            f"{share:.6g} is not above 0 and up to 1",
            where="share of traffic in the test",
            cure="Write all of it as 1, a tenth as 0.1",
        )
    weeks = max(1, math.ceil(size.total / (traffic * share) - 1e-9))
    return Duration(weeks, _say(weeks))


def _say(weeks: int) -> str:
    if weeks >= _NEVER:
        return (
            f"It would run for {weeks / _WEEKS_A_YEAR:,.0f} years, so this test cannot be the way to decide. Look for "
            "a larger change, a metric that moves sooner, more traffic, or a decision that needs no test."
        )
    if weeks > _LONG:
        months = f"about {round(weeks / _WEEKS_A_YEAR * 12)} months"
        return f"It runs for {weeks:,} weeks, {months}: say what would be decided without it, and whether it can wait."
    if weeks < _SHORT:
        return "It is full within a week. Run two whole weeks all the same, so that every weekday counts twice."
    return f"It runs for {weeks} weeks. Whole weeks, so that every weekday counts alike."
