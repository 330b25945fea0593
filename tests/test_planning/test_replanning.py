"""Planned, logged and planned anew: what is done is kept, what is left is spread, and the difference is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import TODAY

from prepkit import charts
from prepkit.models import HoursEntry, Loop, Profile
from prepkit.models.preparation import Preparation
from prepkit.planning.allocation import AREA_ORDER
from prepkit.planning.replanning import count_due, pivot_hours, replan
from prepkit.planning.schedule import make_first_plan, plan
from prepkit.store import Workspace

START = dt.date(2026, 1, 5)
PROFILE = Profile(candidate="A", start_date=START, interview_date=dt.date(2026, 3, 2), hours_per_week=7)


def desk_of(profile: Profile, entries: list[HoursEntry], made_on: dt.date | None = START) -> Preparation:
    """A preparation with hours and a first plan."""
    return Preparation.of(profile, first_plan=make_first_plan(profile, made_on) if made_on else None, hours=entries)


def log(day: int, minutes: int, area: str = "product_sense") -> HoursEntry:
    """An entry so many days after the start."""
    return HoursEntry.model_validate({"date": START + dt.timedelta(days=day), "minutes": minutes, "area": area})


class TestReplan:
    def test_on_the_first_day_it_is_the_plan(self) -> None:
        """Nothing missed, nothing logged: planned anew is as planned."""
        again = replan(desk_of(PROFILE, []), START)

        assert again.plan.frame.equals(plan(PROFILE, START).frame)
        assert set(again.frame["change"]) == {"as planned"}
        assert "nothing is due before today" in str(again)

    def test_missed_days(self) -> None:
        """G6: after two weeks with one hour logged, what is left is planned anew and the loss is told by area."""
        again = replan(desk_of(PROFILE, [log(1, 60)]), START + dt.timedelta(days=14))
        areas = again.frame.set_index("area")

        assert again.plan.frame["minutes"].sum() == 6 * 7 * 60
        assert areas["logged_minutes"].sum() == 60
        assert areas["change_minutes"].sum() == -(14 - 1) * 60
        assert (areas["logged_minutes"] + areas["left_minutes"] - areas["first_minutes"]).equals(
            areas["change_minutes"]
        )
        assert "had 14 h, and you logged 1 h: 13 h less. Nothing is logged since January 6, 2026." in str(again)
        assert "13 h less in all" in str(again)
        assert "product sense 5 h 12 min less" in str(again)

    def test_missed_month(self) -> None:
        """A month without an entry is said, and the time that is left is not overfilled."""
        again = replan(desk_of(PROFILE, []), START + dt.timedelta(days=35))

        assert "Nothing is logged at all yet" in str(again)
        assert again.plan.frame.groupby("week")["minutes"].sum().max() <= 7 * 60
        assert again.plan.frame["starts"].min().date() == START + dt.timedelta(days=35)

    def test_what_is_done_is_kept(self) -> None:
        """G6: an area that had more than its share gets no more, and the others share what is left."""
        again = replan(desk_of(PROFILE, [log(day, 400, "resume") for day in range(3)]), START + dt.timedelta(days=7))
        left = again.frame.set_index("area")["left_minutes"]

        assert left["resume"] == 0
        assert left.sum() == 7 * 7 * 60
        assert left["product_sense"] > left["leadership_stories"] > left["technical_analytics"] > 0

    def test_weeks_are_the_first_plans(self) -> None:
        """In the middle of a week the rest of that week comes first, under the first plan's number."""
        again = replan(desk_of(PROFILE, []), START + dt.timedelta(days=10))
        weeks = again.plan.frame.drop_duplicates("week")

        assert list(weeks["week"]) == [2, 3, 4, 5, 6, 7, 8]
        assert weeks["starts"].iloc[0].date() == START + dt.timedelta(days=10)
        assert weeks["starts"].iloc[1].date() == START + dt.timedelta(days=14)

    def test_logged_today_counts_against_today(self) -> None:
        """An hour logged this morning is not planned for this evening again."""
        day = START + dt.timedelta(days=7)
        before, after = (replan(desk_of(PROFILE, entries), day) for entries in ([], [log(7, 45)]))

        assert before.plan.frame["minutes"].sum() - after.plan.frame["minutes"].sum() == 45

    def test_undated_and_future_entries_are_named(self) -> None:
        """An entry without a date, or of a day that a clock further east has reached already, waits, and is said."""
        entries = [HoursEntry(minutes=30), log(8, 30), log(2, 30)]
        again = replan(desk_of(PROFILE, entries), START + dt.timedelta(days=7))

        assert again.frame["logged_minutes"].sum() == 30
        assert "2 entries have no date or a later one and not counted yet." in str(again)

    def test_entries_outside_the_plan(self) -> None:
        """Time from before the plan counts in its first week, time from the interview on in its last."""
        entries = [log(-20, 10), log(70, 20)]
        weeks = replan(desk_of(PROFILE, entries), START + dt.timedelta(days=80)).weeks
        logged = weeks.groupby("week")["logged_minutes"].sum()

        assert (logged.iloc[0], logged.iloc[-1], logged.sum()) == (10, 20, 30)

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"interview_date": dt.date(2026, 3, 16)}, "The interview moved from March 2, 2026 to March 16, 2026."),
            ({"hours_per_week": 10.5}, "Hours a week went from 7 to 10.5."),
            ({"preset": "evidence"}, "The split changed from guide to evidence."),
        ],
    )
    def test_changed_profile_is_named(self, changes: dict[str, object], says: str) -> None:
        """G6: whatever makes the plan another one is said."""
        desk = desk_of(PROFILE, [])
        desk.profile = PROFILE.replace(**changes)

        assert says in str(replan(desk, START + dt.timedelta(days=7)))

    def test_dropped_stage_is_named(self) -> None:
        """A technical interview that is ruled out is said, and its hours go to the rest."""
        desk = desk_of(PROFILE, [])
        desk.loop = Loop(technical_sessions=0)
        again = replan(desk, START)

        assert "Your loop has no technical deep dive." in str(again)
        assert again.frame.set_index("area").loc["technical_analytics", "left_minutes"] == 0

    @pytest.mark.parametrize(
        ("profile", "today", "says"),
        [
            (Profile(), TODAY, "No plan is kept yet"),
            (PROFILE.replace(hours_per_week=0), TODAY, "No plan is kept yet"),
            (PROFILE, PROFILE.interview_date, "Your interview is today"),
            (PROFILE, dt.date(2027, 1, 1), "Your interview was on March 2, 2026."),
        ],
    )
    def test_nothing_left(self, profile: Profile, today: dt.date, says: str) -> None:
        """No date, no hours, today or passed: a sentence, typed tables, and a picture that is not empty."""
        again = replan(desk_of(profile, [log(1, 60)]), today)

        assert says in str(again)
        assert again.plan.frame["minutes"].sum() == 0
        assert list(pivot_hours(again.weeks).columns) == ["week", "starts", *_names(), "together"]
        assert len(charts.burn_up(again.weeks, today).summary) > 40

    @given(
        today=st.integers(0, 70),
        hours=st.floats(0.1, 80),
        entries=st.lists(
            st.tuples(st.integers(-5, 70), st.integers(0, 1440), st.sampled_from(AREA_ORDER)), max_size=12
        ),
    )
    def test_time_is_never_made_up(self, today: int, hours: float, entries: list[tuple[int, int, str]]) -> None:
        """Whatever was logged: no week is overfilled, no minute is lost, and the table adds up."""
        profile = PROFILE.replace(hours_per_week=hours)
        day = START + dt.timedelta(days=today)
        again = replan(desk_of(profile, [log(*entry) for entry in entries]), day)

        assert again.plan.frame.groupby("week")["minutes"].sum().max() <= hours * 60 or again.plan.frame.empty
        assert (again.plan.frame["minutes"] >= 0).all()
        assert again.weeks["left_minutes"].sum() == again.plan.frame["minutes"].sum()
        counted = sum(minutes for at, minutes, _ in entries if at <= today)
        assert again.frame["logged_minutes"].sum() == counted
        change = again.weeks["logged_minutes"] + again.weeks["left_minutes"] - again.weeks["first_minutes"]
        assert change.equals(again.weeks["change_minutes"])

    def test_due_until_today(self) -> None:
        """A week that is under way is due in proportion to its days."""
        weeks = replan(desk_of(PROFILE, []), START).weeks

        assert [count_due(weeks, START + dt.timedelta(days=days)) for days in (0, 7, 14, 400)] == [0, 420, 840, 3360]
        assert count_due(weeks, START + dt.timedelta(days=10)) == 420 + 180


