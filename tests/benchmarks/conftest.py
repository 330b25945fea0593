"""Speed is printed as ratios within one run: absolute times belong to a machine, ratios to the product."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_LINES: list[str] = []


@pytest.fixture
def say() -> Callable[[str], None]:
    """Print a line in the summary that ends the run."""
    return _LINES.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the ratios below pytest-benchmark's own table."""
    if _LINES:
        terminalreporter.section("ratios")
        for line in _LINES:
            terminalreporter.line(line)
