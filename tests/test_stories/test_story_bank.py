"""How strong each story is for each principle, what the bank lacks, and how it is drawn."""

from __future__ import annotations

import re

import pytest
from clinic import CLINIC, METRIC
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS, TODAY

from prepkit import charts
from prepkit.content.library import find, load
from prepkit.content.shapes.lexicon import Cue
from prepkit.content.shapes.stories import Need, Principle, Rung, Seat, StrengthLevel
from prepkit.errors import UsageError
from prepkit.models import Panel, Story
from prepkit.store import Workspace
from prepkit.stories.assignment import usual_panel
from prepkit.stories.bank import check_bank, cover_principles, find_single_points, rank_gaps
from prepkit.stories.evidence import check_principle, count_signals, find_evidence, name_slot, score_stories


def strength_of(story: Story, principle: str) -> int:
    scores = score_stories([story]).set_index("principle")
    return int(scores.loc[principle, "strength"])


class TestContent:
    def test_each_signal_of_each_principle_has_needs(self):
        """All three signals of all sixteen principles are looked for, in slots and cues that there are."""
        needs = load(Need)

        assert {(entry.id, signal) for entry in load(Principle) for signal in (1, 2, 3)} == {
            (need.principle, need.signal) for need in needs
        }
        for need in needs:
            assert all(name_slot(slot) for slot in (*need.slots, *need.also))
            assert all(find(Cue, cue) for cue in need.cues)

    def test_levels_are_ordered(self):
        """Each level asks for at least as much as the one below, and the lowest for nothing."""
        levels = sorted(load(StrengthLevel), key=lambda level: level.level)
        asked = [(level.main_signals, level.other_signals, level.complete_metric) for level in levels]

        assert [level.level for level in levels] == [1, 2, 3]
        assert asked == sorted(asked)
        assert asked[0] == (0, 0, False)
        assert levels[0].generic

    def test_seats_and_rungs_name_what_there_is(self):
        """The usual panel asks for principles that exist, and each rung is about a slot of a story."""
        known = {entry.id for entry in load(Principle)}

        assert {principle for seat in load(Seat) for principle in seat.principles} <= known
        assert all(name_slot(rung.slot) for rung in load(Rung))
        assert all("?" in rung.question for rung in load(Rung))


class TestGuide:
    def test_priority(self, sample: Workspace):
        """G7: without stories the guide's three principles are the first gaps, in its order; covered, they are none."""
        panel = Panel()
        gaps = rank_gaps(score_stories([]), [], panel)
        covered = sample.stories.all()
        rest = rank_gaps(score_stories(covered), covered, panel)

        assert gaps["principle"].tolist()[:3] == ["customer-obsession", "ownership", "invent-and-simplify"]
        assert len(gaps) == 16
        assert not {"customer-obsession", "ownership", "invent-and-simplify"} & set(rest["principle"])

    @pytest.mark.parametrize(
        ("principle", "changes"),
        [
            ("customer-obsession", {"evidence": "I thought so."}),
            ("customer-obsession", {"trade_off": "None.", "partners": "", "situation": "Visits were missed."}),
            ("ownership", {"launch": "It went out."}),
            ("ownership", {"partners": ""}),
            (
                "invent-and-simplify",
                {"product_decision": "I added a second score.", "trade_off": "It took 40 days more."},
            ),
            ("invent-and-simplify", {"trade_off": "Hardly anything."}),
        ],
    )
    def test_what_each_needs(self, principle: str, changes: dict[str, str]):
        """G8: pain in data and stance, launch and partners, what was replaced and saved: each counts and is asked."""
        strong = CLINIC.replace(
            principles=(principle,),
            product_decision="I decided to drop the nine-page form: one message instead, the evening before.",
            actions="I wrote the message with two nurses, an idea from another team. Nobody owned reminders, so I did.",
            trade_off="The finance team wanted a fee of $20. One message took four days instead of five months.",
        )
        thinner = strong.replace(**changes)
        lost = [each for each in find_evidence(thinner, principle) if not each.shown]

        assert count_signals(strong, principle) == 3
        assert strength_of(strong, principle) == 3
        assert count_signals(thinner, principle) < 3
        assert lost
        assert all(each.need.ask.endswith("?") for each in lost)

    def test_generic_story_is_weak(self, workspace: Workspace):
        """G9: a story of a language that was learned is weak and named as anyone's, until a customer gets something."""
        learned = Story(
            title="New language",
            actions="I learned a new programming language in three months.",
            learning="We learned a new framework.",
            principles=("learn-and-be-curious",),
        )
        workspace.stories.save(learned)
        before = score_stories(workspace.stories.all()).set_index("principle").loc["learn-and-be-curious"]
        bank = check_bank(workspace.stories.all(), TODAY).set_index("rule")

        tied = CLINIC.replace(id=learned.id, principles=learned.principles, learning=learned.learning)
        workspace.stories.save(tied)
        after = score_stories(workspace.stories.all()).set_index("principle").loc["learn-and-be-curious"]

        assert before["strength"] == 1
        assert "anyone's" in before["reason"]
        assert not bank.loc["Stories that could be anyone's", "holds"]
        assert after["strength"] >= 2
        assert "anyone's" not in after["reason"]


