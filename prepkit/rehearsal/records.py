"""What a rehearsal reads of a workspace."""

from __future__ import annotations

from typing import Protocol, TypeVar

from prepkit.models import CardReview, MetricPlan, Mock, Profile, Record, Story

R = TypeVar("R", bound=Record)


class Records(Protocol[R]):
    """Anything that lists the records of one kind, the oldest first."""

    def all(self) -> list[R]:
        """Return every record."""


class Rehearsing(Protocol):
    """Anything that holds what one person rehearses, as a workspace does."""

    @property
    def profile(self) -> Profile:
        """Who rehearses, and until when."""

    @property
    def stories(self) -> Records[Story]:
        """The stories to be told."""

    @property
    def metric_plans(self) -> Records[MetricPlan]:
        """The metrics to be defined."""

    @property
    def mocks(self) -> Records[Mock]:
        """The answers that were scored."""

    @property
    def card_reviews(self) -> Records[CardReview]:
        """The log of rehearsed cards."""
