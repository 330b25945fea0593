"""Refuse what no experiment can be computed from, in words that name the field and the cure."""

from __future__ import annotations

import math

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
