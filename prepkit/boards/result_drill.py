"""A drill in reading a result: data, a decision with its reason, and only then the truth."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import ipywidgets as ipw

from prepkit.boards.drill_view import render_drill_html, render_drill_text, render_figure, tell_data, tell_truth
from prepkit.errors import UsageError
from prepkit.forms.inputs import Input, make_input
from prepkit.forms.style import make_style, render_status
from prepkit.metrics.experiments.drills import Drill, deal_drill, make_drill, score_answers
from prepkit.models import DrillAnswer
from prepkit.models.form_field import read_fields
from prepkit.models.raw import Path
from prepkit.show.readable_box import ReadableBox
from prepkit.show.told import render_told_html
from prepkit.store.contract import Collection
from prepkit.store.draft import Draft, Said, say_failure

NEXT = "next-drill"  # the id under which an open drill, and what is typed into it, is kept


class ResultDrill(ReadableBox):
    """Shows a simulated experiment, takes a decision with its reason, keeps it, and then shows the truth.

    A decision stays: run again, the drill decided last today is shown with its truth until the next one is begun.

    Args:
        answers: The workspace's drill answers.
        today: The day, which the next drill depends on.
    """

    def __init__(self, answers: Collection[DrillAnswer], today: dt.date) -> None:
        super().__init__()
        self._answers = answers
        self._today = today
        self._draft = Draft(self._keep, self._say)
        self._loading = True
        fields = {field.name: field for field in read_fields(DrillAnswer)}
        self._inputs: dict[str, Input] = {
            name: make_input(fields[name], functools.partial(self._note, name), {}) for name in ("decision", "reason")
        }
        self._told, self._truth, self._status = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self._decide = ipw.Button(
            description="Decide", button_style="primary", tooltip="Keep the decision, see the truth"
        )
        self._decide.on_click(lambda _button: self.decide())
        self._next = ipw.Button(description="Next drill", tooltip="Begin another experiment")
        self._next.on_click(lambda _button: self.begin())
        self._build()
        self._show(*self._find())

    @property
    def answer(self) -> DrillAnswer:
        """The drill that is shown, with the decision if there is one."""
        return self._answer

    def decide(self) -> None:
        """Keep the decision and show the truth, or say what is missing."""
        decision, reason = self._inputs["decision"].read(), str(self._inputs["reason"].read()).strip()
        self._inputs["decision"].mark({} if decision else {(): "Pick one of the four."})
        self._inputs["reason"].mark({} if reason else {(): "Write the fact that decides it first, one line will do."})
        if not decision or not reason:
            self._status.value = render_status("Not decided yet; see what is missing above.", wrong=True)
            return
        answer = self._answer.replace(decision=decision, reason=self._inputs["reason"].read())
        try:
            self._answers.save(answer)
            self._answers.save_draft(NEXT, {})
        except Exception as error:
            # Whatever keeps a collection from saving, what was typed stays.
            self._say(say_failure(error), True)
            return
        self._draft.forget()
        self._show(answer, self._drill)

    def begin(self) -> None:
        """Begin the next drill; it stays the next one until it is decided."""
        answer = deal_drill(self._answers.all(), self._today)
        self._show(answer, make_drill(answer.setting, answer.fault, answer.seed))
        self._draft.put("id", answer.id)
        self._draft.flush()

    def flush(self) -> None:
        """Save now what is typed and not decided yet."""
        self._draft.flush()

    def render_html(self) -> str:
        """Return the drill as HTML, with the truth only once it is decided."""
        return render_drill_html(self._drill, self._answer, score_answers(self._answers.all()))

    def render_text(self) -> str:
        """Return the drill as plain text, with the truth only once it is decided."""
        return render_drill_text(self._drill, self._answer, score_answers(self._answers.all()))

    def _build(self) -> None:
        self.add_class("pk-form")
        self.add_class("pk-drill")
        for each in (self._told, self._truth):
            each.add_class("pk-told")
        for each in self._inputs.values():
            each.view.add_class("pk-wide")
        self._form = ipw.Box([each.view for each in self._inputs.values()])
        self._form.add_class("pk-grid")
        bar = ipw.HBox([self._decide, self._next, self._status])
        bar.add_class("pk-bar")
        self.children = (make_style(), self._told, self._form, self._truth, bar)

    def _find(self) -> tuple[DrillAnswer, Drill | None]:
        """Return the open drill that was begun, else the one decided last today, else a new one."""
        answers, draft = self._answers.all(), self._answers.draft(NEXT)
        if draft:
            known = {answer.id for answer in answers}
            try:
                begun = DrillAnswer.model_validate({**draft, "decision": "", "reason": ""})
                if begun.id not in known:
                    return begun, make_drill(begun.setting, begun.fault, begun.seed)
            except (UsageError, ValueError):
                pass  # the content that it was made from is gone, or another version kept it
        if answers and answers[-1].date == self._today:
            return answers[-1], _remake(answers[-1])
        dealt = deal_drill(answers, self._today)
        return dealt, make_drill(dealt.setting, dealt.fault, dealt.seed)

    def _show(self, answer: DrillAnswer, drill: Drill | None) -> None:
        self._answer, self._drill = answer, drill
        decided = bool(answer.decision)
        draft = {} if decided else self._answers.draft(NEXT)
        typed = draft if draft.get("id") == answer.id else {}
        self._loading = True
        for name, each in self._inputs.items():
            each.show(typed.get(name) or "")
            each.mark({})
        self._loading = False
        self._told.value = render_told_html(tell_data(drill)) + render_figure(drill)
        self._truth.value = render_told_html(tell_truth(drill, answer))
        self._form.layout.display = self._decide.layout.display = "none" if decided else ""
        self._next.layout.display = "" if decided else "none"
        self._status.value = render_status(score_answers(self._answers.all()))

    def _note(self, name: str, _path: Path, raw: Any) -> None:
        if not self._loading:
            self._draft.put(name, raw)

    def _keep(self, _changes: dict[str, Any]) -> Said:
        if not self._answer.decision:
            typed = {name: each.read() for name, each in self._inputs.items()}
            self._answers.save_draft(NEXT, {**self._answer.model_dump(mode="json"), **typed})
        return score_answers(self._answers.all()), False

    def _say(self, text: str, wrong: bool) -> None:
        self._status.value = render_status(text, wrong=wrong)


def _remake(answer: DrillAnswer) -> Drill | None:
    try:
        return make_drill(answer.setting, answer.fault, answer.seed)
    except UsageError:
        return None  # what it was made from is no longer in the content
