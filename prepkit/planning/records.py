"""What planning reads of a workspace: collections that list their records, and the profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from prepkit.models import (
    PRFAQ,
    Bullet,
    HoursEntry,
    Letter,
    MetricPlan,
    Mock,
    Profile,
    Reading,
    Record,
    Resume,
    Story,
)

R = TypeVar("R", bound=Record)


class Records(Protocol[R]):
    """Anything that lists the records of one kind, the oldest first."""

    def all(self) -> list[R]:
        """Return every record."""


class Preparation(Protocol):
    """Anything that holds one person's preparation, as a workspace does."""

    @property
    def profile(self) -> Profile:
        """Who prepares, and by when."""

    @property
    def stories(self) -> Records[Story]:
        """Product stories."""

    @property
    def prfaqs(self) -> Records[PRFAQ]:
        """Press releases with their FAQ."""

    @property
    def bullets(self) -> Records[Bullet]:
        """Resume lines."""

    @property
    def resumes(self) -> Records[Resume]:
        """What a resume holds besides its lines."""

    @property
    def letters(self) -> Records[Letter]:
        """Cover letters."""

    @property
    def metric_plans(self) -> Records[MetricPlan]:
        """How features are measured and decided on."""

    @property
    def mocks(self) -> Records[Mock]:
        """Mock interviews."""

    @property
    def hours(self) -> Records[HoursEntry]:
        """Logged time."""

    @property
    def readings(self) -> Records[Reading]:
        """Press releases and posts that were read."""


@dataclass(frozen=True)
class Listed(Generic[R]):
    """Records that have been read."""

    records: list[R]

    def all(self) -> list[R]:
        """Return every record."""
        return self.records


@dataclass(frozen=True)
class Snapshot:
    """A preparation that has been read once, for tables that look at its records more than once."""

    profile: Profile
    stories: Listed[Story]
    prfaqs: Listed[PRFAQ]
    bullets: Listed[Bullet]
    resumes: Listed[Resume]
    letters: Listed[Letter]
    metric_plans: Listed[MetricPlan]
    mocks: Listed[Mock]
    hours: Listed[HoursEntry]
    readings: Listed[Reading]


def take_snapshot(prep: Preparation) -> Snapshot:
    """Read every collection of a preparation once."""
    return Snapshot(
        profile=prep.profile,
        stories=Listed(prep.stories.all()),
        prfaqs=Listed(prep.prfaqs.all()),
        bullets=Listed(prep.bullets.all()),
        resumes=Listed(prep.resumes.all()),
        letters=Listed(prep.letters.all()),
        metric_plans=Listed(prep.metric_plans.all()),
        mocks=Listed(prep.mocks.all()),
        hours=Listed(prep.hours.all()),
        readings=Listed(prep.readings.all()),
    )
