"""What the recruiter said: entered once, and followed by the timeline, the checks, the plan and the readiness."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError
from shared import NASTY_TEXTS, TODAY

from prepkit import charts
from prepkit.content.library import find, load
from prepkit.content.shapes.planning import Assumption, ChecklistItem, Stage
from prepkit.forms.named import LoopForm
from prepkit.models import Loop, OtherSession, Profile
from prepkit.planning.allocation import allocate
from prepkit.planning.loop import gather_facts, lay_out_loop
from prepkit.planning.readiness import check_assumptions, measure_readiness
from prepkit.planning.schedule import plan
from prepkit.planning.today import suggest_today
from prepkit.planning.tracker import tracker
from prepkit.planning.weeks import check_fit
from prepkit.store import Workspace

INTERVIEW = TODAY + dt.timedelta(days=32)
PROFILE = Profile(candidate="A", years_of_experience=3, interview_date=INTERVIEW, hours_per_week=8)


def lay_out(**said: Any) -> dict[str, dict[str, Any]]:
    """The timeline of what was said, by stage."""
    return {row["stage"]: row for row in lay_out_loop(PROFILE, Loop(**said)).to_dict("records")}


def advice(assumption: str, profile: Profile, loop: Loop | None = None) -> tuple[bool, str]:
    """Whether an assumption holds, and what to do if not."""
    frame = check_assumptions(profile, loop).set_index("assumption")
    row = frame.loc[find(Assumption, assumption).name]
    return bool(row["holds"]), str(row["advice"])


class TestAssumptions:
    def test_someone_the_guide_was_not_written_for(self) -> None:
        """G1: each assumption that does not hold comes with what to do then, by the answer that was given."""
        reader = PROFILE.replace(
            years_of_experience=1, target_role="PM-T", target_level="unclear", has_run_ab_tests=False, knows_sql=True
        )

        assert advice("sql", reader) == (True, "")
        assert "internships" in advice("experience", reader)[1]
        assert "sample size" in advice("ab_tests", reader)[1]
        assert "how systems are built" in advice("role", reader)[1]
        assert "aim at L5" in advice("level", reader)[1]
        assert "L6" not in advice("level", reader)[1]
        assert "before you plan your weeks" in advice("role", reader.replace(target_role="unclear"))[1]
        assert "several teams" in advice("level", reader.replace(target_level="L6"))[1]

    def test_years_not_answered(self) -> None:
        """A blank answer asks to be answered, and is not taken for too little experience."""
        assert "Write your years" in advice("experience", PROFILE.replace(years_of_experience=None))[1]

    def test_blank_profile(self) -> None:
        """G1: in an empty workspace nothing is judged: the reader is told what to fill in."""
        frame = check_assumptions(Profile())

        assert not frame["holds"].any()
        assert set(frame["your_answer"]) == {"Not answered"}
        assert set(frame["advice"]) == {"Fill in your profile first."}

    def test_loop_without_a_stage_is_not_the_full_loop(self) -> None:
        """G1: whether it is the full loop that is prepared for follows from what the recruiter said."""
        holds, said = advice("full_loop", PROFILE, Loop(technical_sessions=0))
        frame = check_assumptions(PROFILE, Loop(technical_sessions=0))

        assert advice("full_loop", PROFILE, Loop()) == (True, "")
        assert (holds, "left a stage out" in said) == (False, True)
        assert frame["your_answer"].iloc[-1] == "Without: Technical deep dive"

    def test_every_case_is_an_answer_that_can_be_given(self) -> None:
        """Advice for a certain answer is for one that the profile can hold."""
        cases = [(entry.field, answer) for entry in load(Assumption) for answer in entry.cases if answer != "blank"]
        kept = [str(getattr(Profile.model_validate({field: answer}), field)) for field, answer in cases]

        assert cases
        assert kept == [str(answer) for _, answer in cases]


class TestTimeline:
    def test_what_each_stage_looks_for(self) -> None:
        """G5: as long as nothing is said, the guide's stages stand with sessions and what each looks for."""
        rows = lay_out_loop(Profile())
        guide = rows[rows["in_guide"]]

        assert list(guide["stage"]) == ["resume_screen", "bar_raiser", "product_sense", "technical", "hiring_manager"]
        assert list(guide["sessions"]) == [1, 1, 2, 1, 1]
        assert all(rows["looks_for"])
        assert set(rows["whose"]) == {"the guide", "public evidence"}
        assert rows["last_week"].max() == 8
        assert rows["first_day"].isna().all()

    def test_recruiter_changes_it(self) -> None:
        """G5: numbers, minutes, days and ruled-out stages follow the recruiter, and say whose word they are."""
        rows = lay_out(
            applied_on=TODAY - dt.timedelta(days=19),
            screen_on=TODAY + dt.timedelta(days=2),
            product_sense_sessions=1,
            technical_sessions=0,
            session_minutes=45,
            writing_assessment="no",
            answer_by=INTERVIEW + dt.timedelta(days=7),
        )

        assert "technical" not in rows
        assert "writing_assessment" not in rows
        assert (rows["product_sense"]["sessions"], rows["product_sense"]["minutes"]) == (1, 45)
        assert rows["phone_screen"]["first_week"] == 3
        assert rows["bar_raiser"]["first_day"].date() == INTERVIEW
        assert round(rows["debrief"]["last_week"] * 7) == 19 + 32 + 7
        assert (rows["phone_screen"]["whose"], rows["resume_screen"]["whose"]) == ("your recruiter", "the guide")

    def test_writing_is_due_two_days_ahead(self) -> None:
        """A writing assessment without a day of its own is due two days before the interviews."""
        assert lay_out(writing_assessment="yes")["writing_assessment"]["first_day"].date() == INTERVIEW - dt.timedelta(
            2
        )

    def test_system_design(self) -> None:
        """G16: a technical round with system design says what to add; one that is product analytics says no more."""
        with_design = lay_out(technical_round="product analytics and system design")["technical"]["prepare"]
        without = lay_out_loop(PROFILE.replace(target_role="PM-T"), Loop(technical_round="product analytics"))
        usual = find(Stage, "technical").prepare

        assert with_design == f"{usual} {find(Assumption, 'role').otherwise}"
        assert usual in set(without["prepare"])

    def test_other_session(self) -> None:
        """A session that only this loop has stands before the decision, with its own words."""
        rows = lay_out(others=(OtherSession(name="Lunch", minutes=60, looks_for="Nobody says."),))

        assert list(rows)[-2:] == ["other_1", "debrief"]
        assert (rows["other_1"]["name"], rows["other_1"]["whose"]) == ("Lunch", "your recruiter")

    @pytest.mark.parametrize("days", [-400, -1, 0, 1, 4000])
    def test_any_interview_day(self, days: int) -> None:
        """Passed, today or years ahead: no week is before the application, and the picture is drawn."""
        profile = PROFILE.replace(interview_date=TODAY + dt.timedelta(days=days))
        loop = Loop(applied_on=TODAY, screen_on=TODAY + dt.timedelta(days=9))
        rows = lay_out_loop(profile, loop)

        assert (rows["first_week"] >= 0).all()
        assert (rows["last_week"] >= rows["first_week"]).all()
        assert "<svg" in charts.loop(rows, TODAY).to_html()

    def test_dates_out_of_order(self) -> None:
        """A screen before the application is refused in words that name both days."""
        with pytest.raises(ValidationError, match="applied_on 2026-02-01 is after screen_on 2026-01-26"):
            Loop(applied_on=dt.date(2026, 2, 1), screen_on=TODAY)

    def test_summary_has_days_and_today(self) -> None:
        """The picture's words have the days that are known, and where today is."""
        rows = lay_out_loop(PROFILE, Loop(applied_on=TODAY - dt.timedelta(days=14), screen_on=TODAY))

        summary = charts.loop(rows, TODAY).summary
        assert "Recruiter or phone screen: week 2, Mon Jan 26, 60 min" in summary
        assert summary.endswith("today: week 2.")


