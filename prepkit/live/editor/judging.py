"""What an editor tells its browser of a review, as plain values, and how it reads without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from prepkit.blocks import Block, Heading, Item, Paragraph

Reviewer = Callable[[str, str], Any]  # text and kind in; something with `findings` out
LONGEST = 200_000  # characters that are judged while one types; longer texts would hold up the kernel
MOST = 1_000  # findings that are drawn
_WORDS = {"error": "Error", "warning": "Warning", "info": "Note"}
_LONE = re.compile("[\ud800-\udfff]")
_NOTHING: dict[str, Any] = {"findings": [], "more": 0, "apart": []}
_TOO_LONG = f"Over {LONGEST:,} characters, so it is not checked as you type. Review it in parts."


def judge(text: str, kind: str, review: Reviewer, acknowledged: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Review a text and return what there is to draw.

    Args:
        text: What was typed.
        kind: The kind of text, for the reviewer.
        review: The reviewer; whatever it raises is said in place of findings.
        acknowledged: The findings to leave out, each with code, text (the passage) and reason.

    Returns:
        `findings`: the first `MOST` in reading order, `start` and `end` in code points of the text; `more`: how many
        follow; `apart`: the acknowledged ones that this text has; `error`: why there is no judgment, or blank.
    """
    if not text.strip():
        return {**_NOTHING, "error": ""}  # nobody has begun yet
    if len(text) > LONGEST:
        return {**_NOTHING, "error": _TOO_LONG}
    try:
        reviewed = review(text, kind)
        if getattr(reviewed, "language", ""):
            return {**_NOTHING, "error": reviewed.summary()}
        found = reviewed.findings
        known = {(one.get("code", ""), one.get("text", "")): one for one in acknowledged}
        places = [(one.code, text[one.start : one.end]) for one in found]
        kept = [one for one, place in zip(found, places, strict=True) if place not in known]
        apart = [dict(one) for place, one in known.items() if place in places]
        findings = [_describe(one) for one in kept[:MOST]]
        return {"findings": findings, "more": max(0, len(kept) - MOST), "apart": sendable(apart), "error": ""}
    except Exception as error:
        # A reviewer of the user's own may raise anything; typing and saving must go on.
        return {**_NOTHING, "error": sendable(f"Could not be checked: {error}")}


def make_field_reviewer(section: str | None) -> Reviewer:
    """Return the judge of one field of a record, which is this section of its text, or none."""

    def review(text: str, kind: str) -> Any:
        from prepkit.review.reviewer import review_field

        return review_field(text, kind, section)

    return review


def sendable(value: Any) -> Any:
    """Replace lone surrogates, which no message can carry, one for one, so that places stay what they are."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: sendable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [sendable(inner) for inner in value]
    return value


def _describe(finding: Any) -> dict[str, Any]:
    names = ("code", "name", "severity", "start", "end", "line", "message", "why", "instead")
    return {name: sendable(getattr(finding, name)) for name in names}


def read_judged(label: str, text: str, judged: dict[str, Any]) -> list[Block]:
    """Return a text and its findings, to be read where no browser draws them."""
    found = [Item(_say(one), numbered=True) for one in judged["findings"]]
    return [Heading(label), Paragraph(sendable(text)), *found, Paragraph(_sum_up(judged))]


def _say(finding: dict[str, Any]) -> str:
    head = f"{_WORDS.get(finding['severity'], finding['severity'])} {finding['code']}, line {finding['line']}"
    return f"{head}: {finding['message']}"


def _sum_up(judged: dict[str, Any]) -> str:
    if judged["error"]:
        return str(judged["error"])
    total = len(judged["findings"]) + judged["more"]
    return f"{total:,} finding{'' if total == 1 else 's'}" if total else "No findings"
