"""The records of one kind in a workspace: all, get, save, and every earlier revision."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, func, insert, select
from sqlalchemy import delete as delete_from
from sqlalchemy.dialects.sqlite import insert as upsert

from prepkit.errors import RecordNotFoundError, WorkspaceError
from prepkit.models import AcknowledgedFinding, Record
from prepkit.store import reads
from prepkit.store.changes import Changes
from prepkit.store.database import Database, note_change
from prepkit.store.schema import draft, record, revision

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.forms.record_form import RecordForm
    from prepkit.store.workspace import Workspace

R = TypeVar("R", bound=Record)
# A record as it is stored (None if it is not) and its draft go in; both come out as they shall be.
Change = Callable[[R | None, dict[str, Any]], tuple[R | None, dict[str, Any]]]


@dataclass(frozen=True)
class Revision(Generic[R]):
    """One saved state of a record; `record` is None where it was deleted."""

    number: int
    saved_at: dt.datetime
    record: R | None


class Collection(Generic[R]):
    """The records of one model in one database.

    Each save is one transaction of its own and keeps the revision before it. Any thread may call any method.
    """

    workspace: Workspace  # that it is of

    def __init__(self, database: Database, model: type[R]) -> None:
        self.model = model
        self._database = database

    def __len__(self) -> int:
        """Count the records."""
        with self._reading() as connection:
            return (
                connection.scalar(select(func.count()).select_from(record).where(record.c.kind == self.model.kind)) or 0
            )

    @property
    def changes(self) -> Changes:
        """Who is told of changes in the workspace that this collection is of."""
        return self._database.changes

    @property
    def acknowledgements(self) -> Collection[AcknowledgedFinding]:
        """The findings that are set apart in the workspace that this collection is of."""
        return Collection(self._database, AcknowledgedFinding)

    def all(self) -> list[R]:
        """Return the current revision of every record, the oldest record first."""
        query = select(record.c.body).where(record.c.kind == self.model.kind).order_by(record.c.rowid)
        with self._reading() as connection:
            bodies = connection.scalars(query).all()
        return [self._parse(body) for body in bodies]

    def get(self, record_id: str) -> R:
        """Return the current revision of one record; raises RecordNotFoundError if there is none."""
        with self._reading() as connection:
            body = connection.scalar(self._current(record_id, record.c.body))
        if body is None:
            raise self._not_found(record_id)
        return self._parse(body)

    def save(self, item: R) -> R:
        """Save one record as a new revision, or do nothing if it is what is stored already."""
        self.save_all([item])
        return item

    def save_all(self, items: Iterable[R]) -> None:
        """Save several records in one transaction."""
        with self._database.write() as connection:
            for item in items:
                self.put(connection, item)

    def put(self, connection: Connection, item: R) -> None:
        """Save one record within a transaction that is already open."""
        reads.note_write(self.model.kind)
        body = item.model_dump_json()
        if connection.scalar(self._current(item.id, record.c.body)) == body:
            return
        note_change(connection, self.model.kind)
        number, saved_at = self._append(connection, item.id, body)
        values = {"revision": number, "saved_at": saved_at, "body": body}
        statement = upsert(record).values(kind=self.model.kind, id=item.id, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["kind", "id"], set_=values))

    def update(self, record_id: str, change: Change[R]) -> None:
        """Read a record and its draft, change them, and write them back, all in one transaction.

        Args:
            record_id: The record, which need not be there.
            change: Called once with the record and its draft; where it returns None, no record is written.
        """
        reads.note(self.model.kind)
        with self._database.write() as connection:
            body = connection.scalar(self._current(record_id, record.c.body))
            kept = self.read_draft(connection, record_id)
            item, values = change(None if body is None else self._parse(body), dict(kept))
            if item is not None:
                self.put(connection, item)
            if values != kept:
                self.put_draft(connection, record_id, values)

    def delete(self, record_id: str) -> None:
        """Take a record out of the collection; its revisions stay and can be restored."""
        with self._database.write() as connection:
            if connection.scalar(self._current(record_id, record.c.revision)) is None:
                raise self._not_found(record_id)
            note_change(connection, self.model.kind)
            self._append(connection, record_id, None)
            connection.execute(delete_from(record).where(*self._is(record_id)))

    def history(self, record_id: str) -> list[Revision[R]]:
        """Return every revision of a record, the oldest first; raises RecordNotFoundError if there is none."""
        columns = (revision.c.revision, revision.c.saved_at, revision.c.body)
        query = select(*columns).where(*self._is(record_id, revision)).order_by(revision.c.revision)
        with self._reading() as connection:
            found = connection.execute(query).all()
        if not found:
            raise self._not_found(record_id)
        return [
            Revision(number, dt.datetime.fromisoformat(saved_at), None if body is None else self._parse(body))
            for number, saved_at, body in found
        ]

    def restore(self, record_id: str, number: int) -> R:
        """Save an earlier revision again, as the newest; raises RecordNotFoundError if it does not exist."""
        for earlier in self.history(record_id):
            if earlier.number == number and earlier.record is not None:
                return self.save(earlier.record)
        raise self._not_found(f"{record_id}, revision {number}", "Use a number of history()")

    def draft(self, record_id: str) -> dict[str, Any]:
        """Return what was typed into a record and does not fit yet, by field; empty if there is nothing."""
        with self._reading() as connection:
            return self.read_draft(connection, record_id)

    def save_draft(self, record_id: str, values: dict[str, Any]) -> None:
        """Keep what was typed and does not fit yet, in place of the draft before; an empty mapping clears it."""
        with self._database.write() as connection:
            self.put_draft(connection, record_id, values)

    def put_draft(self, connection: Connection, record_id: str, values: dict[str, Any]) -> None:
        """Keep a draft within a transaction that is already open."""
        note_change(connection, self.model.kind)
        if not values:
            connection.execute(delete_from(draft).where(*self._is(record_id, draft)))
            return
        kept = {"saved_at": dt.datetime.now(dt.UTC).isoformat(), "body": json.dumps(values)}
        statement = upsert(draft).values(kind=self.model.kind, id=record_id, **kept)
        connection.execute(statement.on_conflict_do_update(index_elements=["kind", "id"], set_=kept))

    def saved_at(self, record_id: str) -> dt.datetime | None:
        """Return when the current revision was saved, in the local zone, or None if there is none."""
        with self._reading() as connection:
            text = connection.scalar(self._current(record_id, record.c.saved_at))
        return dt.datetime.fromisoformat(text).astimezone() if text else None

    def frame(self) -> pd.DataFrame:
        """Return one row a record, the oldest first, one column a field.

        Texts and ids are str, numbers float64 with NaN for blank, dates datetime64, lists tuples of dicts or texts;
        a nested model is spread over columns named `field.part`.
        """
        from prepkit.store.frames import make_frame

        return make_frame(self.model, self.all())

    def read_draft(self, connection: Connection, record_id: str) -> dict[str, Any]:
        """Return a draft within a transaction that is already open."""
        body = connection.scalar(select(draft.c.body).where(*self._is(record_id, draft)))
        return dict(json.loads(body)) if body else {}

    def form(self, *sections: str, record_id: str | None = None) -> RecordForm[R]:
        """Open a live form of these records.

        Args:
            sections: The ids of the sections to show, such as "problem"; all if none is named.
            record_id: The record to show first; the first one if None, or a new one where there is none.

        Raises:
            UsageError: there is no such section.
            RecordNotFoundError: there is no record of this id.
        """
        from prepkit.forms.record_form import RecordForm

        return RecordForm(self, *sections, record_id=record_id)

    def _reading(self) -> AbstractContextManager[Connection]:
        reads.note(self.model.kind)
        return self._database.read()

    def _parse(self, body: str) -> R:
        try:
            return self.model.model_validate_json(body)
        except ValidationError as error:
            fault = error.errors()[0]
            field = ".".join(str(part) for part in fault["loc"])
            raise WorkspaceError(
                f"a stored {self.model.kind} does not fit this version ({field}: {fault['msg']})",
                where=str(self._database.path),
                cure="Upgrade prepkit; nothing was changed",
            ) from error

    def _append(self, connection: Connection, record_id: str, body: str | None) -> tuple[int, str]:
        latest = connection.scalar(select(func.max(revision.c.revision)).where(*self._is(record_id, revision)))
        number = (latest or 0) + 1
        saved_at = dt.datetime.now(dt.UTC).isoformat()
        values = {"kind": self.model.kind, "id": record_id, "revision": number, "saved_at": saved_at, "body": body}
        connection.execute(insert(revision).values(values))
        return number, saved_at

    def _current(self, record_id: str, *columns: Any) -> Any:
        return select(*columns).where(*self._is(record_id))

    def _is(self, record_id: str, source: Any = record) -> tuple[Any, Any]:
        return source.c.kind == self.model.kind, source.c.id == record_id

    def _not_found(self, record_id: str, cure: str = "Use an id from all()") -> RecordNotFoundError:
        return RecordNotFoundError(f'no {self.model.kind} "{record_id}"', where=str(self._database.path), cure=cure)
