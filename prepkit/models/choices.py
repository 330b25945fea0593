"""The names of the values that a person picks from: those of the content, and of other records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prepkit.content.library import load
from prepkit.content.shapes.planning import Area, HourPreset
from prepkit.content.shapes.rehearsal import RubricDimension
from prepkit.content.shapes.stories import Principle
from prepkit.models import Record
from prepkit.models.form_field import FormField

Choices = Mapping[str, Mapping[str, str]]  # field, value, name
_RUBRICS = {"behavioral": "Story", "product_sense": "Product sense", "technical": "Technical"}


def load_choices() -> dict[str, dict[str, str]]:
    """Return the names of values, by the field that they are values of, as the content has them."""
    principles = {each.id: each.name for each in load(Principle)}
    scored = [each for each in load(RubricDimension) if each.rubric in _RUBRICS]
    return {
        "principles": principles,
        **dict.fromkeys(("principle", "first_principle", "second_principle", "third_principle"), principles),
        "area": {each.id: each.name for each in load(Area)},
        "preset": {**{each.id: each.name for each in load(HourPreset)}, "custom": "Your own split"},
        "dimension": {each.id: f"{_RUBRICS[each.rubric]}: {each.name}" for each in scored},
    }


def name_choices(field: FormField, choices: Choices) -> dict[str, str]:
    """Return the values that a field offers, each with a name to read."""
    known = choices.get(field.name, {})
    if field.choices:
        return {value: known.get(value) or name_value(value) for value in field.choices}
    return dict(known)


def name_value(value: str) -> str:
    """Write a value as words: `bar raiser` as Bar raiser, a blank one as Not chosen."""
    words = value.replace("_", " ")
    return words[:1].upper() + words[1:] or "Not chosen"


def name_record(record: Record) -> str:
    """Name a record as a person would, without its id."""
    # A stand-in for a title ends in the id; a copy without one tells it from a title that happens to end alike.
    return record.model_copy(update={"id": ""}).label.strip() or f"Unnamed {record.kind.replace('_', ' ')}"


def name_records(records: Iterable[Record]) -> dict[str, str]:
    """Name records by id, and number those that share a name, since a list to pick from needs each name once."""
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for record in records:
        name = name_record(record)
        seen[name] = seen.get(name, 0) + 1
        names[record.id] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names
