"""Which fields take the whole width of a form, and which stand two in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prepkit.models.choices import Choices
from prepkit.models.form_field import FormField

_BROAD = ("prose", "part", "rows", "several")


def find_wide(fields: Sequence[FormField], choices: Choices) -> set[str]:
    """Return the names of the fields to give the whole width.

    Those are long texts and lists, the line that names the whole (the first one), and a line that would
    otherwise stand beside a gap.
    """
    wide = {each.name for each in fields if each.kind in _BROAD}
    if fields[0].kind == "line" and fields[0].name not in choices:
        wide.add(fields[0].name)
    alone = [run[-1] for run in _split_runs(fields, wide) if len(run) % 2]
    return wide | {each.name for each in alone if each.kind == "line"}


def _split_runs(fields: Sequence[FormField], wide: set[str]) -> Iterator[list[FormField]]:
    """Yield the fields that follow each other in halves of a line."""
    run: list[FormField] = []
    group = fields[0].group
    for each in fields:
        if each.name in wide or each.group != group:
            yield run
            run = []
        group = each.group
        if each.name not in wide:
            run.append(each)
    yield run
