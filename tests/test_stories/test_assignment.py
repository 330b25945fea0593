"""Which story for which question: exact, never worse than greedy, and the same after ten thousand stories."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from shared import NASTY_TEXTS

from prepkit import DayCards
from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.errors import UsageError
from prepkit.models import Interviewer, Panel, Story
from prepkit.store import Workspace
from prepkit.stories.assignment import (
    GONE,
    Choice,
    Worth,
    _pack,
    _prune,
    assign_stories,
    deal_cards,
    gather_panel,
    list_questions,
    measure_worth,
    usual_panel,
    weigh_losses,
)
from prepkit.stories.evidence import score_stories

PRINCIPLES = {entry.id: entry for entry in load(Principle)}
FEW = ("customer-obsession", "ownership", "frugality", "best-employer")  # tiers A, A, B, C
FIELDS = ("first_principle", "second_principle", "third_principle")


def make_panel(*principles: Sequence[str]) -> Panel:
    rows = [
        Interviewer(name=f"Person {seat}", **dict(zip(FIELDS, each, strict=False)))
        for seat, each in enumerate(principles, 1)
    ]
    return Panel(interviewers=tuple(rows))


def make_scores(stories: Sequence[dict[str, int]], mains: Sequence[str] = ()) -> pd.DataFrame:
    """Return a table of strengths: a mapping of principle to strength for each story."""
    empty = score_stories([])
    rows = [
        (
            f"s{number}",
            f"Story {number}",
            key,
            entry.name,
            entry.tier,
            _use(number, key, mains),
            strengths.get(key, 0),
            "",
        )
        for number, strengths in enumerate(stories)
        for key, entry in PRINCIPLES.items()
    ]
    return pd.DataFrame(rows, columns=list(empty.columns)).astype(empty.dtypes.to_dict())


def _use(number: int, key: str, mains: Sequence[str]) -> str:
    return "main" if number < len(mains) and mains[number] == key else "second"


def worth_of(scores: pd.DataFrame, panel: Panel, told: Sequence[str]) -> Worth:
    """Measure any assignment: a story's id, or blank, for each question."""
    rows = {(row["story"], row["principle"]): row for row in scores.to_dict("records")}
    questions = list_questions(panel)
    choices = []
    for question, story in zip(questions, told, strict=True):
        row = rows.get((story, question.principle.id))
        usable = row is not None and row["strength"] > 0
        choices.append(Choice(story, story, row["strength"], row["use"] == "main") if usable else None)
    return measure_worth(questions, choices)


def greedy(scores: pd.DataFrame, panel: Panel) -> Worth:
    """Give each question in turn, the likeliest first, the strongest story that is still free."""
    questions = list_questions(panel)
    told = [""] * len(questions)
    for place in sorted(range(len(questions)), key=lambda place: questions[place].principle.tier):
        rows = scores[(scores["principle"] == questions[place].principle.id) & (scores["strength"] > 0)]
        free = rows[~rows["story"].isin(told)].sort_values("strength", ascending=False, kind="stable")
        told[place] = free["story"].iloc[0] if len(free) else ""
    return worth_of(scores, panel, told)


def best_by_trying(scores: pd.DataFrame, panel: Panel) -> Worth:
    """Try every way of telling the stories."""
    stories = ["", *scores["story"].unique()]
    ways = itertools.product(stories, repeat=len(list_questions(panel)))
    fair = (way for way in ways if len([one for one in way if one]) == len({one for one in way if one}))
    return max(worth_of(scores, panel, way) for way in fair)


strengths = st.dictionaries(st.sampled_from(FEW), st.integers(0, 3), max_size=3)
panels = st.lists(st.lists(st.sampled_from(FEW), min_size=1, max_size=2, unique=True), min_size=1, max_size=2)


