"""What the fork server imports once, so that no notebook has to."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, Literal

# A kernel's environment before anything reads it: the inline backend, as ipykernel sets it.
_BACKEND = "module://matplotlib_inline.backend_inline"
_KERNEL = ("IPython.core.interactiveshell", "ipykernel.ipkernel", "ipykernel.kernelapp", "ipywidgets", "anywidget")
_PREPKIT = (
    "pandas",
    "pydantic",
    "sqlalchemy",
    "prepkit.store.workspace",
    "prepkit.planning",
    "prepkit.review.reviewer",
)
_CHARTS = ("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib_inline.config", "jinja2")
# pyplot joins the shell that is there when it is imported, so all this comes after the shell.
_FURTHER: dict[str, tuple[str, ...]] = {
    "workbook": (),
    "cohort": ("scipy.special", "scipy.optimize", "icalendar"),
    "any": ("matplotlib.pyplot",),
}
Purpose = Literal["workbook", "cohort", "any"]


def list_steps(purpose: Purpose) -> Iterator[Callable[[], Any]]:
    """Yield the steps of the preload in order; each takes well under a second.

    Args:
        purpose: What is run in the copies. A "workbook" waits for what most of its notebooks need, and no more; a
            "cohort" gains from whatever any of them imports; "any" notebook may use pyplot, which prepkit's do not.
    """
    os.environ.setdefault("MPLBACKEND", _BACKEND)
    yield import_without_debugger
    yield _make_app
    for name in (*_KERNEL[2:], *_PREPKIT, *_CHARTS, *_FURTHER[purpose]):
        yield lambda name=name: importlib.import_module(name)  # type: ignore[misc]
    yield _load_public_names
    yield _read_content
    yield _review_once
    yield _draw_once


def import_without_debugger() -> None:
    """Import IPython's kernel, leaving out the debugger, which nobody can attach to it."""
    with hidden("debugpy"):
        for name in (*_KERNEL[:2], "ipykernel.debugger"):
            importlib.import_module(name)


@contextlib.contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Keep modules from being found while others are imported that can do without them."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _make_app() -> None:
    from prepkit.workbook.engine.kernel import make_app

    make_app()


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

    say_missing("The first chart finds the font, which the others then need not.").png()
