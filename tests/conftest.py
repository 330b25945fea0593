"""What many tests stand on: real workspaces in temporary folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from shared import TODAY

from prepkit.store import Workspace

# Speed belongs to `make bench`, and under CI a run repeats the run before it.
settings.register_profile("prepkit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("prepkit")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "prep")


@pytest.fixture
def sample() -> Workspace:
    """A throwaway copy of the sample candidate, on the sample's own day."""
    return Workspace.sample(today=TODAY)