class TestBest:
    @pytest.mark.slow
    @settings(max_examples=60)
    @given(st.lists(strengths, max_size=4), panels, st.lists(st.sampled_from(FEW), max_size=4))
    def test_it_is_the_best_of_all_ways(self, stories, principles, mains):
        """On small cases, no other way of telling the stories answers more, weighs more or is stronger."""
        scores, panel = make_scores(stories, mains), make_panel(*principles)

        told = assign_stories(scores, panel)["story"].tolist()

        assert best_by_trying(scores, panel) == worth_of(scores, panel, told)

    @pytest.mark.slow
    @settings(max_examples=60)
    @given(
        st.lists(strengths, max_size=12), st.lists(st.sampled_from(list(itertools.permutations(FEW, 3))), max_size=6)
    )
    def test_never_worse_than_greedy_and_no_story_twice(self, stories, principles):
        """Greedy is never better, each story is told once at the most, and only for what it is tagged with."""
        scores, panel = make_scores(stories), make_panel(*principles)

        table = assign_stories(scores, panel)
        told = [story for story in table["story"] if story]

        assert worth_of(scores, panel, table["story"].tolist()) >= greedy(scores, panel)
        assert len(told) == len(set(told))
        assert (table.loc[table["story"] != "", "strength"] > 0).all()

    def test_greedy_can_be_worse(self):
        """Greedy gives the only story for Ownership to Customer Obsession; the assignment answers both."""
        scores = make_scores([{"customer-obsession": 3, "ownership": 3}, {"customer-obsession": 1}])
        panel = make_panel(["customer-obsession", "ownership"])

        table = assign_stories(scores, panel)

        assert table["story"].tolist() == ["s1", "s0"]
        assert greedy(scores, panel) < worth_of(scores, panel, ["s1", "s0"])

    def test_more_answers_before_tier_before_strength(self):
        """Two weak answers beat one strong one; a likelier question beats a stronger story."""
        two_weak = make_scores([{"frugality": 1, "best-employer": 3}, {"best-employer": 1}])
        likelier = make_scores([{"customer-obsession": 1, "best-employer": 3}])

        both = assign_stories(two_weak, make_panel(["frugality", "best-employer"]))
        one = assign_stories(likelier, make_panel(["customer-obsession", "best-employer"]))

        assert both["story"].tolist() == ["s0", "s1"]
        assert one["story"].tolist() == ["s0", ""]

    @settings(max_examples=40)
    @given(st.lists(strengths, min_size=1, max_size=14), panels)
    def test_pruning_loses_nothing(self, stories, principles):
        """With only the best few of each principle the sum is that of all stories."""
        scores, panel = make_scores(stories), make_panel(*principles)
        questions = list_questions(panel)
        full = np.zeros((len(questions), len(stories)))
        for row in scores[scores["strength"] > 0].to_dict("records"):
            choice = Choice(row["story"], row["title"], row["strength"], row["use"] == "main")
            for place, question in enumerate(questions):
                if question.principle.id == row["principle"]:
                    full[place, int(row["story"][1:])] = _pack(question, choice, len(questions))
        rows, columns = linear_sum_assignment(full, maximize=True)

        pruned = _prune(scores, questions)
        told = worth_of(scores, panel, assign_stories(scores, panel)["story"].tolist())
        whole = [f"s{column}" if full[row, column] else "" for row, column in zip(rows, columns, strict=True)]
        unpruned = dict(zip(rows.tolist(), whole, strict=True))

        assert max(map(len, pruned.values())) <= len(questions) + 1
        assert told == worth_of(scores, panel, [unpruned.get(place, "") for place in range(len(questions))])

    def test_ten_thousand_stories(self):
        """Ten thousand stories are dealt like twelve: every question gets a strong one, and each has a spare."""
        keys = list(PRINCIPLES)
        scores = make_scores([{keys[number % 16]: number % 3 + 1} for number in range(10_000)])

        table = assign_stories(scores, usual_panel())

        assert set(table["strength"]) == {3}
        assert table["story"].is_unique
        assert (table["spare"] != "").all()
        assert weigh_losses(scores, usual_panel())["unanswered"].sum() == 0


