"""The coach's page: everybody's readiness, hours and gaps in one table that sorts and filters without a network."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from prepkit.content.library import load
from prepkit.content.shapes.planning import Stage
from prepkit.workbook.builder import FOLDER, PAGE
from prepkit.workbook.cohort.outcomes import Outcome, Spool
from prepkit.workbook.html import load_templates

NAME = "overview.html"
_STATUSES = ("built", "unchanged", "failed", "refused")
_READY, _FAR = 0.8, 0.4
_TEMPLATES = load_templates("prepkit.workbook.cohort")


def render_overview(outcomes: Spool, day: dt.date) -> Iterator[str]:
    """Yield the overview page in pieces; nobody's row is held longer than it takes to write it."""
    stages = [stage for stage in load(Stage) if stage.needs]
    script = _read_script()
    mark = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    means = _measure_means(outcomes, stages)
    return _TEMPLATES.get_template("overview.html.j2").generate(
        day=day,
        counts={"sentence": say_counts(outcomes.statuses)},
        means=means,
        stages=[{"id": stage.id, "name": stage.name} for stage in stages],
        statuses=[status for status in _STATUSES if outcomes.statuses[status]],
        columns=_list_columns(stages),
        rows=(_lay_out(outcome, stages) for outcome in outcomes),
        script=Markup(script),  # noqa: S704 - ours, and nobody's text is in it
        script_mark=f"sha256-{mark}",
    )


def say_counts(statuses: Counter[str]) -> str:
    """Say how many people there are and how they came out."""
    total = sum(statuses.values())
    parts = ", ".join(f"{statuses[status]} {status}" for status in _STATUSES if statuses[status])
    return f"{total} {'person' if total == 1 else 'people'}: {parts}." if total else "Nobody."


def _read_script() -> str:
    return _TEMPLATES.get_template("overview.js").render()


def _list_columns(stages: list[Stage]) -> list[dict[str, str]]:
    text = [("Name", "text"), ("Status", "text"), ("Interview", "text"), ("Readiness", "number")]
    hours = [("Hours logged", "number"), ("Hours needed", "number"), ("Hours left", "number"), ("Gaps", "number")]
    columns = [*text, *((stage.name, "number") for stage in stages), *hours]
    return [{"title": title, "kind": kind} for title, kind in columns]


def _measure_means(outcomes: Iterable[Outcome], stages: list[Stage]) -> list[dict[str, str]]:
    people: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for outcome in outcomes:
        for stage, share in (outcome.summary or {}).get("readiness", {}).items():
            people[stage] += 1
            sums[stage] += share
    return [
        {
            "name": stage.name,
            "percent": _say_percent(sums[stage.id] / people[stage.id]),
            "people": f"{people[stage.id]} {'person' if people[stage.id] == 1 else 'people'}",
        }
        for stage in stages
        if people[stage.id]
    ]


def _lay_out(outcome: Outcome, stages: list[Stage]) -> dict[str, Any]:
    summary = outcome.summary or {}
    readiness: dict[str, float] = summary.get("readiness", {})
    overall = sum(readiness.values()) / len(readiness) if readiness else None
    date, days = summary.get("interview_date"), summary.get("days_left")
    short = bool(date) and (days or 0) >= 0 and not summary.get("fits", True)
    shares = {"overall": overall, **{stage.id: readiness.get(stage.id) for stage in stages}}
    return {
        "name": summary.get("candidate") or outcome.name or f"Line {outcome.line}",
        "role": summary.get("role", ""),
        "link": f"{quote(outcome.folder)}/{FOLDER}/{PAGE}" if summary else "",
        "status": outcome.status,
        "error": f"Line {outcome.line}: {outcome.error}" if outcome.status == "refused" else outcome.error,
        "date": date or "",
        "date_text": date or "",
        "left": _say_days(days),
        "days": "" if days is None else days,
        "shares": {stage: f"{share:.4f}" for stage, share in shares.items() if share is not None},
        "cells": [_make_cell(overall), *(_make_cell(readiness.get(stage.id)) for stage in stages)],
        "short": short,
        "gaps": summary.get("gaps", []),
        **{f"{name}": summary.get(f"{name}_minutes", "") for name in ("logged", "needed", "available")},
        **{f"{name}_text": _say_hours(summary, name) for name in ("logged", "needed", "available")},
    }


def _make_cell(share: float | None) -> dict[str, str]:
    if share is None:
        return {"value": "", "text": "", "level": ""}
    level = "high" if share >= _READY else "low" if share < _FAR else ""
    return {"value": f"{share:.4f}", "text": _say_percent(share), "level": level}


def _say_percent(share: float) -> str:
    return f"{share:.0%}"


def _say_hours(summary: dict[str, Any], name: str) -> str:
    minutes = summary.get(f"{name}_minutes")
    return "" if minutes is None else f"{minutes / 60:.1f}"


def _say_days(days: int | None) -> str:
    if days is None:
        return ""
    return "today" if days == 0 else f"in {days} days" if days > 0 else "past"