class TestWhatFollows:
    def test_plan_follows(self) -> None:
        """G5, G6: a stage that is not there gives its hours to the others; a day that is known stands in its week."""
        loop = Loop(technical_sessions=0, screen_on=TODAY + dt.timedelta(days=9))
        frame, usual = plan(PROFILE, TODAY, loop).frame, plan(PROFILE, TODAY).frame
        by_area = frame.groupby("area")["minutes"].sum()

        assert by_area["technical_analytics"] == 0
        assert frame["minutes"].sum() == usual["minutes"].sum()
        assert by_area["product_sense"] == allocate(by_area.sum() / 60, without=("technical_analytics",))["minutes"][0]
        named = frame[frame["focus"].str.contains("Recruiter or phone screen on February 4, 2026")]
        assert list(zip(named["week"], named["area"], strict=True)) == [(2, "leadership_stories")]

    def test_checklist_follows(self, sample: Workspace) -> None:
        """What no stage asks for is neither on the checklist, nor in what must fit, nor in today's list."""
        sample.loops.save(Loop(technical_sessions=0))
        checklist = tracker(sample.read(), TODAY)
        needed = [
            check_fit(sample.profile, TODAY, table).needed_minutes
            for table in (tracker(Workspace.sample(today=TODAY).read(), TODAY), checklist)
        ]

        assert "technical_analytics" not in set(checklist["area"])
        assert needed[0] - needed[1] == 3.5 * 60 + 1.5 * 60
        assert "technical_analytics" not in set(suggest_today(sample.read(), TODAY).frame["area"])

    def test_left_out_share_is_split_in_proportion(self) -> None:
        """Of 40, 30, 20 and 10 without the 20, the rest become 50, 37.5 and 12.5."""
        assert list(allocate(10, without=("technical_analytics",))["share"]) == [50, 37.5, 0, 12.5]

    def test_readiness_follows(self, sample: Workspace) -> None:
        """G5: readiness has a row for each stage of this loop, with the reason, and none for one that is ruled out."""
        usual = measure_readiness(sample.read(), TODAY).set_index("stage")
        sample.loops.save(sample.loop.replace(technical_sessions=0))
        changed = measure_readiness(sample.read(), TODAY)

        assert charts.readiness(usual.reset_index()).summary.startswith("Narrowest: Technical deep dive, 50% ready.")
        assert usual.loc["technical", "share"] == 0.5
        assert "Metric plans" in usual.loc["technical", "reason"]
        assert "notebook 05" in usual.loc["technical", "reason"]
        assert usual.loc["resume_screen", ["share", "done", "items"]].tolist() == [1, 2, 2]
        assert list(changed["stage"]) == [stage for stage in usual.index if stage != "technical"]

    def test_readiness_of_nothing(self, workspace: Workspace) -> None:
        """An empty workspace is ready for nothing, and each stage says what it needs."""
        frame = measure_readiness(workspace.read(), TODAY)

        assert set(frame["share"]) == {0}
        assert all(reason.startswith("Missing: ") for reason in frame["reason"])
        assert charts.readiness(frame).summary.startswith("Nothing is ready yet. Begin with the first: Application")

    def test_every_need_is_on_the_checklist(self) -> None:
        """What a stage needs is counted, and no stage needs more than the checklist asks for."""
        for stage in load(Stage):
            for item, number in stage.needs.items():
                assert 0 < number <= find(ChecklistItem, item).target


