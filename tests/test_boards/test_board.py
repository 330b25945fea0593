"""What holds of every board and session: current wherever it was saved, nothing typed is lost, labeled, escaped."""

from __future__ import annotations

import functools
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import ipywidgets as ipw
import pytest
from memory_collection import find, read_html, walk
from shared import NASTY_TEXTS, TODAY
from waiting import comes_true

from prepkit.boards.board import MOST_OFFERED, Board, name_newest, offer
from prepkit.boards.bullet_table import BulletTable
from prepkit.boards.compose_board import ComposeBoard
from prepkit.boards.drafter import Drafter
from prepkit.boards.follow_up_ladder import FollowUpLadder
from prepkit.boards.hours_log import HoursLog
from prepkit.boards.metric_builder import MetricBuilder
from prepkit.boards.principle_guide import PrincipleGuide
from prepkit.boards.question_offers import QuestionOffers
from prepkit.boards.release_mirror import ReleaseMirror
from prepkit.boards.result_drill import ResultDrill
from prepkit.boards.resume_drop import ResumeDrop
from prepkit.boards.tracker_board import TrackerBoard
from prepkit.boards.translator import Translator
from prepkit.models import (
    PRFAQ,
    Bullet,
    CardReview,
    DrillAnswer,
    HoursEntry,
    Mock,
    Reading,
    Record,
    ResumeImport,
    ScratchText,
    Story,
)
from prepkit.sessions.card_deck import CardDeck
from prepkit.sessions.mock_session import MockSession
from prepkit.sessions.rehearsal import Rehearsal
from prepkit.sessions.talk_review import TalkReview
from prepkit.store import Workspace

BULLETS = functools.partial(Drafter, kind="bullet")
LETTERS = functools.partial(Drafter, kind="letter")
PRFAQS = functools.partial(Drafter, kind="prfaq")
STORY = Story(id="fit", title="Boots that fit", customer="Walkers", principles=("customer-obsession",))
# What makes each board, what is saved elsewhere, and what it then shows somewhere.
CASES: list[tuple[Callable[[Workspace], Board], Record, str]] = [
    (BulletTable, Bullet(rewritten="Launched boots that fit"), "Launched boots that fit"),
    (ComposeBoard, STORY, "Boots that fit"),
    (BULLETS, STORY, "Boots that fit"),
    (LETTERS, STORY, "Boots that fit"),
    (PRFAQS, STORY, "Boots that fit"),
    (FollowUpLadder, STORY, "Boots that fit"),
    (HoursLog, HoursEntry(date=TODAY, minutes=95, note="Fitted boots"), "Fitted boots"),
    (MetricBuilder, STORY, "Boots that fit"),
    (PrincipleGuide, STORY, "1 story of yours"),
    (QuestionOffers, PRFAQ(heading="Boots that fit"), "Boots that fit"),
    (ReleaseMirror, PRFAQ(heading="Boots that fit"), "Boots that fit"),
    (ResultDrill, DrillAnswer(date=TODAY, setting="gone", fault="mix", seed=1, decision="ship"), "1 drill decided"),
    (TrackerBoard, HoursEntry(date=TODAY, minutes=60), "of 1"),
    (Translator, STORY, "Story: Boots that fit"),
    (ResumeDrop, ResumeImport(file="Boots that fit.pdf", added="a"), "Boots that fit.pdf"),
    (CardDeck, STORY, "new today"),
    (Rehearsal, STORY, "Boots that fit"),
    (MockSession, STORY, "Boots that fit"),
]
IDS = [getattr(make, "__name__", "") or make.keywords["kind"] for make, _, _ in CASES]  # type: ignore[attr-defined]
MAKERS = [make for make, _, _ in CASES] + [TalkReview]
OTHER = """
import datetime as dt, sys
from prepkit.models import Story
from prepkit.store import Workspace
Workspace(sys.argv[1]).stories.save(Story(id="fit", title="Boots that fit", customer="Walkers"))
"""


def read_all(board: Any) -> str:
    """Return all that a board shows: its HTML, what its lists offer, and what stands in its texts."""
    lists = [str(each.options) for each in walk(board) if isinstance(each, ipw.Dropdown)]
    texts = [str(each.value) for each in walk(board) if isinstance(each, ipw.Text | ipw.Textarea)]
    return "\n".join([read_html(board), *lists, *texts])


def save(prep: Workspace, record: Record) -> None:
    """Save a record into the collection of its kind."""
    next(each for each in prep.collections().values() if each.model is type(record)).save(record)


