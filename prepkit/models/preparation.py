"""One person's records as a value: what the pure functions read, and nothing that could be written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from prepkit.models import (
    PRFAQ,
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
    Resume,
    Story,
)


class Preparation:
    """One person's records, each kind loaded on first use and once, the oldest record first.

    Args:
        load: Called with the name of an attribute below, at most once for each. What is never asked for is never
            loaded, so that a result depends only on what it was made from.
    """

    profile: Profile
    loop: Loop
    first_plan: FirstPlan | None
    stories: tuple[Story, ...]
    prfaqs: tuple[PRFAQ, ...]
    bullets: tuple[Bullet, ...]
    resumes: tuple[Resume, ...]
    letters: tuple[Letter, ...]
    metric_plans: tuple[MetricPlan, ...]
    mocks: tuple[Mock, ...]
    hours: tuple[HoursEntry, ...]
    readings: tuple[Reading, ...]
    card_reviews: tuple[CardReview, ...]
    panels: tuple[Panel, ...]
    drill_answers: tuple[DrillAnswer, ...]

    def __init__(self, load: Callable[[str], Any]) -> None:
        self._load = load

    @classmethod
    def of(
        cls,
        profile: Profile | None = None,
        *,
        loop: Loop | None = None,
        first_plan: FirstPlan | None = None,
        **records: Iterable[Any],
    ) -> Self:
        """Return a preparation of these records; kinds that are not named have none."""
        single = {"profile": profile or Profile(), "loop": loop or Loop(), "first_plan": first_plan}
        return cls(lambda name: single[name] if name in single else records.get(name, ()))

    if not TYPE_CHECKING:  # where it is seen, every misspelled name would have a type

        def __getattr__(self, name: str) -> Any:
            if name not in type(self).__annotations__:
                raise AttributeError(f"a preparation has no {name}")
            value = self._load(name)
            setattr(self, name, value if name in ("profile", "loop", "first_plan") else tuple(value))
            return self.__dict__[name]
