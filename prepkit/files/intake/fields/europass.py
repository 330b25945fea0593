"""Europass in: the older SkillsPassport and the newer Candidate XML, each text put in its place once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from prepkit.errors import UsageError
from prepkit.files.intake.fields.gathering import Gathering, Placed, check_size, span
from prepkit.files.intake.package import local, parse_xml, read_attribute
from prepkit.files.intake.reading import Part, Reading

_CURE = "Download it from Europass as PDF and import that"
_PERSON = ("Identification", "CandidatePerson")
_ORGANIZATIONS = ("Employer", "Organisation", "OrganizationName", "OrganisationName")
# Names of elements: a section's, and the place that it has.
_SECTIONS = {
    "EducationList": Part.EDUCATION,
    "EducationHistory": Part.EDUCATION,
    "Skills": Part.SKILLS,
    "PersonQualifications": Part.SKILLS,
    "Certifications": Part.CERTIFICATES,
    "Licenses": Part.CERTIFICATES,
    "Projects": Part.PROJECTS,
    "ProjectHistory": Part.PROJECTS,
}
_OTHERS = (
    "AchievementList PublicationHistory Hobbies HobbiesAndInterests CreativeWorks ConferencesAndSeminars"
    " HonorsAndAwards NetworksAndMemberships VolunteeringHistory Others References ReferenceList"
)
_SECTIONS |= dict.fromkeys(_OTHERS.split(), Part.OTHER)
_JOBS = ("WorkExperience", "EmployerHistory")
_ENTRIES = (
    "Education EducationOrganizationAttendance Achievement Publication MotherTongue ForeignLanguage PersonCompetency"
    " Certification License Project Hobby Section CreativeWork Award Volunteering ConferenceAndSeminar"
    " NetworkAndMembership HonorAndAward Other Communication Organisational JobRelated Computer Driving ReferenceTo"
    " Reference"
)
_GOES_ON = ("Current", "CurrentIndicator", "Ongoing")
_PROSE = ("Activities", "Description", "OccupationalSkillsCovered")  # stand on rows of their own
_CODES = re.compile(r"(?:Code|ID|Indicator|Current|Ongoing|MimeType|Locale|Use|Order|Data)$")


def read_europass(raw: bytes, name: str) -> Reading:
    """Return a Europass file's fields, each in its place; codes of the format's own are left over.

    Args:
        raw: The file.
        name: What it is called, for messages.

    Raises:
        UsageError: it is malformed, no Europass file, or holds more than a resume does.
    """
    root = parse_xml(raw, name, "a Europass file", _CURE)
    if not any(local(element) in ("LearnerInfo", "CandidatePerson", "CandidateProfile") for element in root.iter()):
        raise UsageError(
            "XML, but not a Europass file", where=name, cure="Export it as PDF or Markdown and import that"
        )
    reader = _Reader(root, name)
    reader.read()
    return reader.gathering.reading("Europass")


class _Reader:
    def __init__(self, root: Any, name: str) -> None:
        self.gathering = Gathering(name)
        self._root = root
        self._waiting = dict(_read_texts(root))
        check_size(list(self._waiting.values()), name)

    def read(self) -> None:
        """Put everything that has a place there, and leave over the rest."""
        for person in self._find(self._root, *_PERSON):
            name = self._join(person, " ", "FirstName", "GivenName", "Surname", "FamilyName")
            fields: list[str] = []
            for part in self._find(person, "Address"):
                names = ("AddressLine", "PostalCode", "Municipality", "CityName", "Label", "CountryCode")
                fields.append(self._join(part, ", ", *names))
            fields += list(self._take(person, "URI", "Contact", "FormattedNumber"))
            fields += [
                self._join(part, " ", "CountryDialing", "DialNumber") for part in self._find(person, "Communication")
            ]
            fields += [text for _, text in self._take_rest(person, codes=False)]
            self.gathering.row((Part.NAME, name), *((Part.CONTACT, text) for text in fields), apart=" · ")
        for part in self._find(self._root, "Headline"):
            self.gathering.row((Part.SUMMARY, self._join(part, ", ", "Label", within="Description")))
        self.gathering.lines(Part.SUMMARY, self._take(self._root, "ExecutiveSummary"))
        for job in self._find(self._root, *_JOBS):
            self._take_jobs(job)
        for section in self._find(self._root, *_SECTIONS):
            self._take_section(section, _SECTIONS[local(section)])
        rest = [text for _, text in self._take_rest(self._root, codes=True)]
        self.gathering.rest(rest)

    def _take_jobs(self, history: Any) -> None:
        """Take the positions at one employer; what is said of the employer is said of each."""
        positions = self._find(history, "PositionHistory") or [history]
        employer = ""
        for part in self._find(history, *_ORGANIZATIONS):
            employer = employer or next(
                iter(self._take(part, "Name", "OrganizationName", "OrganisationName", first=True)), ""
            )
        for position in positions:
            role = self._join(position, ", ", "PositionTitle") or self._join(position, ", ", "Label", within="Position")
            start, end = self._dates(position) if position is history else self._dates(position, history)
            place = self._join(position, ", ", "City", "CityName", "Municipality", "Country")
            place = place or self._join(history, ", ", "CityName", "Municipality")
            fields: list[Placed] = [(Part.ROLE, role), (Part.EMPLOYER, employer), (Part.PLACE, place)]
            job = self.gathering.head(*fields, *span(start, end, open_end=self._goes_on(position)))
            self.gathering.lines(Part.LINE, self._take(position, "Activities", "Description"), job)
        self.gathering.rest([text for _, text in self._take_rest(history, codes=True)])

    def _take_section(self, section: Any, part: Part) -> None:
        if not self._take_rest(section, codes=False, keep=True):
            return
        self.gathering.section(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local(section).removesuffix("List")), part)
        for entry in [*self._find(section, *_ENTRIES.split()), section]:
            start, end = self._dates(entry) if entry is not section else ("", "")
            texts = self._take_rest(entry, codes=False)
            head = [text for element, text in texts if local(element) not in _PROSE]
            self.gathering.row(*((part, text) for text in (*head, " - ".join(filter(None, (start, end))))))
            self.gathering.lines(part, [text for element, text in texts if local(element) in _PROSE])

    def _find(self, holder: Any, *names: str) -> list[Any]:
        """Return the outermost elements of these names."""
        found: list[Any] = []
        waiting = [holder]
        while waiting:
            element = waiting.pop()
            if local(element) in names and element is not holder:
                found.append(element)
            else:
                waiting += reversed(element)
        return found

    def _take(self, holder: Any, *names: str, first: bool = False) -> list[str]:
        """Take the texts of elements of these names, in order."""
        holders = [holder] if local(holder) in names else self._find(holder, *names)
        found = [element for element in holders if element in self._waiting]
        return [self._waiting.pop(element) for element in (found[:1] if first else found)]

    def _join(self, holder: Any, apart: str, *names: str, within: str = "") -> str:
        holders = self._find(holder, within) if within else [holder]
        return apart.join(text for one in holders for text in self._take(one, *names))

    def _take_rest(self, holder: Any, *, codes: bool, keep: bool = False) -> list[tuple[Any, str]]:
        """Take what is still waiting below an element, codes too or not."""
        found = [e for e in holder.iter() if e in self._waiting and (codes or not _is_code(e))]
        return [(element, self._waiting[element] if keep else self._waiting.pop(element)) for element in found]

    def _dates(self, *holders: Any) -> tuple[str, str]:
        """Take the dates of the first of these elements that has any."""
        for holder in holders:
            dates: list[str] = []
            for names in (("From", "StartDate"), ("To", "EndDate")):
                parts = self._find(holder, *names)[:1]
                dates.append(" ".join(text for part in parts for _, text in self._take_rest(part, codes=True)))
            if any(dates):
                return dates[0], dates[1]
        return "", ""

    def _goes_on(self, holder: Any) -> bool:
        return any((element.text or "").strip().lower() in ("true", "1") for element in self._find(holder, *_GOES_ON))


def _is_code(element: Any) -> bool:
    return bool(_CODES.search(local(element))) or local(element.getparent()) == "Use"


def _read_texts(root: Any) -> Iterator[tuple[Any, str]]:
    """Return the elements that say something themselves, and what; a date may stand in attributes."""
    for element in root.iter():
        own = [element.text or "", *(child.tail or "" for child in element)]
        year = read_attribute(element, "year")
        if year:
            more = (read_attribute(element, "month"), read_attribute(element, "day"))
            own.append("-".join([year, *(part.strip("-") for part in more if part.strip("-"))]))
        text = " ".join(part.strip() for part in own if part.strip())
        if text and isinstance(element.tag, str) and not (local(element) == "Data" and len(text) > 200):
            yield element, text
