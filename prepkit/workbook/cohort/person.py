"""What is done inside one person's workspace, in a process of its own; each takes and returns what JSON can hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepkit.errors import ParameterError

if TYPE_CHECKING:
    from prepkit.store import Workspace

_MOST_GAPS = 3


def settle(folder: str, values: dict[str, Any], source: str) -> None:
    """Make the workspace, or bring in what is new: another workspace's content, then the profile fields given.

    Raises:
        PrepkitError: the folder cannot serve as a workspace, or a value does not go with what is there.
    """
    from pydantic import ValidationError

    from prepkit.models import Profile
    from prepkit.models.faults import explain
    from prepkit.store import Workspace
    from prepkit.store.copies import copy_workspace

    path = Path(folder)
    if source:
        copy_workspace(Path(source), path)
    there = any((path / name).exists() for name in ("prep.db", "profile.yaml"))
    workspace = Workspace.open(path) if there else Workspace.create(path)
    try:
        if values:
            workspace.profiles.save(workspace.profiles.get().replace(**values))
    except ValidationError as error:
        raise ParameterError(explain(error, Profile), cure="Change the row, or the profile in the folder") from error
    finally:
        workspace.close()


def summarize(folder: str, day: str) -> dict[str, Any]:
    """Return what the overview shows of a workspace on a day."""
    from prepkit.store import Workspace

    today = dt.date.fromisoformat(day)
    workspace = Workspace.open(folder, today=today)
    try:
        return _summarize(workspace, today)
    finally:
        workspace.close()


def _summarize(workspace: Workspace, today: dt.date) -> dict[str, Any]:
    from prepkit.planning.readiness import measure_readiness
    from prepkit.planning.tracker import tracker
    from prepkit.planning.weeks import check_fit
    from prepkit.stories.bank import find_gaps

    read = workspace.read()
    profile, checklist = read.profile, tracker(read, today)
    readiness = measure_readiness(read, today)
    fit = check_fit(profile, today, checklist)
    lacking = find_gaps(read.stories)
    return {
        "candidate": profile.label,
        "role": f"{profile.target_role} {profile.target_level}, {profile.organization}",
        "interview_date": profile.interview_date.isoformat() if profile.interview_date else None,
        "days_left": (profile.interview_date - today).days if profile.interview_date else None,
        "readiness": {row["stage"]: row["share"] for row in readiness.to_dict("records")},
        "logged_minutes": sum(entry.minutes for entry in read.hours if entry.date and entry.date <= today),
        "needed_minutes": fit.needed_minutes,
        "available_minutes": fit.available_minutes,
        "fits": bool(fit.fits),
        "stories": len(lacking),
        "gaps": _list_gaps(profile, checklist.to_dict("records"), lacking.to_dict("records")),
    }


def _list_gaps(profile: Any, checklist: list[dict[Any, Any]], stories: list[dict[Any, Any]]) -> list[str]:
    gaps = [] if profile.interview_date else ["No interview date"]
    order = ("behind", "in progress", "to do")
    open_items = [row for status in order for row in checklist if row["status"] == status]
    gaps += [f"{row['item']}: {row['done']} of {row['target']} ({row['status']})" for row in open_items]
    unfinished = sum(bool(row["missing"]) for row in stories)
    more = len(gaps) - _MOST_GAPS
    gaps = gaps[:_MOST_GAPS] + ([f"{more} more on the checklist"] if more > 0 else [])
    return gaps + ([f"{unfinished} of {len(stories)} stories with blanks"] if unfinished else [])
