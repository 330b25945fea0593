"""The plan as first made, as a record to keep: what every later plan is compared with (G6)."""

from __future__ import annotations

import datetime as dt

from prepkit.models import FirstPlan, Loop, PlannedWeek, Profile
from prepkit.planning.schedule import plan
from prepkit.planning.weeks import count_days, first_day


def make_first_plan(profile: Profile, today: dt.date, loop: Loop | None = None) -> FirstPlan | None:
    """Return the plan of this day as a record, or None while the profile does not give one yet.

    A profile gives a plan once it has an interview date with days before it, and hours a week.

    Raises:
        UsageError, PlanError: as `plan` does.
    """
    if not count_days(profile, today) or not profile.hours_per_week:
        return None
    frame = plan(profile, today, loop).frame
    weeks = [
        PlannedWeek.model_validate(dict(zip(rows["area"], rows["minutes"], strict=True)))
        for _, rows in frame.groupby("week", sort=True)
    ]
    return FirstPlan(
        made_on=today,
        starts=first_day(profile, today),
        interview_date=profile.interview_date,
        hours_per_week=profile.hours_per_week,
        preset=profile.preset,
        weeks=tuple(weeks),
    )
