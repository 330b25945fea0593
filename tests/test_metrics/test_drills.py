"""Drills show what was planted, hide the truth until there is a decision, and keep the decision."""

from __future__ import annotations

import datetime as dt
import functools
import itertools

import pytest
from shared import TODAY

from prepkit import experiments as ex
from prepkit.content.library import load
from prepkit.content.shapes.metrics import DrillFault, DrillSetting
from prepkit.errors import UsageError
from prepkit.metrics.experiments import drills
from prepkit.metrics.experiments.simulation import DAYS, FAULTS, RAMP, average_weeks
from prepkit.models import DrillAnswer

SETTINGS = [setting.id for setting in load(DrillSetting)]
SEEDS = range(20)


@functools.cache
def drills_of(fault: str) -> list[ex.Drill]:
    return [ex.make_drill(SETTINGS[seed % len(SETTINGS)], fault, seed) for seed in SEEDS]


def is_split_sound(drill: ex.Drill) -> bool:
    weeks = zip(drill.shown.weeks(), drill.shares, strict=False)
    return all(ex.check_split(week.primary()[1], week.primary()[3], share).p_value > 0.001 for week, share in weeks)


class TestPlantedFaults:
    """For twenty seeds, over all settings, the arithmetic shows the fault, and the decision follows from it."""

    def test_every_fault_is_made_and_described(self):
        """Each fault of the content can be planted, and nothing is planted that the content does not explain."""
        assert set(FAULTS) == {fault.id for fault in load(DrillFault)}
        assert {"split", "novelty", "peeking", "guardrail", "underpowered"} <= set(FAULTS)

    @pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "split"])
    def test_the_split_holds_elsewhere(self, fault):
        """Only the drill on the split has a split that fails, week by week against its plan."""
        assert all(is_split_sound(drill) for drill in drills_of(fault))

    @pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in ("guardrail", "split")])
    def test_the_guardrail_holds_elsewhere(self, fault):
        """Only the drill on guardrails has one that is beyond doubt above its margin."""
        for drill in drills_of(fault):
            assert drill.shown.compare_guardrail().low < drill.setting.margin

    def test_split(self):
        """The sample-ratio check fails at 0.001 while the result looks like a win: fix and re-run."""
        for drill in drills_of("split"):
            _, control, _, treatment = drill.shown.primary()

            assert ex.check_split(control, treatment).p_value < 0.001
            assert drill.shown.compare().low > 0
            assert drill.fault.decision == "fix and re-run"

    def test_novelty(self):
        """The total looks like a win, the first week much more so, and nothing is left in the last: run longer."""
        for drill in drills_of("novelty"):
            weeks = [week.compare() for week in drill.shown.weeks()]

            assert drill.shown.compare().low > 0
            assert weeks[0].low > 0
            assert weeks[0].difference > 2 * weeks[-1].difference
            assert weeks[-1].low < 0 < weeks[-1].high
            assert drill.fault.decision == "run longer"

    def test_peeking(self):
        """Halfway it is nominally significant and far from the boundary of a daily look; at the end it is nothing."""
        for drill in drills_of("peeking"):
            early, final = drill.shown.compare(), drill.whole.compare()
            boundary = ex.find_boundaries(DAYS, shape="obrien-fleming")[drill.shown.days - 1]

            assert drills.is_early(drill)
            assert early.p_value < 0.05
            assert early.statistic < boundary
            assert final.p_value > 0.1
            assert drill.fault.decision == "run longer"

    def test_guardrail(self):
        """The primary metric wins and the whole range of the guardrail is above its margin: do not ship."""
        for drill in drills_of("guardrail"):
            assert drill.shown.compare().low > 0
            assert drill.shown.compare_guardrail().low > drill.setting.margin
            assert drill.fault.decision == "do not ship"

    def test_underpowered(self):
        """The range holds zero and the change worth it, and the power for that was below a half: run longer."""
        for drill in drills_of("underpowered"):
            found, (_, control, _, treatment) = drill.shown.compare(), drill.shown.primary()
            power = ex.find_power(ex.Rate(drill.setting.baseline), drill.setting.smallest, min(control, treatment))

            assert found.low < 0 < drill.setting.smallest < found.high
            assert power < 0.5
            assert control < drill.planned / 2
            assert drill.fault.decision == "run longer"

    def test_clean_win(self):
        """The whole range is above the change worth it, in every week the sign is the same: ship."""
        for drill in drills_of("clean-win"):
            assert drill.shown.compare().low > drill.setting.smallest
            assert drill.shown.compare_guardrail().high < drill.setting.margin
            assert all(week.compare().difference > 0 for week in drill.shown.weeks())
            assert drill.fault.decision == "ship"

    def test_clean_loss(self):
        """The whole range is below zero: do not ship."""
        for drill in drills_of("clean-loss"):
            assert drill.shown.compare().high < 0
            assert drill.fault.decision == "do not ship"

    def test_precise_null(self):
        """Zero is in the range and the change worth it is not, with the power to see it: do not ship."""
        for drill in drills_of("precise-null"):
            found = drill.shown.compare()

            assert found.low < 0 < found.high < drill.setting.smallest
            assert drill.fault.decision == "do not ship"

    def test_mix(self):
        """The total loses while every week wins; within weeks the range is above the change worth it: ship."""
        for drill in drills_of("mix"):
            assert drill.shown.compare().high < 0
            assert all(week.compare().difference > 0 for week in drill.shown.weeks())
            assert average_weeks(drill.shown)[1] > drill.setting.smallest
            assert drill.shares == RAMP
            assert drill.fault.decision == "ship"

    @pytest.mark.parametrize(
        ("fault", "times"),
        [
            ("split", (0, 0, 0, 0)),
            ("peeking", (0, 0, 0, 0)),
            ("underpowered", (1, 1, 1, 1)),
            ("guardrail", (2, 2, 2, 2)),
            ("clean-win", (2.3, 2.3, 2.3, 2.3)),
            ("clean-loss", (-2, -2, -2, -2)),
            ("precise-null", (0.1, 0.1, 0.1, 0.1)),
            ("novelty", (3.6, 1.4, 0.4, 0)),
            ("mix", (2.6, 2.6, 2.6, 2.6)),
        ],
    )
    def test_what_is_true_is_what_is_told(self, fault, times):
        """The world that the data is drawn from is the one that the explanation tells of, in smallest changes."""
        setting = load(DrillSetting)[0]
        world = FAULTS[fault].build(setting, 10_000)

        assert [effect / setting.smallest for effect in world.effects] == pytest.approx(times)
        assert (world.loss > 0, world.harm > setting.margin) == (fault == "split", fault == "guardrail")
        assert world.shown == (9 if fault == "peeking" else DAYS)

    @pytest.mark.parametrize("fault", FAULTS)
    def test_evidence_holds_figures(self, fault):
        """The evidence is filled with the drill's figures; before the decision, no word of the truth is told."""
        for drill in drills_of(fault)[:6]:
            told = " ".join(drills.describe_drill(drill))

            assert "{" not in drills.explain_drill(drill) + drills.say_truth(drill)
            assert f"{drill.planned:,}" in told
            assert drills.say_truth(drill) not in told
            assert drill.fault.name not in told

    def test_the_same_seed_is_the_same_drill(self):
        """A drill can be made again from setting, fault and seed; another seed draws other data."""
        ex.make_drill.cache_clear()
        one = ex.make_drill("meal-kit", "novelty", 5).shown.primary()
        ex.make_drill.cache_clear()

        assert one == ex.make_drill("meal-kit", "novelty", 5).shown.primary()
        assert one != ex.make_drill("meal-kit", "novelty", 6).shown.primary()

    def test_unknown_drills_are_refused(self):
        """A setting or fault that the content does not hold is named."""
        with pytest.raises(UsageError, match="nowhere"):
            ex.make_drill("nowhere", "split", 1)


