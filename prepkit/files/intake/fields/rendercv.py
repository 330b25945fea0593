"""RenderCV in: a YAML file's sections, entry by entry, by the shape of each."""

from __future__ import annotations

import re
from typing import Any

from prepkit.errors import UsageError, instead
from prepkit.files.intake.fields.gathering import (
    Gathering,
    Record,
    check_size,
    leaves,
    load_json,
    span,
    take,
    take_all,
    take_records,
)
from prepkit.files.intake.headings import find_section
from prepkit.files.intake.ours import read_sheet
from prepkit.files.intake.package import too_long
from prepkit.files.intake.reading import Part, Reading
from prepkit.files.papers.json_resume import OWN
from prepkit.files.papers.rendercv import write_rendercv
from prepkit.files.papers.sheet import read_typed

_CURE = "Run `rendercv render` on it and import the PDF or the Markdown that it makes"
_LONGEST = 500_000  # letters
_DEEPEST, _MOST = 50, 50_000  # levels, marks of YAML
_MARKED = re.compile(r"[*_`\[\\]|&\w+;")
_OURS = re.compile(rf"^# {OWN}: (.*)$", re.M)


def read_rendercv(text: str, name: str) -> Reading:
    """Return a RenderCV file's fields, each in its place.

    Args:
        text: The file's text.
        name: What the file is called, for messages.

    Raises:
        UsageError: it is no YAML, no RenderCV file, or holds more than a resume does.
    """
    record = load_yaml(text, name)
    cv = record.get("cv") if isinstance(record, dict) else None
    if not isinstance(cv, dict):
        raise UsageError("YAML, but not a RenderCV file (it has no `cv:`)", where=name, cure=_CURE)
    ours = _read_ours(cv, text, name)
    if ours is not None:
        return ours
    gathering = Gathering(name)
    name_of = take(cv, "name")
    contact = [*take_all(cv, "headline", "label", "location", "email", "phone", "website")]
    for network in take_records(cv, "social_networks"):
        contact.append(": ".join(take_all(network, "network", "username")))
    for connection in take_records(cv, "custom_connections"):
        contact += take_all(connection, "placeholder", "url")
    gathering.row((Part.NAME, name_of), *((Part.CONTACT, text) for text in contact), apart=" · ")
    sections = cv.pop("sections", None)
    for title, entries in sections.items() if isinstance(sections, dict) else []:
        _take_section(gathering, str(title), entries if isinstance(entries, list) else [entries])
    gathering.rest(sections if not isinstance(sections, dict) else None)
    for value in record.values():
        gathering.rest(value)
    return gathering.reading("RenderCV")


def _read_ours(cv: Record, text: str, name: str) -> Reading | None:
    """Return what was typed into a file of prepkit's, unless it was changed since."""
    found = _OURS.search(text[:_LONGEST])
    sheet = read_typed(load_json(found.group(1), name)) if found else None
    if sheet is None:
        return None
    wrote, holds = load_yaml(write_rendercv(sheet), name)["cv"], {**cv, "sections": {**cv.get("sections", {})}}
    for one in (wrote, holds):
        one["sections"].pop("Product Impact", None)  # made of which lines count, which the file does not tell
    return read_sheet(sheet, "RenderCV") if wrote == holds else None


