"""Hours and dates in, tables out: where the time goes, week by week, and what is still to do."""

from prepkit.planning.allocation import allocate, allocate_preparation
from prepkit.planning.coverage import cover_principles
from prepkit.planning.facts import gather_facts
from prepkit.planning.fit import Fit, check_fit
from prepkit.planning.loop import lay_out_loop
from prepkit.planning.readiness import check_assumptions, measure_readiness
from prepkit.planning.replanning import Replan, pivot_hours, replan
from prepkit.planning.schedule import plan
from prepkit.planning.today import suggest_today
from prepkit.planning.tracker import tracker

__all__ = [
    "Fit",
    "Replan",
    "allocate",
    "allocate_preparation",
    "check_assumptions",
    "check_fit",
    "cover_principles",
    "gather_facts",
    "lay_out_loop",
    "measure_readiness",
    "pivot_hours",
    "plan",
    "replan",
    "suggest_today",
    "tracker",
]
