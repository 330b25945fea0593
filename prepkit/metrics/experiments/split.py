"""Did the arms get the units that they were meant to get? Looked at before anything else is read."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.errors import UsageError
from prepkit.metrics.experiments.bounds import require_count, require_share

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
