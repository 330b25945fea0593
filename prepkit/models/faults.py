"""What is wrong with a value, in words that the person who typed it can act on."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from prepkit.errors import suggest
from prepkit.models.fields import Part


def explain(error: ValidationError, model: type[Part]) -> str:
    """Say every fault of a validation on one line, with a suggestion for each unknown key."""
    return "; ".join(_name(fault, model) for fault in error.errors(include_url=False))


def say(fault: Any) -> str:
    """Say one fault of pydantic's in plain words, with the cure."""
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind == "value_error":
        return str(context.get("error", fault["msg"]))
    if kind in _WORDS:
        return _WORDS[kind].format(**context)
    if kind.startswith("date"):
        return "not a date; write it as 2026-03-31"
    return str(fault["msg"]).lower()


_WORDS = {
    "extra_forbidden": "unknown",
    "missing": "missing; fill it in",
    "int_parsing": "not a whole number; write digits only",
    "int_from_float": "not a whole number; write digits only",
    "int_type": "not a whole number; write digits only",
    "float_parsing": "not a number; write it like 12 or 0.5",
    "float_type": "not a number; write it like 12 or 0.5",
    "finite_number": "not a number; write it like 12 or 0.5",
    "greater_than_equal": "too low; {ge:g} is the least",
    "less_than_equal": "too high; {le:g} is the most",
    "string_too_long": "too long; at most {max_length} characters",
    "string_type": "not a text; put it in quotes",
    "string_unicode": "holds half a character (a lone surrogate); type it again",
    "literal_error": "not one of {expected}",
    "bool_parsing": "neither true nor false",
    "bool_type": "neither true nor false",
}


def _name(fault: Any, model: type[Part]) -> str:
    name = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        known = [field for field in model.model_fields if field != "id"]
        return f'unknown key "{name}" ({suggest(str(fault["loc"][-1]), known)})'
    return f"{name}: {say(fault)}" if name else say(fault)
