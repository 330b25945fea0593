"""The form of what the recruiter said about the loop, with the timeline that follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import ipywidgets as ipw

from prepkit.charts import Chart
from prepkit.charts import loop as draw_loop
from prepkit.forms.record_form import RecordForm
from prepkit.models import Loop, Profile
from prepkit.planning import lay_out_loop
from prepkit.store.contract import Collection


class LoopForm(RecordForm[Loop]):
    """Edits the loop as the recruiter described it, below the timeline that it makes.

    Args:
        collection: Where it is kept: `prep.loops`.
        profile: Whose loop it is, or a function that returns it.
        today: Marked on the timeline.
    """

    model = Loop
    noun = "loop"
    many = False

    def __init__(
        self,
        collection: Collection[Loop],
        profile: Profile | Callable[[], Profile] | None = None,
        today: dt.date | None = None,
    ) -> None:
        self._profile = profile
        self._today = today
        self._timeline = ipw.HTML(layout=ipw.Layout(margin="0 0 16px"))
        super().__init__(collection)

    def render_html(self) -> str:
        """Return the timeline and the record as HTML."""
        return f"{self._draw().to_html()}{super().render_html()}"

    def render_text(self) -> str:
        """Return the timeline and the record as plain text."""
        return f"{self._draw().summary}\n\n{super().render_text()}"

    def _build(self) -> None:
        super()._build()
        style, *rest = self.children
        self.children = (style, self._timeline, *rest)

    def _load(self, record: Loop) -> None:
        super()._load(record)
        self._timeline.value = self._draw().to_html()

    def _follow_save(self) -> None:
        super()._follow_save()
        self._timeline.value = self._draw().to_html()

    def _draw(self) -> Chart:
        profile = self._profile() if callable(self._profile) else self._profile or Profile()
        return draw_loop(lay_out_loop(profile, self._draft.record), self._today)
