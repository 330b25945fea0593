"""What the sections of a resume are called, in nine languages and Chinese, by word and by shape."""

from __future__ import annotations

import functools
import re

from prepkit.files.intake.reading import Part
from prepkit.review.reading.vocabulary import LISTED, WORDS

# Sections whose items are jobs; unpaid work is told from paid work by its heading alone.
JOBS = Part.LINE
_SECTIONS = {
    "contact": Part.CONTACT,
    "summary": Part.SUMMARY,
    "experience": JOBS,
    "service": JOBS,
    "education": Part.EDUCATION,
    "skills": Part.SKILLS,
    "projects": Part.PROJECTS,
    "certificates": Part.CERTIFICATES,
    "other": Part.OTHER,
}
_REMARK = re.compile(r"\s*[(\[（].*[)\]）]\s*$")
_LONGEST = 60


@functools.cache
def _known() -> dict[str, Part]:
    known: dict[str, Part] = {}
    for name, part in _SECTIONS.items():
        for words in LISTED[f"heading-{name}"]:
            known.setdefault(_key(words), part)
            known.setdefault(_key(words).replace(" ", ""), part)
    return known


def _key(text: str) -> str:
    plain = re.sub(r"\s*[&+/]\s*", " and ", text.casefold())
    plain = re.sub(r"\s(?:und|et|y|e|en|i|og)\s", " and ", plain)
    return " ".join(re.sub(r"[^\w\s'-]|_|\d", " ", plain.replace("’", "'")).split())


def find_section(text: str) -> Part | None:
    """Return what stands below a heading, or None for a text that is no known heading."""
    if not text or len(text) > _LONGEST:
        return None
    bare = _REMARK.sub("", text)
    key = _key(bare.rstrip(" :："))
    if not key:
        return None
    found = _known().get(key) or _known().get(key.replace(" ", ""))
    if found is None and text.strip().endswith((":", "：")) is False:
        found = _find_by_word(key)
    return found


def _find_by_word(key: str) -> Part | None:
    """Return the section of a short heading that ends with the word for experience or consists of known ones."""
    words = key.split()
    if 2 <= len(words) <= 4 and words[-1] in WORDS.heading_word_experience:
        return JOBS
    halves = [half.strip() for half in key.split(" and ")]
    if len(halves) == 2:
        parts = [_known().get(half) for half in halves]
        return parts[0] if all(parts) else None
    return None
