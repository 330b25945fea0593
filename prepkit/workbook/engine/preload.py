"""What the fork server imports once, so that no notebook has to."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from typing import Any, Literal

# The inline backend, as a kernel sets it before anything reads it.
BACKEND = "module://matplotlib_inline.backend_inline"
_COMMON = (
    "ipywidgets",
    "anywidget",
    "pandas",
    "pydantic",
    "sqlalchemy",
    "prepkit.store.workspace",
    "prepkit.planning.today",
    "prepkit.review.reviewer",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "jinja2",
)
# Not pyplot: importing it changes how a shell shows figures, in notebooks too that do not ask for it.
_FURTHER = {"cohort": ("scipy.special", "scipy.optimize", "icalendar")}
Purpose = Literal["workbook", "cohort", "any"]


def list_steps(purpose: Purpose) -> Iterator[Callable[[], Any]]:
    """Yield the steps of the preload in order; each takes well under a second.

    Args:
        purpose: What is run in the copies. A "workbook" waits for what most of its notebooks need, and no more; a
            "cohort" gains from whatever any of them imports; "any" is whatever papermill is given.
    """
    os.environ["MPLBACKEND"] = BACKEND
    yield _make_shell
    for name in (*_COMMON, *_FURTHER.get(purpose, ())):
        yield lambda name=name: importlib.import_module(name)  # type: ignore[misc]
    yield _load_public_names
    yield _read_content
    yield _review_once
    yield _draw_once


def _make_shell() -> None:
    from prepkit.workbook.engine.shell import make_shell

    make_shell()


def _load_public_names() -> None:
    import prepkit

    for package in (prepkit, prepkit.charts, prepkit.experiments, prepkit.forms, prepkit.models):
        for name in dir(package):
            getattr(package, name)
    importlib.import_module("prepkit.workbook.page")


def _read_content() -> None:
    from prepkit.content.library import SHAPES, load

    for shape in SHAPES:
        load(shape)


def _review_once() -> None:
    # The rules and the word lists are compiled when the first text of a kind is judged.
    from prepkit.review.reviewer import review

    for kind in ("bullet", "resume", "story", "letter", "prfaq", "talk"):
        review("We cut refunds from 41% to 12% for 40,000 shoppers in eight weeks.", kind)


def _draw_once() -> None:
    from prepkit.charts.chart import say_missing

    say_missing("The first chart finds the font, which the others then need not.").to_html()
