"""What to do today: one list, in order, within the day's time, each line with where to do it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from shared import TODAY

from prepkit.content.library import load
from prepkit.content.shapes.planning import ChecklistItem
from prepkit.errors import UsageError
from prepkit.models import HoursEntry, Loop, Profile
from prepkit.models.listing import Listing
from prepkit.planning.entries import find_area, parse_minutes
from prepkit.planning.today import suggest_today
from prepkit.store import Workspace


def steps_of(prep: Workspace, cards: int = 0, **changes: Any) -> Listing:
    """Today's list after the profile was changed."""
    prep.profiles.save(prep.profile.replace(**changes))
    return suggest_today(prep.read(), TODAY, cards)


class TestSuggestToday:
    def test_sample(self, sample: Workspace) -> None:
        """G15: what has a date comes first, then cards, then what the week has most time for, with its notebook."""
        steps = steps_of(sample, cards=4)

        assert list(steps.frame["step"]) == [
            "Rehearse for: recruiter or phone screen",
            "Answer 4 cards aloud",
            "Read one release or post and note a habit to take over",
        ]
        assert list(steps.frame["notebook"]) == ["06, Rehearse", "06, Rehearse", "02, Draft a PRFAQ"]
        assert steps.frame["minutes"].sum() == 64
        assert steps.summary == "1 h 4 min today, of the 1 h 8 min that your plan gives this day."

    def test_what_is_behind_comes_before_what_is_open(self, sample: Workspace) -> None:
        """G15: once an item is overdue, it stands before those that are not, and says so."""
        sample.loops.save(Loop())
        steps = steps_of(sample, start_date=TODAY - dt.timedelta(days=60), hours_per_week=40)

        behind = [why.startswith("Behind") for why in steps.frame["why"]]
        assert behind[0]
        assert behind == sorted(behind, reverse=True)

    def test_empty_workspace_begins_with_the_profile(self, workspace: Workspace) -> None:
        """A first-time user is told to fill in the profile, then to write the story that all else is made from."""
        steps = suggest_today(workspace.read(), TODAY)

        assert list(steps.frame["step"])[:2] == ["Fill in your profile", "Write your first story"]
        assert list(steps.frame["notebook"])[:2] == ["00, Start here", "01, Frame your projects"]

    @pytest.mark.parametrize(
        ("changes", "step"),
        [
            ({"interview_date": None}, "Set an interview date, a guess will do"),
            ({"hours_per_week": 0.0}, "Set the hours a week that you have"),
            ({"interview_date": TODAY}, "Reread the titles of your stories, and go"),
            ({"interview_date": TODAY + dt.timedelta(days=1)}, "Tell your stories aloud once, then rest"),
            ({"interview_date": TODAY - dt.timedelta(days=9)}, "Write down what you were asked, while you remember it"),
        ],
    )
    def test_edges(self, sample: Workspace, changes: dict[str, Any], step: str) -> None:
        """No date, no hours, tomorrow, today and passed each begin with what fits them."""
        sample.loops.save(Loop())
        steps = steps_of(sample, cards=3, **changes)

        assert steps.frame["step"].iloc[0] == step
        assert steps.summary

    def test_nothing_new_on_the_day(self, sample: Workspace) -> None:
        """On the day of the interview, and after it, nothing else is asked for."""
        for days in (0, -1):
            assert len(steps_of(sample, cards=9, interview_date=TODAY + dt.timedelta(days=days)).frame) == 1

    def test_time_logged_today_is_taken_off(self, sample: Workspace) -> None:
        """Once the day's share is logged, no further task is begun."""
        sample.loops.save(Loop())
        sample.hours.save(HoursEntry(date=TODAY, area="resume", minutes=120))
        steps = steps_of(sample, cards=5)

        assert list(steps.frame["step"]) == ["Answer 5 cards aloud"]
        assert "used up" in steps.summary

    @pytest.mark.parametrize("hours", [0.5, 3, 8, 20, 80])
    def test_fits_the_day(self, sample: Workspace, hours: float) -> None:
        """Beyond the first line the list keeps to the day's minutes, and works on each area once."""
        sample.loops.save(Loop())
        steps = steps_of(sample, hours_per_week=hours)

        assert steps.frame["minutes"].sum() <= max(hours * 60 / 7, steps.frame["minutes"].iloc[0])
        assert not steps.frame["area"].duplicated().any()

    def test_all_done(self, sample: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """With everything on the checklist done, what is left is to rehearse."""
        from prepkit.planning import today as module
        from prepkit.planning.tracker import Count

        monkeypatch.setattr(module, "count", lambda item, _prep, _today: Count(item.target))
        sample.loops.save(Loop())

        assert list(steps_of(sample).frame["notebook"]) == ["06, Rehearse"]

    def test_every_item_has_a_step(self) -> None:
        """Each item of the checklist says what to do next for it, and where."""
        assert all(item.step[0].isupper() and not item.step.endswith(".") for item in load(ChecklistItem))

    def test_same_columns(self, sample: Workspace) -> None:
        """The table is typed the same however short it is."""
        few = steps_of(sample, interview_date=TODAY).frame

        assert list(few.dtypes) == list(suggest_today(Workspace.sample(today=TODAY).read(), TODAY).frame.dtypes)


class TestFindArea:
    @pytest.mark.parametrize(
        ("text", "area"),
        [
            ("leadership", "leadership_stories"),
            ("Leadership Stories", "leadership_stories"),
            ("leadership_stories", "leadership_stories"),
            ("LP", "leadership_stories"),
            ("stories", "leadership_stories"),
            ("prod", "product_sense"),
            ("prfaq", "product_sense"),
            ("tech", "technical_analytics"),
            ("analytics", "technical_analytics"),
            ("letter", "resume"),
            ("resume & letter", "resume"),
            ("CV", "resume"),
        ],
    )
    def test_forgiving(self, text: str, area: str) -> None:
        """Any name of an area, or the beginning of one, finds it."""
        assert find_area(text).id == area

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("leadrship", 'Did you mean "leadership"'),
            ("resmue", 'Did you mean "resume"'),
            ("xyz", "Areas are: product sense, leadership stories"),
            ("", "Areas are"),
            ("l", "may be several areas. Say which: leadership stories or resume and letter"),
            ("\u202e🚀", "Areas are"),
        ],
    )
    def test_unknown(self, text: str, says: str) -> None:
        """What is no area, or several, is answered with a suggestion."""
        with pytest.raises(UsageError, match=says.replace("(", r"\(")):
            find_area(text)


class TestParseMinutes:
    @pytest.mark.parametrize(
        ("text", "minutes"),
        [
            *(("45", 45), ("45m", 45), ("45 min", 45), ("1h", 60), ("1h30", 90), ("1 h 30 min", 90), ("1.5h", 90)),
            *(("1,5 h", 90), ("1:30", 90), ("0:05", 5), ("1440", 1440)),
        ],
    )
    def test_usual_ways(self, text: str, minutes: int) -> None:
        """Minutes, hours and both are read."""
        assert parse_minutes(text) == minutes

    @pytest.mark.parametrize(
        "text", ["", "0", "0h", "-5", "1441", "25h", "abc", "1:75", "45 leadership", "1e3", "٣٠h x"]
    )
    def test_refused(self, text: str) -> None:
        """What is no time, or more than a day, is refused."""
        with pytest.raises(UsageError):
            parse_minutes(text)


def test_profile_without_hours_counts_as_no_time() -> None:
    """Zero hours a week is no time, not an error."""
    prep = Workspace.sample(today=TODAY)
    prep.profiles.save(Profile(interview_date=TODAY + dt.timedelta(days=9), hours_per_week=0))

    assert suggest_today(prep.read(), TODAY).summary
