"""Time calls so that the figures can be compared: in turn, and by the median."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

ROUNDS = 7


def time_in_turn(
    first: Callable[[], object], second: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Time two calls in turn, so that a noisy moment meets both; return the median seconds of each."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for call, seconds in zip((first, second), taken, strict=True):
            started = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - started)
    return statistics.median(taken[0]), statistics.median(taken[1])


def run_python(*arguments: str) -> Callable[[], object]:
    """Return a call that runs a fresh Python."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
