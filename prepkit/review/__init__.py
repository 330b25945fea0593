"""Is this text framed as product judgment? `pk.review(text, kind)` says what stands in the way of that."""

from __future__ import annotations

import inspect
import sys
import types
from typing import TYPE_CHECKING, Any

from prepkit.loading import load_on_use

if TYPE_CHECKING:
    from prepkit.review.findings import Review
    from prepkit.review.reviewer import review, review_field

__all__ = ["review", "review_field"]

__getattr__ = load_on_use(__name__, dict.fromkeys(__all__, "reviewer"))


def __dir__() -> list[str]:
    return __all__


class _CallablePackage(types.ModuleType):
    """`pk.review` is this package once a part of it was imported, so it can be called as the function of its name."""

    def __call__(self, *texts: Any, **options: Any) -> Review:
        result: Review = self.review(*texts, **options)
        return result

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.review)


sys.modules[__name__].__class__ = _CallablePackage
