"""The charts, by what each draws."""

from .accumulation import burn_up as burn_up
from .bank import story_bank as story_bank
from .calendar import weeks as weeks
from .chart import Chart as Chart
from .experiments import differences as differences
from .experiments import power_curve as power_curve
from .likeness import mirror as mirror
from .progress import readiness as readiness
from .spoken import talk as talk
from .timeline import loop as loop
from .trend import scores as scores
