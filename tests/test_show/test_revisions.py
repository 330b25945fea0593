"""Before and after: first and current version side by side, with findings and framing of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from shared import NASTY_TEXTS, TODAY

from prepkit.models import Bullet, Story
from prepkit.review.reviews import BeforeAfter
from prepkit.store import Workspace

BAD = "We used XGBoost with 210 features and reached an AUC of 0.87 in the end, as planned."
GOOD = "Runners could not tell which size to order, and 24.6% of first orders came back to us in 2025."


@dataclass
class Saved:
    saved_at: dt.datetime
    record: Any


@dataclass
class Past:
    """A collection with a history that was written over several days."""

    revisions: list[Saved] = field(default_factory=list)

    def save(self, record: Any, hours: float) -> None:
        """Add a revision, so many hours after the first."""
        self.revisions.append(Saved(dt.datetime(2026, 1, 5, tzinfo=dt.UTC) + dt.timedelta(hours=hours), record))

    def all(self) -> list[Any]:
        """Return the current record."""
        return [self.revisions[-1].record]

    def history(self, _record_id: str) -> list[Saved]:
        """Return every revision."""
        return self.revisions


def test_resume_lines_stand_beside_their_originals(sample: Workspace) -> None:
    """G14: the old line and the rewritten one stand side by side, with fewer findings and another framing."""
    frame = BeforeAfter(sample.bullets.all(), sample.bullets.history).frame().set_index("title")
    first = frame.iloc[0]

    assert len(frame) == sum(bool(one.rewritten and one.original) for one in sample.bullets.all())
    assert first["before"] == "Developed a return prediction model using gradient boosting (AUC 0.87)."
    assert (first["framing_before"], first["framing_after"]) == ("technical", "product")
    assert (frame["findings_before"] > frame["findings_after"]).all()


def test_a_story_is_compared_with_the_end_of_the_first_sitting() -> None:
    """G4: what was half typed in the first minutes is no draft; the state that one left for the day is."""
    past = Past()
    story = Story(id="a", title="Returns")
    for hours, situation in ((0, "We"), (0.1, f"{BAD} And more."), (0.2, BAD), (24, GOOD)):
        past.save(story.replace(situation=situation), hours)
    frame = BeforeAfter(past.all(), past.history).frame()

    assert BAD in frame["before"][0]
    assert "And more" not in frame["before"][0]
    assert GOOD in frame["after"][0]
    assert f"Situation | {BAD} | {GOOD}" in repr(BeforeAfter(past.all(), past.history))


def test_within_one_sitting_the_first_dozen_words_count() -> None:
    """Without a pause the first revision that had begun is what the text is compared with."""
    past = Past()
    for minutes, situation in ((0, "We"), (1, BAD), (2, GOOD)):
        past.save(Story(id="a", situation=situation), minutes / 60)

    assert BAD in BeforeAfter(past.all(), past.history).frame()["before"][0]


def test_what_never_changed_is_left_out(sample: Workspace) -> None:
    """A fresh sample has nothing to compare; an edit in the workspace has, and an undone one has not."""
    assert BeforeAfter(sample.stories.all(), sample.stories.history)._repr_html_().count("Nothing to compare yet.") == 1
    story = sample.stories.get("story-size-advice")
    sample.stories.save(story.replace(learning="Ask first."))
    assert list(BeforeAfter(sample.stories.all(), sample.stories.history, today=TODAY).frame()["title"]) == [
        story.title
    ]
    sample.stories.save(story)
    assert BeforeAfter(sample.stories.all(), sample.stories.history).frame().empty


def test_texts_are_escaped_and_long_ones_cut_with_a_note() -> None:
    """Whatever was typed is text; a long one is shown in part, and says so."""
    for text in NASTY_TEXTS:
        past = Past()
        past.save(Bullet(id="a", original=text, rewritten="Launched it. " * 2_000), 0)
        shown = BeforeAfter(past.all(), past.history)

        assert "<script>" not in shown._repr_html_()
        assert "more characters" in shown._repr_html_()
        assert len(shown._repr_html_()) < 20_000