class TestStrength:
    def test_long_form(self, sample: Workspace):
        """One row a story and principle; untagged is 0 with its reason; strengths are 0 to 3."""
        stories = sample.stories.all()
        scores = score_stories(stories)

        assert len(stories) * 16 == len(scores)
        assert set(scores["strength"]) <= {0, 1, 2, 3}
        untagged = scores[scores["use"] == ""]
        assert set(untagged["strength"]) == {0}
        assert set(untagged["reason"]) == {"not tagged with it"}

    def test_main_needs_less_than_second(self):
        """Two of three signals make a strong main principle, and only a fair second one."""
        thin = CLINIC.replace(launch="It went out in May 2024.")
        second = thin.replace(principles=("frugality", "customer-obsession"))

        assert (strength_of(thin, "customer-obsession"), strength_of(second, "customer-obsession")) == (3, 2)

    def test_incomplete_metric_is_never_strong(self):
        """Without one part of the metric no principle is strong."""
        open_ = CLINIC.replace(customer_impact_metric=METRIC.model_copy(update={"window": ""}))

        assert strength_of(CLINIC, "customer-obsession") == 3
        assert strength_of(open_, "customer-obsession") < 3
        assert "metric incomplete" in score_stories([open_])["reason"].iloc[0]

    def test_evidence_quotes_the_slot(self):
        """What shows a signal is quoted in the person's words, with its slot; what does not show it is asked for."""
        table = check_principle("customer-obsession", [CLINIC.replace(launch="")])

        assert table["shown"].tolist() == [True, True, False]
        assert table["quote"].iloc[0] == "I called 40 who had missed theirs."
        assert table["slots"].iloc[0].startswith("Evidence")
        assert table["slots"].iloc[2] == "Launch and after"
        assert table["ask"].iloc[2].endswith("?")

    def test_unknown_principle(self):
        """A principle that does not exist is named with the nearest; an unknown tag counts for nothing."""
        tagged = CLINIC.replace(principles=("customer-obsesion", "frugality"))
        with pytest.raises(UsageError, match="customer-obsession"):
            check_principle("customer-obsesion", [CLINIC])
        bank = check_bank([tagged], TODAY).set_index("rule").loc["Tags that are no principle"]

        assert strength_of(tagged, "customer-obsession") == 0
        assert (bank["have"], bank["which"], bank["holds"]) == (1, "customer-obsesion", False)

    @settings(max_examples=30)
    @given(st.sampled_from(NASTY_TEXTS) | st.text(max_size=60), st.sampled_from(["evidence", "actions", "trade_off"]))
    def test_any_text_will_do(self, text: str, slot: str):
        """Any text in any slot gives strengths between 0 and 3."""
        story = CLINIC.replace(**{slot: text, "principles": ("dive-deep", "earn-trust", "customer-obsession")})

        assert score_stories([story])["strength"].between(0, 3).all()