def _names() -> list[str]:
    from prepkit.planning.allocation import list_areas

    return [area.name for area in list_areas()]


class TestPivot:
    def test_logged_of_planned(self, sample: Workspace) -> None:
        """G6: hours planned and logged by area and week, the weeks ahead with what the new plan gives them."""
        rows = pivot_hours(replan(sample.read(), TODAY).weeks)

        assert list(rows["week"]) == list(range(1, 9))
        assert rows["Product sense"].iloc[0] == "3 h 45 min of 2 h 39 min"
        assert rows["Resume and letter"].iloc[3] == "3 h 12 min ahead, first none"
        assert rows["together"].tolist()[:4] == ["6 h 30 min of 8 h", "6 h of 8 h", "5 h 30 min of 8 h", "8 h ahead"]


class TestBurnUp:
    def test_summary(self, sample: Workspace) -> None:
        """G6: the picture says what was logged, planned until today, planned first, and left."""
        assert charts.burn_up(replan(sample.read(), TODAY).weeks, TODAY).summary == (
            "18 h logged, 24 h planned until today. First plan: 60 h 34 min by February 26. Left: 36 h 34 min."
        )

    def test_same_bytes(self, sample: Workspace) -> None:
        """The same table on the same day gives the same bytes."""
        weeks = replan(sample.read(), TODAY).weeks

        assert charts.burn_up(weeks, TODAY).to_html() == charts.burn_up(weeks, TODAY).to_html()

    @pytest.mark.parametrize("days", [-10, 0, 3, 30, 60, 500])
    def test_any_day(self, days: int) -> None:
        """Before, during and after the plan, the line of today stays on the sheet."""
        desk = desk_of(PROFILE, [log(3, 1000)])
        today = START + dt.timedelta(days=days)
        chart = charts.burn_up(replan(desk, today).weeks, today)

        assert "<svg" in chart.to_html()