@pytest.mark.parametrize(("make", "record", "shows"), CASES, ids=IDS)
def test_what_is_saved_elsewhere_is_shown(
    make: Callable[[Workspace], Board], record: Record, shows: str, workspace: Workspace
) -> None:
    """A board that stands on the page shows what is saved by something else in the kernel, without a click."""
    board = make(workspace)
    before = read_all(board)
    save(workspace, record)

    assert comes_true(lambda: read_all(board) != before and shows in read_all(board))
    assert "Cannot be read" not in read_html(board)


@pytest.mark.slow
@pytest.mark.parametrize("make", [ComposeBoard, MockSession], ids=["board", "session"])
def test_what_another_process_saves_is_shown(make: Callable[[Workspace], Board], workspace: Workspace) -> None:
    """The same of what another process saves, a command or the kernel of another notebook."""
    board = make(workspace)
    subprocess.run([sys.executable, "-c", OTHER, str(workspace.path)], check=True)

    assert comes_true(lambda: "Boots that fit" in read_all(board))


@pytest.mark.parametrize("make", MAKERS, ids=[*IDS, "TalkReview"])
class TestEvery:
    def test_an_empty_workspace_is_led(self, make: Callable[[Workspace], Board], workspace: Workspace) -> None:
        """A first-time user is told what to do, in text as well; nothing is saved by that."""
        board = make(workspace)

        assert len(board.render_text()) > 15
        assert "mathjax_ignore" in board._repr_mimebundle_()["text/html"]
        assert board._repr_mimebundle_()["text/plain"] == board.render_text()
        assert all(len(each) == 0 for each in workspace.collections().values())

    def test_every_control_is_labeled(self, make: Callable[[Workspace], Board], sample: Workspace) -> None:
        """Each control and button says in words what it is, and what happened is announced."""
        board = make(sample)
        controls = [
            each for each in walk(board) if isinstance(each, ipw.Text | ipw.Textarea | ipw.Dropdown | ipw.Button)
        ]

        assert all(each.description for each in controls)
        assert 'role="status"' in read_html(board)

    def test_nobody_is_sent_to_run_a_cell(self, make: Callable[[Workspace], Board], workspace: Workspace) -> None:
        """What is shown is current, so no button reads again and no sentence says to run anything."""
        board = make(workspace)
        shown = read_all(board) + board._repr_mimebundle_()["text/html"]
        said = shown + " ".join(each.description for each in walk(board) if isinstance(each, ipw.Button))

        assert not [
            each
            for each in ("this cell", "Run the", "run again", "Refresh", "Read again", "Compose again")
            if each in said
        ]

    def test_texts_are_escaped(self, make: Callable[[Workspace], Board], workspace: Workspace) -> None:
        """Whatever was typed is text, live and where no kernel runs."""
        for number, text in enumerate(sorted(NASTY_TEXTS, key=lambda text: "<script" not in text)):
            story = Story(id=f"s{number}", title=text[:200], customer=text, evidence=f"{text} 40 said", trade_off=text)
            workspace.stories.save(story.replace(principles=("customer-obsession",)))
            workspace.bullets.save(Bullet(original=text, rewritten=text, story_id=story.id))
            workspace.prfaqs.save(PRFAQ(heading=text[:200], problem=text))
            workspace.hours.save(HoursEntry(date=TODAY, minutes=5, note=text[:200]))
            workspace.readings.save(Reading(title=text[:200]))
            workspace.mocks.save(Mock(question=text, partner=text[:200], mock_kind="bar raiser"))
            workspace.scratch_texts.save(ScratchText(id="own-words", text=f"{text} on our AUC"))
            workspace.card_reviews.save(CardReview(card=f"story:s{number}", rating="hard", day=TODAY))
        board = make(workspace)

        assert "<script" not in read_html(board) + board.render_html()


class Probe(Board):
    """A board that counts how often it looks."""

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self.looks = 0
        self.broken = ""
        self._open()

    def _update(self) -> None:
        self.looks += 1
        if self.broken:
            raise RuntimeError(self.broken)
        self._prep.stories.all()


