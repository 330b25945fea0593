"""The forms by their old names, which stay for one release; `prep.stories.form()` opens the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prepkit.forms.record_form import RecordForm, check_model
from prepkit.models import (
    PRFAQ,
    Bullet,
    Letter,
    Loop,
    MetricPlan,
    Mock,
    Panel,
    Profile,
    Reading,
    Record,
    Resume,
    Story,
)

Opener = Callable[..., RecordForm[Any]]


def _open(name: str, model: type[Record], *sections: str) -> Opener:
    def open_form(collection: Any, record_id: str | None = None, *, stories: Any = None) -> RecordForm[Any]:
        """Open a form of a collection; the record of this id first, the stories to pick from named."""
        check_model(name, collection, model)
        return RecordForm(collection, *sections, record_id=record_id, stories=stories)

    open_form.__name__ = open_form.__qualname__ = name
    return open_form


@dataclass(frozen=True)
class _Given:
    """A profile and a day where a workspace is asked for."""

    given: Any
    today: dt.date | None

    @property
    def profile(self) -> Profile:
        """Whose loop it is."""
        profile: Profile = self.given() if callable(self.given) else self.given or Profile()
        return profile


def LoopForm(collection: Any, profile: Any = None, today: dt.date | None = None) -> RecordForm[Loop]:  # noqa: N802 (a class once)
    """Open the form of the loop, below the timeline of a profile (or of what a function returns)."""
    check_model("LoopForm", collection, Loop)
    return RecordForm(collection, prep=_Given(profile, today) if profile is not None else None)


BulletForm = _open("BulletForm", Bullet)
EventPlanForm = _open("EventPlanForm", MetricPlan, "instrumentation")
ExperimentForm = _open("ExperimentForm", MetricPlan, "experiment", "if_it_is_an_average", "decision")
LetterForm = _open("LetterForm", Letter)
MetricPlanForm = _open("MetricPlanForm", MetricPlan)
MetricsForm = _open("MetricsForm", MetricPlan, "feature", "metrics")
MockForm = _open("MockForm", Mock)
PRFAQForm = _open("PRFAQForm", PRFAQ)
PanelForm = _open("PanelForm", Panel)
ProfileForm = _open("ProfileForm", Profile)
ReadingForm = _open("ReadingForm", Reading)
ResultForm = _open("ResultForm", MetricPlan, "result", "result_of_an_average")
ResumeForm = _open("ResumeForm", Resume)
RiskForm = _open("RiskForm", MetricPlan, "risks")
StoryForm = _open("StoryForm", Story)
