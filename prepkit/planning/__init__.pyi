"""The functions that plan and count."""

from .allocation import allocate as allocate
from .allocation import allocate_preparation as allocate_preparation
from .coverage import cover_principles as cover_principles
from .facts import gather_facts as gather_facts
from .fit import Fit as Fit
from .fit import check_fit as check_fit
from .loop import lay_out_loop as lay_out_loop
from .readiness import check_assumptions as check_assumptions
from .readiness import measure_readiness as measure_readiness
from .replanning import Replan as Replan
from .replanning import pivot_hours as pivot_hours
from .replanning import replan as replan
from .schedule import plan as plan
from .today import suggest_today as suggest_today
from .tracker import tracker as tracker
