"""A sheet of scores: each dimension with its anchors beside the numbers to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from prepkit.blocks import Block, Heading, Item
from prepkit.content.shapes.rehearsal import RubricDimension
from prepkit.live.part import LivePart, read_program

_HERE = Path(__file__).parent
_POINTS = (1, 2, 3, 4, 5)


class ScoreSheet(LivePart):
    """Asks for a score from 1 to 5 for each dimension of a rubric, with the anchors at 1, 3 and 5 in sight.

    Args:
        dimensions: What to score, from the content's rubrics.
        scores: The scores so far, by dimension.
        rater: Whose scores they are, as the sheet's heading says it.
    """

    _esm = read_program("score_sheet/score_sheet.js")
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

    def read(self) -> Sequence[Block]:
        """Return the anchors and what is scored."""
        lines: list[Block] = [Heading(self.rater, 2)]
        for each in self.dimensions:
            one, _, three, _, five = each["anchors"]
            given = self.scores.get(each["id"])
            head = f"{each['name']}, {given}" if given else each["name"]
            lines.append(Item(f"{head}. 1: {one} 3: {three} 5: {five}"))
        return lines

    @traitlets.validate("scores")
    def _keep_known(self, proposal: Any) -> dict[str, int]:
        """Leave out what is no score of a dimension of the sheet, whatever a browser or a draft says."""
        known = {each["id"] for each in self.dimensions}
        kept = {name: score for name, score in proposal["value"].items() if name in known and score in _POINTS}
        return {name: int(score) for name, score in kept.items()}
