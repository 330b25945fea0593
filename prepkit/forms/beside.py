"""What stands beside the sections of a form: a function of the record that returns blocks, for some kinds of record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.blocks import Block, Figure
from prepkit.forms import plans
from prepkit.models import Loop, MetricPlan, Panel, Profile, Record
from prepkit.stories.assignment import usual_panel

Tell = Callable[[Any, Sequence[str], Any], Sequence[Block]]


def _nothing(_record: Any, _unfit: Sequence[str], _prep: Any) -> Sequence[Block]:
    return ()


@dataclass(frozen=True)
class Beside:
    """What a form tells of a record while it is typed.

    Args:
        tell: Called after each key with the record as it stands, the titles of the fields whose input does not fit
            yet, and the workspace, if there is one.
        draw: Called likewise, but only after a save: a picture takes longer than a sentence.
        ask: Names the fields that this record does not call for.
        above: Whether it stands above the inputs.
        kinds: Other kinds of record that it depends on.
    """

    tell: Tell = _nothing
    draw: Tell = _nothing
    unasked: Callable[[Any], Collection[str]] = lambda _record: ()
    above: bool = False
    kinds: frozenset[str] = frozenset()


def find_beside(model: type[Record], sections: Sequence[str]) -> list[Beside]:
    """Return what stands beside these sections of a model, in the order of the sections; none named are all."""
    found = _BESIDE.get(model, {})
    return [beside for name, beside in found.items() if name == "" or name in sections]


def begin(model: type[Record]) -> Any:
    """Return the record that a form of one record begins with where none is stored."""
    return usual_panel() if model is Panel else model()


def _draw_loop(loop: Loop, _unfit: Sequence[str], prep: Any) -> Sequence[Block]:
    from prepkit.charts import loop as draw_loop
    from prepkit.planning.loop import lay_out_loop

    profile, today = (Profile(), None) if prep is None else (prep.profile, prep.today)
    return [Figure(draw_loop(lay_out_loop(profile, loop), today))]


_BESIDE: dict[type[Record], dict[str, Beside]] = {
    Loop: {"": Beside(draw=_draw_loop, above=True, kinds=frozenset({"profile"}))},
    MetricPlan: {
        "metrics": Beside(plans.ask_about_metrics),
        "instrumentation": Beside(plans.check_instrumentation),
        "experiment": Beside(plans.size_experiment, plans.draw_power, plans.list_unasked_terms),
        "risks": Beside(plans.weigh_risks),
        "result": Beside(plans.read_result, unasked=plans.list_unasked_counts),
    },
}
