"""Tables as pictures: each function takes a table of planning and returns a Chart, never shown by itself."""

from prepkit.charts.calendar import weeks
from prepkit.charts.chart import Chart
from prepkit.charts.hours import allocation
from prepkit.charts.progress import readiness
from prepkit.charts.timeline import loop

__all__ = ["Chart", "allocation", "loop", "readiness", "weeks"]
