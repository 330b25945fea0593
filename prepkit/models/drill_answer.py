"""What a person decided on a simulated experiment, before its truth was shown."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from prepkit.models.fields import Record, choice, line, number, prose

Decision = Literal["", "ship", "do not ship", "run longer", "fix and re-run"]


class DrillAnswer(Record):
    """A decision on one drill, with its reason; setting, fault and seed make the same drill again."""

    kind: ClassVar[str] = "drill_answer"
    date: dt.date | None = choice("Date", "The day of the drill.", default=None)
    setting: str = line("Setting", "Which feature was tested.")
    fault: str = line("What was planted", "What the data was made to show.")
    seed: int = number("Seed", "The number that the data is drawn from.", low=0, high=2**32, default=0)
    decision: Decision = choice("Your decision", "What you would do on this result.", default="")
    reason: str = prose("Why", "The one or two facts that decide it, before you see the truth.", lines=3)

    @property
    def label(self) -> str:
        """Decision and date, to pick it from a list."""
        return f"{self.decision.capitalize() or 'No decision'}, {self.date or 'no date'}"
