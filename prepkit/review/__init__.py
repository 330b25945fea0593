"""Is this text framed as product judgment? Facts, rules and findings: `review(text, kind)` gives a Review."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepkit.review.findings import Review


class _CallablePackage(types.ModuleType):
    """`pk.review(text, kind)` and the package `prepkit.review` share a name, so the package itself can be called."""

    def __call__(self, text: Any, kind: str | None = None, **options: Any) -> Review:
        from prepkit.review.reviewer import review

        return review(text, kind, **options)


sys.modules[__name__].__class__ = _CallablePackage
