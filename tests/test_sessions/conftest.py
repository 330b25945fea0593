"""A workspace to rehearse in."""

from __future__ import annotations

from pathlib import Path

import pytest
from shared import TODAY

from prepkit.models import Story
from prepkit.store import Workspace


@pytest.fixture
def prep(tmp_path: Path) -> Workspace:
    """A workspace with one story, on the sample's day."""
    workspace = Workspace(Workspace.create(tmp_path / "prep").path, today=TODAY)
    workspace.stories.save(Story(id="fit", title="Fit", principles=("ownership", "dive-deep")))
    return workspace
