"""What the fork server imports once, so that no notebook has to."""

from __future__ import annotations

import importlib
import os
from typing import Literal

# The inline backend, as a kernel sets it before anything reads it.
BACKEND = "module://matplotlib_inline.backend_inline"
# Not pyplot: importing it changes how a shell shows figures, in notebooks too that do not ask for it.
_FURTHER = {"cohort": ("scipy.special", "scipy.optimize", "icalendar")}
Purpose = Literal["workbook", "cohort", "any"]


def preload(purpose: str) -> None:
    """Import what notebooks need, and do once what is slow only the first time.

    Args:
        purpose: What is run in the copies. A "workbook" waits for what most of its notebooks need, and no more; a
            "cohort" gains from whatever any of them imports; "any" is whatever papermill is given.
    """
    os.environ["MPLBACKEND"] = BACKEND
    import prepkit
    from prepkit.workbook.engine.shell import make_shell

    make_shell()
    for name in ("prepkit.planning.today", "prepkit.workbook.page", *_FURTHER.get(purpose, ())):
        importlib.import_module(name)
    for package in (prepkit, prepkit.charts, prepkit.experiments, prepkit.forms, prepkit.models):
        for name in dir(package):
            getattr(package, name)
    from prepkit.charts.chart import say_missing
    from prepkit.content.library import SHAPES, load
    from prepkit.review.reviewer import review

    for shape in SHAPES:
        load(shape)
    # The rules and the word lists are compiled when the first text of a kind is judged.
    for kind in ("bullet", "resume", "story", "letter", "prfaq", "talk"):
        review("We cut refunds from 41% to 12% for 40,000 shoppers in eight weeks.", kind)
    say_missing("The first chart finds the font, which the others then need not.").to_html()
