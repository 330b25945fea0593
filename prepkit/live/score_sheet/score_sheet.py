"""A sheet of scores: each dimension with its anchors beside the numbers to choose from."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from prepkit.content.shapes.rehearsal import RubricDimension

_HERE = Path(__file__).parent
_POINTS = (1, 2, 3, 4, 5)


class ScoreSheet(anywidget.AnyWidget):
    """Asks for a score from 1 to 5 for each dimension of a rubric, with the anchors at 1, 3 and 5 in sight.

    Args:
        dimensions: What to score, from the content's rubrics.
        scores: The scores so far, by dimension.
        rater: Whose scores they are, as the sheet's heading says it.
    """

    _esm = _HERE / "score_sheet.js"
    _css = _HERE / "score_sheet.css"

    rater = traitlets.Unicode().tag(sync=True)
    dimensions = traitlets.List(traitlets.Dict()).tag(sync=True)
    scores = traitlets.Dict().tag(sync=True)

    def __init__(
        self, dimensions: Sequence[RubricDimension], scores: Mapping[str, int] | None = None, *, rater: str
    ) -> None:
        super().__init__(rater=rater)
        self.show(dimensions, scores)

    def show(self, dimensions: Sequence[RubricDimension], scores: Mapping[str, int] | None = None) -> None:
        """Ask for other dimensions, or show other scores."""
        self.dimensions = [
            {"id": each.id, "name": each.name, "anchors": [each.one, "", each.three, "", each.five]}
            for each in dimensions
        ]
        self.scores = dict(scores or {})

    def missing(self) -> list[str]:
        """Return the names of the dimensions that are not scored yet."""
        return [each["name"] for each in self.dimensions if each["id"] not in self.scores]

    def render_html(self) -> str:
        """Return the anchors and what is scored as HTML without any style."""
        items = "".join(f"<li>{html.escape(line)}</li>" for line in self._list_lines())
        return f"<section><h4>{html.escape(self.rater)}</h4><ul>{items}</ul></section>"

    def render_text(self) -> str:
        """Return the anchors and what is scored as plain text."""
        return "\n".join([self.rater, *(f"- {line}" for line in self._list_lines())])

    def __repr__(self) -> str:
        return self.render_text()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        live, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        return {**live, "text/html": self.render_html(), "text/plain": self.render_text()}, metadata

    @traitlets.validate("scores")
    def _keep_known(self, proposal: Any) -> dict[str, int]:
        """Leave out what is no score of a dimension of the sheet, whatever a browser or a draft says."""
        known = {each["id"] for each in self.dimensions}
        kept = {name: score for name, score in proposal["value"].items() if name in known and score in _POINTS}
        return {name: int(score) for name, score in kept.items()}

    def _list_lines(self) -> list[str]:
        lines = []
        for each in self.dimensions:
            one, _, three, _, five = each["anchors"]
            given = self.scores.get(each["id"])
            head = f"{each['name']}, {given}" if given else each["name"]
            lines.append(f"{head}. 1: {one} 3: {three} 5: {five}")
        return lines
