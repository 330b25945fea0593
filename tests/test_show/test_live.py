"""Live views: current after every save, once for many, with errors in their place, and collected when they are gone."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from waiting import comes_true

from prepkit.blocks import Item, Paragraph, Table
from prepkit.errors import UsageError
from prepkit.models import Bullet, Story
from prepkit.models.listing import Listing
from prepkit.show.live import Live, as_blocks, live
from prepkit.store import Workspace


def make_titles(workspace: Workspace) -> Live:
    """Return a view of the titles of all stories."""
    return live(lambda: pd.DataFrame({"title": [story.title for story in workspace.stories.all()]}))


def test_a_save_is_shown(workspace: Workspace) -> None:
    """What is saved in the same process stands in the view, in its HTML and in its text."""
    view = make_titles(workspace)
    assert "Nothing here yet" in repr(view)
    workspace.stories.save(Story(title="Shoes <b>"))

    assert comes_true(lambda: "Shoes &lt;b&gt;" in view._panel.value)
    assert "Shoes <b>" in repr(view)
    assert "Shoes &lt;b&gt;" in view._repr_mimebundle_()["text/html"]


def test_a_bound_verb_is_followed(workspace: Workspace) -> None:
    """A method of a collection is followed through the workspace that it is of."""
    view = live(lambda stories: f"{len(stories)} stories", workspace.stories.all)
    workspace.stories.save(Story(title="Shoes"))

    assert comes_true(lambda: repr(view) == "1 stories")


def test_many_saves_are_one_computing(workspace: Workspace) -> None:
    """A hundred saves at once are computed a few times, not a hundred; the last one is shown."""
    calls: list[int] = []

    def count() -> str:
        calls.append(1)
        return f"{len(workspace.stories.all())} stories"

    view = live(count)
    workspace.stories.save_all([Story(title=str(number)) for number in range(50)])
    for number in range(50):
        workspace.stories.save(Story(title=str(number)))

    assert comes_true(lambda: repr(view) == "100 stories")
    assert len(calls) < 60


def test_what_was_not_read_is_not_followed(workspace: Workspace) -> None:
    """A view of stories is not computed again for a resume line."""
    calls: list[int] = []
    view = live(lambda: calls.append(len(workspace.stories.all())))
    workspace.bullets.save(Bullet(original="Built a model"))
    workspace.stories.save(Story(title="Shoes"))

    assert comes_true(lambda: calls[-1] == 1)
    assert calls == [0, 1]
    view.close()


def test_a_table_that_came_out_the_same_is_not_drawn_again(workspace: Workspace) -> None:
    """A chart of a table is drawn again when the table has changed, and not after every save that might change it."""
    drawn: list[int] = []

    def draw(table: pd.DataFrame) -> str:
        drawn.append(len(table))
        return f"{len(table)} rows"

    asked: list[int] = []

    def ask() -> pd.DataFrame:
        asked.append(1)
        return pd.DataFrame({"id": [story.id for story in workspace.stories.all()]})

    view = live(draw, ask)
    first = workspace.stories.save(Story(title="Shoes"))
    assert comes_true(lambda: repr(view) == "1 rows")
    for title in ("Shirts", "Hats"):
        before = len(asked)
        workspace.stories.save(first.replace(title=title))
        assert comes_true(lambda before=before: len(asked) > before)
    workspace.stories.save(Story(title="Gloves"))
    assert comes_true(lambda: repr(view) == "2 rows")

    assert drawn == [0, 1, 2]


@pytest.mark.parametrize("given", [[1], pd.Series([1]), pd.DataFrame({"n": [1]})], ids=["list", "series", "table"])
def test_what_was_changed_in_place_is_shown(given: Any, workspace: Workspace) -> None:
    """Where a function is given the same thing, it is called again: what stands in it may be different."""

    def ask() -> Any:
        workspace.stories.all()
        return given

    view = live(lambda values: f"{len(values)} long", ask)
    assert repr(view) == "1 long"
    if isinstance(given, list):
        given.append(2)
    else:
        given.loc[1] = 2
    workspace.stories.save(Story(title="Shoes"))

    assert comes_true(lambda: repr(view) == "2 long")


def test_what_cannot_be_compared_is_computed_again(workspace: Workspace) -> None:
    """Values of which nobody can tell at once whether they are equal are no error."""

    @dataclass(frozen=True)
    class Held:
        frame: pd.DataFrame

    def ask() -> Held:
        return Held(pd.DataFrame({"title": [story.title for story in workspace.stories.all()]}))

    view = live(lambda held: f"{len(held.frame)} long", ask)
    workspace.stories.save(Story(title="Shoes"))
    assert comes_true(lambda: repr(view) == "1 long")
    workspace.stories.save(Story(title="Boots"))

    assert comes_true(lambda: repr(view) == "2 long")


def test_what_reads_for_itself_is_computed_again(workspace: Workspace) -> None:
    """A function that reads the workspace beside what it is given is called again though that is the same."""
    view = live(lambda given: f"{given} {[story.title for story in workspace.stories.all()]}", lambda: "same")
    workspace.stories.save(Story(title="Shoes"))

    assert comes_true(lambda: repr(view) == "same ['Shoes']")


def test_an_error_stands_in_its_place_and_is_mended(workspace: Workspace) -> None:
    """An error is one line; the next change that makes it right shows the result."""

    def check() -> str:
        if not workspace.stories.all():
            raise UsageError("no story", cure="Write one")
        return "There is one."

    view = live(check)
    assert "no story" in repr(view)
    assert "Traceback" not in view._panel.value
    workspace.stories.save(Story(title="Shoes"))

    assert comes_true(lambda: repr(view) == "There is one.")


def test_an_unexpected_error_names_its_kind(workspace: Workspace) -> None:
    """Any other error is its type and message, and breaks neither the cell nor a save."""
    view = live(lambda: {}[str(workspace.profile.candidate)])

    assert "KeyError" in repr(view)


def test_two_views_of_one_workspace(workspace: Workspace) -> None:
    """Each view follows what it read, and both the same save."""
    first, second = make_titles(workspace), live(lambda: f"{len(workspace.stories.all())} stories")
    workspace.stories.save(Story(title="Shoes"))

    assert comes_true(lambda: "Shoes" in repr(first) and repr(second) == "1 stories")


def test_another_process_is_followed(workspace: Workspace, tmp_path: Path) -> None:
    """What another kernel or a command saves in the same workspace is shown."""
    view = make_titles(workspace)
    code = (
        "import sys; from prepkit.models import Story; from prepkit.store import Workspace\n"
        "Workspace(sys.argv[1]).stories.save(Story(title='From elsewhere'))"
    )
    subprocess.run([sys.executable, "-c", code, str(workspace.path)], check=True, cwd=tmp_path)

    assert comes_true(lambda: "From elsewhere" in repr(view))


def test_a_save_never_waits_for_a_view(workspace: Workspace) -> None:
    """A view that takes its time holds up no save: it is computed on a thread of its own."""
    begun, go = threading.Event(), threading.Event()
    go.set()

    def work() -> str:
        count = len(workspace.stories.all())
        begun.set()
        go.wait(60)
        return f"{count} stories"

    view = live(work)
    go.clear()
    begun.clear()
    workspace.stories.save(Story(title="Shoes"))
    assert begun.wait(60)
    workspace.stories.save(Story(title="Boots"))  # would wait for ever, were it computed here
    go.set()

    assert comes_true(lambda: repr(view) == "2 stories")


@pytest.mark.slow
def test_a_view_that_is_gone_is_collected(workspace: Workspace) -> None:
    """A closed view is held by nobody and is never computed again."""
    calls: list[int] = []
    view = live(lambda: calls.append(len(workspace.stories.all())))
    held = weakref.ref(view)
    view.close()
    del view
    gc.collect()

    assert held() is None
    workspace.stories.save(Story(title="Shoes"))
    time.sleep(0.3)
    assert calls == [0]


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (None, [Paragraph]),
        (pd.DataFrame({"a": [1]}), [Table]),
        (Listing(pd.DataFrame({"a": [1]}), "One."), [Paragraph, Table]),
        ("It fits.\n- Cut", [Paragraph, Item]),
        ([Item("a"), Item("b")], [Item, Item]),
        ((), [Paragraph]),
    ],
)
def test_what_a_verb_returns_is_shown_by_its_kind(value: object, kinds: list[type]) -> None:
    """Tables, sentences with a table, texts, blocks and nothing at all are blocks."""
    assert [type(block) for block in as_blocks(value)] == kinds


def test_columns_are_chosen() -> None:
    """A view shows the columns that are named, in their order, below its title."""
    view = live(lambda: pd.DataFrame({"a": [1], "b": [2], "c": [3]}), columns=("c", "a"), title="Letters")

    assert repr(view) == "Letters\n\nC | A\n3 | 1"
