"""Each founding requirement of the guide, G1 to G16, has a test of its own that names it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from shared import ROOT

NAMED = re.compile(r"\bG(\d+)\b")


def _requirements(path: Path) -> set[str]:
    """The requirements that the tests of a file name at the head of their docstrings."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            head = (ast.get_docstring(node) or "").partition(":")[0]
            found |= {f"G{number}" for number in NAMED.findall(head)}
    return found


@pytest.fixture(scope="module")
def named() -> set[str]:
    """Every requirement that some test names."""
    return set().union(*(_requirements(path) for path in (ROOT / "tests").rglob("test_*.py")))


@pytest.mark.parametrize("requirement", [f"G{number}" for number in range(1, 17)])
def test_requirement_has_a_test(requirement: str, named: set[str]) -> None:
    """A test's docstring begins with the requirement that it drives, as in "G7: ...": none is left out."""
    assert requirement in named