class TestBank:
    def test_arithmetic(self, sample: Workspace):
        """Themes, projects, age and number are counted against what the content asks."""
        rules = check_bank(sample.stories.all(), TODAY).set_index("rule")

        assert (rules.loc["Stories that can be told", "have"], rules.loc["Stories that can be told", "holds"]) == (
            6,
            False,
        )
        assert rules.loc[["Failures", "Conflicts", "Decisions on little data"], "have"].tolist() == [2, 2, 2]
        assert rules.loc["Most stories of one project", "which"] == "Size advice"
        assert rules.loc["Years since the oldest story ended", "have"] == 4
        assert set(rules.loc[rules["holds"], "todo"]) == {""}
        assert all(rules.loc[~rules["holds"], "todo"].str.len() > 20)

    def test_third_story_of_a_project_and_an_old_one(self):
        """A third story of a project, and one of six years ago, do not hold."""
        stories = [CLINIC.replace(id=f"s{number}", year=2020) for number in range(3)]
        rules = check_bank(stories, TODAY).set_index("rule")["holds"]

        assert not rules["Most stories of one project"]
        assert not rules["Years since the oldest story ended"]

    def test_gaps_follow_the_panel(self):
        """A principle that your interviewers ask for moves up, and asks for as many stories as there are askers."""
        stories = [CLINIC]
        usual = rank_gaps(score_stories(stories), stories, usual_panel())
        own = Panel(interviewers=tuple({"name": str(each), "first_principle": "frugality"} for each in range(4)))
        mine = rank_gaps(score_stories(stories), stories, own)

        assert usual["principle"].iloc[0] == "deliver-results"
        assert mine["principle"].iloc[0] == "frugality"
        assert mine["asked"].iloc[0] == 4

    @pytest.mark.parametrize("kept", [None, Panel(interviewers=({"name": "Ada", "first_principle": "frugality"},))])
    @pytest.mark.parametrize("number", [0, 1, 6])
    def test_the_page_and_the_notebook_see_the_same_gaps(self, sample: Workspace, number: int, kept: Panel | None):
        """What the page says of each principle is what the list of gaps says, for a usual panel and for one's own."""
        stories = sample.stories.all()[:number]
        cover = cover_principles(stories, kept)
        gaps = rank_gaps(score_stories(stories), stories, kept or usual_panel())

        assert list(cover["principle"]) == [entry.id for entry in load(Principle)]
        assert {row.principle: row.gap for row in cover.itertuples() if row.gap} == dict(
            zip(gaps["principle"], gaps["gap"], strict=True)
        )

    def test_stories_of_a_principle_are_counted_once_and_named(self):
        """A tag given twice counts once; one that is no principle is passed over."""
        stories = [Story(title="A", principles=("ownership", "ownership")), Story(title="B", principles=("nonsense",))]
        cover = cover_principles(stories).set_index("principle")

        assert cover.loc["ownership", ["stories", "titles"]].tolist() == [1, "A"]
        assert cover["stories"].sum() == 1

    def test_candidates_are_told_stories_without_the_tag(self, sample: Workspace):
        """A candidate for a gap is a finished story that is not tagged with it."""
        stories = sample.stories.all()
        gaps = rank_gaps(score_stories(stories), stories, usual_panel())
        titles = {story.title: story for story in stories}

        named = [row for row in gaps.to_dict("records") if row["candidate"]]
        assert named
        for row in named:
            match = [story for title, story in titles.items() if row["candidate"].startswith(title[:50])]
            assert match[0].is_told()
            assert row["principle"] not in match[0].principles

    def test_single_points(self, sample: Workspace):
        """The story that two principles hang on comes first; a second story for one of them takes it off."""
        points = find_single_points(score_stories(sample.stories.all()))
        again = [*sample.stories.all(), CLINIC.replace(principles=("bias-for-action",))]
        fewer = find_single_points(score_stories(again))

        assert points["title"].iloc[0] == "Warm chicken, and 26 hours to decide"
        assert points["principles"].iloc[0].splitlines() == ["Are Right, A Lot", "Bias for Action"]
        assert "Bias for Action" not in "\n".join(fewer["principles"])


class TestChart:
    def test_every_strength_is_a_fact(self, sample: Workspace):
        """The heatmap says in words which story is how strong for which principle, and which have none."""
        summary = charts.story_bank(score_stories(sample.stories.all())).summary

        assert summary.startswith("8 stories, usable for 11 of 16 principles.")
        assert "Ownership: story 3 fair, story 5 strong" in summary
        assert "Think Big: none" in summary
        assert "5 The alert that invited 18,400 people to 900 pairs" in summary

    def test_color_and_number_both(self, sample: Workspace):
        """Each strength is drawn as a number as well as a color."""
        chart = charts.story_bank(score_stories(sample.stories.all()))
        tagged = (score_stories(sample.stories.all())["strength"] > 0).sum()
        numbers = [each.get_text() for each in chart.findobj(lambda one: hasattr(one, "get_text"))]

        assert len([text for text in numbers if re.fullmatch("[123]", text)]) >= tagged

    @pytest.mark.slow
    def test_ten_thousand_stories(self):
        """Ten thousand stories: the strongest twelve are drawn, and the chart, the gaps and the counts say so."""
        stories = [
            CLINIC.model_copy(update={"id": f"{principle.id}-{number}", "principles": (principle.id,)})
            for number in range(625)
            for principle in load(Principle)
        ]
        scores = score_stories(stories)
        summary = charts.story_bank(scores).summary

        assert summary.startswith("10,000 stories")
        assert "Only the 12 strongest stories are shown." in summary
        assert len(re.findall(r"\d+ Patients who forgot", summary)) == 12
        assert rank_gaps(scores, stories, usual_panel())["usable"].tolist() == [0, 0]

    def test_no_story(self):
        """An empty bank says what to do first."""
        assert "Write the first one" in charts.story_bank(score_stories([])).summary
