"""A resume as one description: name, contact, figures, jobs and sections, which every format is written from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from prepkit.models import Bullet, Resume
from prepkit.review.documents import Job, group_jobs, list_counted

_PARTS = re.compile(r"\s*[|•\t\n\r]\s*|\s+·\s+")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}")
_PHONE = re.compile(r"(?:[a-z]{3,9}:? *)?(\+?[\d\s().\-\u2010-\u2013/]{7,25})", re.I)
_SITE = re.compile(r"(?:https?://)?(?:[\w-]{2,63}\.)+[a-z]{2,24}(?::\d{2,5})?(?:[/?#]\S*)?", re.I)


@dataclass(frozen=True)
class Sheet:
    """A resume to send.

    Attributes:
        resume: The frame as it was typed.
        name: The person, the first part of the contact.
        contact: The other parts of the contact.
        impact: Under Product Impact: the kind of outcome and its figure.
        jobs: The jobs with their lines.
    """

    resume: Resume
    name: str
    contact: tuple[str, ...]
    impact: tuple[tuple[str, str], ...]
    jobs: tuple[Job, ...]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """What stands below the jobs: heading and text, without those that are blank."""
        frame = self.resume
        told = [
            ("Projects", frame.projects),
            ("Education", frame.education),
            ("Skills", frame.skills),
            ("Certificates", frame.certificates),
            ("Additional Information", frame.other),
        ]
        return [(heading, text) for heading, text in told if text.strip()]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to send."""
        return self.resume.is_blank() and not self.jobs

    def describe_typed(self) -> dict[str, Any]:
        """Return what was typed, which the shapes of other programs' files cannot hold word for word."""
        frame = {name: text for name, text in self.resume if name != "id" and text}
        return {"resume": frame, "jobs": [dataclasses.asdict(job) for job in self.jobs]}


def read_typed(typed: Any) -> Sheet | None:
    """Return the sheet of which `describe_typed` told, or None if it is not told so."""
    try:
        resume = Resume(id="typed", **typed["resume"])
        jobs = [(job.pop("lines"), job) for job in typed["jobs"]]
        return make_sheet(resume, [Bullet(original=line, **job) for lines, job in jobs for line in lines])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def make_sheet(resume: Resume, bullets: Iterable[Bullet]) -> Sheet:
    """Return a resume with the lines that are written, ready for any format."""
    lines = list(bullets)
    name, *contact = split_contact(resume.contact) or [""]
    return Sheet(resume, name, tuple(contact), tuple(list_counted(lines)), tuple(group_jobs(lines)))


def split_contact(contact: str) -> list[str]:
    """Cut a contact line at its dots, bars and tabs; one that has none, at its commas."""
    parts = _PARTS.split(contact.strip())
    return [part.strip() for part in (parts if len(parts) > 1 else contact.split(",")) if part.strip()]


def find_address(part: str) -> str:
    """Return where a part of the contact leads: a mail, phone or web address, or an empty text."""
    if mail := _MAIL.search(part):
        return f"mailto:{mail.group()}"
    if (phone := _PHONE.fullmatch(part)) and sum(sign.isdigit() for sign in part) >= 7:
        return "tel:" + "".join(sign for sign in phone.group(1) if sign.isdigit() or sign == "+")
    site = next((found.group() for word in part.split() if (found := _SITE.fullmatch(word))), "")
    return site if not site or "://" in site else f"https://{site}"
