"""The workspace with ten thousand stories, against the limits that a person notices."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from prepkit.models import Story
from prepkit.planning.tracker import tracker
from prepkit.store import Workspace

STORIES = 10_000
SAVE_LIMIT_MS = 20.0
TRACKER_LIMIT_MS = 1_000.0


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that holds ten thousand stories of a usual length."""
    workspace = Workspace.create(tmp_path_factory.mktemp("bench") / "prep", sample=True)
    told = workspace.stories.all()[0]
    workspace.stories.save_all(told.replace(id=f"s{number}", title=f"Story {number}") for number in range(STORIES))
    return workspace


def test_save(benchmark: Callable[..., object], say: Callable[[str], None], full: Workspace) -> None:
    """Saving a changed story, at ten thousand stored ones."""
    numbers = itertools.count()
    story = full.stories.get("s5000")

    def save() -> Story:
        return full.stories.save(story.replace(title=f"Changed {next(numbers)}"))

    benchmark.pedantic(save, rounds=50)
    say(_compare("saving a story among 10,000", _median_ms(save, 50), SAVE_LIMIT_MS))


def test_tracker(benchmark: Callable[..., object], say: Callable[[str], None], full: Workspace) -> None:
    """Opening the workspace and its tracker, at ten thousand stored stories."""
    path: Path = full.path

    def open_tracker() -> object:
        workspace = Workspace.open(path)
        table = tracker(workspace.read(), workspace.today)
        workspace.close()
        return table

    benchmark.pedantic(open_tracker, rounds=5)
    say(_compare("opening the tracker at 10,000 stories", _median_ms(open_tracker, 5), TRACKER_LIMIT_MS))


def _median_ms(call: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def _compare(name: str, milliseconds: float, limit: float) -> str:
    return f"{name}: {milliseconds:.1f} ms, {milliseconds / limit:.2f} of the {limit:g} ms allowed"
