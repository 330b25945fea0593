"""The form of the panel: who asks for what, a row an interviewer."""

from __future__ import annotations

from importlib import resources

import ipywidgets as ipw

from prepkit.forms.record_form import RecordForm
from prepkit.models import Panel
from prepkit.stories.panel import usual_panel


class PanelForm(RecordForm[Panel]):
    """Edits the panel of the loop, which begins as a usual one; arguments as RecordForm."""

    model = Panel
    noun = "panel"
    many = False

    def _build(self) -> None:
        super()._build()
        self.add_class("pk-panel")
        css = resources.files(__package__).joinpath("panel_form.css").read_text("utf-8")
        style = ipw.HTML(f"<style>{css}</style>")
        style.add_class("pk-style")
        usual = ipw.Button(description="Back to a usual panel", tooltip="Puts the usual interviewers in place of these")
        usual.on_click(lambda _button: self.restore_usual())
        bar = self.children[-1]
        bar.children = (*bar.children[:-1], usual, bar.children[-1])
        self.children = (style, *self.children)

    def restore_usual(self) -> None:
        """Put the usual panel in place of the one that is kept."""
        self.flush()
        self._switch(self._collection.save(usual_panel()))

    def _choose(self, records: list[Panel], record_id: str | None) -> Panel:
        kept = self._collection.all()
        return super()._choose(records, record_id) if kept or record_id is not None else usual_panel()