def answer(fault: str, decision: str, day: dt.date = TODAY, seed: int = 1) -> DrillAnswer:
    return DrillAnswer(date=day, setting="meal-kit", fault=fault, decision=decision, seed=seed)


class TestDealing:
    def test_a_day_deals_the_same_until_it_is_decided(self):
        """The next drill depends on the day and the answers alone."""
        assert ex.deal_drill([], TODAY) == ex.deal_drill([], TODAY)
        assert ex.deal_drill([], TODAY) != ex.deal_drill([], TODAY + dt.timedelta(days=1))
        assert ex.deal_drill([], TODAY).seed != ex.deal_drill([answer("split", "ship")], TODAY).seed

    def test_every_fault_comes_up(self):
        """Within forty drills each fault was dealt, and no setting twice in a row."""
        answers: list[DrillAnswer] = []
        for _ in range(40):
            answers.append(ex.deal_drill(answers, TODAY).replace(decision="ship"))

        assert {each.fault for each in answers} == set(FAULTS)
        assert all(one.setting != other.setting for one, other in itertools.pairwise(answers))

    @pytest.mark.parametrize(
        ("fault", "decision", "mark"),
        [
            ("split", "fix and re-run", "right"),
            ("split", "ship", "missed"),
            ("novelty", "do not ship", "defensible"),
            ("clean-win", "ship", "right"),
            ("clean-win", "", "open"),
            ("a fault of another version", "ship", "open"),
        ],
    )
    def test_marks(self, fault, decision, mark):
        """A decision is right, defensible or missed; one that nothing is known of is open."""
        assert drills.mark_answer(answer(fault, decision)) == mark

    def test_score(self):
        """The score counts and names what was missed the last time it came."""
        answers = [answer("split", "ship"), answer("novelty", "ship"), answer("split", "fix and re-run")]

        assert ex.score_answers([]) == "No drill decided yet."
        said = "3 drills decided: 1 right, 2 missed. Look out for: a novelty that wears off."
        assert ex.score_answers(answers) == said

    def test_table_of_decisions(self):
        """The newest stands first, and columns and dtypes are the same without rows."""
        answers = [answer("split", "ship", dt.date(2026, 1, 3)), answer("mix", "ship", dt.date(2026, 1, 9))]
        table = ex.tabulate_answers(answers)

        assert table["mark"].tolist() == ["right", "missed"]
        assert list(table.dtypes) == list(ex.tabulate_answers([]).dtypes)