def load_yaml(text: str, name: str) -> Any:
    """Return a YAML text's value, each scalar as it is written.

    Raises:
        UsageError: it is no YAML, or holds more than a resume does, also by repetition.
    """
    import yaml

    if len(text) > _LONGEST:
        raise too_long(name)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    damaged = (yaml.YAMLError, ValueError, RecursionError, TypeError)
    with instead(damaged, UsageError, "damaged, or not YAML", where=name, cure=_CURE):
        depth = 0
        for number, event in enumerate(yaml.parse(text, Loader=loader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST or number > _MOST:
                raise too_long(name)
        node = yaml.compose(text, Loader=loader)
        value = _build(node, [0], name)
        check_size(value, name)
    return value


def _build(node: Any, count: list[int], name: str, depth: int = 0) -> Any:
    """Return a node's value; a field that comes twice keeps both, a repeated one is counted each time."""
    count[0] += 1
    if count[0] > _MOST or depth > _DEEPEST:
        raise too_long(name)
    if node is None or isinstance(node.value, str):
        return "" if node is None or (node.value in ("null", "~") and not node.style) else node.value
    if node.id == "sequence":
        return [_build(item, count, name, depth + 1) for item in node.value]
    record: Record = {}
    for key, item in node.value:
        word = key.value if isinstance(key.value, str) else f"({len(record)})"
        record[word if word not in record else f"{word} ({len(record)})"] = _build(item, count, name, depth + 1)
        if word.startswith("("):  # a key that is no word holds text, too
            record[word] = [_build(key, count, name, depth + 1), record[word]]
    return record


def _take_section(gathering: Gathering, title: str, entries: list[Any]) -> None:
    part = find_section(title.replace("_", " ")) or Part.OTHER
    shown = title.replace("_", " ").title() if title == title.lower() else title
    jobs = [_is_job(entry, part) for entry in entries]
    if not any(jobs):
        part = Part.OTHER if part == Part.LINE else part
        gathering.section(shown, part)
    for entry, job in zip(entries, jobs, strict=True):
        place = Part.OTHER if part == Part.LINE else part
        if job:
            _take_job(gathering, entry)
        elif isinstance(entry, dict):
            _take_entry(gathering, entry, Part.EDUCATION if "institution" in entry else place)
        else:
            _say(gathering, place, list(leaves(entry)))
        gathering.rest(entry if isinstance(entry, dict) else None)


def _is_job(entry: Any, part: Part) -> bool:
    if not isinstance(entry, dict):
        return False
    return "company" in entry or "position" in entry or (part == Part.LINE and "name" in entry)


def _take_job(gathering: Gathering, entry: Record) -> None:
    dates = span(take(entry, "start_date"), take(entry, "end_date"), open_end=True)
    job = gathering.head(
        (Part.ROLE, _plain(gathering, take(entry, "position"))),
        (Part.EMPLOYER, _plain(gathering, take(entry, "company", "name"))),
        (Part.PLACE, take(entry, "location")),
        *([(Part.DATES, take(entry, "date"))] if "date" in entry else dates),
    )
    said, done = take(entry, "summary"), take_all(entry, "highlights")
    _say(gathering, Part.LEFT_OVER if done else Part.LINE, [said], job)
    _say(gathering, Part.LINE, done, job)


def _take_entry(gathering: Gathering, entry: Record, part: Part) -> None:
    label = take(entry, "label")
    if label:
        gathering.row((part, label), (part, _plain(gathering, take(entry, "details"))), apart=": ")
    dates = " - ".join(filter(None, (take(entry, "date", "start_date"), take(entry, "end_date"))))
    names = [take(entry, name) for name in ("name", "title", "degree", "area", "institution")]
    said = [
        *take_all(entry, "authors"),
        take(entry, "journal"),
        take(entry, "location"),
        dates,
        *take_all(entry, "doi", "url"),
    ]
    gathering.row(*((part, _plain(gathering, text)) for text in (*names, *said)))
    _say(
        gathering, part, [take(entry, "summary"), *take_all(entry, "highlights", "bullet", "number", "reversed_number")]
    )


def _say(gathering: Gathering, part: Part, texts: list[str], job: int = 0) -> None:
    gathering.lines(part, [_plain(gathering, text) for text in texts], job)


def _plain(gathering: Gathering, text: str) -> str:
    """Return a field's text without the Markdown that RenderCV understands; what links lead to is left over."""
    if not _MARKED.search(text):
        return text
    from prepkit.files.intake.markup.markdown import read_markdown

    passages = read_markdown(text, gathering.name)
    for passage in passages:
        if passage.furniture:
            gathering.row((Part.LEFT_OVER, passage.text))
    return "\n".join(passage.text for passage in passages if not passage.furniture)
