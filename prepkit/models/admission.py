"""Let in the raw values that fit a record, and say of each other one what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from prepkit.models import Record
from prepkit.models.faults import say
from prepkit.models.form_field import Path, read_fields, to_input

R = TypeVar("R", bound=Record)
Errors = dict[tuple[Any, ...], str]
WHOLE: tuple[Any, ...] = ()  # the path of an error that belongs to no single field


@dataclass(frozen=True)
class Admission(Generic[R]):
    """The record with every value that fits, the values that do not, and what is wrong by place.

    The place of an error may lie deeper than a path: `("external_faq", 0, "question")`.
    """

    record: R
    rejected: dict[Path, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)


def admit(base: R, edits: Mapping[Path, Any], draft: Mapping[Path, Any]) -> Admission[R]:
    """Apply edits and an earlier draft to a record, as far as they fit; an edit goes before the draft of its field."""
    waiting = {path: raw for path, raw in draft.items() if path not in edits}
    together = _admit(base, {**waiting, **edits})
    if not together.rejected:
        return together
    # A draft must not keep out an edit that fits on its own.
    first = _admit(base, edits)
    second = _admit(first.record, waiting)
    return Admission(second.record, {**second.rejected, **first.rejected}, _join(first.errors, second.errors))


def _admit(base: R, values: Mapping[Path, Any]) -> Admission[R]:
    accepted = dict(values)
    rejected: dict[Path, Any] = {}
    errors: Errors = {}
    while accepted:
        try:
            return Admission(type(base).model_validate(_merge(base, accepted)), rejected, errors)
        except ValidationError as error:
            blamed = _blame(type(base), error, accepted)
        errors = _join(errors, {place: text for found in blamed.values() for place, text in found.items()})
        for path in blamed:
            rejected[path] = accepted.pop(path)
    return Admission(base, rejected, errors)


def _merge(base: Record, accepted: Mapping[Path, Any]) -> dict[str, Any]:
    fields = {each.name: each for each in read_fields(type(base))}
    values: dict[str, Any] = dict(base)
    for path, raw in accepted.items():
        if len(path) == 1:
            values[path[0]] = to_input(fields[path[0]], raw)
            continue
        inner = values[path[0]]
        whole = dict(inner) if not isinstance(inner, dict) else inner
        values[path[0]] = {**whole, **to_input(fields[path[0]], {path[1]: raw})}
    return values


def _blame(model: type[Record], error: ValidationError, accepted: Mapping[Path, Any]) -> dict[Path, Errors]:
    """Find the values that an error is about: those at its place, else those that its words name, else all."""
    blamed: dict[Path, Errors] = {}
    for fault in error.errors(include_url=False):
        place, text = tuple(fault["loc"]), _sentence(model, say(fault))
        paths = [path for path in accepted if place and place[: len(path)] == path[: len(place)]]
        for path in paths:
            blamed.setdefault(path, {})[place if len(place) >= len(path) else path] = text
        if paths:
            continue
        named = [path for path in accepted if re.search(rf"\b{re.escape(path[0])}\b", say(fault))]
        for path in named or accepted:
            blamed.setdefault(path, {})[path if named else WHOLE] = text
    return blamed


def _sentence(model: type[Record], text: str) -> str:
    for each in read_fields(model):
        if "_" in each.name:
            text = re.sub(rf"\b{re.escape(each.name)}\b", f'"{each.title}"', text)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _join(first: Errors, second: Errors) -> Errors:
    return {**first, **second}
