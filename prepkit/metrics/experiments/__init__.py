"""Experiments: how large, how long, did the split hold, what is the difference, what does looking cost; and drills."""

from prepkit.metrics.experiments.brief import Brief, compute_brief, say_brief, tabulate_detectable, tabulate_power
from prepkit.metrics.experiments.comparison import Comparison, compare_averages, compare_rates
from prepkit.metrics.experiments.drills import (
    Drill,
    deal_drill,
    make_drill,
    score_answers,
    tabulate_answers,
    tabulate_weeks,
)
from prepkit.metrics.experiments.duration import Duration, find_duration
from prepkit.metrics.experiments.event_names import EventNote, check_events
from prepkit.metrics.experiments.looks import find_boundaries, find_false_alarms, tabulate_looks
from prepkit.metrics.experiments.power import (
    Change,
    Size,
    compare_formulas,
    find_detectable_change,
    find_power,
    find_size,
)
from prepkit.metrics.experiments.split import SplitCheck, check_split
from prepkit.metrics.experiments.terms import Average, Rate, Terms
from prepkit.metrics.experiments.verdicts import reach_verdict

__all__ = [
    "Average",
    "Brief",
    "Change",
    "Comparison",
    "Drill",
    "Duration",
    "EventNote",
    "Rate",
    "Size",
    "SplitCheck",
    "Terms",
    "check_events",
    "check_split",
    "compare_averages",
    "compare_formulas",
    "compare_rates",
    "compute_brief",
    "deal_drill",
    "find_boundaries",
    "find_detectable_change",
    "find_duration",
    "find_false_alarms",
    "find_power",
    "find_size",
    "make_drill",
    "reach_verdict",
    "say_brief",
    "score_answers",
    "tabulate_answers",
    "tabulate_detectable",
    "tabulate_looks",
    "tabulate_power",
    "tabulate_weeks",
]
