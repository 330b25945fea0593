"""Hours and dates in, tables out: where the time goes, week by week, and what is still to do."""

from prepkit.planning.allocation import allocate
from prepkit.planning.coverage import cover_principles
from prepkit.planning.fit import Fit, check_fit
from prepkit.planning.hours import compare_hours
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.readiness import check_assumptions, measure_readiness
from prepkit.planning.records import Preparation
from prepkit.planning.schedule import plan
from prepkit.planning.tracker import tracker

__all__ = [
    "Fit",
    "Preparation",
    "allocate",
    "check_assumptions",
    "check_fit",
    "compare_hours",
    "cover_principles",
    "lay_out_loop",
    "measure_readiness",
    "plan",
    "tracker",
]
