"""A drill as something to read: the data before a decision, the truth after it."""

from __future__ import annotations

import html

from prepkit.charts import differences
from prepkit.experiments.drill_words import describe_drill, explain_drill, say_truth
from prepkit.experiments.drills import Drill, mark_answer, tabulate_weeks
from prepkit.models import DrillAnswer
from prepkit.widgets.told import Told, render_told_html, render_told_text

_GONE = "What this drill was made from is no longer part of prepkit. Begin the next one."
_MARKS = {"right": "That is right.", "defensible": "That can be defended.", "missed": "Look again.", "open": ""}


def tell_data(drill: Drill | None) -> Told:
    """Return what the reader may know before the decision."""
    if drill is None:
        return Told(_GONE, wrong=True)
    feature, *plan = describe_drill(drill)
    weeks = tabulate_weeks(drill)
    weeks["range"] = [f"{low:+.2f} to {high:+.2f}" for low, high in zip(weeks["low"], weeks["high"], strict=True)]
    headings = {
        "week": "Week",
        "control": "Control",
        "treatment": "Treatment",
        "control_rate": "Control %",
        "treatment_rate": "Treatment %",
        "difference": "Difference",
        "range": "95% range",
        "guardrail_control": "Guardrail, control %",
        "guardrail_treatment": "Guardrail, treatment %",
    }
    table = weeks[list(headings)].rename(columns=headings)
    return Told(feature, plan, [(f"What the dashboard shows ({drill.setting.units} by week)", table)])


def tell_truth(drill: Drill | None, answer: DrillAnswer) -> Told:
    """Return the truth with its evidence; nothing before the decision."""
    mark = mark_answer(answer)
    if drill is None or mark == "open":
        return Told()
    fault = drill.fault
    right = f"The answer is: {fault.decision}." if mark != "right" else ""
    also = fault.also_why if mark == "defensible" else ""
    lead = " ".join(
        each for each in (f"You said: {answer.decision}.", _MARKS[mark], also, right, say_truth(drill)) if each
    )
    remarks = [f"Your reason: {answer.reason}"] if answer.reason.strip() else []
    return Told(lead, [*remarks, explain_drill(drill), fault.explanation, f"Take along: {fault.question}"])


def render_figure(drill: Drill | None) -> str:
    """Return the differences by week as an image with its facts as alternative text."""
    if drill is None:
        return ""
    return differences(tabulate_weeks(drill), round(100 * drill.setting.smallest, 2)).to_html()


def render_drill_html(drill: Drill | None, answer: DrillAnswer, score: str) -> str:
    """Return the drill as HTML without any style."""
    data, truth = tell_data(drill), tell_truth(drill, answer)
    return f"{render_told_html(data)}{render_figure(drill)}{render_told_html(truth)}<p>{html.escape(score)}</p>"


def render_drill_text(drill: Drill | None, answer: DrillAnswer, score: str) -> str:
    """Return the drill as plain text."""
    parts = [render_told_text(tell_data(drill)), render_told_text(tell_truth(drill, answer)), score]
    return "\n\n".join(part for part in parts if part)
