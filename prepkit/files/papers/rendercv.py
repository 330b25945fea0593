"""A resume as the YAML that RenderCV sets."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from prepkit.files.papers.json_resume import MAIL, OWN
from prepkit.files.papers.paper import BETWEEN, MARK, clean, cut_lines
from prepkit.files.papers.sheet import Sheet, find_address
from prepkit.review.documents import Job

# RenderCV reads Markdown, Typst commands and formulas in every text, and cannot be told not to: what would be one is
# broken by a sign that nobody sees, or replaced by one that looks like it.
_ALIKE = str.maketrans({"<": "‹", "`": "ˋ", "*": "∗"})
_IN_NAME = str.maketrans(
    {'"': "”", "\\": "＼", "/": "∕"}
)  # a name is also that of a file, and a text in quotation marks
_MARKS = (
    (re.compile(r"\](?=\()"), "]\u2060"),
    (re.compile(r"\$(?=\$)"), "$\u2060"),
    (re.compile(r"#(?=.*\[)"), "＃"),
)
_NESTED = re.compile(r" (?=- )")  # what begins a list in a list


def write_rendercv(sheet: Sheet) -> str:
    """Return a resume as RenderCV's YAML; all of it stands as it was typed in a comment of JSON, too."""
    frame, sections = sheet.resume, dict[str, Any]()
    texts = {"Summary": frame.summary, **dict(sheet.sections)}
    shown = {heading: [_show(line) for line in cut_lines(text)] for heading, text in texts.items() if text.strip()}
    for heading in ("Summary", "Product Impact", "Experience", *texts):
        if heading in shown:
            sections[heading] = shown[heading]
        elif heading == "Product Impact" and sheet.impact:
            sections[heading] = [_show(f"{kind}: {figure}") for kind, figure in sheet.impact]
        elif heading == "Experience" and sheet.jobs:
            sections[heading] = [_describe_job(job) for job in sheet.jobs]
    own = json.dumps(sheet.describe_typed())  # a comment, since RenderCV refuses a field of ours
    person = {**_describe_person(sheet), "sections": sections}
    text = yaml.safe_dump(_clean({"cv": person}), allow_unicode=True, sort_keys=False, width=100)
    return f"# {MARK}: set it with `rendercv render resume.yaml`\n# {OWN}: {own}\n{text}"


def _describe_person(sheet: Sheet) -> dict[str, Any]:
    person: dict[str, Any] = {"name": _show(sheet.name).translate(_IN_NAME)} if sheet.name else {}
    rest = []
    for part in sheet.contact:
        address = find_address(part)
        if "email" not in person and MAIL.fullmatch(part):
            person["email"] = part
        elif "website" not in person and address.startswith("http") and address.isascii():
            person["website"] = address
        else:
            rest.append(part)  # RenderCV refuses a phone without the country
    return person | ({"location": _show(BETWEEN.join(rest))} if rest else {})


def _describe_job(job: Job) -> dict[str, Any]:
    told = {"company": job.employer, "position": job.role}
    more = {"location": job.place, "date": job.dates}
    fields = {**told, **{key: text for key, text in more.items() if text.strip()}}
    return {**{key: _show(text) for key, text in fields.items()}, "highlights": _show_list([*job.lines])}


def _show_list(lines: list[str]) -> list[str]:
    return [_NESTED.sub("\u00a0", _show(line)) for line in lines]


def _show(text: str) -> str:
    shown = " ".join(clean(text).split()).translate(_ALIKE)
    for pattern, sign in _MARKS:
        shown = pattern.sub(sign, shown)
    return shown


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [*map(_clean, value)] if isinstance(value, list) else clean(value)
