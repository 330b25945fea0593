"""LinkedIn in: the archive of one's own data, a ZIP of tables."""

from __future__ import annotations

import csv
import io
import posixpath

from prepkit.errors import UsageError, instead
from prepkit.files.intake.fields.gathering import Gathering, Record, check_size, span, take, take_all
from prepkit.files.intake.package import Package
from prepkit.files.intake.reading import Part, Reading

_CURE = "Ask LinkedIn for it again (Settings, Data privacy), or save the profile as PDF and import that"
# The tables that make a resume, in its order: name, title of the section, and the place of what it holds.
_TABLES = (
    ("Profile", "", Part.CONTACT),
    ("Email Addresses", "", Part.CONTACT),
    ("PhoneNumbers", "", Part.CONTACT),
    ("Positions", "", Part.LINE),
    ("Volunteering", "", Part.LINE),
    ("Education", "Education", Part.EDUCATION),
    ("Skills", "Skills", Part.SKILLS),
    ("Projects", "Projects", Part.PROJECTS),
    ("Certifications", "Certifications", Part.CERTIFICATES),
    ("Languages", "Languages", Part.OTHER),
    ("Honors", "Honors", Part.OTHER),
    ("Courses", "Courses", Part.OTHER),
    ("Publications", "Publications", Part.OTHER),
    ("Patents", "Patents", Part.OTHER),
    ("Organizations", "Organizations", Part.OTHER),
    ("TestScores", "Test scores", Part.OTHER),
)
_DATES = ("Started On", "Start Date", "Finished On", "End Date", "Issued On", "Published On", "Date")
_SENTENCES = ("Description", "Notes", "Activities")


def read_linkedin(raw: bytes, name: str) -> Reading:
    """Return what the archive's tables say of a resume; tables of anything else are named and not read.

    A position without an end goes on: its dates end in a dash.

    Args:
        raw: The file.
        name: What it is called, for messages.

    Raises:
        UsageError: it is damaged, no archive of LinkedIn, or holds more than a resume does.
    """
    package = Package(raw, name, "an archive of LinkedIn's", _CURE)
    parts = {posixpath.basename(part).removesuffix(".csv").replace("_", " ").lower(): part for part in package.parts}
    tables = [(part, title, place) for table, title, place in _TABLES if (part := parts.get(table.lower()))]
    if not any(table in parts for table in ("profile", "positions")):
        raise UsageError("a ZIP file, but not an archive of LinkedIn's", where=name, cure=_CURE)
    gathering = Gathering(name)
    read = [(_read_table(package, part), title, place) for part, title, place in tables]
    check_size([rows for rows, _, _ in read], name)
    _take_contact(gathering, [row for rows, _, place in read if place == Part.CONTACT for row in rows])
    for rows, title, place in read:
        if rows and title:
            gathering.section(title, place)
        for row in rows if place != Part.CONTACT else []:
            if place == Part.LINE:
                _take_job(gathering, row)
            else:
                _take_entry(gathering, row, place)
        gathering.rest(rows)
    known = {part for part, _, _ in tables}
    unread = [part for part in package.parts if part not in known and not part.endswith("/")]
    gathering.row((Part.LEFT_OVER, "not read: " + ", ".join(unread) if unread else ""))
    return gathering.reading("an archive of LinkedIn's")


def _read_table(package: Package, part: str) -> list[Record]:
    raw = package.read(part)
    with instead((csv.Error, ValueError), UsageError, f"damaged in {part}", where=package.name, cure=_CURE):
        text = raw.decode("utf-8-sig").replace("\0", "")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    head = rows[0] if rows else []
    titles = [title.strip() if title.strip() and title not in head[:n] else f"({n})" for n, title in enumerate(head)]
    return [
        {titles[n] if n < len(titles) else f"({n})": field for n, field in enumerate(row)}
        for row in rows[1:]
        if any(row)
    ]


def _take_contact(gathering: Gathering, rows: list[Record]) -> None:
    contact: list[str] = []
    names: list[str] = []
    summaries: list[str] = []
    for row in rows:
        names += [take(row, "First Name"), take(row, "Last Name")]
        contact += take_all(row, "Headline", "Email Address", "Number", "Address", "Zip Code", "Geo Location")
        sites = (site.strip("[] ") for text in take_all(row, "Websites", "Twitter Handles") for site in text.split(","))
        contact += [site.partition(":")[2] if site.split(":")[0].isupper() else site for site in sites]
        summaries.append(take(row, "Summary"))
    fields = [(Part.CONTACT, text) for text in contact]
    gathering.row((Part.NAME, " ".join(filter(None, names))), *fields, apart=" · ")
    gathering.lines(Part.SUMMARY, summaries)


def _take_job(gathering: Gathering, row: Record) -> None:
    dates = span(take(row, "Started On"), take(row, "Finished On"), open_end=True)
    role, employer, place = take(row, "Title", "Role"), take(row, "Company Name", "Organization"), take(row, "Location")
    job = gathering.head((Part.ROLE, role), (Part.EMPLOYER, employer), (Part.PLACE, place), *dates)
    gathering.lines(Part.LINE, [take(row, "Description")], job)


def _take_entry(gathering: Gathering, row: Record, part: Part) -> None:
    dates = " - ".join(take_all(row, *_DATES))
    sentences = take_all(row, *_SENTENCES)
    gathering.row(*((part, text) for text in (*take_all(row, *row), dates)))
    gathering.lines(part, sentences)
