"""What many tests stand on: real workspaces in temporary folders."""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from shared import TODAY

from prepkit.store import Workspace, changes

# Loads nbformat as prepkit does, before a test's module does: that would take a second and a half in each process.
importlib.import_module("prepkit.workbook.notebook")

# Speed belongs to `make bench`, and under CI a run repeats the run before it.
settings.register_profile("prepkit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("quick", settings.get_profile("prepkit"), max_examples=15)
settings.load_profile("prepkit")


# Started in the background, a shell has its children ignore Ctrl-C; tests send it to processes of their own.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Files with few tests that take long; several processes end together if these begin first.
LONG = ("test_walk", "test_engine", "test_wheel", "test_cohort", "test_notebooks", "test_docs", "test_cli", "test_laws")


# Files in which every test runs notebooks or starts processes.
SLOW = ("test_engine", "test_cohort")


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by its file, and begin with what takes longest: browser tests and the files above."""
    for item in items:
        if item.path.stem.startswith(SLOW):
            item.add_marker("slow")

    def rank(item: pytest.Item) -> int:
        return 0 if item.path.stem.startswith(LONG) else 1 if item.get_closest_marker("browser") else 2

    items.sort(key=rank)


@pytest.fixture(autouse=True)
def _end_watches() -> Iterator[None]:
    """No workspace is watched once its test is over: widgets outlive a test, and hundreds of watches take time."""
    before = set(changes._ALL)
    yield
    for one in set(changes._ALL) - before:
        one.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "prep")


@pytest.fixture
def sample() -> Workspace:
    """A throwaway copy of the sample candidate, on the sample's own day."""
    return Workspace.sample(today=TODAY)
