"""Experiments: how large, how long, did the split hold, what is the difference, what does looking cost; and drills."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
