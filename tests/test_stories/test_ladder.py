"""The follow-up ladder: made from a story's own slots, in its own words."""

from __future__ import annotations

import pytest
from clinic import CLINIC
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.content.library import load
from prepkit.content.shapes.stories import Rung
from prepkit.models import Story
from prepkit.store import Workspace
from prepkit.stories.evidence import name_slot, quote_sentence, shorten
from prepkit.stories.ladder import climb_ladder, list_steps, pick_follow_ups


def ask(story: Story, slot: str) -> tuple[str, str]:
    """Return state and question of a slot."""
    (step,) = [step for step in list_steps(story) if step.slot == name_slot(slot)]
    return step.state, step.question


class TestSlots:
    @pytest.mark.parametrize("slot", sorted({rung.slot for rung in load(Rung)}))
    def test_a_blank_slot_is_asked_for(self, slot: str):
        """Every slot that the ladder knows is asked about where it is blank, and quotes nothing."""
        state, question = ask(Story(title="Untold"), slot)

        assert state == "blank"
        assert question.count('"') in (0, 2)
        assert "{" not in question

    @pytest.mark.parametrize(
        ("slot", "text", "quoted"),
        [
            ("actions", "We cleaned the data. I slept. We trained it and we left.", "We cleaned the data."),
            ("evidence", "Some customers were unhappy.", "Some customers were unhappy"),
            ("evidence", "In the log 40 of 90 stopped.", "In the log 40 of 90 stopped"),
            ("partners", "Various stakeholders from the business.", "Various stakeholders"),
            ("product_decision", "I chose XGBoost with 210 features.", "I chose XGBoost"),
            ("launch", "The model scores all orders at 2 am.", "The model scores"),
            ("learning", "We learned a new framework.", "We learned a new framework."),
            ("experiment", "5-fold cross-validation on 2 years.", "5-fold cross-validation"),
        ],
    )
    def test_a_weak_slot_is_quoted(self, slot: str, text: str, quoted: str):
        """A thin slot is asked about its weakness, in the words that are thin."""
        state, question = ask(CLINIC.replace(**{slot: text}), slot)

        assert state == "weak"
        assert quoted in question

    def test_numbers_written_out_count(self):
        """A figure in words is a figure."""
        assert ask(CLINIC.replace(hypothesis="I expected six in ten to come."), "hypothesis")[0] == "full"
        assert ask(CLINIC.replace(hypothesis="I expected most to come."), "hypothesis")[0] == "weak"

    def test_a_metric_of_a_model_is_asked_for_a_customer(self):
        """A result named AUC is asked what it changed for one customer; a part that is blank is asked for by itself."""
        metric = CLINIC.customer_impact_metric.model_copy(update={"name": "AUC", "window": ""})
        story = CLINIC.replace(customer_impact_metric=metric)

        assert ask(story, "customer_impact_metric.name") == (
            "weak",
            'Your result is "AUC". What did that change for one customer?',
        )
        assert ask(story, "customer_impact_metric.window")[0] == "blank"

    def test_a_zero_is_not_blank(self):
        """A baseline of zero has been filled in."""
        metric = CLINIC.customer_impact_metric.model_copy(update={"baseline": 0.0})
        steps = list_steps(CLINIC.replace(customer_impact_metric=metric))

        assert "Metric: baseline" not in [step.slot for step in steps]


class TestLadder:
    def test_order(self, sample: Workspace):
        """Blank slots come first, then weak ones, then signals, then what holds, then questions about you."""
        states = climb_ladder(sample.stories.get("story-return-model-draft"))["state"].tolist()

        order = ["blank", "weak", "principle", "full", "about you"]
        assert states == sorted(states, key=order.index)
        assert {"blank", "weak", "full", "about you"} <= set(states)

    def test_a_finished_story_is_probed_further(self, sample: Workspace):
        """A story without a gap gets only probes, each with its own words, and the integrity questions."""
        table = climb_ladder(sample.stories.get("story-size-advice"))

        assert set(table["state"]) == {"full", "about you"}
        assert table.loc[table["state"] == "full", "question"].str.contains('"').all()
        assert table["rung"].tolist() == list(range(1, len(table) + 1))

    def test_a_missing_signal_is_asked_for(self):
        """A filled slot that does not show the principle's signal brings the principle's own question."""
        story = CLINIC.replace(launch="It went out in May 2024, a week later than planned.")
        steps = [step for step in list_steps(story) if step.state == "principle"]

        assert [step.slot for step in steps] == ["Customer Obsession"]
        assert "go back" in steps[0].question

    def test_likeliest_follow_ups(self):
        """What a principle lacks is asked first, also of a story that is told for it without being tagged."""
        story = CLINIC.replace(launch="It went out in May 2024, a week later than planned.")

        assert "go back" in pick_follow_ups(story, "customer-obsession")[0]
        assert len(pick_follow_ups(CLINIC, "ownership")) == 3

    def test_a_blank_story(self):
        """A story with nothing in it is asked for everything and accused of nothing."""
        assert set(climb_ladder(Story())["state"]) == {"blank"}

    @settings(max_examples=40)
    @given(st.sampled_from(NASTY_TEXTS) | st.text(max_size=80), st.sampled_from(["actions", "evidence", "partners"]))
    def test_any_text_will_do(self, text: str, slot: str):
        """Any text gives questions in full, and no placeholder is left."""
        questions = climb_ladder(CLINIC.replace(**{slot: text}))["question"]

        assert len(questions) > 15
        assert not questions.str.contains("{quote}", regex=False).any()

    def test_a_long_text_is_looked_at_in_part(self):
        """A megabyte in one slot is asked about with a short quote."""
        _, question = ask(CLINIC.replace(actions="I walked 3 miles and sat down. " * 33_000), "actions")

        assert len(question) < 300


class TestQuotes:
    def test_speech_is_carried_on_to_its_end(self):
        """A quote does not stop in the middle of what somebody said."""
        assert quote_sentence('One said: "It told me two. That was Monday." I left.') == (
            'One said: "It told me two. That was Monday."'
        )

    @given(st.text(max_size=300), st.integers(20, 80))
    def test_never_longer_than_asked(self, text: str, longest: int):
        """A shortened text is one line of at most so many characters."""
        short = shorten(text, longest)

        assert len(short) <= longest
        assert len(short.splitlines()) <= 1