class TestBoard:
    def test_many_saves_are_looked_at_once(self, workspace: Workspace) -> None:
        """A hundred saves in a row cost a few looks, and what the board does not show costs none."""
        probe = Probe(workspace)
        workspace.bullets.save(Bullet(rewritten="Launched it"))
        workspace.stories.save_all([Story(id=f"s{number}", title="T") for number in range(100)])
        workspace.stories.save(Story(id="last", title="T"))
        assert comes_true(lambda: probe.looks >= 2)
        time.sleep(0.3)

        assert probe.looks <= 4

    def test_a_failure_is_said_and_mended_by_the_next_change(self, workspace: Workspace) -> None:
        """What cannot be read is said, and the sentence goes once it can."""
        probe = Probe(workspace)
        probe.broken = "the disk is gone"
        probe.update()
        assert "Cannot be read: the disk is gone" in read_html(probe)
        probe.broken = ""
        workspace.stories.save(STORY)

        assert comes_true(lambda: "Cannot be read" not in read_html(probe))

    def test_a_closed_board_looks_no_more(self, workspace: Workspace) -> None:
        """A board that was taken off the page does no work."""
        probe = Probe(workspace)
        probe.close()
        workspace.stories.save(STORY)
        time.sleep(0.3)

        assert probe.looks == 1

    def test_a_choice_stays_while_its_list_follows(self) -> None:
        """Additions and new names leave the choice alone; without its entry the first one is chosen."""
        control = ipw.Dropdown()
        offer(control, {}, "None yet")
        assert (control.value, control.label) == ("", "None yet")
        offer(control, {"a": "A", "b": "B"}, first="b")
        assert control.value == "b"
        offer(control, {"c": "C", "a": "A", "b": "Another name"})
        assert (control.value, control.label) == ("b", "Another name")
        offer(control, {"c": "C", "a": "A"})

        assert control.value == "c"

    def test_of_many_the_newest_are_offered(self) -> None:
        """The newest are named with the one that is chosen, however old, and how many are left out is said."""
        names, left_out = name_newest([Story(id=f"s{number}", title=f"T{number}") for number in range(10_000)], "s3")

        assert len(names) == MOST_OFFERED + 1
        assert names["s3"] == "T3"
        assert left_out == "The newest 201 of 10,000 are offered."


class TestTyping:
    """What a person is typing is never overwritten by what is saved elsewhere."""

    def test_in_a_resume_line(self, workspace: Workspace) -> None:
        """A line that is being rewritten keeps its words while another line and a story arrive."""
        workspace.bullets.save(Bullet(id="b", original="Was it"))
        table = BulletTable(workspace)
        find(table, "Line 1 as it reads now").value = "Being written"
        workspace.bullets.save(Bullet(id="c", rewritten="From elsewhere"))
        workspace.stories.save(STORY)
        assert comes_true(lambda: "From elsewhere" in read_all(table) and "Boots that fit" in read_all(table))

        assert find(table, "Line 1 as it reads now").value == "Being written"
        table.flush()
        assert workspace.bullets.get("b").rewritten == "Being written"

    def test_in_a_metric(self, workspace: Workspace) -> None:
        """One field is being typed while another field of the metric is saved elsewhere: both stand there."""
        workspace.stories.save(STORY)
        builder = MetricBuilder(workspace)
        find(builder, "Unit").value = "%"
        metric = STORY.customer_impact_metric.model_copy(update={"name": "Late boots"})
        workspace.stories.save(STORY.replace(customer_impact_metric=metric))
        assert comes_true(lambda: find(builder, "Metric name").value == "Late boots")

        assert find(builder, "Unit").value == "%"
        builder.flush()
        saved = workspace.stories.get("fit").customer_impact_metric
        assert (saved.name, saved.unit) == ("Late boots", "%")

    def test_in_a_session(self, workspace: Workspace) -> None:
        """Two notebooks on one session: each shows what the other one kept, and keeps what is typed in it."""
        first, second = Rehearsal(workspace), Rehearsal(workspace)
        workspace.stories.save(STORY)
        assert comes_true(lambda: "Boots that fit" in read_all(first) and "Boots that fit" in read_all(second))
        find(first, "Story that you tell").value = "fit"
        find(second, "What you said").value = "Half an answer"
        first.flush()
        assert comes_true(lambda: find(second, "Story that you tell").value == "fit")
        assert find(second, "What you said").value == "Half an answer"
        second.flush()

        assert comes_true(lambda: find(first, "What you said").value == "Half an answer")

    def test_in_a_story_that_is_deleted(self, workspace: Workspace) -> None:
        """What is typed into a story that somebody deletes stays, and brings it back."""
        workspace.stories.save(STORY)
        builder = MetricBuilder(workspace)
        find(builder, "Unit").value = "%"
        workspace.stories.delete("fit")
        time.sleep(0.3)
        builder.flush()

        assert workspace.stories.get("fit").customer_impact_metric.unit == "%"
