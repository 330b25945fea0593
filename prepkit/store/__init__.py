"""The workspace on disk: the only floor that opens the user's files."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
