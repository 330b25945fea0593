"""Keeps what was composed, once: never twice, and never over what the person has written since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from prepkit.errors import RecordNotFoundError
from prepkit.models import Record, Story
from prepkit.store.contract import Collection

R = TypeVar("R", bound=Record)


class Keeper(Generic[R]):
    """Saves what is composed from a story into a collection.

    Args:
        collection: Where it goes.
        compose: Composes the record, of the same id each time, from a story and what is kept already (or None).
        earlier: Returns the earlier versions of a story, by which a kept record that nobody has touched is known.
        noun: What it is called, such as "resume line".
        place: The notebook in which it is edited.
    """

    def __init__(
        self,
        collection: Collection[R],
        compose: Callable[[Story, R | None], R],
        earlier: Callable[[Story], Iterable[Story]],
        noun: str,
        place: str,
    ) -> None:
        self._collection = collection
        self._compose = compose
        self._earlier = earlier
        self._noun = noun
        self._place = place

    def compose(self, story: Story) -> R:
        """Compose the record without keeping it."""
        return self._compose(story, None)

    def keep(self, story: Story) -> str:
        """Keep what is composed from a story, or say why not; whatever the collection raises is raised."""
        fresh = self._compose(story, None)
        kept = self._find(fresh.id)
        if kept is None:
            self._collection.save(fresh)
            return f"Kept as a {self._noun}. Edit it in {self._place}."
        fresh = self._compose(story, kept)
        if fresh == kept:
            return f"Kept already, just as it stands here. Edit it in {self._place}."
        if any(self._compose(before, kept) == kept for before in self._earlier(story)):
            self._collection.save(fresh)
            return f"Brought up to date with the story; nobody had edited the {self._noun} that was kept."
        return (
            f"Not kept: you have edited the {self._noun} from this story since, and it stays as you wrote it. "
            f"Copy what you want from here into {self._place}."
        )

    def say_state(self, story: Story) -> str:
        """Say whether there is one already."""
        return f"A {self._noun} from this story is kept." if self._find(self.compose(story).id) else "Not kept yet."

    def _find(self, record_id: str) -> R | None:
        try:
            return self._collection.get(record_id)
        except RecordNotFoundError:
            return None


def read_history(collection: Any) -> Callable[[Story], list[Story]]:
    """Return a function that reads the earlier versions of a story, none where the collection keeps no history."""

    def read(story: Story) -> list[Story]:
        if not hasattr(collection, "history"):
            return []
        try:
            return [one.record for one in reversed(collection.history(story.id)) if one.record is not None]
        except RecordNotFoundError:
            return []

    return read
