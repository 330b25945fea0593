"""Speed is printed as ratios within one run: absolute times belong to a machine, ratios to the product."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

ROUNDS = 7
_LINES: list[str] = []


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


@pytest.fixture
def say() -> Callable[[str], None]:
    """Print a line in the summary that ends the run."""
    return _LINES.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None] | None:
    """Print the ratios below pytest-benchmark's own table."""
    if _LINES:
        terminalreporter.section("ratios")
        for line in _LINES:
            terminalreporter.line(line)
    return None
