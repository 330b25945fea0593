import datetime as dt
import math
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Area, ChecklistItem
from prepkit.errors import PlanError, UsageError
from prepkit.models import HourShares, Profile
from prepkit.planning.allocation import allocate
from prepkit.planning.schedule import plan
from prepkit.planning.weeks import check_fit

TODAY = dt.date(2026, 1, 26)
MOCK_MINUTES = 90
COLUMNS = ["week", "starts", "ends", "area", "name", "minutes", "mock_minutes", "focus"]


def days(number: int) -> dt.date:
    """The day so many days after TODAY."""
    return TODAY + dt.timedelta(days=number)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any hours, an interview from yesterday to three years ahead, any start before it, any preset."""
    interview = draw(st.integers(-1, 1100))
    start = draw(st.none() | st.integers(interview - 1200, interview))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    return Profile(
        hours_per_week=draw(st.floats(0, 80) | st.sampled_from([0, 0.7, 2, 8, 80])),
        interview_date=days(interview),
        start_date=None if start is None else days(start),
        preset=draw(st.sampled_from(["guide", "evidence", "custom"])),
        custom_shares=HourShares(**dict(zip(HourShares.model_fields, parts, strict=True))),
    )


class TestPlan:
    @given(profiles())
    def test_keeps_to_the_time(self, profile):
        """No week exceeds its capacity, nothing is past, the last day is before the interview, weeks leave no hole."""
        frame = plan(profile, TODAY).frame
        weeks = frame.drop_duplicates("week")
        expected_start = max(profile.start_date or TODAY, TODAY)

        for number, (_, week) in enumerate(weeks.iterrows(), start=1):
            starts, ends = week["starts"].date(), week["ends"].date()
            length = (ends - starts).days + 1
            capacity = math.floor(Fraction(str(profile.hours_per_week)) * 60 * length / 7)

            assert (number, expected_start) == (week["week"], starts)
            assert length == 7 or (number == len(weeks) and 1 <= length < 7)
            assert frame.loc[frame["week"] == number, "minutes"].sum() <= capacity
            expected_start = ends + dt.timedelta(days=1)
        if len(weeks):
            assert profile.interview_date == expected_start
        else:
            assert profile.interview_date <= max(profile.start_date or TODAY, TODAY)

    @given(profiles())
    def test_sums_to_the_allocation(self, profile):
        """The minutes of each area over all weeks are the allocation of the whole capacity."""
        frame = plan(profile, TODAY).frame
        by_area = frame.groupby("area")["minutes"].sum().to_dict()
        expected = allocate(check_fit(profile, TODAY).available_minutes / 60, profile.preset, profile.custom_shares)

        for area, minutes in zip(expected["area"], expected["minutes"], strict=True):
            assert minutes == by_area.get(area, 0)

    @given(profiles())
    def test_resume_is_early(self, profile):
        """What fits of the resume into the weeks up to its deadline is done by then, otherwise as soon as possible."""
        frame = plan(profile, TODAY).frame
        if frame.empty:
            return
        start = profile.start_date or TODAY
        latest = Fraction(str(find(Area, "resume").latest)) * (profile.interview_date - start).days
        resume = frame[frame["area"] == "resume"]
        on_time = [(week.date() - start).days + 1 <= latest for week in resume["ends"]]
        capacity = list(frame.groupby("week")["minutes"].sum())
        total = resume["minutes"].sum()
        room = sum(minutes for minutes, early in zip(capacity, on_time, strict=True) if early)

        assert min(total, room) <= resume["minutes"][on_time].sum()
        left = total - resume["minutes"][on_time].sum()
        for minutes, most, early in zip(resume["minutes"], capacity, on_time, strict=True):
            if not early:
                assert min(left, most) == minutes
                left -= minutes

    @given(profiles())
    def test_mocks_are_late(self, profile):
        """Mocks never exceed their row, are all there if they fit, and no later week could hold one more."""
        frame = plan(profile, TODAY).frame
        stories = frame[frame["area"] == "leadership_stories"]
        minutes, mocks = list(stories["minutes"]), list(stories["mock_minutes"])

        assert all(0 <= mock <= most for mock, most in zip(mocks, minutes, strict=True))
        assert min(2 * MOCK_MINUTES, sum(minutes)) == sum(mocks)
        assert frame.loc[frame["area"] != "leadership_stories", "mock_minutes"].sum() == 0
        first = next((place for place, mock in enumerate(mocks) if mock), len(mocks))
        for mock, most in zip(mocks[first + 1 :], minutes[first + 1 :], strict=True):
            assert min(most, MOCK_MINUTES) <= mock or most < MOCK_MINUTES

    def test_sample_weeks(self):
        """Four weeks of 8 hours: 3 h 12 min for the resume in the first half, a mock in each of the last two weeks."""
        frame = plan(Profile(hours_per_week=8, interview_date=days(28)), TODAY).frame
        table = frame.pivot(index="week", columns="area", values="minutes")

        assert list(table["resume"]) == [96, 96, 0, 0]
        assert list(table.sum(axis=1)) == [480] * 4
        assert list(frame.loc[frame["mock_minutes"].index[1::4], "mock_minutes"]) == [0, 0, 90, 90]

    def test_hours_are_read_as_written(self):
        """0.7 hours a week are 42 minutes, not the 41 that a binary fraction would leave."""
        frame = plan(Profile(hours_per_week=0.7, interview_date=days(7)), TODAY).frame

        assert frame["minutes"].sum() == 42

    def test_focus_follows_the_time(self):
        """Each area has its early, middle and late advice; the resume is left alone once its time is used up."""
        frame = plan(Profile(hours_per_week=8, interview_date=days(63)), TODAY).frame
        stories, resume = find(Area, "leadership_stories"), find(Area, "resume")
        focus = {area: list(rows["focus"]) for area, rows in frame.groupby("area")}

        assert [stories.early] * 3 + [stories.middle] * 3 + [stories.late] * 3 == focus["leadership_stories"]
        assert [resume.early] * 3 + [resume.middle] + [resume.late] * 5 == focus["resume"]

    def test_started_earlier(self):
        """Position in time counts from the start date, the weeks from today."""
        profile = Profile(hours_per_week=8, start_date=days(-56), interview_date=days(14))
        frame = plan(profile, TODAY).frame

        assert {find(Area, "product_sense").late} == set(frame.loc[frame["area"] == "product_sense", "focus"])
        assert frame["starts"].min().date() == TODAY

    @pytest.mark.parametrize("interview", [None, days(-1), TODAY])
    def test_nothing_to_plan(self, interview):
        """Without an interview ahead the table is empty, typed, and says why."""
        full = plan(Profile(interview_date=days(30)), TODAY).frame
        empty = plan(Profile(interview_date=interview), TODAY)
        frame = empty.frame

        assert frame.empty
        assert list(frame.columns) == COLUMNS
        assert list(full.dtypes) == list(frame.dtypes)
        assert "interview" in empty.summary

    def test_rows_are_sorted(self):
        """Rows are sorted by week, then by the areas' fixed order, with a fresh index."""
        frame = plan(Profile(interview_date=days(30)), TODAY).frame

        assert list(frame.index) == list(range(20))
        assert list(frame["area"]) == ["product_sense", "leadership_stories", "technical_analytics", "resume"] * 5
        assert sorted(frame["week"]) == list(frame["week"])

    def test_a_mistyped_year(self):
        """An interview in another century is taken for a slip, not planned week by week."""
        with pytest.raises(PlanError, match=r"interview_date: 2206-02-27 is more than ten years away\. Check the year"):
            plan(Profile(interview_date=dt.date(2206, 2, 27)), TODAY)