class TestFirstPlan:
    def test_is_kept_once_the_profile_gives_a_plan(self, workspace: Workspace) -> None:
        """G6: nothing is kept of an empty profile; with a date the plan is kept, once."""
        assert workspace.keep_first_plan() is None
        workspace.profiles.save(workspace.profile.replace(interview_date=workspace.today + dt.timedelta(days=30)))
        kept = workspace.keep_first_plan()

        assert kept is not None
        assert kept == workspace.keep_first_plan() == workspace.first_plan
        assert len(workspace.first_plans) == 1

    def test_is_kept_as_the_profile_is_saved(self, workspace: Workspace) -> None:
        """G6: whoever fills in the form has a first plan of that day, whichever notebook is opened next."""
        workspace.profiles.save(workspace.profile.replace(candidate="Ada"))
        assert workspace.first_plan is None
        workspace.profiles.save(workspace.profile.replace(interview_date=workspace.today + dt.timedelta(days=30)))

        assert workspace.first_plan is not None
        assert workspace.first_plan.made_on == workspace.today

    def test_stays_when_the_profile_changes_later(self, workspace: Workspace) -> None:
        """On its own day it follows the profile until hours are logged; after that it is what was planned first."""
        day = dt.date(2026, 1, 5)
        prep = Workspace(workspace.path, today=day)
        prep.profiles.save(prep.profile.replace(interview_date=day + dt.timedelta(days=30), hours_per_week=8))
        first = prep.keep_first_plan()
        prep.profiles.save(prep.profile.replace(hours_per_week=4))
        mended = prep.keep_first_plan()
        prep.hours.save(HoursEntry(date=day, minutes=30))
        prep.profiles.save(prep.profile.replace(hours_per_week=12))
        kept = prep.keep_first_plan()

        assert first is not None
        assert mended is not None
        assert (first.hours_per_week, mended.hours_per_week) == (8, 4)
        assert kept == mended
        assert kept.id == first.id

    def test_notebook_parameters_are_not_kept(self, sample: Workspace) -> None:
        """What is tried with a parameter is not taken for the plan that was made."""
        prep = Workspace(sample.path, overrides={"hours_per_week": 40.0}, today=TODAY)
        prep.first_plans.delete("first-plan")
        kept = prep.keep_first_plan()

        assert kept is not None
        assert kept.hours_per_week == 8

    def test_sample_is_what_its_profile_gives(self, sample: Workspace) -> None:
        """The sample's first plan is the plan of its profile on the day that it names."""
        kept = sample.first_plan
        assert kept is not None
        assert kept.made_on is not None
        made = make_first_plan(sample.profile, kept.made_on)
        assert made is not None

        assert kept == made.replace(id=kept.id)

    def test_ten_thousand_entries(self) -> None:
        """Ten thousand entries are counted to the minute."""
        entries = [log(day % 20, 1, "resume") for day in range(10_000)]
        areas = replan(desk_of(PROFILE, entries), START + dt.timedelta(days=30)).frame

        assert areas.set_index("area").loc["resume", "logged_minutes"] == 10_000
