"""Notebook parameters: checked before anything runs, and counting for one opening only."""

from __future__ import annotations

import datetime as dt

import pytest

from prepkit.errors import ParameterError
from prepkit.models import Profile
from prepkit.store import Workspace, check_parameters, open_workspace


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"hour_per_week": 5}, 'unknown parameter "hour_per_week". Did you mean "hours_per_week"?'),
        ({"hours_per_week": "lots"}, "hours_per_week: not a number"),
        ({"hours_per_week": -3}, "hours_per_week: too low"),
        ({"hours_per_week": 200}, "hours_per_week: too high; 80 is the most"),
        ({"hours_per_week": float("nan")}, "hours_per_week: "),
        ({"interview_date": "next week"}, "interview_date: not a date"),
        ({"today": "now"}, 'today: "now" is not a date'),
        ({"preset": "mine"}, "preset: not one of"),
        ({"candidate": 12}, "candidate: not a text"),
        ({"x=1;print": 1}, 'unknown parameter "x=1;print"'),
    ],
)
def test_wrong_parameter_is_one_clear_line(given: dict[str, object], says: str) -> None:
    """A parameter that is unknown or does not fit is refused by name, with the cure."""
    with pytest.raises(ParameterError) as caught:
        open_workspace(None, **given)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_dates_that_contradict_the_profile_are_refused(workspace: Workspace) -> None:
    """An interview before the profile's start of preparation is named with both dates."""
    workspace.profiles.save(Profile(start_date=dt.date(2026, 3, 1)))

    with pytest.raises(ParameterError, match="start_date 2026-03-01 is after interview_date 2026-02-01"):
        open_workspace(workspace.path, interview_date="2026-02-01")


def test_parameters_count_for_this_opening_only(workspace: Workspace) -> None:
    """A parameter stands in for the profile's value and is never written to it."""
    workspace.profiles.save(Profile(candidate="Ann", hours_per_week=5))

    opened = open_workspace(workspace.path, "2026-01-26", hours_per_week=12, candidate=None)

    assert (opened.profile.candidate, opened.profile.hours_per_week) == ("Ann", 12)
    assert opened.today == dt.date(2026, 1, 26)
    assert workspace.profile.hours_per_week == 5


def test_no_workspace_is_the_sample() -> None:
    """Without a workspace a notebook runs on a throwaway copy of the sample candidate."""
    opened = open_workspace()

    assert opened.stories.all() == Workspace.sample().stories.all()


def test_values_from_a_command_line_are_read() -> None:
    """Texts as a command line gives them are read as the numbers and dates that they are."""
    assert check_parameters({"hours_per_week": "12", "interview_date": "2026-05-01", "today": "2026-01-01"}) == {
        "hours_per_week": 12.0,
        "interview_date": dt.date(2026, 5, 1),
    }