class TestGapsAndLosses:
    def test_gaps_say_what_is_missing(self):
        """A gap says whether there is no story at all, or whether all are told to others; a weak one says so."""
        scores = make_scores([{"customer-obsession": 3}, {"frugality": 1}])
        panel = make_panel(["customer-obsession", "ownership"], ["customer-obsession", "frugality"])

        gaps = assign_stories(scores, panel).set_index(["seat", "principle"])["gap"]

        assert gaps[1, "customer-obsession"] == ""
        assert gaps[1, "ownership"] == "You have no story for this one."
        assert gaps[2, "customer-obsession"] == "Your only story for this one is told to someone else."
        assert gaps[2, "frugality"] == "This story is weak here."

    def test_losses_are_dealt_again(self):
        """The story without a stand-in comes first and names what stays open; one with an equal costs nothing."""
        scores = make_scores([{"customer-obsession": 3}, {"customer-obsession": 3}, {"ownership": 2}])
        panel = make_panel(["customer-obsession", "ownership"])

        losses = weigh_losses(scores, panel)

        assert losses["story"].iloc[0] == "s2"
        assert losses["unanswered"].tolist() == [1, 0]
        assert losses["consequence"].tolist() == [
            "No story would be left for Ownership (Person 1).",
            "Another story is as good.",
        ]

    def test_a_weaker_stand_in_is_counted(self):
        """Where another story can step in, the steps of strength that are lost are said."""
        scores = make_scores([{"ownership": 3}, {"ownership": 1}])

        losses = weigh_losses(scores, make_panel(["ownership"]))

        assert losses["weaker"].tolist() == [2]
        assert losses["consequence"].tolist() == ["Others can step in, 2 steps weaker in all."]

    def test_no_stories_and_no_panel(self):
        """Without stories every question is a gap; without a panel there is nothing to assign; columns stay."""
        nothing, some = score_stories([]), make_scores([{"ownership": 3}])

        open_ = assign_stories(nothing, usual_panel())
        empty = assign_stories(some, Panel())

        assert (len(open_), set(open_["story"])) == (12, {""})
        assert len(empty) == len(weigh_losses(some, Panel())) == len(weigh_losses(nothing, usual_panel())) == 0
        assert empty.dtypes.to_dict() == open_.dtypes.to_dict()

    def test_an_unknown_principle_is_named(self):
        """A panel that names no principle ends in one line with the nearest name."""
        with pytest.raises(UsageError, match=r'no principle "ownershp".*ownership'):
            assign_stories(make_scores([]), make_panel(["ownershp"]))


class TestPanel:
    def test_usual_panel_until_one_is_kept(self, workspace: Workspace):
        """The usual panel has a dozen questions and every principle of tier A; a kept one takes its place."""
        usual = gather_panel(workspace.panels.all())
        kept = workspace.panels.save(make_panel(["frugality"]))
        asked = [question.principle for question in list_questions(usual)]

        assert len(asked) == 12
        assert {key for key, entry in PRINCIPLES.items() if entry.tier == "A"} <= {one.id for one in asked}
        assert kept == gather_panel(workspace.panels.all())


class TestDayCards:
    def test_a_deleted_story_is_dealt_anew(self, sample: Workspace):
        """A story that was deleted is said to be gone on the card, and not told once assigned again."""
        panel = gather_panel(sample.panels.all())
        before = assign_stories(score_stories(sample.stories.all()), panel)
        sample.stories.delete("story-low-stock")
        notes = [turn.note for card in deal_cards(before, sample.stories.all()) for turn in card.turns]
        after = assign_stories(score_stories(sample.stories.all()), panel)

        assert notes.count(GONE) == 1
        assert GONE in DayCards(before, sample.stories.all()).to_html()
        assert "story-low-stock" in set(before["story"])
        assert "story-low-stock" not in set(after["story"])

    def test_a_card_holds_what_is_needed_in_the_room(self, sample: Workspace):
        """A card names interviewer, principle, story, decision, numbers, three follow-ups, and a spare if any."""
        assignment = assign_stories(score_stories(sample.stories.all()), gather_panel(sample.panels.all()))
        cards = DayCards(assignment, sample.stories.all())
        text, dealt = repr(cards), deal_cards(assignment, sample.stories.all())

        assert [card.seat for card in dealt] == [1, 2, 3, 4, 5, 6]
        assert "3. A senior product manager" in text
        assert "Dive Deep\nParcels that were late for everyone except our report" in text
        assert "Parcels later than the date shown at checkout: 11.8% to 5.9%" in text
        assert "Columbus changed four weeks before Reno" in text
        assert all(len(turn.follow_ups) == 3 for card in dealt for turn in card.turns if turn.title)
        assert text.splitlines()[-1].startswith(("Spare: ", "No spare"))

    @pytest.mark.parametrize("nasty", NASTY_TEXTS)
    def test_texts_are_escaped(self, nasty: str):
        """Whatever was typed is shown as text, on screen and on the page to print."""
        texts = {"title": nasty, "product_decision": nasty, "situation": nasty, "partners": nasty}
        story = Story(id="s", principles=("ownership",), **texts)
        panel = Panel(interviewers=(Interviewer(name=nasty, first_principle="ownership"),))
        cards = DayCards(assign_stories(score_stories([story]), panel), [story])

        for page in (cards._repr_html_(), cards.to_html()):
            assert "<script" not in page
        assert "<script" not in cards._repr_html_()

    def test_first_use(self):
        """Without a story or a panel the cards say what to do first."""
        assert "Write one" in repr(DayCards(assign_stories(score_stories([]), usual_panel()), []))
        assert "Fill in the panel" in DayCards(assign_stories(score_stories([]), Panel()), [])._repr_html_()
