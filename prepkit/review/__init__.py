"""Is this text framed as product judgment? `pk.review(text, kind)` says what stands in the way of that."""

from prepkit.loading import attach

__getattr__, __dir__, __all__ = attach(__name__, __file__)
