"""Names of the last release: a person's own cells that hold them still run, and say once what to use."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import warnings
from typing import Any

import pytest
from shared import TODAY

import prepkit as pk
from prepkit import former
from prepkit.store import Workspace

NAMES = sorted({*former._MODELS, *former._FORMS, *former._BOARDS, *former._DRAFTERS, *former._VIEWS, *former._OTHERS})


@pytest.fixture
def old() -> Any:
    """The package, with advice that is not looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield pk


@pytest.mark.parametrize("name", NAMES)
def test_a_former_name_is_there_and_not_public(old: Any, name: str) -> None:
    """It can be had, Tab does not show it, and no public name bears it."""
    assert callable(getattr(old, name))
    assert name not in dir(pk)


@pytest.mark.slow
def test_advice_is_one_line_once_for_a_name() -> None:
    """A cell that calls an old name twice is told once, in one line, what takes its place."""
    code = "import prepkit as pk\nfor _ in range(3): pk.find_gaps, pk.tracker"
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=True
    ).stderr.splitlines()

    assert [line.partition("Warning: ")[2] for line in done if "Warning" in line] == [
        "pk.find_gaps will go with the next release. Use prep.find_gaps()",
        "pk.tracker will go with the next release. Use prep.tracker()",
    ]


def test_what_took_a_workspace_and_a_day_still_does(old: Any, sample: Workspace) -> None:
    """The calls that notebooks held give what they gave: tables, with their sentence where it was."""
    assert old.tracker(sample, sample.today).equals(sample.tracker())
    assert old.measure_readiness(sample, TODAY).equals(sample.readiness())
    steps = old.suggest_today(sample, TODAY, old.queue_cards(sample, TODAY))
    assert steps.equals(sample.suggest_today().frame)
    assert steps.attrs["summary"] == str(sample.suggest_today())
    again = old.replan(sample, TODAY)
    assert str(again) == again.sentence == sample.replan().summary
    assert again.areas.equals(sample.replan().frame)
    assert old.pivot_hours(again.weeks).equals(sample.hours_by_week())
    assert len(again.plan[again.plan["minutes"] > 0])
    assert old.plan(sample.profile, TODAY, sample.loop)["minutes"].sum() == sample.plan().frame["minutes"].sum()
    assert old.draw_question(sample, TODAY) == sample.draw_question()
    assert old.write_calendar(sample, TODAY).path == sample.path / "plan.ics"


def test_charts_take_what_the_former_functions_return(old: Any, sample: Workspace) -> None:
    """A chart of an old table says what the chart of the new one says."""
    trend = old.trace_scores(sample.mocks.all(), TODAY)

    assert pk.charts.scores(trend).summary == pk.charts.scores(sample.scores()).summary
    assert pk.charts.weeks(old.replan(sample, TODAY).plan).summary == pk.charts.weeks(sample.replan().plan).summary
    assert pk.charts.weeks(old.plan(old.Profile(), TODAY)).summary.startswith("No interview date")


def test_tables_take_lists_as_they_did(old: Any, sample: Workspace) -> None:
    """What took records still takes them."""
    stories, panel = sample.stories.all(), old.gather_panel(sample.panels.all())
    scores = old.score_stories(stories)

    assert old.find_gaps(stories).equals(sample.find_gaps())
    assert old.rank_gaps(scores, stories, panel).equals(sample.rank_gaps())
    assert old.assign_stories(scores, panel).equals(sample.assign())
    assert old.check_bank(stories, TODAY).equals(sample.check_bank())
    assert old.allocate(80)["minutes"].sum() == 4800
    assert isinstance(old.draw_cards(stories, TODAY + dt.timedelta(days=1))["question"].iloc[0], str)


@pytest.mark.slow
def test_boards_take_the_collections_that_they_took(old: Any, sample: Workspace) -> None:
    """A cell with the old arguments shows what one with the workspace shows."""
    stories, texts, today = sample.stories, sample.scratch_texts, sample.today
    board = old.ComposeBoard(stories, bullets=sample.bullets, letters=sample.letters, prfaqs=sample.prfaqs, today=today)
    pairs = [
        (board, pk.forms.ComposeBoard(sample)),
        (old.BulletTable(sample.bullets, stories=stories, acknowledged=[]), pk.forms.BulletTable(sample)),
        (old.MetricBuilder(stories, texts), pk.forms.MetricBuilder(sample)),
        (old.Translator(texts, stories), pk.forms.Translator(sample)),
        (old.FollowUpLadder(stories), pk.forms.FollowUpLadder(sample)),
        (old.PrincipleGuide(stories), pk.forms.PrincipleGuide(sample)),
        (old.QuestionOffers(sample.prfaqs), pk.forms.QuestionOffers(sample)),
        (old.BulletDrafter(sample.bullets, stories=stories), pk.forms.Drafter(sample, "bullet")),
        (old.LetterDrafter(sample.letters, stories=stories), pk.forms.Drafter(sample, "letter")),
        (old.PRFAQDrafter(sample.prfaqs, stories=stories, today=today), pk.forms.Drafter(sample, "prfaq")),
        (old.ResultDrill(sample.drill_answers, today), pk.forms.ResultDrill(sample)),
        (
            old.ReleaseMirror(sample.readings, texts=texts, prfaqs=sample.prfaqs, today=today),
            pk.forms.ReleaseMirror(sample),
        ),
        (old.Rehearsal(sample), pk.forms.Rehearsal(sample)),
        (old.CardDeck(sample), pk.forms.CardDeck(sample)),
        (old.TalkReview(texts), pk.forms.TalkReview(sample)),
        (old.TrackerBoard(lambda: old.tracker(sample, today)), pk.forms.TrackerBoard(sample)),
        (old.Debrief(sample.mocks.all()[-1], stories.all()), pk.forms.Debrief(sample)),
    ]

    for former_board, board in pairs:
        assert repr(former_board) == repr(board)
