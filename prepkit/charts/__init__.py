"""Tables as pictures: each function takes a table and returns a Chart, a matplotlib Figure with ordinary axes."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
