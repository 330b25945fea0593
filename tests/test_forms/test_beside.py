"""The forms of the technical deep dive: one plan, seen in parts, computed while one types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from memory_collection import MemoryCollection, find, read_html
from shared import NASTY_TEXTS, ROOT

from prepkit import charts
from prepkit.blocks import Item, Paragraph
from prepkit.content.handbook import look_up
from prepkit.forms.named import EventPlanForm, ExperimentForm, MetricPlanForm, MetricsForm, ResultForm, RiskForm
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.metrics.experiments import check_events, compute_brief, make_drill, tabulate_weeks
from prepkit.metrics.experiments.brief import say_brief, say_looks, tabulate_detectable, tabulate_power
from prepkit.metrics.experiments.event_names import is_past, split_name
from prepkit.models import Event, MetricPlan, Risk
from prepkit.store import Workspace

PARTS = (MetricsForm, EventPlanForm, ExperimentForm, RiskForm, ResultForm)
PLAN = MetricPlan(id="p", feature="Hint", baseline_rate=5, minimum_detectable_effect=0.5, weekly_traffic=40_000)


def plan_with(**changes: Any) -> MetricPlan:
    return PLAN.replace(**changes)


def lead_of(form: Any) -> str:
    """Return the first sentence that a form tells."""
    return next((block.text for block in form.tell() if isinstance(block, Paragraph)), "")


def remarks_of(form: Any) -> list[str]:
    """Return what a form remarks on."""
    return [block.text for block in form.tell() if isinstance(block, Item)]


class TestParts:
    def test_the_parts_hold_every_field(self):
        """Together the parts edit every field of a plan, as the form of the whole does."""
        plans = MemoryCollection(MetricPlan)
        held = {name for form in PARTS for name in form(plans)._inputs}

        assert held | {"id"} == set(MetricPlan.model_fields)
        assert held == set(MetricPlanForm(plans)._inputs)

    def test_a_part_leaves_the_rest_alone(self, workspace: Workspace):
        """What one part saves changes its own fields, and no draft of another part is lost."""
        workspace.metric_plans.save(plan_with(counter_metric="Returns"))
        workspace.metric_plans.save_draft("p", {"control_units": "many"})
        form = MetricsForm(workspace.metric_plans, "p")
        find(form, "Output metric").value = "Orders"
        form.flush()
        experiment = ExperimentForm(workspace.metric_plans, "p")
        find(experiment, "Weekly traffic").value = "some"
        experiment.flush()

        plan = workspace.metric_plans.get("p")
        assert (plan.output_metric, plan.counter_metric, plan.baseline_rate) == ("Orders", "Returns", 5)
        assert workspace.metric_plans.draft("p") == {"control_units": "many", "weekly_traffic": "some"}

    def test_the_parts_follow_each_other(self, workspace: Workspace):
        """A plan that is picked or begun in one part is shown by the others, and saving keeps one record."""
        workspace.metric_plans.save(PLAN)
        workspace.metric_plans.save(MetricPlan(id="q", feature="Filter", baseline_rate=20))
        metrics, experiment = MetricsForm(workspace.metric_plans), ExperimentForm(workspace.metric_plans)
        find(experiment, "Plan").value = "q"

        assert find(metrics, "Feature").value == "Filter"
        assert find(RiskForm(workspace.metric_plans), "Plan").value == "q"
        find(metrics, "New plan").click()
        find(experiment, "Baseline rate (%)").value = "12"
        experiment.flush()
        find(metrics, "Feature").value = "Reminder"
        metrics.flush()
        assert [(plan.feature, plan.baseline_rate) for plan in workspace.metric_plans.all()] == [
            ("Hint", 5),
            ("Filter", 20),
            ("Reminder", 12),
        ]
        assert "Reminder" in [name for name, _ in find(experiment, "Plan").options]

    @pytest.mark.parametrize("form", PARTS)
    def test_an_empty_workspace_is_led(self, form, workspace: Workspace):
        """Without any plan each part opens, says what to do, and stores nothing by itself."""
        shown = form(workspace.metric_plans)

        assert shown.render_text()
        assert lead_of(shown)
        assert workspace.metric_plans.all() == []

    def test_a_first_plan_is_one_plan(self, workspace: Workspace):
        """G15: in an empty workspace, what is typed into several parts becomes one plan, and a complete one counts."""
        metrics, events, experiment, risks, _ = [form(workspace.metric_plans) for form in PARTS]
        find(risks, "Add a risk").click()
        find(risks, "Risk 1").value = "Late parcels"
        find(events, "Add an event").click()
        find(events, "Event 1").value = "hint_shown"
        find(metrics, "Feature").value = "Size hint"
        find(metrics, "Primary metric").value = "Orders over visitors, one week"
        find(metrics, "Guardrail metrics").value = "Returns: at most 6%"
        find(experiment, "Decision rule").value = "Launch if the range is above 0.5."
        experiment._inputs["explanation"].show("We give half of them the hint.")
        experiment._note(("explanation",), "We give half of them the hint.")
        for form in (risks, events, metrics, experiment):
            form.flush()

        [plan] = workspace.metric_plans.all()
        assert (plan.feature, plan.events[0].name, plan.risk_register[0].risk) == (
            "Size hint",
            "hint_shown",
            "Late parcels",
        )
        assert plan.is_complete()

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_texts_are_escaped_and_kept(self, text, workspace: Workspace):
        """What a person typed is escaped wherever a part shows it, and comes back as it was."""
        plan = plan_with(feature=text, decision_rule=text, events=(Event(name=text),), risk_register=(Risk(risk=text),))
        workspace.metric_plans.save(plan)
        for form in PARTS:
            shown = form(workspace.metric_plans, "p")
            assert "<script>" not in read_html(shown) + shown.render_html()
            shown.flush()

        assert workspace.metric_plans.get("p") == plan


class TestExperimentForm:
    def test_the_calculator_answers_while_one_types(self):
        """G5: size, duration and what can be found follow the inputs, in percentage points; a saved plan is drawn."""
        collection = MemoryCollection(MetricPlan, PLAN)
        form = ExperimentForm(collection)
        before = form._drawn[0].value
        find(form, "Minimum detectable effect (percentage points)").value = "1"
        typed = read_html(form)

        assert "A rise from 5% to 6%, which is 1 percentage point (20% of today&#x27;s)" in typed
        assert "takes 8,143 units in each arm" in typed
        assert "It is full within a week. Run two whole weeks" in typed
        assert "<td>0.441 percentage points</td>" in typed
        form.flush()
        assert collection.get("p").minimum_detectable_effect == 1
        assert before not in read_html(form)
        assert "80% at 1" in read_html(form)

    def test_an_average_is_sized_in_its_own_unit(self):
        """An average asks for its spread, and everything is said in its unit."""
        plan = plan_with(
            metric_type="average",
            baseline_average=30,
            standard_deviation=12,
            minimum_change=1.5,
            metric_unit="minutes",
            goal="fall",
        )
        form = ExperimentForm(MemoryCollection(MetricPlan, plan))

        assert "A fall from 30 minutes to 28.5 minutes, which is 1.5 minutes (5% of today's)" in lead_of(form)
        assert "Smallest change" in form.render_text()
        assert find(form, "Standard deviation").value == "12"

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"baseline_rate": None}, "Baseline rate (%): not entered yet"),
            ({"baseline_rate": 0}, "baseline rate: 0%, so there is nothing to compare with"),
            ({"baseline_rate": 99.8}, "change: 99.8000% plus 0.5000% is 100.3000%"),
            ({"power": 100}, "power: 1 is not between 0 and 1"),
            ({"alpha": 0}, "alpha: 0 is not between 0 and 1"),
            ({"alpha": 100}, "alpha: 1 is not between 0 and 1"),
            ({"weekly_traffic": 0}, "weekly traffic: nobody"),
            ({"treatment_share": 100}, "treatment share: 1 is not between 0 and 1"),
            ({"traffic_share": 0}, "share of traffic in the test: 0 is not above 0"),
            ({"minimum_detectable_effect": 0}, "change: 0, and no test can find nothing"),
            ({"minimum_detectable_effect": 1e-7}, "more than a trillion units"),
            ({"weekly_traffic": 30}, "It would run for 40 years"),
            ({"minimum_detectable_effect": 0.0025}, "A rise from 5% to 5.0025%, which is 0.0025 percentage points"),
            ({"metric_type": "average"}, "Baseline average, Standard deviation, "),
        ],
    )
    def test_bad_input_is_said(self, changes, said):
        """What cannot be computed is said in one line in place of the result; the form stands."""
        form = ExperimentForm(MemoryCollection(MetricPlan, plan_with(**changes)))

        assert said in lead_of(form)
        assert said in form.render_text()

    def test_what_does_not_fit_is_named(self):
        """Letters in a number are kept as typed, and the field is named in place of a result that would be old."""
        collection = MemoryCollection(MetricPlan, PLAN)
        form = ExperimentForm(collection)
        find(form, "Weekly traffic").value = "forty thousand"

        assert lead_of(form) == "Not computed: what stands in Weekly traffic does not fit yet."
        form.flush()
        assert lead_of(ExperimentForm(collection)) == lead_of(form)
        assert collection.get("p") == PLAN

    def test_looks_cost(self):
        """G5: five looks are priced as published, with both boundaries."""
        said = say_looks(5, 0.05)

        assert "14.2% of tests" in said
        assert "2.413 at every look" in said
        assert "falling to 2.040 at the last" in said
        assert "no penalty" in say_looks(1, 0.05)

    def test_remarks_are_what_an_interviewer_would_ask(self):
        """Little power, one side, many false alarms and a missing rule are each named."""
        form = ExperimentForm(MemoryCollection(MetricPlan, plan_with(power=60, sides="one-sided", alpha=20)))
        remarks = " ".join(remarks_of(form))

        for word in ("60%", "One-sided", "20% false alarms", "decision rule"):
            assert word in remarks

    def test_tables(self):
        """The longer a test runs, the smaller the change it finds; the curve goes through size and power."""
        detectable, curve = tabulate_detectable(PLAN), tabulate_power(compute_brief(PLAN))
        changes = [float(each.split()[0]) for each in detectable["smallest_change"]]

        assert detectable["control"].tolist()[:2] == [20_000, 40_000]
        assert changes == sorted(changes, reverse=True)
        assert changes[0] == 0.628
        assert curve["power"].is_monotonic_increasing
        assert curve["power"].iloc[(curve["change"] - 0.5).abs().argmin()] == pytest.approx(80, abs=0.1)
        assert tabulate_detectable(plan_with(weekly_traffic=None)).empty
        assert "Enter the weekly traffic" in say_brief(compute_brief(plan_with(weekly_traffic=None)))


class TestResultForm:
    def _fill(self, *counts: int, **changes: Any) -> ResultForm:
        form = ResultForm(MemoryCollection(MetricPlan, plan_with(decision_rule="Launch if above 0.5.", **changes)))
        labels = (
            "Units in the control",
            "Did it, in the control",
            "Units in the treatment",
            "Did it, in the treatment",
        )
        for label, count in zip(labels, counts, strict=False):
            find(form, label).value = str(count)
        return form

    @pytest.mark.parametrize(
        ("counts", "changes", "verdict"),
        [
            ((44_000, 2_200, 45_000, 2_900), {}, "Do not read it."),
            ((20_000, 1_000, 20_000, 1_400), {}, "Launch."),
            ((20_000, 1_000, 20_000, 1_400), {"guardrails": "crossed"}, "Do not launch."),
            ((20_000, 1_000, 20_000, 1_100), {}, "A gain, perhaps not worth it."),
            ((200_000, 10_000, 200_000, 10_050), {}, "A clean no."),
            ((2_000, 100, 2_000, 104), {}, "Not decided."),
            ((20_000, 1_400, 20_000, 1_000), {}, "Take it back."),
            ((20_000, 1_400, 20_000, 1_000), {"goal": "fall"}, "Launch."),
        ],
    )
    def test_verdicts(self, counts, changes, verdict):
        """G15: the split is read first, then guardrails, then where the range lies against the smallest change."""
        told = self._fill(*counts, **changes)

        assert lead_of(told).startswith(verdict)
        assert "the treatment" in remarks_of(told)[0].lower()
        assert any("Launch if above 0.5." in remark for remark in remarks_of(told))

    def test_difference_is_said_with_its_range(self):
        """The difference stands in percentage points, relative, and with its range and p."""
        said = remarks_of(self._fill(20_000, 1_000, 20_000, 1_100))[1]

        assert said == (
            "5% in the control, 5.5% in the treatment: +0.50 percentage points, +10.0% relative, "
            "95% range +0.06 to +0.94 (p = 0.025)."
        )

    def test_an_average_is_read_in_its_own_unit(self):
        """Averages with their spreads give a verdict, too; without them only the split is read."""
        plan = plan_with(metric_type="average", metric_unit="minutes", minimum_change=1, goal="fall")
        form = ResultForm(MemoryCollection(MetricPlan, plan.replace(control_units=5_000, treatment_units=5_000)))

        assert "the split holds" in lead_of(form)
        for label, value in (("Average of the ", ("30", "28")), ("Standard deviation of the ", ("12", "11"))):
            find(form, f"{label}control").value, find(form, f"{label}treatment").value = value
        assert lead_of(form).startswith("Launch.")
        assert remarks_of(form)[1] == (
            "30 minutes in the control, 28 minutes in the treatment: -2 minutes, -6.7% relative, "
            "95% range -2.451 to -1.549 (p < 0.0001)."
        )

    def test_more_conversions_than_units_are_refused(self):
        """A rate above 100% is said, and the counts stay."""
        form = self._fill(100, 101, 100, 5)

        assert "101 of 100 is a rate above 100%" in lead_of(form)
        assert find(form, "Did it, in the control").value == "101"

    def test_empty_arms_are_said(self):
        """Two empty arms are no result."""
        assert "both arms are empty" in lead_of(self._fill(0, 0, 0, 0))


class TestEvents:
    @pytest.mark.parametrize(
        ("name", "faults"),
        [
            ("foot_length_entered", set()),
            ("Size Hint Shown", set()),
            ("click", {"one-word"}),
            ("show_size_hint", {"past-verb"}),
            ("size_hint_shown_2", {"past-verb", "value-in-name"}),
            ("page_2026_viewed", {"value-in-name"}),
        ],
    )
    def test_names(self, name, faults):
        """G5: a name is object first, then a verb in the past tense, and holds no value."""
        event = Event(name=name, trigger="t", properties="p", metrics="m", owner="o")
        notes = check_events(MetricPlan(events=(event,), identity="account"))

        assert {note.check.id for note in notes if note.number} == faults

    def test_casing_is_that_of_most(self):
        """The event that is written in another way than the others is named."""
        names = ("hint_shown", "hint_closed", "hintOpened", "Hint Sent")
        plan = MetricPlan(
            events=tuple(Event(name=name, trigger="t", properties="p", metrics="m", owner="o") for name in names)
        )
        odd = [note.number for note in check_events(plan) if note.check.id == "casing"]

        assert odd == [3, 4]

    def test_gaps_of_a_plan(self):
        """Missing exposure, failure and identity are named, and a name that stands twice."""
        plan = MetricPlan(events=(Event(name="order_placed"), Event(name="Order_Placed")))
        found = {note.check.id for note in check_events(plan)}

        assert {"twice", "no-exposure", "no-failure", "no-identity", "no-trigger", "no-owner", "no-metric"} <= found
        assert check_events(MetricPlan(events=(Event(),))) == []

    def test_words(self):
        """Names are split at lines, blanks and capitals, in any writing."""
        assert split_name("sizeHint Shown_twice") == ["size", "hint", "shown", "twice"]
        assert split_name("尺寸_shown") == ["尺寸", "shown"]
        assert (is_past("entered"), is_past("shown"), is_past("red"), is_past("show")) == (True, True, False, False)

    def test_the_table_is_edited(self, workspace: Workspace):
        """Rows are added, typed into and removed; what is stored follows, and blank rows ask for nothing."""
        workspace.metric_plans.save(
            plan_with(events=(Event(name="hint_shown"), Event(name="hint_closed", owner="Ida")))
        )
        form = EventPlanForm(workspace.metric_plans, "p")
        find(form, "Add an event").click()
        find(form, "Event 3").value = "hint_used"
        find(form, "Trigger 3").value = "The parent taps it,\non the client"
        find(form, "Remove 1").click()
        form.flush()

        events = workspace.metric_plans.get("p").events
        assert [(event.name, event.owner) for event in events] == [("hint_closed", "Ida"), ("hint_used", "")]
        assert events[1].trigger == "The parent taps it, on the client"
        assert find(form, "Event 1").value == "hint_closed"
        again = EventPlanForm(workspace.metric_plans, "p")
        assert find(again, "Owner 1").value == "Ida"
        assert "Events 1, 2: each of them has no properties" in again.render_text()

    def test_a_cell_that_is_too_long_is_said(self):
        """A cell beyond the limit is named by column and row; what was typed stays."""
        form = EventPlanForm(MemoryCollection(MetricPlan, plan_with(events=(Event(name="a_b"),))))
        find(form, "Owner 1").value = "x" * 201
        form.flush()

        assert "Owner 1: Too long; at most 200 characters." in read_html(form)
        assert find(form, "Owner 1").value == "x" * 201


def test_the_worst_risk_comes_first():
    """The risk that is likeliest and heaviest is named, and those without signal, answer or owner are asked about."""
    risks = (
        Risk(risk="Late data", likelihood="low", impact="high", signal="s", mitigation="m", owner="o"),
        Risk(risk="Wrong sizes.", likelihood="high", impact="high"),
    )
    told = RiskForm(MemoryCollection(MetricPlan, plan_with(risk_register=risks)))

    assert lead_of(told) == "2 risks. Speak first of: Wrong sizes. Likelihood high, impact high."
    assert remarks_of(told) == [
        "What would you see first? Wrong sizes.",
        "What do you do about it? Wrong sizes.",
        "Who watches it? Wrong sizes.",
    ]


def test_many_guardrails_are_asked_about():
    """More than five guardrails are named as too many, and blank metrics as questions."""
    many = plan_with(guardrail_metrics="a; b; c; d; e; f")
    told = MetricsForm(MemoryCollection(MetricPlan, many))

    assert any(remark.startswith("6 guardrails") for remark in remarks_of(told))
    assert any("counter" in remark or "without helping" in remark for remark in remarks_of(told))


def test_two_hundred_plans_stay_quick(workspace: Workspace):
    """With many plans, a keystroke costs no more store reads than with one."""
    workspace.metric_plans.save_all([plan_with(id=f"p{number}") for number in range(200)])
    form = ExperimentForm(workspace.metric_plans)
    reads = []
    original = workspace.metric_plans.all
    workspace.metric_plans.all = lambda: reads.append(1) or original()  # type: ignore[method-assign] # counts the reads
    find(form, "Power (%)").value = "90"

    assert reads == []
    assert "90% of cases" in lead_of(form)


def test_the_result_is_explained_as_talk(workspace: Workspace):
    """G15: an explanation for a non-technical listener is reviewed as it is typed, and kept."""
    editor = ReviewEditor.on(workspace.scratch_texts, "explained-result", "text", kind="talk")
    editor.text = "The p-value was 0.03 and the AUC of the uplift model rose, so the treatment effect is significant."
    found = editor.judged["findings"]
    editor.flush()

    assert found
    assert workspace.scratch_texts.get("explained-result").text == editor.text


def test_the_notebook_says_what_the_round_is():
    """G16: the technical round is product analytics, no coding; the notebook opens with it, the facts agree."""
    notebook = json.loads((ROOT / "notebooks" / "05_technical_deep_dive.ipynb").read_text(encoding="utf-8"))
    opening = "".join(notebook["cells"][0]["source"])
    facts = " ".join(look_up("facts", "answer")["answer"])

    assert "product analytics" in opening
    assert "not asked to code" in opening
    assert "product analytics" in facts.lower()


class TestCharts:
    def test_power_curve(self):
        """The curve's facts stand in its summary; the same plan gives the same bytes; without figures it says so."""
        curve = tabulate_power(compute_brief(PLAN))
        chart = charts.power_curve(curve, 0.5, 80, "percentage points")

        assert chart.summary.endswith("by its true size in percentage points: 80% at 0.5, about 29% at half of that.")
        assert chart.to_html() == charts.power_curve(curve, 0.5, 80, "percentage points").to_html()
        assert "enter where the metric stands" in charts.power_curve(curve.head(0), 0.5, 80, "").summary

    def test_differences(self):
        """Every week and the total are named with their range; without weeks it says so."""
        weeks = tabulate_weeks(make_drill("meal-kit", "clean-win", 1))
        summary = charts.differences(weeks, 1.5).summary

        for row in weeks.to_dict("records"):
            assert f"{row['difference']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f})" in summary
        assert charts.differences(weeks.head(0), 1.5).summary == "No week is over yet."
