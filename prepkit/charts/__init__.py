"""Tables as pictures: each function takes a table and returns a Chart, a matplotlib Figure with ordinary axes."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepkit.charts.burn_up import burn_up
    from prepkit.charts.chart import Chart
    from prepkit.charts.differences import differences
    from prepkit.charts.loop import loop
    from prepkit.charts.mirror import mirror
    from prepkit.charts.power_curve import power_curve
    from prepkit.charts.readiness import readiness
    from prepkit.charts.scores import scores
    from prepkit.charts.story_bank import story_bank
    from prepkit.charts.talk import talk
    from prepkit.charts.weeks import weeks

__all__ = [
    "Chart",
    "burn_up",
    "differences",
    "loop",
    "mirror",
    "power_curve",
    "readiness",
    "scores",
    "story_bank",
    "talk",
    "weeks",
]


class _Charts(ModuleType):
    """This package: each name stands in the file named after it, and is loaded when it is first used."""

    def __dir__(self) -> list[str]:
        return list(__all__)

    def __setattr__(self, name: str, value: object) -> None:
        # An import of prepkit.charts.weeks would put that module in the place of the function.
        super().__setattr__(name, getattr(value, name, value) if isinstance(value, ModuleType) else value)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in __all__:
                raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
            value = getattr(import_module(f"{__name__}.{name.lower()}"), name)
            setattr(self, name, value)
            return value


sys.modules[__name__].__class__ = _Charts
