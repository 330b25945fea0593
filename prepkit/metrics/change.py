"""How far a metric moved: in its own unit, in percent, and for shares in percentage points."""

from __future__ import annotations

import decimal
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prepkit.errors import UsageError
from prepkit.models import ImpactMetric

Direction = Literal["down", "up", "unchanged"]
_EXACT = decimal.Context(prec=1000)  # floats are written out exactly enough; sums of them stay so
_WHOLE = 100  # from here on a percentage is said without decimals
_SHARE_UNITS = ("%", "percent", "per cent")


@dataclass(frozen=True)
class Change:
    """A change from `baseline` to `actual`.

    `absolute` is the difference in the metric's own unit, for shares in percentage points; `percent` is relative to
    the baseline, None where the baseline is not above 0. Both are signed.
    """

    baseline: float
    actual: float
    unit: str
    absolute: float
    percent: float | None

    @property
    def direction(self) -> Direction:
        """Which way it went."""
        return "down" if self.actual < self.baseline else "up" if self.actual > self.baseline else "unchanged"

    @property
    def is_share(self) -> bool:
        """Tell whether the metric is a share, whose difference is in percentage points."""
        return self.unit.strip().lower().startswith(_SHARE_UNITS)

    def say_absolute(self) -> str:
        """Say the difference without its sign."""
        size = write_figure(abs(self.absolute))
        if self.is_share:
            return f"{size} percentage point{'' if size == '1' else 's'}"
        return f"{size} {self.unit.strip()}".strip()

    def say_percent(self) -> str:
        """Say the relative change without its sign, to three digits or whole percents, or nothing if there is none."""
        if self.percent is None:
            return ""
        size = abs(self.percent)
        return f"{write_figure(round(size) if size >= _WHOLE else float(f'{size:.3g}'))}%"

    def say(self) -> str:
        """Say the change in a sentence."""
        ends = f"from {say_value(self.baseline, self.unit)} to {say_value(self.actual, self.unit)}"
        if self.direction == "unchanged":
            return f"Unchanged at {say_value(self.actual, self.unit)}."
        head = f"{self.direction.capitalize()} {self.say_absolute()}, {ends}."
        return (
            f"{head} Relative to the baseline that is {self.direction} {self.say_percent()}." if self.percent else head
        )

    def warn(self) -> str:
        """Say what is odd about the numbers, or nothing."""
        if self.is_share and not (0 <= self.baseline <= 100 and 0 <= self.actual <= 100):
            return "A share lies between 0% and 100%. Is one of the two numbers itself a change?"
        if self.baseline == 0:
            return "From a baseline of 0 no percentage can be said, whatever came after. Say the two numbers."
        if self.baseline < 0:
            return "A percentage of a negative baseline misleads. Say the two numbers."
        return ""


def measure_change(metric: ImpactMetric) -> Change | None:
    """Recompute the change of a metric from its baseline and actual value; None while one of them is blank.

    Raises:
        UsageError: a value is not a finite number, or the difference is none.
    """
    before, after = metric.baseline, metric.actual
    if before is None or after is None:
        return None
    for name, value in (("baseline", before), ("actual", after)):
        if not math.isfinite(value):
            raise UsageError(f"{value} is no number to compare", where=name, cure="Give the value that was measured")
    difference = _EXACT.subtract(Decimal(repr(float(after))), Decimal(repr(float(before))))
    absolute = float(difference)
    if not math.isfinite(absolute):
        raise UsageError("the two numbers are too far apart", where="baseline and actual", cure="Look at them again")
    percent = float(_EXACT.divide(difference, Decimal(repr(float(before)))) * 100) if before > 0 else None
    return Change(float(before), float(after), metric.unit, absolute, percent if _is_sayable(percent) else None)


def _is_sayable(percent: float | None) -> bool:
    return percent is not None and math.isfinite(percent)


def write_figure(value: float) -> str:
    """Write a number with thousands separators and no more digits than it has."""
    return f"{value:,.10g}"


def say_value(value: float, unit: str) -> str:
    """Write a number with its unit."""
    unit = unit.strip()
    return f"{write_figure(value)}{unit}" if unit.startswith("%") else f"{write_figure(value)} {unit}".strip()
