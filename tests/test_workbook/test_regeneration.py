"""Regenerating a notebook loses nothing: deletions, late saves, unreadable files, and a kill at any moment."""

from __future__ import annotations

import copy
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from prepkit.errors import BuildError
from prepkit.store.atomic import sweep
from prepkit.workbook import regeneration
from prepkit.workbook.regeneration import EARLIER, regenerate

KILLS = 200


def _make(*sources: str) -> Any:
    return new_notebook(cells=[new_markdown_cell(source, id=f"c{n}") for n, source in enumerate(sources)])


def _sources(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def _edit(path: Path, change: Any) -> None:
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    nbformat.write(notebook, path)


def test_deleted_cells_stay_deleted_until_asked_for(tmp_path: Path) -> None:
    """A cell of ours that the owner deleted does not come back, build after build, unless they ask for it."""
    path = tmp_path / "n.ipynb"
    regenerate(path, _make("a", "b", "c"))
    _edit(path, lambda cells: cells.pop(1))

    report = regenerate(path, _make("a", "b", "c", "new in this release"))
    again = regenerate(path, _make("a", "b", "c", "new in this release"))

    assert _sources(path) == ["a", "c", "new in this release"]
    assert report == again == ['left out "b", which you deleted']
    assert regenerate(path, _make("a", "b", "c"), restore=True) == []
    assert _sources(path) == ["a", "b", "c"]


def test_own_cell_stays_where_it_was_beside_a_deleted_one(tmp_path: Path) -> None:
    """A cell that the owner put in place of one of ours stays in that place."""
    path = tmp_path / "n.ipynb"
    regenerate(path, _make("a", "b", "c"))
    _edit(path, lambda cells: cells.__setitem__(1, new_markdown_cell("mine instead")))

    regenerate(path, _make("a", "b", "c"))

    assert _sources(path) == ["a", "mine instead", "c"]


def test_copy_before_the_first_overwrite(tmp_path: Path) -> None:
    """What the owner changed is copied aside before it is written over; what they left alone is not."""
    path = tmp_path / "n.ipynb"
    regenerate(path, _make("a"))
    regenerate(path, _make("a"))
    assert not (tmp_path / EARLIER).exists()
    _edit(path, lambda cells: cells.__setitem__(0, new_markdown_cell("theirs", id="c0")))
    theirs = path.read_bytes()

    regenerate(path, _make("a"))

    assert [copied.read_bytes() for copied in (tmp_path / EARLIER).iterdir()] == [theirs]


def test_saved_in_jupyterlab_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the owner saves while the notebook is merged is merged as well."""
    path = tmp_path / "n.ipynb"
    regenerate(path, _make("a"))
    merge, saves = regeneration.merge, iter([True])

    def merge_slowly(*args: Any, **kwargs: Any) -> list[str]:
        if next(saves, False):
            _edit(path, lambda cells: cells.append(new_markdown_cell("typed just now")))
        return merge(*args, **kwargs)

    monkeypatch.setattr(regeneration, "merge", merge_slowly)

    assert regenerate(path, _make("a")) == ['kept your own cell "typed just now"']
    assert _sources(path) == ["a", "typed just now"]


def test_saved_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook that another program writes all the time is left to it, with one clear line."""
    path = tmp_path / "n.ipynb"
    regenerate(path, _make("a"))
    merge, numbers = regeneration.merge, iter(range(100))

    def merge_slowly(*args: Any, **kwargs: Any) -> list[str]:
        _edit(path, lambda cells: cells.append(new_markdown_cell(f"save {next(numbers)}")))
        return merge(*args, **kwargs)

    monkeypatch.setattr(regeneration, "merge", merge_slowly)

    with pytest.raises(BuildError, match="being saved by another program"):
        regenerate(path, _make("a"))
    assert "save 4" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b'{"cells": 3}'])
def test_unreadable_earlier_notebook(tmp_path: Path, content: bytes) -> None:
    """A file that is no notebook is kept aside, named in the report, and the fresh one takes its place."""
    path = tmp_path / "n.ipynb"
    path.write_bytes(content)

    (line,) = regenerate(path, _make("a"))

    assert "could not read" in line
    assert [copied.read_bytes() for copied in (tmp_path / EARLIER).iterdir()] == [content]
    assert _sources(path) == ["a"]


def _write_without_end(path: Path, versions: list[Any]) -> None:
    while True:
        for version in versions:
            regenerate(path, copy.deepcopy(version))


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """After each of two hundred kills the file is one of the notebooks that were being written, whole."""
    path = tmp_path / "n.ipynb"
    versions = [_make(*(f"{name} " * 40 for _ in range(60))) for name in ("old", "new")]
    regenerate(path, copy.deepcopy(versions[0]))
    whole = {tuple(cell.source for cell in version.cells) for version in versions}
    draw, fork = random.Random(5), multiprocessing.get_context("fork")

    for _ in range(KILLS):
        writer = fork.Process(target=_write_without_end, args=(path, versions))
        writer.start()
        time.sleep(draw.uniform(0, 0.02))
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        assert tuple(_sources(path)) in whole

    sweep(tmp_path)
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".new"] == []
