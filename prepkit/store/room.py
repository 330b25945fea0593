"""What a rehearsal needs of a workspace, and the moment at which something happened in it."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from prepkit.models import CardReview, MetricPlan, Mock, Profile, Story
from prepkit.models.preparation import Preparation
from prepkit.store.contract import Collection


class Room(Protocol):
    """Anything with a profile, a day, and the collections that a rehearsal reads and writes, as a workspace is."""

    @property
    def profile(self) -> Profile:
        """Who rehearses, and until when."""

    @property
    def today(self) -> dt.date:
        """The day of the rehearsal."""

    def read(self) -> Preparation:
        """Return the records as a value."""

    @property
    def stories(self) -> Collection[Story]:
        """The stories to be told."""

    @property
    def metric_plans(self) -> Collection[MetricPlan]:
        """The metrics to be defined."""

    @property
    def mocks(self) -> Collection[Mock]:
        """The log of answers, and the drafts of those that are not finished."""

    @property
    def card_reviews(self) -> Collection[CardReview]:
        """The log of rehearsed cards."""


def stamp(today: dt.date) -> dt.datetime:
    """Return the moment in UTC: now, or this time of day on a day that is not the clock's."""
    now = dt.datetime.now().astimezone()
    return (now if now.date() == today else dt.datetime.combine(today, now.timetz())).astimezone(dt.UTC)
