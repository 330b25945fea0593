"""What planning reads of a workspace: collections that list their records, and the profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from prepkit.models import (
    PRFAQ,
    Bullet,
    FirstPlan,
    HoursEntry,
    Letter,
    Loop,
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


class FullPreparation(Preparation, Protocol):
    """A preparation with what the recruiter said and the plan as first made, as a workspace is."""

    @property
    def loop(self) -> Loop:
        """The loop as the recruiter described it."""

    @property
    def first_plan(self) -> FirstPlan | None:
        """The plan as it was first made, if one was."""


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


@dataclass(frozen=True)
class FullSnapshot(Snapshot):
    """A full preparation that has been read once."""

    loop: Loop
    first_plan: FirstPlan | None


def take_full_snapshot(prep: FullPreparation) -> FullSnapshot:
    """Read every collection, the loop and the first plan once."""
    return FullSnapshot(**vars(take_snapshot(prep)), loop=prep.loop, first_plan=prep.first_plan)
