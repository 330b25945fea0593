"""What can be asked of a workspace: thin methods over the pure functions, each with the workspace's own day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepkit.blocks import Document
from prepkit.models import AcknowledgedFinding, Resume
from prepkit.models.listing import Listing
from prepkit.models.preparation import Preparation
from prepkit.store import reads

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.models import Panel
    from prepkit.planning.replanning import Replan
    from prepkit.planning.weeks import Fit
    from prepkit.rehearsal.queue import Drawn
    from prepkit.review.findings import Review
    from prepkit.store.calendar_file import CalendarFile
    from prepkit.store.collection import Collection


class Verbs:
    """What is counted, planned, drawn and dealt from a workspace's records. Nothing of it is stored."""

    path: Path
    acknowledged_findings: Collection[AcknowledgedFinding]
    _today: dt.date | None

    @property
    def today(self) -> dt.date:
        """The day to plan from."""
        if self._today is None:
            reads.note(reads.TODAY)
        return self._today or dt.datetime.now().astimezone().date()

    @property
    def acknowledged(self) -> list[tuple[str, str, str]]:
        """The findings to set apart in a review: rule code, passage and reason."""
        return [(one.code, one.passage, one.reason) for one in self.acknowledged_findings.all()]

    def read(self) -> Preparation:
        """Return the records as a value; each kind is read when it is first looked at, and once."""
        whole = ("profile", "loop", "first_plan")

        def load(name: str) -> Any:
            return getattr(self, name) if name in whole else getattr(self, name).all()

        return Preparation(lambda name: reads.once((self, name), lambda: load(name)))

    def plan(self) -> Listing:
        """Plan the weeks from today, or a later start date, to the day before the interview.

        Returns:
            A table, and in its summary whether it fits. Columns week (int64, from 1), starts, ends (datetime64[s]),
            area, name (str), minutes, mock_minutes (int64), focus (str), one row a week and area.

        Raises:
            UsageError: the custom shares do not make 100.
            PlanError: the interview is more than ten years away.
        """
        from prepkit.planning.schedule import plan

        read = self.read()
        return plan(read.profile, self.today, read.loop)

    def replan(self) -> Replan:
        """Plan what is left from today on, keeping what is done, and compare it with the plan as first made.

        Returns:
            `frame` has a row an area, `weeks` a row a week and area, `plan` is what is left; the summary says what has
            changed, and why.

        Raises:
            UsageError, PlanError: as `plan` does.
        """
        from prepkit.planning.replanning import replan

        return reads.once((self, replan), lambda: replan(self.read(), self.today))

    def weeks_ahead(self) -> pd.DataFrame:
        """Show what to work on in each week that is left, with the minutes that the plan made anew gives it.

        Returns:
            The columns of `plan`, one row a week and area that has any minutes.
        """
        frame = self.replan().plan.frame
        return frame[frame["minutes"] > 0].reset_index(drop=True)

    def hours_by_week(self) -> pd.DataFrame:
        """Show for each week and area what was logged of what was planned first, and what is left, in words.

        Returns:
            Columns week (int64), starts (datetime64[s]), one an area by its name, and together (str).
        """
        from prepkit.planning.replanning import pivot_hours

        return pivot_hours(self.replan().weeks)

    def tracker(self) -> pd.DataFrame:
        """Show how far the checklist is done, counted from the records.

        Returns:
            Columns item (str), target, done, remaining (int64), status (str: done, in progress, behind, to do),
            evidence, area (str), one row an item in the checklist's order.
        """
        from prepkit.planning.tracker import tracker

        return tracker(self.read(), self.today)

    def check_fit(self) -> Fit:
        """Compare the work that is left on the checklist with the time that is left; its `sentence` says it in words.

        Minutes, weeks, whether it fits, and what to leave out if it does not, are its other attributes.
        """
        from prepkit.planning.weeks import check_fit

        return check_fit(self.read().profile, self.today, self.tracker())

    def allocate(self) -> pd.DataFrame:
        """Split the hours of the whole preparation among the four areas, by the profile's preset.

        Returns:
            Columns area, name (str), share (float64, percent), minutes (int64), one row an area.

        Raises:
            UsageError: the custom shares do not make 100.
        """
        from prepkit.planning.allocation import allocate_preparation

        read = self.read()
        return allocate_preparation(read.profile, self.today, read.loop)

    def readiness(self) -> pd.DataFrame:
        """Measure how ready you are for each stage of the loop, from what is in the workspace.

        Returns:
            Columns stage, name, area (str), items, done (int64), share (float64, 0 to 1), reason (str), one row a
            stage that can be prepared for.
        """
        from prepkit.planning.readiness import measure_readiness

        return measure_readiness(self.read(), self.today)

    def suggest_today(self) -> Listing:
        """Say what to do today, in order, within the time that the plan gives this day.

        Returns:
            A table, and in its summary how long it takes. Columns step (str), minutes (int64), notebook, why, area
            (str), one row a step.
        """
        from prepkit.planning.today import suggest_today
        from prepkit.rehearsal.queue import line_up

        read = self.read()
        return suggest_today(read, self.today, len(line_up(read, self.today)))

    def assumptions(self) -> pd.DataFrame:
        """Check what the guide takes for granted about its reader against the profile and the loop.

        Returns:
            Columns assumption (str), holds (bool), your_answer, advice (str), one row an assumption.
        """
        from prepkit.planning.readiness import check_assumptions

        read = self.read()
        return check_assumptions(read.profile, read.loop)

    def loop_stages(self) -> pd.DataFrame:
        """Lay out the stages from application to offer, as they usually are or as the recruiter said.

        Returns:
            Columns stage, name (str), sessions, minutes (int64), first_week, last_week (float64, from the application
            on), first_day, last_day (datetime64[s]), looks_for, prepare (str), in_guide (bool), whose (str).
        """
        from prepkit.planning.loop import lay_out_loop

        read = self.read()
        return lay_out_loop(read.profile, read.loop)

    def facts(self) -> pd.DataFrame:
        """Return the facts that candidates ask for first, with your own dates and offer beside them.

        Returns:
            Columns question, answer, whose (str).
        """
        from prepkit.planning.loop import gather_facts

        read = self.read()
        return gather_facts(read.profile, read.loop)

    def write_calendar(self, path: str | Path | None = None, *, zone: str | None = None) -> CalendarFile:
        """Write the plan of what is left, and the loop's days, into a calendar file.

        Args:
            path: The file; `plan.ics` in the workspace's folder if None. Only a calendar of prepkit's is replaced.
            zone: A time zone such as Europe/Oslo; None leaves sessions at their time of day wherever you are.

        Raises:
            UsageError: the zone is not known, or another file stands at the path.
            WorkspaceError: the file cannot be written.
        """
        from prepkit.store.calendar_file import CALENDAR, write_calendar

        return write_calendar(self.read(), self.today, path or self.path / CALENDAR, zone=zone)

    def find_gaps(self) -> pd.DataFrame:
        """Say what each story still lacks before it can be told.

        Returns:
            Columns title (str), filled, needed (int64), missing (str), one row a story.
        """
        from prepkit.stories.bank import find_gaps

        return find_gaps(self.read().stories)

    def check_bank(self) -> pd.DataFrame:
        """Check all stories together: how many, which themes, which projects, how old.

        Returns:
            Columns rule, asked (str), have (int64), holds (bool), which, todo (str).
        """
        from prepkit.stories.bank import check_bank

        return check_bank(self.read().stories, self.today)

    def rank_gaps(self) -> pd.DataFrame:
        """List the principles that want for a story, in the order in which the loop is likely to ask for them.

        Returns:
            Columns principle, name, tier (str), asked, usable (int64), best, gap, candidate (str).
        """
        from prepkit.stories.bank import rank_gaps
        from prepkit.stories.evidence import score_stories

        stories = self.read().stories
        return rank_gaps(score_stories(stories), stories, self.panel())

    def panel(self) -> Panel:
        """Return who asks for what: the panel that is kept, or a usual one."""
        from prepkit.stories.assignment import gather_panel

        return gather_panel(self.read().panels)

    def assign(self) -> pd.DataFrame:
        """Assign the stories to the panel's questions: most questions answered, no story told twice.

        Returns:
            Columns seat (int64), interviewer, principle, name, tier, story, title (str), strength (int64, 0 to 3),
            spare, gap (str), one row a question.
        """
        from prepkit.stories.assignment import assign_stories
        from prepkit.stories.evidence import score_stories

        return assign_stories(score_stories(self.read().stories), self.panel())

    def weigh_losses(self) -> pd.DataFrame:
        """Say what each assigned story would leave behind if you could not tell it.

        Returns:
            Columns story, title (str), unanswered, weaker (int64), consequence (str), the greatest loss first.
        """
        from prepkit.stories.assignment import weigh_losses
        from prepkit.stories.evidence import score_stories

        return weigh_losses(score_stories(self.read().stories), self.panel())

    def deal_cards(self) -> Document:
        """Make a card for each interviewer: which story to tell, its numbers, what comes next, and a spare."""
        from prepkit.stories.assignment import read_day_cards

        return Document(*read_day_cards(self.assign(), self.read().stories))

    def impacts(self) -> Listing:
        """Count outcomes as revenue, cost, satisfaction or time saved, each with the story that proves it.

        Returns:
            A table, and in its summary how many of each. Columns impact, line, story, result, missing (str).
        """
        from prepkit.metrics.impacts import list_impacts, read_impact, summarize_impact

        read = self.read()
        frame = list_impacts(read.bullets, read.stories)
        return Listing(frame, summarize_impact(frame), blocks=read_impact(frame))

    def parse_resume(self) -> Document:
        """Show the resume as a parser reads it: what it recognizes, what gets lost, and the plain text."""
        from prepkit.review.papers import read_parsed_resume

        read = self.read()
        return Document(*read_parsed_resume(read.resumes, read.bullets))

    def review_resume(self) -> Review:
        """Review the whole page of the resume, its lines as they read now."""
        from prepkit.review.documents import write_resume
        from prepkit.review.reviewer import review

        read = self.read()
        frame = next((one for one in read.resumes if not one.is_blank()), Resume(id="blank"))
        return review(write_resume(frame, read.bullets), "resume", acknowledged=self.acknowledged)

    def queue_cards(self) -> Listing:
        """List the cards to rehearse today: those that are due, then new ones, at most a dozen.

        Returns:
            A table, and in its summary what it comes to. Columns card, kind, front (str), due (datetime64[s]), reviews
            (int64), why (str), in the order to rehearse them.
        """
        from prepkit.rehearsal.queue import queue_cards

        return queue_cards(self.read(), self.today)

    def draw_question(self, kind: str = "bar raiser", skip: int = 0) -> Drawn:
        """Draw one question for a kind of mock; the same comes up all day until it is answered.

        Args:
            kind: `bar raiser`, `product sense`, `technical` or `plain language`.
            skip: How many further questions to pass over.
        """
        from prepkit.rehearsal.queue import draw_question

        return draw_question(self.read(), self.today, kind, skip)

    def draw_questions(self, count: int = 3) -> pd.DataFrame:
        """Draw the day's questions: so many on principles, one prompt, one technical question.

        Returns:
            Columns kind, about, question, follow_up (str).
        """
        from prepkit.rehearsal.queue import draw_cards

        read = self.read()
        return draw_cards(read.stories, self.today, count, reviews=read.card_reviews)

    def scores(self) -> Listing:
        """List the scored answers by day, for their trend.

        Returns:
            A table, and in its summary what can be concluded. Columns date (datetime64[s]), kind (str), mean (float64,
            1 to 5), verdict (str), minutes (float64), the earliest first.
        """
        from prepkit.rehearsal.scores import trace_scores

        return trace_scores(self.read().mocks, self.today)
