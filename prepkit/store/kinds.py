"""The collections that have verbs of their own: thin methods over the pure functions, on the records of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from prepkit.blocks import Document
from prepkit.models import PRFAQ, Bullet, DrillAnswer, Letter, Record, Story
from prepkit.models.listing import Listing
from prepkit.store.collection import Collection

if TYPE_CHECKING:
    import pandas as pd

    from prepkit.review.reviews import BeforeAfter, Reviews
    from prepkit.stories.scripts import Script

R = TypeVar("R", bound=Record)


class Documents(Collection[R]):
    """Records that a reader reads, and that can be reviewed."""

    def reviews(self) -> Reviews:
        """Review each record that is not blank, as it reads now; findings that were set apart stay apart."""
        from prepkit.review.reviews import Reviews

        return Reviews(self.all(), today=self.workspace.today, acknowledged=self.workspace.acknowledged)

    def before_after(self) -> BeforeAfter:
        """Compare each record with how it was first written; its `frame()` has findings and framing of both."""
        from prepkit.review.reviews import BeforeAfter

        return BeforeAfter(self.all(), self.history, today=self.workspace.today)


class StoryCollection(Documents[Story]):
    """The story bank."""

    def gaps(self) -> pd.DataFrame:
        """Say what each story still lacks before it can be told; the same as `Workspace.find_gaps`.

        Returns:
            Columns title (str), filled, needed (int64), missing (str), one row a story.
        """
        return self.workspace.find_gaps()

    def strengths(self) -> pd.DataFrame:
        """Score every story for every principle.

        Returns:
            Columns story, title, principle, name, tier, use (str), strength (int64, 0 to 3), reason (str), one row a
            story and principle.
        """
        from prepkit.stories.evidence import score_stories

        return score_stories(self.all())

    def single_points(self) -> pd.DataFrame:
        """List the stories that principles hang on alone.

        Returns:
            Columns story, title, principles (str: the names, one a line), count, strength (int64).
        """
        from prepkit.stories.bank import find_single_points

        return find_single_points(self.strengths())

    def check_principle(self, principle: str) -> pd.DataFrame:
        """Say for each story that is tagged with a principle which of its three signals it shows, and where.

        Returns:
            Columns story, title (str), signal (int64, 1 to 3), says (str), shown (bool), slots, quote, ask (str).

        Raises:
            UsageError: there is no such principle.
        """
        from prepkit.stories.evidence import check_principle

        return check_principle(principle, self.all())

    def climb_ladder(self, story_id: str) -> pd.DataFrame:
        """Ask of a story what a bar raiser would, about blank slots first.

        Returns:
            Columns rung (int64), state, slot, question, why (str).

        Raises:
            RecordNotFoundError: there is no such story.
        """
        from prepkit.stories.ladder import climb_ladder

        return climb_ladder(self.get(story_id))

    def metrics(self) -> pd.DataFrame:
        """Say each story's customer impact metric in one line.

        Returns:
            Columns title, metric (str), complete (bool).
        """
        from prepkit.metrics.impacts import list_metrics

        return list_metrics(self.all())

    def tell(self, story_id: str, seconds: int = 120, *, pace: float | None = None) -> Script:
        """Compose what to say of a story in so many seconds, at a pace in words a minute; as `compose_script`.

        Raises:
            RecordNotFoundError: there is no such story.
            UsageError: seconds or pace are out of bounds.
        """
        from prepkit.stories.scripts import compose_script

        return compose_script(self.get(story_id), seconds, pace=pace)

    def make_bullet(self, story_id: str) -> Bullet:
        """Compose a resume line of a story, which is not saved; raises RecordNotFoundError."""
        from prepkit.stories.drafts import compose_bullet

        return compose_bullet(self.get(story_id))

    def make_letter(self, story_id: str, company: str = "") -> Letter:
        """Compose a cover letter of a story, which is not saved; raises RecordNotFoundError."""
        from prepkit.stories.drafts import compose_letter

        return compose_letter(self.get(story_id), company)

    def make_prfaq(self, story_id: str) -> PRFAQ:
        """Draft a PRFAQ of a story, which is not saved; raises RecordNotFoundError."""
        from prepkit.stories.drafts import draft_prfaq

        return draft_prfaq(self.get(story_id), self.workspace.today)


class BulletCollection(Documents[Bullet]):
    """The resume lines."""

    def lengths(self) -> Listing:
        """Measure each line: columns text (str), words (int64), limit, verdict (str), low, high (float64, words)."""
        from prepkit.review.lengths import measure_bullets

        return _show_lengths(measure_bullets(self.all()))


class LetterCollection(Documents[Letter]):
    """The cover letters."""

    def lengths(self) -> Listing:
        """Measure each letter move by move.

        Returns:
            Columns letter, text (str), words (int64), limit, verdict (str), low, high (float64, words), seconds,
            read_by (int64: of a silent reader).
        """
        from prepkit.review.lengths import measure_letters

        return _show_lengths(measure_letters(self.all()))

    def pages(self) -> Document:
        """Show each letter as it is sent, with what a reader in a hurry gets to see."""
        from prepkit.review.papers import read_letters

        return Document(*read_letters(self.all()))


class PRFAQCollection(Documents[PRFAQ]):
    """The press releases with their questions."""

    def lengths(self) -> Listing:
        """Measure each PRFAQ section by section.

        Returns:
            Columns draft, text (str), words (int64), limit, verdict (str), low, high (float64, words).
        """
        from prepkit.review.lengths import measure_prfaqs

        return _show_lengths(measure_prfaqs(self.all()))

    def pages(self) -> Document:
        """Show each PRFAQ as printed pages, what is still blank in square brackets."""
        from prepkit.review.papers import read_releases

        return Document(*read_releases(self.all()))


class DrillCollection(Collection[DrillAnswer]):
    """The decisions in drills."""

    def marks(self) -> pd.DataFrame:
        """Show the decisions so far, the newest first.

        Returns:
            Columns date (datetime64[s]), feature, planted, decision, mark (str: right, defensible or missed).
        """
        from prepkit.metrics.experiments.drills import tabulate_answers

        return tabulate_answers(self.all())


def _show_lengths(frame: pd.DataFrame) -> Listing:
    from prepkit.review.lengths import read_lengths

    off = int((frame["verdict"] != "fits").sum())
    said = (
        "Nothing to measure yet." if frame.empty else f"{off} of {len(frame)} to look at." if off else "All of it fits."
    )
    return Listing(frame, said, blocks=read_lengths(frame))
