"""Speed is printed as ratios within one run: absolute times belong to a machine, ratios to the product."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_LINES: list[str] = []
_ROWS: list[tuple[str, str, str, str, str]] = [("what", "against", "times", "aim", "")]


@pytest.fixture(scope="session")
def say() -> Callable[[str], None]:
    """Print a line in the summary that ends the run."""
    return _LINES.append


class Table:
    """The table of how quick workbooks are made: a ratio beside its aim, and whether it is met."""

    def at_least(self, what: str, against: str, ratio: float | None, aim: float) -> None:
        """Add how many times quicker one thing is than another; None says that it was not measured."""
        self._add(what, against, ratio, f"at least {aim:g}", ratio is not None and round(ratio, 2) >= aim)

    def at_most(self, what: str, against: str, ratio: float, aim: float) -> None:
        """Add how many times as long one thing takes as another."""
        self._add(what, against, ratio, f"at most {aim:g}", round(ratio, 2) <= aim)

    def _add(self, what: str, against: str, ratio: float | None, aim: str, met: bool) -> None:
        verdict = "not measured" if ratio is None else "met" if met else "missed"
        _ROWS.append((what, against, "" if ratio is None else f"{ratio:.2f}", aim, verdict))


@pytest.fixture
def table() -> Table:
    """The table that is printed when the run ends; `docs/engine.md` explains what it misses."""
    return Table()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the ratios below pytest-benchmark's own table."""
    if _LINES:
        terminalreporter.section("ratios")
        for line in _LINES:
            terminalreporter.line(line)
    if len(_ROWS) > 1:
        terminalreporter.section("how quick workbooks are made")
        widths = [max(len(row[place]) for row in _ROWS) for place in range(len(_ROWS[0]))]
        for row in _ROWS:
            terminalreporter.line(
                "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            )
