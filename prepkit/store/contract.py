"""What is needed of a collection and of a workspace, described once; a dictionary in a test can fit it too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from prepkit.models import (
    PRFAQ,
    AcknowledgedFinding,
    Bullet,
    CardReview,
    DrillAnswer,
    FirstPlan,
    HoursEntry,
    Letter,
    Loop,
    MetricPlan,
    Mock,
    Panel,
    Profile,
    Reading,
    Record,
    Resume,
    ScratchText,
    Story,
)
from prepkit.models.preparation import Preparation
from prepkit.store.changes import Changes

R = TypeVar("R", bound=Record)
# A record as it is stored (None if it is not) and its draft go in; both come out as they shall be.
Change = Callable[[R | None, dict[str, Any]], tuple[R | None, dict[str, Any]]]


@dataclass(frozen=True)
class Revision(Generic[R]):
    """One saved state of a record; `record` is None where it was deleted."""

    number: int
    saved_at: dt.datetime
    record: R | None


class Collection(Protocol[R]):
    """Records of one model, each with the values that were typed into it and do not fit yet. Any thread may call it."""

    @property
    def model(self) -> type[R]:
        """The model of the records."""

    def all(self) -> list[R]:
        """Return every record, the oldest first."""

    def get(self, record_id: str) -> R:
        """Return one record; raises RecordNotFoundError if there is none."""

    def save(self, record: R, /) -> R:
        """Keep a record."""

    def update(self, record_id: str, change: Change[R]) -> None:
        """Read a record and its draft, change them, and write them back, all in one transaction.

        Args:
            record_id: The record, which need not be there.
            change: Called once with the record and its draft; where it returns None, no record is written.
        """

    def delete(self, record_id: str) -> None:
        """Take a record out; raises RecordNotFoundError if there is none."""

    def history(self, record_id: str) -> list[Revision[R]]:
        """Return every saved state of a record, the oldest first; raises RecordNotFoundError if there is none."""

    def restore(self, record_id: str, number: int) -> R:
        """Save an earlier state again, as the newest; raises RecordNotFoundError if there is none."""

    def draft(self, record_id: str) -> dict[str, Any]:
        """Return the raw values that do not fit yet, by field."""

    def save_draft(self, record_id: str, values: dict[str, Any]) -> None:
        """Keep raw values in place of the draft before; an empty mapping clears it."""

    def saved_at(self, record_id: str) -> dt.datetime | None:
        """Return when the record was saved last."""

    @property
    def changes(self) -> Changes:
        """Who is told when a kind of record changed."""

    @property
    def acknowledgements(self) -> Collection[AcknowledgedFinding]:
        """The findings that are set apart in the same workspace."""


class Workspace(Protocol):
    """One person's preparation: who it is, the day, and a collection for each kind of record."""

    @property
    def profile(self) -> Profile:
        """Who prepares, and until when."""

    @property
    def today(self) -> dt.date:
        """The day to plan from."""

    @property
    def changes(self) -> Changes:
        """Who is told when a kind of record changed."""

    def read(self) -> Preparation:
        """Return the records as a value."""

    @property
    def profiles(self) -> Collection[Profile]:
        """The one profile, as a collection."""

    @property
    def loops(self) -> Collection[Loop]:
        """What the recruiter said about the loop."""

    @property
    def first_plans(self) -> Collection[FirstPlan]:
        """The plan as first made."""

    @property
    def stories(self) -> Collection[Story]:
        """The stories."""

    @property
    def panels(self) -> Collection[Panel]:
        """Who asks for what."""

    @property
    def prfaqs(self) -> Collection[PRFAQ]:
        """The press releases with their questions."""

    @property
    def bullets(self) -> Collection[Bullet]:
        """The resume lines."""

    @property
    def resumes(self) -> Collection[Resume]:
        """The resume around its lines."""

    @property
    def letters(self) -> Collection[Letter]:
        """The cover letters."""

    @property
    def metric_plans(self) -> Collection[MetricPlan]:
        """The features with their metrics and experiments."""

    @property
    def drill_answers(self) -> Collection[DrillAnswer]:
        """The decided drills, and the draft of the open one."""

    @property
    def mocks(self) -> Collection[Mock]:
        """The log of answers, and the drafts of those that are not finished."""

    @property
    def card_reviews(self) -> Collection[CardReview]:
        """The log of rehearsed cards."""

    @property
    def hours(self) -> Collection[HoursEntry]:
        """The log of hours."""

    @property
    def readings(self) -> Collection[Reading]:
        """The log of what was read."""

    @property
    def scratch_texts(self) -> Collection[ScratchText]:
        """Texts that belong to no record of their own."""

    @property
    def acknowledged_findings(self) -> Collection[AcknowledgedFinding]:
        """The findings that are set apart."""

    @property
    def acknowledged(self) -> list[tuple[str, str, str]]:
        """The findings to set apart in a review: rule code, passage and reason."""
