"""A form from a model, or from some of its sections."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
