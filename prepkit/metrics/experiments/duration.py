"""How long a test runs, from the traffic of a week."""

from __future__ import annotations

import math
from dataclasses import dataclass

from prepkit.errors import UsageError
from prepkit.metrics.experiments.bounds import require_count, require_number
from prepkit.metrics.experiments.power import Size

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
