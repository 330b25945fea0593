"""Places as resumes write them: a city with its state or country, a large city alone, or remote."""

from __future__ import annotations

import re

from prepkit.review.reading.vocabulary import WORDS

_POSTAL = re.compile(r"\b[A-Z]{0,2}-?\d{4,6}(?:-\d{4})?\b")


def is_place(text: str) -> bool:
    """Tell whether a text is a place and nothing else."""
    bare = _POSTAL.sub("", text).strip(" ,.()[]").casefold()
    if not bare or len(bare) > 60:
        return False
    if bare in WORDS.resume_place_modes or bare in WORDS.resume_cities:
        return True
    parts = [part.strip() for part in re.split(r"[,/|]|\s[-–—&]\s|\s\(|\)", bare) if part.strip()]
    if not parts:
        return False
    if len(parts) == 1:
        return (bare in WORDS.resume_countries and len(bare) > 3) or bare.endswith((" area", " metropolitan area"))
    known = [
        part in WORDS.resume_countries or part in WORDS.resume_place_modes or part in WORDS.resume_cities
        for part in parts
    ]
    words = {word for part in parts[:1] for word in part.split()}
    if len(parts) > 3 or words & (WORDS.resume_role | WORDS.resume_employer) or len(parts[0].split()) > 3:
        return False
    if len(parts) == 3 and parts[1] in WORDS.resume_cities and not known[0]:
        return False  # an employer before its city
    return all(known[1:]) and (known[0] or parts[-1] in WORDS.resume_countries)


def cut_place(text: str) -> int:
    """Return where a place begins at the end of a text that holds something before it, or -1."""
    commas = [match.start() for match in re.finditer(",", text)]
    for comma in commas:
        rest = text[comma + 1 :].strip()
        if len(commas) > 1 or rest.casefold() not in WORDS.resume_countries:
            if is_place(rest) and (rest.casefold() not in WORDS.resume_countries or "," not in text[:comma]):
                return comma + 1
        elif rest.casefold() in WORDS.resume_countries:
            return _cut_city(text, comma)
    for words in range(1, 4):
        cut = _cut_words(text, words)
        if cut > 0 and text[cut:].casefold().strip(" ()") in WORDS.resume_cities | WORDS.resume_place_modes:
            return cut
    return -1


def _cut_city(text: str, comma: int) -> int:
    """Return where the city begins that stands before ", Norway" behind an employer."""
    before = text[:comma]
    for words in (3, 2, 1):
        cut = _cut_words(before, words)
        if cut > 0 and before[cut:].casefold().strip() in WORDS.resume_cities:
            return cut
    two, one = _cut_words(before, 2), _cut_words(before, 1)
    begins = two > 0 and before[two:].casefold().rpartition(" ")[0].strip() in WORDS.resume_city_beginnings
    return two if begins else one if before[one:][:1].isupper() else -1


def _cut_words(text: str, count: int) -> int:
    found = re.search(rf"\s\S+(?:\s\S+){{{count - 1}}}\s*$", text)
    return found.start() + 1 if found else -1
