"""A resume as JSON Resume (schema 1.0.0 of jsonresume.org)."""

from __future__ import annotations

import json
import re
from typing import Any

from prepkit.files.papers.dates import read_months
from prepkit.files.papers.paper import cut_lines
from prepkit.files.papers.sheet import Sheet, find_address
from prepkit.review.documents import Job

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LABEL = re.compile(r"([^:,]{1,40}): +(.+)")
OWN = "x-prepkit"  # the property that holds what the schema has no place for, as it was typed


def write_json_resume(sheet: Sheet) -> str:
    """Return a resume as JSON Resume; all of it stands as it was typed under `x-prepkit`, too."""
    frame = sheet.resume
    told: dict[str, Any] = {
        "$schema": _SCHEMA,
        "basics": _describe_person(sheet),
        "work": [_describe_job(job) for job in sheet.jobs],
        "education": [{"institution": line} for line in cut_lines(frame.education)],
        "skills": [_describe_skills(line) for line in cut_lines(frame.skills)],
        "projects": [{"name": line} for line in cut_lines(frame.projects)],
        "certificates": [{"name": line} for line in cut_lines(frame.certificates)],
        "meta": {"version": "v1.0.0", OWN: sheet.describe_typed()},
    }
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False, indent=2) + "\n"


def _describe_person(sheet: Sheet) -> dict[str, Any]:
    person: dict[str, Any] = {"name": sheet.name, "summary": sheet.resume.summary}
    sites, rest = [], []
    for part in sheet.contact:
        address = find_address(part)
        if (mail := MAIL.search(part)) and "email" not in person:
            person["email"] = mail.group()
        elif address.startswith("tel:") and "phone" not in person:
            person["phone"] = part
        elif address.startswith("http") and address.isascii():
            sites.append(address)
        else:
            rest.append(part)
    person |= {"url": sites[0]} if sites else {}
    person |= {"profiles": [{"url": site} for site in sites[1:]]} if sites[1:] else {}
    person |= {"location": {"address": "\n".join(rest)}} if rest else {}
    return {key: value for key, value in person.items() if value}


def _describe_job(job: Job) -> dict[str, Any]:
    months = read_months(job.dates)
    told = {
        "name": job.employer,
        "position": job.role,
        "location": job.place,
        "startDate": months[0] if months else "",
        "endDate": months[1] if months else "",
        "highlights": list(job.lines),
    }
    return {key: value for key, value in told.items() if value}


def _describe_skills(line: str) -> dict[str, Any]:
    """Return a row of skills: its label, or "Skills", with what stands between its commas."""
    label = _LABEL.fullmatch(line)
    name, text = label.groups() if label and label.group(1) != "Skills" else ("Skills", line)
    return {"name": name, "keywords": text.split(", ")}
