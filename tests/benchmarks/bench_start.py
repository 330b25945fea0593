"""How long it takes until something happens, against bare Python with click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from timing import run_python, time_in_turn

CLICK = ("-c", "import click")


@pytest.mark.parametrize(
    ("name", "arguments", "most"),
    [
        ("prepkit --help", ("-m", "prepkit", "--help"), 3.0),
        ("import prepkit", ("-c", "import prepkit"), 3.0),
    ],
)
def test_start(
    benchmark: Callable[..., object], say: Callable[[str], None], name: str, arguments: tuple[str, ...], most: float
) -> None:
    """Starting the command stays near a Python that imports click alone."""
    ours, bare = time_in_turn(run_python(*arguments), run_python(*CLICK))
    say(f"{name}: {ours / bare:.2f} times `python -c 'import click'` (aim: at most {most:g})")
    benchmark.pedantic(run_python(*arguments), rounds=5)
