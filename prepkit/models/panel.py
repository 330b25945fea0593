"""Who sits in the loop, and which principles each of them was given."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from prepkit.models.fields import Part, Record, line, rows

PANEL_ID = "panel"


class Interviewer(Part):
    """One interviewer with up to three principles to ask about; what is blank is not asked."""

    name: str = line("Interviewer", "The name or role, as far as you know it.")
    first_principle: str = line("First principle", "What they will probably ask about.")
    second_principle: str = line("Second principle", "Each has about two.")
    third_principle: str = line("Third principle", "Only if you were told so.")

    @property
    def principles(self) -> tuple[str, ...]:
        """The ids of the principles that are filled in, each once."""
        given = (self.first_principle, self.second_principle, self.third_principle)
        return tuple(dict.fromkeys(one.strip() for one in given if one.strip()))


class Panel(Record):
    """The interviewers of a loop, in the order in which you meet them."""

    kind: ClassVar[str] = "panel"
    id: str = Field(default=PANEL_ID, title="Id", description="Always panel.", pattern=f"^{PANEL_ID}$")
    interviewers: tuple[Interviewer, ...] = rows(
        "Interviewers", "One row each. Nobody tells you the split: change it as you hear more."
    )

    @property
    def label(self) -> str:
        """What it is."""
        return "Who asks for what"
