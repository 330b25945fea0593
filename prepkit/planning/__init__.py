"""Hours and dates in, tables out: where the time goes, week by week, and what is still to do."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
