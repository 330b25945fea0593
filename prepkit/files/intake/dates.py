"""The dates of a job in the spellings that resumes use, in nine languages and Chinese."""

from __future__ import annotations

import functools
import re

from prepkit.review.reading.vocabulary import LISTED

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
DURATION = re.compile(r"\(?\d{1,2}\s+(?:years?|yrs?|months?|mos?)(?:\s+\d{1,2}\s+(?:months?|mos?))?\)?$", re.I)
_AFTER = r"\s*(?:$|[)\t|,])"
_JOINT = r"\s*(?:[-‐‑‒–—―−~～→/]|-{2,3})\s*"


def _either(name: str) -> str:
    words = sorted(LISTED[name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = rf"(?:{_either('resume-months')})\.?"
    years = rf"(?:{_YEAR}|['’‘`´]\s?\d\d(?!\d))"
    point = (
        rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?(?:{month})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,)?[\s,./-]*(?:de[l]?\s+|of\s+)?{years}"
        rf"|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|\d{{1,2}}\s?[./-]\s?{_YEAR}|{_YEAR}[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?(?!\d)"
        rf"|{_YEAR}\s?年(?:\s?\d{{1,2}}\s?月)?(?:\s?\d{{1,2}}\s?日)?|{_YEAR},?\s+(?:{month})(?!\w)|{years}(?!\d))"
    )
    now = rf"(?:{_either('resume-present')})(?!\w)"
    joint = rf"(?:{_JOINT}|\s+(?:{_either('resume-date-joints')})\s+|\s*(?:至|到)\s*)"
    end = rf"(?:{now}|{point}|{month}(?!\w)|\d{{1,2}}[./]\d\d(?!\d)|\d\d(?!\d))"
    open_end = rf"(?:{joint}(?={_AFTER}))?"
    since = rf"(?:(?:{_either('resume-since')})\.?\s+)?"
    short = rf"(?:\d{{1,2}}[./]\d\d(?!\d){joint}(?:{now}|\d{{1,2}}[./]\d\d(?!\d)))"
    opened = r"(?:(?:de|du|da|dal|desde|vom|między)\s+)?"
    listed = rf"(?:{month}s?\s+)?{_YEAR}(?:(?:,|,?\s+(?:and|und|et|y|e|en|i)|\s*&)\s+{_YEAR})+(?!\d)"
    ranged = rf"{since}{opened}(?:{listed}|(?:{month}(?:\s+\d{{1,2}})?|{point}){joint}{end}|{point}\s+{now}|{short})"
    single = rf"{since}{point}{open_end}"
    spell = r"\d{1,2}\s+(?:years?|yrs?|months?|mos?)\b(?:[\s,]+\d{1,2}\s+(?:months?|mos?)\b)?"
    tail = rf"(?:[ ]*[(（·,]?[ ]*(?:about\s+)?{spell}\s*[)）]?)?"
    flags = re.IGNORECASE
    return re.compile(rf"(?<![\w@])(?:{ranged}){tail}", flags), re.compile(
        rf"(?<![\w@/.$€£-])(?:{single})(?![\w%/])", flags
    )


def find_dates(text: str) -> re.Match[str] | None:
    """Return where dates stand in a text: a range before a lone date, the last of several."""
    ranged, single = _patterns()
    found = [*ranged.finditer(text)] or [*single.finditer(text)]
    return found[-1] if found else None


def is_dates(text: str) -> bool:
    """Tell whether a text is dates and nothing else."""
    found = find_dates(text)
    if found is None:
        return False
    rest = text[: found.start()] + text[found.end() :]
    return not re.sub(r"[\W_]", "", rest)
