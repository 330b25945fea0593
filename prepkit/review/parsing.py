"""A resume as a parser reads it: plain text, the fields and jobs that it recognizes, and what it loses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from prepkit.models.listing import make_table
from prepkit.review.reading.outline import read_outline
from prepkit.review.reading.release import MONTHS
from prepkit.review.reading.sections import Section, clean, within
from prepkit.review.reading.vocabulary import WORDS, alternatives
from prepkit.text import Text, read, skip_mark

LONGEST = 200_000  # characters that are read; a resume has a fiftieth of that
_MOST = 50  # lines with a loss that are listed
_LOSSES = "line int64, found str, why str, instead str"
_FIELDS = "field str, read_as str"
_STAND_IN = "\u25a1"
_SEPARATOR = re.compile(r"\s*[·|•,;\t]\s*|\s{3,}|\s+[-–—]\s+")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}")
_PHONE = re.compile(r"\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|\+\d[\d ().-]{7,18}\d")
_LINK = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,20}){1,3}(?:/[^\s·|,]{0,80})?", re.I)
_TABLE = re.compile(r"^\s*\|.*\|\s*$|\S\t+\S|\S {4,}\S|[│┃║┌└├╔╚▌█]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ICON = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff]\ufe0f?")
_BULLET = re.compile(r"^(\s*)[•‣◦▪●○·]\s*")
_POINT = rf"(?:(?:{MONTHS})\.? |\d{{1,2}}/)?(?:19|20)\d\d"
_DATES = re.compile(rf"{_POINT}\s?(?:-|–|—|to|until)\s?(?:{_POINT}|{alternatives('until-present')})", re.I)
_BETWEEN = re.compile(r"\s*[,|·•;@\t]\s*|\s+(?:-|–|—|at)\s+|\s{3,}")
_AROUND = " \t,;|()-–—·"
_CARRIED_ON = re.compile(r"[a-z(\d$%]")
_CHECKS = (
    (_TABLE, "Columns and tables are read across, so cells run into each other.", "One column, no tabs."),
    (_ICON, "Icons, arrows and emoji come out as boxes or vanish.", "Write the word."),
    (_LIGATURES, "Joined letters are one sign, so the word is not found.", "Type the letters apart."),
    (_INVISIBLE, "A sign that nobody sees splits or turns the word.", "Type this part again by hand."),
    (_CONTROL, "A control character; some parsers stop here.", "Delete it."),
)
_STANDARD = {"contact", "summary", "experience", "education", "skills", "projects"}
_NAMES = {"product_impact": "Product Impact"}


@dataclass(frozen=True)
class ParsedResume:
    """What a parser makes of a resume.

    Attributes:
        text: The plain text as it arrives.
        fields: Columns field (str), read_as (str): name, mail, phone, link, each section, each job with its lines.
        losses: Columns line (int64, from 1), found (str), why (str), instead (str), in reading order.
    """

    text: str
    fields: pd.DataFrame
    losses: pd.DataFrame


def parse_resume(text: str) -> ParsedResume:
    """Read a resume as an applicant tracking system does; its first 200,000 characters count.

    A model of what such parsers have in common, not of any one of them.
    """
    cut = text[:LONGEST]
    whole = read(cut)
    sections = [part for part in read_outline(whole, "resume").sections if part.end > part.start]
    jobs = [(f"Job {number}", job.describe()) for number, job in enumerate(read_jobs(whole, sections), 1)]
    fields = [*_read_contact(cut), *_read_sections(whole, sections), *jobs]
    losses = sorted([*_find_losses(whole), *_find_headings(whole, sections), *_find_cut(text)])
    return ParsedResume(_flatten(cut), make_table(_FIELDS, fields), make_table(_LOSSES, losses[:_MOST]))


def _flatten(text: str) -> str:
    lines = []
    for line in text.splitlines():
        plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _BULLET.sub(r"\1- ", line)))
        plain = _ICON.sub(_STAND_IN, _CONTROL.sub(_STAND_IN, plain))
        lines.append(re.sub(r"[ \t\u00a0]+", " ", plain).rstrip())
    return "\n".join(lines).strip()


def _read_contact(text: str) -> Iterator[tuple[str, str]]:
    top = text.lstrip()[:3000]
    first = top.split("\n", 1)[0].strip()
    name = _ICON.split(_SEPARATOR.split(first, maxsplit=1)[0])[0].strip(" #*_")
    mail, phone = _MAIL.search(top), _PHONE.search(top)
    yield "Name", name if name and not any(sign.isdigit() for sign in name) else "[not found]"
    yield "Mail", mail.group() if mail else "[not found]"
    yield "Phone", phone.group().strip() if phone else "[not found]"
    head = top.split("\n\n", 1)[0]
    link = _LINK.search(_MAIL.sub(" ", head))
    if link:
        yield "Link", link.group()


def _read_sections(text: Text, sections: list[Section]) -> Iterator[tuple[str, str]]:
    found = {part.id: part for part in sections}
    for name in ("summary", "product_impact", "experience", "projects", "education", "skills"):
        part = found.get(name)
        label = _NAMES.get(name, name.capitalize())
        if part is not None:
            length = len(text.words_in(part.body))
            yield label, f"{length:,} word{'' if length == 1 else 's'}"
        elif name not in ("product_impact", "projects"):
            yield label, "[not found]"


def _find_losses(text: Text) -> Iterator[tuple[int, str, str, str]]:
    for number, span in enumerate(text.lines, 1):
        line = text.cut(span)
        for pattern, why, instead in _CHECKS:
            match = pattern.search(line)
            if match:
                yield number, _describe_loss(match.group()), why, instead


def _describe_loss(found: str) -> str:
    if len(found) == 1 and not found.isprintable():
        return unicodedata.name(found, f"U+{ord(found):04X}").capitalize()
    if "\t" in found or "    " in found:
        return "a gap inside the line"
    return " ".join(found.split())[:60]


def _find_headings(text: Text, sections: list[Section]) -> Iterator[tuple[int, str, str, str]]:
    for part in sections:
        if part.id not in _STANDARD:
            line, _ = text.position(part.heading.start)
            title = clean(text.cut(part.heading)) or _NAMES.get(part.id, part.id)
            yield (
                line,
                title.title()[:60],
                "Many parsers do not know this heading and count its lines with the section before.",
                "Keep every result in Experience, too; this section is for people.",
            )


def _find_cut(text: str) -> Iterator[tuple[int, str, str, str]]:
    if len(text) > LONGEST:
        line = text.count("\n", 0, LONGEST) + 1
        yield line, "the rest", f"Only the first {LONGEST:,} characters are read here.", "A resume is one page."


@dataclass
class Job:
    """One job. `heads` are the lines above its dates and its lines; `lines` are those that tell what was done."""

    heads: list[str] = field(default_factory=list)
    dates: str = ""
    lines: list[str] = field(default_factory=list)

    def describe(self) -> str:
        """Say title and employer, dates, and how many lines it has."""
        counted = f"{len(self.lines)} line{'' if len(self.lines) == 1 else 's'}"
        return f"{', '.join(self.heads) or '[no title or employer]'}; {self.dates or '[no dates]'}; {counted}"

    def split_head(self) -> tuple[str, str]:
        """Return role and employer, as far as they can be told apart; the role is the part with a word for one."""
        parts = [part for head in self.heads for part in _BETWEEN.split(head) if part.strip()]
        if not parts:
            return "", ""
        role = next((place for place, part in enumerate(parts) if _is_role(part)), None)
        if role is None:
            return (parts[1], parts[0]) if len(parts) > 1 else ("", parts[0])
        others = [part for place, part in enumerate(parts) if place != role]
        return parts[role], others[0] if others else ""


def read_jobs(text: Text, sections: Sequence[Section]) -> list[Job]:
    """Return the jobs of a resume's experience section, in the order in which they stand."""
    part = next((one for one in sections if one.id == "experience"), None)
    jobs: list[Job] = []
    for span in within(text.lines, part.body) if part is not None else ():
        line = text.cut(span)
        if line.strip():
            _take(line.strip(), jobs, indented=line[:1] in " \t")
    return jobs


def _take(line: str, jobs: list[Job], *, indented: bool) -> None:
    start = skip_mark(line)
    if start:
        if not jobs:
            jobs.append(Job())
        jobs[-1].lines.append(line[start:].strip())
        return
    dates = _DATES.search(line)
    if jobs and jobs[-1].lines and not dates and (indented or _CARRIED_ON.match(line)):
        jobs[-1].lines[-1] += f" {line}"  # a line that was broken to fit the page
        return
    if not jobs or jobs[-1].lines or (jobs[-1].dates and dates):
        jobs.append(Job())
    job = jobs[-1]
    head = line
    if dates:
        job.dates = dates.group()
        head = f"{line[: dates.start()]}{line[dates.end() :]}"
    if head.strip(_AROUND):
        job.heads.append(head.strip(_AROUND))


def _is_role(part: str) -> bool:
    return not WORDS.role_word.isdisjoint(read(part).lowers)