class TestCheckFit:
    def test_does_not_fit(self):
        """Too little time is said as hours a week needed and at hand, and what to cut is named until the rest fits."""
        fit = check_fit(Profile(hours_per_week=8, interview_date=days(32)), TODAY)

        assert (fit.needed_minutes, fit.available_minutes, fit.weeks, fit.fits) == (3120, 2194, 5, False)
        assert fit.sentence == (
            "It does not fit: your whole checklist needs 11.4 h a week, and you have 8. That is 52 h of work, and the "
            "4 weeks and 4 days before your interview on February 27, 2026 hold 36 h 34 min. "
            "Leave out 4 things, or find more time."
        )
        ranked = sorted(load(ChecklistItem), key=lambda item: item.cut_rank)
        for item, cut in zip(ranked, fit.cuts, strict=False):
            assert cut.startswith(f"{item.name} (saves ")
            assert cut.endswith(f"Instead: {item.instead}")
        assert len(fit.cuts) == 4

    @given(hours=st.floats(0.1, 80), ahead=st.integers(2, 700))
    def test_cuts_are_enough_and_no_more(self, hours, ahead):
        """With the cuts made the rest fits; with one cut fewer it would not."""
        fit = check_fit(Profile(hours_per_week=hours, interview_date=days(ahead)), TODAY)
        items = sorted(load(ChecklistItem), key=lambda item: item.cut_rank)
        saved = [item.target * item.hours_each * 60 for item in items[: len(fit.cuts)]]

        assert fit.needed_minutes - sum(saved) <= fit.available_minutes
        assert not saved or fit.needed_minutes - sum(saved[:-1]) > fit.available_minutes

    def test_done_counts(self):
        """What is done is not needed again, whether named by id or by name; more than the target saves no more."""
        profile = Profile(hours_per_week=8, interview_date=days(32))
        whole = check_fit(profile, TODAY).needed_minutes
        prfaqs = find(ChecklistItem, "complete_prfaqs")

        assert whole - 600 == check_fit(profile, TODAY, {"complete_prfaqs": 2}).needed_minutes
        assert whole - 600 == check_fit(profile, TODAY, {prfaqs.name: 2}).needed_minutes
        assert whole - 900 == check_fit(profile, TODAY, {"complete_prfaqs": 50}).needed_minutes

    def test_printed(self):
        """Printed, it is the sentence with each cut on a line of its own."""
        fit = check_fit(Profile(hours_per_week=8, interview_date=days(32)), TODAY)

        assert str(fit).splitlines() == [fit.sentence, *(f"- {cut}" for cut in fit.cuts)]

    def test_done_unknown(self):
        """A mistyped item is refused, with the one that was meant."""
        with pytest.raises(UsageError, match=r'no checklist item "readngs"\. Did you mean "readings"'):
            check_fit(Profile(), TODAY, {"readngs": 1})

    @pytest.mark.parametrize(
        ("profile", "words"),
        [
            ({"hours_per_week": 8}, "No interview date is set, .* needs 52 h: 6.5 weeks at 8 h a week."),
            ({"hours_per_week": 0}, "No interview date is set, .* best guess will do.$"),
            ({"interview_date": days(-3)}, "Your interview was on January 23, 2026. Write down what you were asked"),
            ({"interview_date": TODAY}, "Your interview is today: nothing is left to plan."),
            ({"interview_date": days(1)}, "Your interview is tomorrow: start nothing new. Rehearse"),
            (
                {"interview_date": days(30), "hours_per_week": 0},
                "Your whole checklist needs 52 h, and you have set no time aside in the 4 weeks and 2 days before",
            ),
            (
                {"interview_date": days(30), "start_date": days(30)},
                "Your preparation starts on the day of the interview",
            ),
            (
                {"interview_date": days(300), "start_date": days(-21)},
                "It fits: your whole checklist needs 52 h, .* hold 257 h 8 min, with 205 h 8 min to spare. "
                "You started on January 5, 2026; only the days from today on are counted.",
            ),
            ({"interview_date": days(300), "start_date": days(10)}, "You start on February 5, 2026."),
            (
                {"interview_date": days(3), "hours_per_week": 7},
                "It does not fit: your whole checklist needs 52 h, and the 3 days before your interview on "
                "January 29, 2026 hold 3 h. Leave out 9 things, or find more time.",
            ),
        ],
    )
    def test_words(self, profile, words):
        """Each situation has its own sentence."""
        sentence = check_fit(Profile(**profile), TODAY).sentence

        assert re.search(words, sentence), sentence

    @pytest.mark.parametrize("ahead", [-1, 0, 1])
    def test_too_late_to_cut(self, ahead):
        """From the day before the interview on, nothing is proposed to be cut."""
        assert check_fit(Profile(interview_date=days(ahead)), TODAY).cuts == ()

    def test_everything_done(self):
        """With the checklist done, the time is for rehearsing."""
        done = {item.id: item.target for item in load(ChecklistItem)}
        fit = check_fit(Profile(hours_per_week=2, interview_date=days(14)), TODAY, done)

        assert (fit.needed_minutes, fit.fits, fit.cuts) == (0, True, ())
        assert "Your checklist is done. Use the 2 weeks before your interview" in fit.sentence

    @given(profiles())
    def test_always_a_sentence(self, profile):
        """Any profile gets a sentence, no negative time, and cuts only where they help."""
        fit = check_fit(profile, TODAY)

        assert fit.sentence.endswith(".")
        assert fit.available_minutes >= 0
        assert not (fit.fits and fit.cuts)
