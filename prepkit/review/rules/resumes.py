"""What a resume as a whole gets wrong: openers that repeat, dates, layout that parsers cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepkit.review.reading.reading import Hit, Reading
from prepkit.review.reading.release import DATE, MONTHS, month_number
from prepkit.review.reading.sections import within
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS, alternatives
from prepkit.text import Span, skip_mark

_MAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}|\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|\+\d[\d ().-]{7,18}\d"
)
_RANGE = re.compile(
    rf"(?P<from>(?:(?:{MONTHS})\.?,? |\d{{1,2}}/|)(?:19|20)\d\d)\s?(?:-|–|—|to|until)\s?"
    rf"(?P<to>(?:(?:{MONTHS})\.?,? |\d{{1,2}}/|)(?:19|20)\d\d|{alternatives('until-now')})",
    re.I,
)
_TABLE = re.compile(
    r"^[ \t]*\|.{1,400}\|[ \t]*$|[│┃║┌└├╔╚▌█]|\S[^\n|]{0,60}\t{1,8}\S|!\[|<(?:table|img|svg|div)\b", re.M
)
_ICONS = re.compile(r"[\u2600-\u26ff\u2700-\u2712\u2715-\u27b9\U0001f300-\U0001faff\ue000-\uf8ff]")
_PERSONAL = re.compile(rf"\b(?:{alternatives('personal-facts')}|age:? \d\d)\b", re.I)


def bullets_of(reading: Reading) -> list[Span]:
    """Return the lines of a resume that tell what was done: its list items outside of skills and education."""
    skipped = [part for part in reading.outline.sections if part.id in WORDS.lines_not_told]
    lines = []
    for bullet in reading.text.bullets:
        told = len(reading.text.words_in(bullet)) >= WEIGHTS.line_words
        if told and not any(part.start <= bullet.start < part.end for part in skipped):
            lines.append(bullet)
    return lines


def impact_lines(reading: Reading) -> list[Span]:
    """Return the places of the product-impact section, whose lines need no verb."""
    return [part.body for part in reading.outline.sections if part.id == "product_impact"]


def _find_contact(reading: Reading) -> Iterator[Hit]:
    match = _MAIL.search(reading.text.text, 0, 3000)
    if match:
        yield Hit(match.start(), match.end())


def _find_layout(reading: Reading) -> Iterator[Hit]:
    text = reading.text.text
    found = [match for match in (_TABLE.search(text), _ICONS.search(text)) if match]
    if found:
        first = min(found, key=lambda match: match.start())
        yield Hit(first.start(), first.end())


def _find_personal(reading: Reading) -> Iterator[Hit]:
    for match in _PERSONAL.finditer(reading.text.text):
        yield Hit(match.start(), match.end())


def _ranges(reading: Reading) -> list[re.Match[str]]:
    text, part = reading.text.text, reading.outline.find("experience")
    return list(_RANGE.finditer(text, part.body.start, part.body.end) if part else _RANGE.finditer(text))


def _find_mixed_dates(reading: Reading) -> Iterator[Hit]:
    styles: set[str] = set()
    for match in _ranges(reading):
        for end in (match["from"], match["to"]):
            if end[-1:].isdigit():
                styles.add(_style(end))
        if len(styles) > 1:
            yield Hit(match.start(), match.end())
            return


def _style(date: str) -> str:
    if "/" in date:
        return "number"
    word = re.match(r"[A-Za-z]+", date)
    if word is None:
        return "year"
    return "month" if len(word.group()) <= 4 else "full month"


def _find_wrong_order(reading: Reading) -> Iterator[Hit]:
    before = None
    for match in _ranges(reading):
        start = _rank(match["from"])
        if before is not None and start > before:
            yield Hit(match.start(), match.end())
            return
        before = start


def _rank(date: str) -> tuple[int, int]:
    year = int(date[-4:])
    if "/" in date:
        return year, int(date.split("/")[0])
    return year, month_number(date)


def _find_dates(reading: Reading) -> Iterator[Hit]:
    for match in (*_ranges(reading), *DATE.finditer(reading.text.text, 0, 20_000)):
        yield Hit(match.start(), match.end())


def _find_repeats(reading: Reading) -> Iterator[Hit]:
    """Find the third line, and each after it, that opens with the same word."""
    counted: dict[str, int] = {}
    for bullet in reading.text.bullets:
        opens = reading.text.words_in(bullet)
        labeled = bool(opens) and reading.text.text.startswith(":", opens[0].end)
        if len(opens) < WEIGHTS.line_words or labeled or opens[0].text[0].isdigit():
            continue
        first = opens[0].lower
        counted[first] = counted.get(first, 0) + 1
        if counted[first] > 2:
            yield Hit(opens[0].start, opens[0].end, value=str(counted[first]))


def _find_counted_impact(reading: Reading) -> Iterator[Hit]:
    """Find a line of the product-impact section with a figure of revenue, cost, satisfaction or time."""
    for part in impact_lines(reading):
        for span in reading.quantities_in(part, "business"):
            yield Hit(*span)


def _find_uncounted_impact(reading: Reading) -> Iterator[Hit]:
    """Find a line of the product-impact section without a number."""
    for part in impact_lines(reading):
        block = next((one for one in reading.text.paragraphs if one.start <= part.start < one.end), part)
        for line in within(reading.text.lines, Span(block.start, min(block.end, part.end))):
            start = max(skip_mark(reading.text.text, line.start, line.end), part.start)
            told = reading.text.words_in(Span(start, line.end))
            if len(told) > 2 and not reading.has_number(Span(start, line.end)):
                yield Hit(told[0].start, told[-1].end)


def _find_goal(reading: Reading) -> Iterator[Hit]:
    """Find, in the summary, whom the person wants to build for."""
    part = reading.outline.find("summary")
    if part is not None:
        for span in reading.cue("product-goal", part.body):
            yield Hit(*span)


SIGNALS = {
    "contact": _find_contact,
    "layout": _find_layout,
    "personal-data": _find_personal,
    "mixed-dates": _find_mixed_dates,
    "date-order": _find_wrong_order,
    "job-dates": _find_dates,
    "repeated-opener": _find_repeats,
    "counted-impact": _find_counted_impact,
    "uncounted-impact": _find_uncounted_impact,
    "product-goal": _find_goal,
}