class TestFacts:
    def test_guide_and_evidence_are_told_apart(self) -> None:
        """G16: weeks, technical round and pay stand with whose figure each is, the two sides beside each other."""
        rows = gather_facts(PROFILE).groupby("question", sort=False)["whose"].apply(list).to_dict()

        assert rows["How long does it take from application to offer?"] == ["the guide's figure", "public evidence"]
        assert rows["What does the technical interview ask?"] == ["the guide's figure", "public evidence"]
        assert rows["Base pay at L5?"] == ["the guide's figure, check a current source"]

    def test_own_dates_and_round(self) -> None:
        """G16: what the person knows of their own loop stands below what others say."""
        loop = Loop(
            applied_on=TODAY,
            answer_by=TODAY + dt.timedelta(weeks=6),
            technical_round="product analytics and system design",
        )
        rows = gather_facts(PROFILE, loop).to_dict("records")
        own = {row["whose"]: row["answer"] for row in rows if row["whose"].startswith("your")}

        assert own["your dates"] == "6 weeks, from January 26, 2026 to March 9, 2026."
        assert own["your recruiter"] == "Product analytics and system design."

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"offer_base_pay": 160000, "target_level": "L5"}, "160,000 USD a year; within the guide's range for L5"),
            ({"offer_base_pay": 140000, "target_level": "L5"}, "10,000 below the guide's range for L5"),
            ({"offer_base_pay": 160000, "target_level": "L4"}, "10,000 above the guide's range for L4"),
            ({"offer_base_pay": 160000, "offer_currency": "usd"}, "within the guide's range for L5"),
            ({"offer_base_pay": 160000, "offer_currency": "EUR"}, "the guide gives no range in this currency"),
            (
                {"offer_base_pay": 190000, "target_level": "L6"},
                "gives none for L6; 40,000 above the guide's range for L4",
            ),
            ({}, "Not entered yet"),
        ],
    )
    def test_own_offer(self, changes: dict[str, Any], says: str) -> None:
        """G16: the person's own offer is set beside the guide's range for their level."""
        row = gather_facts(PROFILE.replace(**changes)).iloc[-1]

        assert row["question"] == "Your own offer?"
        assert says in row["answer"]


class TestForm:
    def test_timeline_follows_at_once(self, sample: Workspace) -> None:
        """G5: what is typed into the form is saved, and the timeline above it changes with it."""
        form = LoopForm(sample.loops, sample.profile, TODAY)
        assert "Technical deep dive" in form._drawn[0].value
        form._inputs["technical_sessions"].control.value = "0"
        form.flush()

        assert sample.loop.technical_sessions == 0
        assert "Technical deep dive" not in form._drawn[0].value
        assert "Technical deep dive" not in repr(form).splitlines()[0]

    def test_empty_workspace_shows_the_usual_loop(self, workspace: Workspace) -> None:
        """Nothing entered yet shows the usual loop, not an empty picture."""
        form = LoopForm(workspace.loops, lambda: workspace.profile, TODAY)

        assert repr(form).startswith("From application to offer: up to 8 weeks.")
        assert workspace.loops.all() == []

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_session_names_are_escaped(self, workspace: Workspace, text: str) -> None:
        """Whatever the recruiter called it is shown as text."""
        workspace.loops.save(Loop(others=(OtherSession(name=text, looks_for=text),)))
        form = LoopForm(workspace.loops, PROFILE, TODAY)

        assert "<script" not in form.render_html() + form._drawn[0].value
