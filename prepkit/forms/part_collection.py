"""Some fields of a record as a record of their own, so that a form can show a part of it and leave the rest alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from pydantic import create_model

from prepkit.errors import RecordNotFoundError
from prepkit.models import Record
from prepkit.store.contract import Change, Collection

R = TypeVar("R", bound=Record)


def make_part_model(whole: type[Record], fields: Sequence[str]) -> type[Record]:
    """Make a model of some fields of another, with their titles, hints and limits; its label is the whole's."""
    base = type("PartRecord", (Record,), {"kind": whole.kind, "label": whole.label, "__module__": __name__})
    chosen: dict[str, Any] = {name: (whole.model_fields[name].annotation, whole.model_fields[name]) for name in fields}
    return create_model(f"{whole.__name__}Part", __base__=base, __doc__=whole.__doc__, **chosen)


class PartCollection:
    """The records of a collection, cut down to the fields of a part; saving leaves the other fields as they are.

    Args:
        whole: The collection.
        model: What `make_part_model` made of its model.
    """

    kind: ClassVar[str] = "part"

    def __init__(self, whole: Collection[R], model: type[Record]) -> None:
        self.model = model
        self._whole: Collection[Any] = whole
        self._fields = [name for name in model.model_fields if name != "id"]
        self.changes = whole.changes
        if hasattr(whole, "acknowledgements"):
            self.acknowledgements = whole.acknowledgements

    def all(self) -> list[Record]:
        """Return the part of every record, the oldest first."""
        return [self._cut(record) for record in self._whole.all()]

    def get(self, record_id: str) -> Record:
        """Return the part of one record; raises RecordNotFoundError if there is none."""
        return self._cut(self._whole.get(record_id))

    def save(self, part: Record, /) -> Record:
        """Keep the part in its record as that is stored now, or in a new record."""
        try:
            record = self._whole.get(part.id)
        except RecordNotFoundError:
            record = self._whole.model(id=part.id)
        self._whole.save(record.replace(**{name: getattr(part, name) for name in self._fields}))
        return part

    def update(self, record_id: str, change: Change[Any]) -> None:
        """Change the part and its draft in one transaction of the whole."""

        def change_whole(stored: Any, kept: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
            mine = {name: raw for name, raw in kept.items() if name in self._fields}
            part, values = change(None if stored is None else self._cut(stored), mine)
            others = {name: raw for name, raw in kept.items() if name not in self._fields}
            if part is None:
                return None, {**others, **values}
            whole = stored or self._whole.model(id=record_id)
            return whole.replace(**{name: getattr(part, name) for name in self._fields}), {**others, **values}

        self._whole.update(record_id, change_whole)

    def draft(self, record_id: str) -> dict[str, Any]:
        """Return what does not fit yet, of the part's fields."""
        return {name: raw for name, raw in self._whole.draft(record_id).items() if name in self._fields}

    def save_draft(self, record_id: str, values: dict[str, Any]) -> None:
        """Keep what does not fit yet beside that of the other fields."""
        others = {name: raw for name, raw in self._whole.draft(record_id).items() if name not in self._fields}
        self._whole.save_draft(record_id, {**others, **values})

    def saved_at(self, record_id: str) -> dt.datetime | None:
        """Return when the record was saved last."""
        return self._whole.saved_at(record_id)

    def _cut(self, record: Record) -> Record:
        return self.model.model_validate({name: getattr(record, name) for name in ["id", *self._fields]})
