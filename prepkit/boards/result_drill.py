"""A drill in reading a result: data, a decision with its reason, and only then the truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prepkit.blocks import Block, Figure, Item, Paragraph, Table
from prepkit.boards.board import Board, line_up, make_button
from prepkit.charts import differences
from prepkit.errors import UsageError
from prepkit.forms.inputs import Input, make_input
from prepkit.metrics.experiments.drills import (
    Drill,
    deal_drill,
    describe_drill,
    explain_drill,
    make_drill,
    mark_answer,
    say_truth,
    score_answers,
    tabulate_weeks,
)
from prepkit.models import DrillAnswer
from prepkit.models.form_field import read_fields
from prepkit.show.readable_box import Panel
from prepkit.store.draft import SessionDraft
from prepkit.store.workspace import Workspace

NEXT = "next-drill"  # the id under which an open drill, and what is typed into it, is kept
_ASKED = ("decision", "reason")
_GONE = "What this drill was made from is no longer part of prepkit. Begin the next one."
_MARKS = {"right": "That is right.", "defensible": "That can be defended.", "missed": "Look again.", "open": ""}
_COLUMNS = {
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


class ResultDrill(Board):
    """Shows a simulated experiment, takes a decision with its reason, keeps it, and then shows the truth.

    A decision stays: the drill decided last today is shown with its truth until the next one is begun.

    Args:
        prep: The workspace; its day is what the next drill depends on.
    """

    def __init__(self, prep: Workspace) -> None:
        super().__init__(prep)
        self._answer = DrillAnswer(id="none")
        self._drill: Drill | None = None
        self._typed = SessionDraft(prep.drill_answers, NEXT, self._set_status)
        fields = {field.name: field for field in read_fields(DrillAnswer)}
        self._inputs: dict[str, Input] = {
            name: make_input(fields[name], lambda _path, _raw: self._note(), {}) for name in _ASKED
        }
        for each in self._inputs.values():
            each.view.add_class("pk-wide")
        self._data, self._truth = Panel(), Panel()
        self._form = line_up(*(each.view for each in self._inputs.values()), style="grid")
        self._decide = make_button("Decide", self.decide, primary=True, tooltip="Keep the decision, see the truth")
        self._next = make_button("Next drill", self.begin, tooltip="Begin another experiment")
        self._open(self._data, self._form, self._truth, buttons=[self._decide, self._next])

    @property
    def answer(self) -> DrillAnswer:
        """The drill that is shown, with the decision if there is one."""
        return self._answer

    def decide(self) -> None:
        """Keep the decision and show the truth, or say what is missing."""
        decision, reason = (self._inputs[name].read() for name in _ASKED)
        self._inputs["decision"].mark({} if decision else {(): "Pick one of the four."})
        written = str(reason).strip()
        self._inputs["reason"].mark({} if written else {(): "Write the fact that decides it first, one line will do."})
        if not decision or not written:
            self._set_status("Not decided yet; see what is missing above.", wrong=True)
            return
        answer = self._answer.replace(decision=decision, reason=reason)
        failed = "Not saved: {} What you typed stays here."
        if not self._try(lambda: self._prep.drill_answers.save(answer), failed):
            return
        self._typed.begin()
        self.update()
        self._set_status("Decided.")

    def begin(self) -> None:
        """Begin the next drill; it stays the next one until it is decided."""
        dealt = deal_drill(self._prep.drill_answers.all(), self._prep.today)
        self._typed.begin(**dealt.model_dump(mode="json"))
        self.update()

    def flush(self) -> None:
        """Save now what is typed and not decided yet."""
        self._typed.flush()

    def read(self) -> Sequence[Block]:
        """Return the drill, with the truth only once it is decided."""
        self.update()
        return [*describe_data(self._drill), *self._describe_end()]

    def _update(self) -> None:
        self._typed.refresh()
        found = self._find(self._prep.drill_answers.all())
        if (found.id, found.decision) != (self._answer.id, self._answer.decision):
            self._answer, self._drill = found, _remake(found)
            self._data.show(describe_data(self._drill))
            for each in self._inputs.values():
                each.mark({})
        decided = bool(found.decision)
        for name, each in self._inputs.items():
            if each.read() != self._typed.text(name):
                each.show(self._typed.text(name))
        self._truth.show(self._describe_end())
        self._form.layout.display = self._decide.layout.display = "none" if decided else ""
        self._next.layout.display = "" if decided else "none"

    def _find(self, answers: list[DrillAnswer]) -> DrillAnswer:
        """Return the open drill that was begun, else the one decided last today, else a new one."""
        draft = self._prep.drill_answers.draft(NEXT)
        if draft:
            try:
                begun = DrillAnswer.model_validate({**draft, "decision": "", "reason": ""})
                if begun.id not in {answer.id for answer in answers}:
                    make_drill(begun.setting, begun.fault, begun.seed)
                    return begun
            except (UsageError, ValueError):
                pass  # the content that it was made from is gone, or another version kept it
        if answers and answers[-1].date == self._prep.today:
            return answers[-1]
        return deal_drill(answers, self._prep.today)

    def _note(self) -> None:
        with self._lock:
            if not self._setting and not self._answer.decision:
                typed = {name: each.read() for name, each in self._inputs.items()}
                self._typed.put(**{**self._answer.model_dump(mode="json"), **typed})

    def _describe_end(self) -> list[Block]:
        score = score_answers(self._prep.drill_answers.all())
        return [*describe_truth(self._drill, self._answer), *([Paragraph(score, "hint")] if score else [])]


def describe_data(drill: Drill | None) -> list[Block]:
    """Return what the reader may know before the decision: the plan, the dashboard's table, the weeks as a chart."""
    if drill is None:
        return [Paragraph(_GONE, "wrong")]
    feature, *plan = describe_drill(drill)
    weeks = tabulate_weeks(drill)
    shown = weeks.round(2)
    shown["range"] = [f"{low:+.2f} to {high:+.2f}" for low, high in zip(weeks["low"], weeks["high"], strict=True)]
    return [
        Paragraph(feature, "lead"),
        *(Item(line) for line in plan),
        Table(
            shown[list(_COLUMNS)].rename(columns=_COLUMNS), f"What the dashboard shows ({drill.setting.units} by week)"
        ),
        Figure(differences(weeks, round(100 * drill.setting.smallest, 2))),
    ]


def describe_truth(drill: Drill | None, answer: DrillAnswer) -> list[Block]:
    """Return the truth with its evidence; nothing before the decision."""
    mark = mark_answer(answer)
    if drill is None or mark == "open":
        return []
    fault = drill.fault
    right = f"The answer is: {fault.decision}." if mark != "right" else ""
    also = fault.also_why if mark == "defensible" else ""
    said = (f"You said: {answer.decision}.", _MARKS[mark], also, right, say_truth(drill))
    role: Any = "right" if mark == "right" else "warn"
    return [
        Paragraph(" ".join(each for each in said if each), role),
        *([Item(f"Your reason: {answer.reason}")] if answer.reason.strip() else []),
        Item(explain_drill(drill)),
        Item(fault.explanation),
        Item(f"Take along: {fault.question}"),
    ]


def _remake(answer: DrillAnswer) -> Drill | None:
    try:
        return make_drill(answer.setting, answer.fault, answer.seed)
    except UsageError:
        return None  # what it was made from is no longer in the content
