"""Numbers of experiments as readers expect them."""

from __future__ import annotations


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
