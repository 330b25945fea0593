"""Tables as pictures: each function takes a table of planning and returns a Chart, never shown by itself."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
