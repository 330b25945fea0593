"""The jobs of a resume: title, employer, dates and lines, read from plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prepkit.review.outline.parts import Part, within
from prepkit.review.outline.release import MONTHS
from prepkit.review.vocabulary import word_set
from prepkit.text import Text, read, skip_mark

_POINT = rf"(?:(?:{MONTHS})\.? |\d{{1,2}}/)?(?:19|20)\d\d"
_DATES = re.compile(rf"{_POINT}\s?(?:-|–|—|to|until)\s?(?:{_POINT}|present|now|current)", re.I)
_BETWEEN = re.compile(r"\s*[,|·•;@\t]\s*|\s+(?:-|–|—|at)\s+|\s{3,}")
_AROUND = " \t,;|()-–—·"
_CARRIED_ON = re.compile(r"[a-z(\d$%]")


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


def read_jobs(text: Text, sections: Sequence[Part]) -> list[Job]:
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
    return not word_set("role-word").isdisjoint(read(part).lowers)
