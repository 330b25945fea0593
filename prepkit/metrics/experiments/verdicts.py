"""What a result is worth: one verdict, reached in a fixed order."""

from __future__ import annotations

from prepkit.content.library import find
from prepkit.content.shapes.metrics import ResultVerdict
from prepkit.errors import UsageError
from prepkit.metrics.experiments.bounds import require_number
from prepkit.metrics.experiments.comparison import Comparison
from prepkit.metrics.experiments.split import SplitCheck


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
