"""The charts, each in the file named after it."""

from .burn_up import burn_up as burn_up
from .chart import Chart as Chart
from .differences import differences as differences
from .loop import loop as loop
from .mirror import mirror as mirror
from .power_curve import power_curve as power_curve
from .readiness import readiness as readiness
from .scores import scores as scores
from .story_bank import story_bank as story_bank
from .talk import talk as talk
from .weeks import weeks as weeks
