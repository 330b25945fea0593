"""What a test is asked to find, and how surely; what cannot be computed is refused, with the field and the cure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

from prepkit.errors import UsageError

MOST_UNITS = 10**12  # beyond it there are more units than anything has ever had visitors


def require_number(value: float, where: str) -> float:
    """Return the value as a float; raises UsageError for NaN, infinity and what is no number."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise UsageError("not a number", where=where, cure="Write it like 12 or 0.5") from None
    if not math.isfinite(number):
        raise UsageError("not a finite number", where=where, cure="Write it like 12 or 0.5")
    return number


def require_share(value: float, where: str, *, why: str) -> float:
    """Return a share strictly between 0 and 1; `why` says what 0 and 1 would mean."""
    share = require_number(value, where)
    if not 0 < share < 1:
        raise UsageError(f"{share:.6g} is not between 0 and 1, both excluded", where=where, cure=why)
    return share


def require_count(value: float, where: str, *, least: int = 0) -> float:
    """Return a count of at least `least` and at most a trillion."""
    count = require_number(value, where)
    if count < 0:
        raise UsageError(f"{count:.12g} is negative", where=where, cure="Count what was there: 0 or more")
    if count < least:
        what = "nobody" if least == 1 else f"{count:.12g}, fewer than {least}"
        raise UsageError(what, where=where, cure=f"There must be at least {least} to compute anything")
    if count > MOST_UNITS:
        raise UsageError(f"{count:.3g} is more than a trillion", where=where, cure="Check the zeros")
    return count


def require_successes(count: float, units: float, where: str) -> float:
    """Return a count of those, among `units`, who did it; more than all of them is refused."""
    successes = require_count(count, where)
    if successes > units:
        what = f"{successes:,.12g} of {units:,.12g} is a rate above 100%"
        raise UsageError(what, where=where, cure="Count each unit once, however often it converted")
    return successes


@dataclass(frozen=True)
class Terms:
    """The error rates and the split of a test.

    Args:
        alpha: Chance, 0 to 1, of a false alarm where there is no difference.
        power: Chance, 0 to 1, of finding a difference that is there and as large as asked for.
        sides: 2 looks for a change either way, 1 only in the direction of the change that is asked for.
        treatment_share: Part of the units, 0 to 1, that gets the change; the others are the control.
    """

    alpha: float = 0.05
    power: float = 0.8
    sides: Literal[1, 2] = 2
    treatment_share: float = 0.5

    def __post_init__(self) -> None:
        require_share(
            self.alpha, "alpha", why="0 never calls a difference real and 1 always does; 0.05 is the usual choice"
        )
        require_share(self.power, "power", why="No finite test finds every difference; 0.8 or 0.9 is the usual choice")
        if self.power <= self.alpha:
            what = f"{self.power:.6g} is no more than alpha, which is what no change at all gets called"
            raise UsageError(what, where="power", cure="0.8 or 0.9 is the usual choice")
        require_share(self.treatment_share, "treatment share", why="Both groups need somebody; 0.5 is half and half")
        if self.sides not in (1, 2):
            raise UsageError(f"{self.sides} is neither 1 nor 2", where="sides", cure="Take 2 if a loss matters too")

    @property
    def ratio(self) -> float:
        """Units in the treatment for each unit in the control."""
        return self.treatment_share / (1 - self.treatment_share)


class Metric(Protocol):
    """A primary metric as power is computed for it: a change in its own units, turned into an effect size and back."""

    @property
    def baseline(self) -> float:
        """Where the metric stands today."""

    def effect_size(self, change: float) -> float:
        """Return the standardized size of a change in the metric's own units."""

    def change_for(self, effect_size: float) -> float:
        """Return the change in the metric's own units that has this standardized size."""


@dataclass(frozen=True)
class Rate:
    """A share of units that do something, such as a conversion.

    The effect size is Cohen's h = 2 asin(sqrt(p2)) - 2 asin(sqrt(p1)), computed as statsmodels does.

    Args:
        baseline: The rate today, between 0 and 1.
    """

    baseline: float

    def __post_init__(self) -> None:
        rate = require_number(self.baseline, "baseline rate")
        if rate == 0:
            raise UsageError(
                "0%, so there is nothing to compare with",
                where="baseline rate",
                cure="Measure it first, or take a metric that happens today",
            )
        if not 0 < rate < 1:
            raise UsageError(
                f"{rate:.6g} is not between 0 and 1",
                where="baseline rate",
                cure="A rate counts each unit once; write 5% as 0.05",
            )

    def effect_size(self, change: float) -> float:
        """Return Cohen's h of a change given as a fraction: 0.005 is half a percentage point.

        Raises:
            UsageError: the change is 0, or leads out of 0 to 1.
        """
        change = _require_change(change)
        reached = self.baseline + change
        if not 0 <= reached <= 1:
            what = f"{self.baseline:.4%} {'plus' if change > 0 else 'minus'} {abs(change):.4%} is {reached:.4%}"
            raise UsageError(what, where="change", cure="A rate stays between 0% and 100%; give a smaller change")
        return 2 * math.asin(math.sqrt(reached)) - 2 * math.asin(math.sqrt(self.baseline))

    def change_for(self, effect_size: float) -> float:
        """Return the change, as a fraction, of this h; the nearest one where a rate cannot change that much."""
        angle = math.asin(math.sqrt(self.baseline)) + effect_size / 2
        return math.sin(min(max(angle, 0.0), math.pi / 2)) ** 2 - self.baseline


@dataclass(frozen=True)
class Average:
    """A quantity of each unit, averaged, such as minutes, orders or dollars.

    The effect size is Cohen's d = change / deviation.

    Args:
        baseline: The average today, in the metric's own units.
        deviation: The standard deviation between units, in the same units.
    """

    baseline: float
    deviation: float

    def __post_init__(self) -> None:
        require_number(self.baseline, "baseline average")
        if require_number(self.deviation, "standard deviation") <= 0:
            raise UsageError(
                f"{self.deviation:.6g} is not above 0",
                where="standard deviation",
                cure="Compute it over units of the last weeks; if all are alike you need no test",
            )

    def effect_size(self, change: float) -> float:
        """Return Cohen's d of a change in the metric's own units; raises UsageError if it is 0."""
        return _require_change(change) / self.deviation

    def change_for(self, effect_size: float) -> float:
        """Return the change, in the metric's own units, of this d."""
        return effect_size * self.deviation


def _require_change(change: float) -> float:
    number = require_number(change, "change")
    if number == 0:
        raise UsageError(
            "0, and no test can find nothing", where="change", cure="Name the smallest change worth having"
        )
    return number
