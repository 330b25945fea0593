"""The form of a feature's events: a table to type into, checked as a query would be written on it."""

from __future__ import annotations

from prepkit.forms.part_collection import make_part_model
from prepkit.forms.plan_form import PlanForm
from prepkit.metrics.experiments.event_names import EventNote, check_events
from prepkit.models import MetricPlan
from prepkit.show.told import Told


class EventPlanForm(PlanForm):
    """Edits the events of a feature as a table and checks their names, triggers and gaps; arguments as PlanForm."""

    model = make_part_model(MetricPlan, ("feature", "events", "identity"))
    tables = {"events": ("1.7fr", "1.5fr", "1.6fr", "1.3fr", "0.9fr")}  # noqa: RUF012 (declared as a ClassVar above)

    def tell(self) -> Told:
        """Say what is wrong with the events, each fault once with the events that have it."""
        plan = self.read_plan()
        named = sum(bool(event.name.strip()) for event in plan.events)
        if not named:
            return Told("No event yet. Begin with the moment at which a customer first meets the feature.")
        notes = check_events(plan)
        if not notes:
            return Told(
                f"{named} events, and nothing to object to: names, triggers, properties, metrics and owners are there."
            )
        return Told(
            f"{named} events. What somebody who builds on them would ask:", [_say(group) for group in _group(notes)]
        )


def _group(notes: list[EventNote]) -> list[list[EventNote]]:
    groups: dict[str, list[EventNote]] = {}
    for note in notes:
        groups.setdefault(note.check.id, []).append(note)
    return list(groups.values())


def _say(group: list[EventNote]) -> str:
    first = group[0]
    if len(group) == 1:
        return f"{first.text} {first.check.why}"
    numbers = ", ".join(str(note.number) for note in group)
    return f"Events {numbers}: each of them {first.check.message}. {first.check.why}"
