"""JSON Resume in: field by field."""

from __future__ import annotations

import json

from prepkit.errors import UsageError
from prepkit.files.intake.fields.gathering import (
    Gathering,
    Record,
    leaves,
    load_json,
    span,
    take,
    take_all,
    take_records,
)
from prepkit.files.intake.ours import read_sheet
from prepkit.files.intake.reading import Part, Reading
from prepkit.files.papers.json_resume import OWN, write_json_resume
from prepkit.files.papers.sheet import read_typed

# Lists of jobs, and of what has a place of its own; every other list that the format knows is another section.
_JOBS = ("work", "volunteer")
_LISTS = {
    "education": Part.EDUCATION,
    "skills": Part.SKILLS,
    "projects": Part.PROJECTS,
    "certificates": Part.CERTIFICATES,
    "awards": Part.OTHER,
    "publications": Part.OTHER,
    "languages": Part.OTHER,
    "interests": Part.OTHER,
    "references": Part.OTHER,
}
_NAMES = (
    "name",
    "title",
    "studyType",
    "language",
    "area",
    "institution",
    "publisher",
    "awarder",
    "issuer",
    "entity",
    "type",
)


def read_json_resume(text: str, name: str) -> Reading:
    """Return a JSON Resume's fields, each in its place.

    A job without an end date goes on: its dates end in a dash. A job's summary is a line where it has no other.

    Args:
        text: The file's text.
        name: What the file is called, for messages.

    Raises:
        UsageError: it is no JSON, no JSON Resume, or holds more than a resume does.
    """
    record = load_json(text, name)
    if not isinstance(record, dict) or not any(key in record for key in ("basics", *_JOBS, *_LISTS)):
        cure = "Export it as JSON Resume, PDF or Markdown and import that"
        raise UsageError("JSON, but not a JSON Resume", where=name, cure=cure)
    ours = _read_ours(record, text)
    if ours is not None:
        return ours
    gathering = Gathering(name)
    for basics in take_records(record, "basics"):
        _take_basics(gathering, basics)
    for key in [key for key in record if key in (*_JOBS, *_LISTS)]:
        entries = take_records(record, key)
        part = _LISTS.get(key, Part.LINE)
        if part != Part.LINE and (entries or record[key]):
            gathering.section(key.capitalize(), part)
        for entry in entries:
            if part == Part.LINE:
                _take_job(gathering, entry)
            else:
                _take_entry(gathering, entry, part)
        gathering.rest(entries)
        if part != Part.LINE:
            gathering.lines(part, take_all(record, key))
    gathering.row((Part.ASIDE, " · ".join(take_all(record, "$schema", "meta"))))
    gathering.rest(record)
    return gathering.reading("JSON Resume")


def _read_ours(record: Record, text: str) -> Reading | None:
    """Return what was typed into a file of prepkit's, unless it was changed since."""
    meta = record.get("meta")
    sheet = read_typed(meta.get(OWN)) if isinstance(meta, dict) and OWN in meta else None
    if sheet is None or json.loads(write_json_resume(sheet)) != json.loads(text):
        return None
    return read_sheet(sheet, "JSON Resume")


def _take_basics(gathering: Gathering, basics: Record) -> None:
    where = take_records(basics, "location")
    name = take(basics, "name")
    contact = [take(basics, "label"), take(basics, "email"), take(basics, "phone")]
    contact += [", ".join(take_all(place, "address", "postalCode", "city", "region", "countryCode")) for place in where]
    contact += [*take_all(basics, "location"), take(basics, "url", "website")]
    for profile in take_records(basics, "profiles"):
        contact.append(" ".join(take_all(profile, "network", "username", "url")))
    gathering.row((Part.NAME, name), *((Part.CONTACT, text) for text in contact), apart=" · ")
    gathering.lines(Part.SUMMARY, [take(basics, "summary")])


def _take_job(gathering: Gathering, entry: Record) -> None:
    job = gathering.head(
        (Part.ROLE, take(entry, "position")),
        (Part.EMPLOYER, take(entry, "name", "organization", "company")),
        (Part.PLACE, take(entry, "location")),
        *span(take(entry, "startDate"), take(entry, "endDate"), open_end=True),
    )
    said, done = take(entry, "summary"), take_all(entry, "highlights")
    gathering.lines(Part.LEFT_OVER if done else Part.LINE, [said], job)
    gathering.lines(Part.LINE, done, job)


def _take_entry(gathering: Gathering, entry: Record, part: Part) -> None:
    """Put an entry on a row, and each of its sentences on one of its own."""
    name, *more = [text for text in (take(entry, name) for name in _NAMES) if text] or [""]
    level, keywords = take(entry, "fluency", "level"), ", ".join(take_all(entry, "keywords"))
    dates = [take(entry, "startDate", "date", "releaseDate"), take(entry, "endDate")]
    said = [take(entry, "score"), *take_all(entry, "courses", "roles"), take(entry, "url")]
    head = [f"{name} ({level})" if name and level else name or level, *more, " - ".join(filter(None, dates)), *said]
    if keywords and not any(head[1:]):  # a skill, and what it is made of
        gathering.row((part, head[0]), (part, keywords), apart=": ")
    else:
        gathering.row(*((part, text) for text in (*head, keywords)))
    sentences = [
        take(entry, "description"),
        take(entry, "summary"),
        take(entry, "reference"),
        *take_all(entry, "highlights"),
    ]
    gathering.lines(part, sentences)
    gathering.lines(part, leaves(entry) if part == Part.OTHER else [])
    if part == Part.OTHER:
        entry.clear()
