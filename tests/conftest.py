"""What many tests stand on: real workspaces in temporary folders."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prepkit.store import Workspace

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 26)

# Texts that break careless code: quotes, markup, emoji, CJK, right-to-left, NUL, formula, template and shell syntax.
NASTY_TEXTS = (
    "She said \"no\" and 'why'",
    "<script>alert('x')</script>",
    "👩‍🔬 🚀 naïve café",
    "產品經理 プロダクト",
    "\u202eمدير المنتج שלום",
    "NUL \x00 and bell \x07",
    "=HYPERLINK(1) {{ 7*7 }} $(rm -rf .) `x` %s {0}",
    "line one\r\nline two\n\n\ttabbed  ",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "prep")


@pytest.fixture
def sample() -> Workspace:
    """A throwaway copy of the sample candidate, on the sample's own day."""
    return Workspace.sample(today=TODAY)
