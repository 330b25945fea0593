"""Notebook parameters: their names, what they mean, and the workspace that they open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from prepkit.errors import ParameterError, instead, suggest
from prepkit.models import Profile
from prepkit.models.faults import explain

if TYPE_CHECKING:
    from prepkit.store.workspace import Workspace

PROFILE_PARAMETERS = (
    "candidate",
    "target_level",
    "organization",
    "start_date",
    "interview_date",
    "hours_per_week",
    "preset",
)
PARAMETERS = ("workspace", "today", *PROFILE_PARAMETERS)


def open_workspace(
    workspace: str | Path | None = None,
    today: str | dt.date | None = None,
    candidate: str | None = None,
    target_level: str | None = None,
    organization: str | None = None,
    start_date: str | dt.date | None = None,
    interview_date: str | dt.date | None = None,
    hours_per_week: float | None = None,
    preset: str | None = None,
    **unknown: Any,
) -> Workspace:
    """Open the workspace that a notebook's parameters ask for.

    `workspace` is a folder; None opens a throwaway copy of the invented sample candidate. `today` is the day to plan
    from, ISO text or date; None is the clock's day. The others stand in for values of profile.yaml, for this opening;
    None leaves them as they are.

    Raises:
        ParameterError: a parameter is unknown or badly typed; it names the parameter and the cure.
        WorkspaceError: the folder cannot serve as a workspace.
    """
    from prepkit.store.workspace import Workspace

    given = (candidate, target_level, organization, start_date, interview_date, hours_per_week, preset)
    overrides = check_parameters({**dict(zip(PROFILE_PARAMETERS, given, strict=True)), **unknown})
    day = parse_today(today)
    if workspace is None:
        opened = Workspace.sample(overrides=overrides, today=day)
    else:
        opened = Workspace(workspace, overrides=overrides, today=day)
    _check_together(opened)
    return opened


def check_parameters(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the profile values among the parameters, validated, without those that are None.

    Raises:
        ParameterError: a name is no parameter, or a value does not fit.
    """
    for name in given:
        if name not in PARAMETERS:
            raise ParameterError(f'unknown parameter "{name}"', cure=suggest(name, PARAMETERS).capitalize())
    values = {name: value for name, value in given.items() if name in PROFILE_PARAMETERS and value is not None}
    try:
        profile = Profile.model_validate(values)
    except ValidationError as error:
        raise ParameterError(explain(error, Profile), cure="Change the parameter") from error
    return {name: getattr(profile, name) for name in values}


def parse_today(today: str | dt.date | None) -> dt.date | None:
    """Return the day that a parameter names; raises ParameterError if it is no date."""
    if today is None or isinstance(today, dt.date):
        return today
    what, cure = f'today: "{today}" is not a date', "Write it as 2026-03-31"
    with instead((TypeError, ValueError), ParameterError, what, cure=cure):
        return dt.date.fromisoformat(today)


def _check_together(workspace: Workspace) -> None:
    try:
        _ = workspace.profile
    except ValidationError as error:
        raise ParameterError(explain(error, Profile), cure="Change the parameter, or profile.yaml") from error
