"""What a form needs of a collection. The workspace's collections fit, and so does a dictionary in a test."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol, TypeVar

from prepkit.models import Record

R = TypeVar("R", bound=Record)


class Collection(Protocol[R]):
    """Records of one model, each with the values that were typed into it and do not fit yet.

    A collection may also name the findings that are set apart in its workspace, as `acknowledgements`.
    """

    @property
    def model(self) -> type[R]:
        """The model of the records."""

    def all(self) -> list[R]:
        """Return every record, the oldest first."""

    def get(self, record_id: str) -> R:
        """Return one record; raises RecordNotFoundError if there is none."""

    def save(self, record: R, /) -> R:
        """Keep a record; any thread may call it."""

    def draft(self, record_id: str) -> dict[str, Any]:
        """Return the raw values that do not fit yet, by field."""

    def save_draft(self, record_id: str, values: dict[str, Any]) -> None:
        """Keep raw values in place of the draft before; an empty mapping clears it."""

    def saved_at(self, record_id: str) -> dt.datetime | None:
        """Return when the record was saved last."""
