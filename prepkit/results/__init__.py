"""The results that a person can name: impact metrics, how far they moved, and whether a stated change is true."""

from prepkit.results.change import Change, measure_change
from prepkit.results.claims import ClaimCheck, check_claim
from prepkit.results.impacts import IMPACTS, UNPLACED, guess_impact, list_impacts, say_behind
from prepkit.results.tables import list_metrics

__all__ = [
    "IMPACTS",
    "UNPLACED",
    "Change",
    "ClaimCheck",
    "check_claim",
    "guess_impact",
    "list_impacts",
    "list_metrics",
    "measure_change",
    "say_behind",
]
