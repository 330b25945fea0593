"""Reviews out: for a terminal, for a program, or as annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence

from prepkit.review.findings import Finding, Review

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY_ESCAPES = {**_ESCAPES, ":": "%3A", ",": "%2C"}


def format_findings(reviews: Sequence[tuple[str, Review]], style: str) -> str:
    """Return the reviews of some files.

    Args:
        reviews: Each file's name and its review.
        style: text, a line a finding, under the file's name where there are several; json, the documented object of
            one file, or a list of such objects with the file's name as `file`; github, workflow commands that
            annotate a pull request.
    """
    if style == "json":
        return _format_json(reviews)
    if style == "github":
        return "\n".join(_annotate(name, one) for name, review in reviews for one in review.findings)
    if len(reviews) == 1:
        return reviews[0][1].to_text()
    return "\n\n".join(f"{name}\n{review.to_text()}" for name, review in reviews)


def _format_json(reviews: Sequence[tuple[str, Review]]) -> str:
    if len(reviews) == 1:
        return reviews[0][1].to_json(indent=2)
    return json.dumps([{"file": name, **review.to_dict()} for name, review in reviews], indent=2)


def _annotate(name: str, one: Finding) -> str:
    place = f"file={_escape(name, _PROPERTY_ESCAPES)},line={one.line},col={one.column}"
    title = _escape(f"{one.code} {one.name}", _PROPERTY_ESCAPES)
    return f"::{_LEVELS[one.severity]} {place},title={title}::{_escape(one.message, _ESCAPES)}"


def _escape(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
