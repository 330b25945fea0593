"""The charts, each in the file named after it."""

from .chart import Chart as Chart
from .experiments import differences as differences
from .experiments import power_curve as power_curve
from .loop import loop as loop
from .loop import readiness as readiness
from .plans import burn_up as burn_up
from .plans import weeks as weeks
from .scores import scores as scores
from .story_bank import story_bank as story_bank
from .wording import mirror as mirror
from .wording import talk as talk
