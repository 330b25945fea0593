"""The parts of a press release that have no heading, found by their order and by what they say."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from prepkit.review.reading.sections import Section, trim, within
from prepkit.review.reading.vocabulary import LISTED, WEIGHTS, WORDS, alternatives, cue_items
from prepkit.text import Span, Text

MONTHS = alternatives("month-names")
DATE = re.compile(
    rf"\b(?:(?P<month>{MONTHS})\.?[ \t]+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ \t]+)?(?P<year>20\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ \t]+(?P<month2>{MONTHS})\.?,?[ \t]+(?P<year2>20\d\d)"
    r"|(?P<iso>20\d\d-\d\d-\d\d)|(?P<us>\d{1,2}/\d{1,2}/20\d\d)|Q(?P<quarter>[1-4])[ \t]+(?P<qyear>20\d\d))",
    re.I,
)
_MONTH_LETTERS = tuple(dict.fromkeys(name[:3].lower() for name in LISTED.month_names))
CITY = re.compile(r"[*_]{0,3}[A-Z][\w .'’-]{1,40},[ \t]*[A-Z][A-Za-z. ]{1,20}[*_]{0,3}[ \t]*(?:[—–]|--)")
_SAID = re.compile(rf"\b(?:{alternatives('speaking')})\b", re.I)
_LEADER = re.compile(rf"\b(?:{alternatives('leader-titles')})\b|\bthe [\w .'’-]{{1,40}} team\b", re.I)
_ORDER = ("problem", "solution")


def month_number(name: str) -> int:
    """Return the number of a month by its first three letters, 0 if there is none."""
    letters = name[:3].lower()
    return _MONTH_LETTERS.index(letters) + 1 if letters in _MONTH_LETTERS else 0


def fill_gaps(text: Text, parts: list[Section], loose: list[Span], release: Span) -> list[Section]:
    """Add to the sections with headings those that can be told without one."""
    found = {part.id for part in parts if not part.blank}
    parts = [part for part in parts if not part.blank or part.id not in found]
    paragraphs = [_strip(text, span) for span in _paragraphs(text, loose) if text.words_in(span)]
    paragraphs = [span for span in paragraphs if span.end > span.start]
    parts += _read_top(text, paragraphs, found)
    parts += _read_body(text, paragraphs, found, list(parts))
    everywhere = [_below_heading(text, span, parts) for span in _paragraphs(text, [release])]
    everywhere = [span for span in everywhere if span.end > span.start]
    parts += _read_quotes(text, everywhere, found, parts)
    parts += _read_ending(text, everywhere, found, parts)
    return parts


def _paragraphs(text: Text, spans: list[Span]) -> list[Span]:
    found = []
    for span in spans:
        first = max(0, bisect.bisect_right(text.paragraphs, Span(span.start, len(text.text))) - 1)
        for paragraph in text.paragraphs[first:]:
            if paragraph.start >= span.end:
                break
            start, end = max(paragraph.start, span.start), min(paragraph.end, span.end)
            if end > start:
                found.append(Span(start, end))
    return found


def _strip(text: Text, span: Span) -> Span:
    return trim(text.text, span.start, span.end)


def _below_heading(text: Text, span: Span, parts: list[Section]) -> Span:
    starts = [part.heading.end for part in parts if span.start <= part.heading.start < part.heading.end <= span.end]
    return _strip(text, Span(max(starts, default=span.start), span.end))


def _part(section: str, span: Span, found: set[str]) -> Section:
    found.add(section)
    return Section(section, Span(span.start, span.start), span)


def _read_top(text: Text, paragraphs: list[Span], found: set[str]) -> list[Section]:
    """Take heading, sub-heading and summary off the top of the paragraphs."""
    parts: list[Section] = []
    headed = bool(found)
    if "heading" not in found and len(paragraphs) > 1 and _is_bare_dateline(text, *paragraphs[:2]):
        paragraphs[:2] = [paragraphs[1], paragraphs[0]]
    if "heading" not in found and paragraphs and not _has_dateline(text, paragraphs[0]):
        first = paragraphs.pop(0)
        line_end = next((line.end for line in text.lines if line.start <= first.start <= line.end), first.end)
        line = _strip(text, Span(first.start, min(line_end, first.end)))
        wrapped = text.text[line_end : first.end].lstrip()[:1].islower()
        if len(text.words_in(line)) <= WEIGHTS.headline_words and not wrapped:
            parts.append(_part("heading", line, found))
            rest = _strip(text, Span(min(line_end, first.end), first.end))
            if rest.end > rest.start:
                paragraphs.insert(0, rest)
        else:
            paragraphs.insert(0, first)
    if "sub_heading" not in found and paragraphs and _is_sub_heading(text, paragraphs, headed):
        parts.append(_part("sub_heading", paragraphs.pop(0), found))
    dated = next((span for span in paragraphs if _has_dateline(text, span)), None)
    dated = dated or next((span for span in paragraphs[:2] if _announces(text, span)), None)
    if "summary" not in found and dated is not None:
        place = paragraphs.index(dated)
        paragraphs.remove(dated)
        if (
            len(text.words_in(dated)) <= WEIGHTS.dateline_words
            and place < len(paragraphs)
            and not _announces(text, dated)
        ):
            dated = _join_dateline(text, dated, paragraphs, place)
        parts.append(_part("summary", dated, found))
    return parts


def _join_dateline(text: Text, dated: Span, paragraphs: list[Span], place: int) -> Span:
    """Take the paragraph that a dateline on a line of its own belongs to: the next one, or the one that announces."""
    told = next((span for span in paragraphs[place : place + 3] if _announces(text, span)), paragraphs[place])
    paragraphs.remove(told)
    return Span(dated.start, told.end) if told.start <= _gap(text, dated) else told


def _is_bare_dateline(text: Text, first: Span, second: Span) -> bool:
    dated = _has_dateline(text, first) and len(text.words_in(first)) <= WEIGHTS.dateline_words
    return dated and len(text.words_in(second)) <= WEIGHTS.headline_words and not text.cut(second).endswith(".")


def _is_sub_heading(text: Text, paragraphs: list[Span], alone: bool) -> bool:
    span = paragraphs[0]
    if (
        len(text.words_in(span)) > WEIGHTS.sub_heading_words
        or _has_dateline(text, span)
        or len(within(text.sentences, span)) > 2
    ):
        return False
    if _announces(text, span) and text.cut(span).rstrip("*_ ").endswith("."):
        return False
    return (alone or len(paragraphs) > 1) and not _is_quote(text, span)


def _has_dateline(text: Text, span: Span) -> bool:
    if CITY.match(text.text, span.start, min(span.end, span.start + 120)):
        return True
    match = DATE.search(text.text, span.start, min(span.end, span.start + 120))
    return match is not None and len(text.words_in(Span(span.start, match.start()))) <= WEIGHTS.before_date_words


def _announces(text: Text, span: Span) -> bool:
    least = (
        WEIGHTS.announcement_words if text.cut(span).rstrip("*_ ").endswith(".") else WEIGHTS.announcement_line_words
    )
    return _count(text, span, "announcement") > 0 and len(text.words_in(span)) >= least


def _read_body(text: Text, paragraphs: list[Span], found: set[str], headed: list[Section]) -> list[Section]:
    """Tell problem from solution among the plain paragraphs: by their words, else by their order."""
    plain = [span for span in paragraphs if len(text.words_in(span)) >= WEIGHTS.told_words]
    plain = [span for span in plain if not _is_quote(text, span) and not _starts(text, span)]
    wanted = [section for section in _ORDER if section not in found]
    parts: list[Section] = []
    if "problem" in wanted and plain:
        scored = [_count(text, span, "problem") - _count(text, span, "solution") for span in plain]
        troubled = next((place for place, score in enumerate(scored) if score > 0), None)
        begins = scored[0] >= -1 or _count(text, plain[0], "problem") > 0
        best = 0 if begins and "solution" in wanted else troubled
        if best is not None and (scored[best] > 0 or len(plain) > 1):
            last = best
            while last + 2 < len(plain) and scored[last + 1] > 0 and plain[last + 1].start <= _gap(text, plain[last]):
                last += 1
            parts.append(_part("problem", Span(plain[best].start, plain[last].end), found))
            del plain[best : last + 1]
            if "solution" in wanted:
                plain = plain[best:] or plain
    problem = next((part for part in headed if part.id == "problem"), None)
    if problem is not None:
        plain = [span for span in plain if span.start > problem.start]
    if "solution" in wanted and plain:
        body = plain
        last = next((place for place, span in enumerate(body) if place and span.start > _gap(text, body[place - 1])), 1)
        parts.append(_part("solution", Span(body[0].start, body[last - 1].end), found))
    return parts


def _gap(text: Text, span: Span) -> int:
    end = span.end
    while end < len(text.text) and text.text[end].isspace():
        end += 1
    return end


def _starts(text: Text, span: Span) -> bool:
    """Does the paragraph open with a first step: "To begin, ...", "Open the app ...", "Customers can sign up ..."?"""
    opens = [word.lower for word in text.words_in(span)[:7]]
    while opens and opens[0] in WORDS.before_first_step:
        del opens[0]
    opening = f" {' '.join(opens)} "
    return any(opening.startswith(item) for item in cue_items("first-step"))


def _is_quote(text: Text, span: Span) -> bool:
    quoted = within(text.quotations, span)
    inside = sum(quotation.end - quotation.start for quotation in quoted)
    block = text.text[span.start : span.start + 1] == ">"
    return block or (
        inside > WEIGHTS.quoted_characters and (inside * 2 > span.end - span.start or _says(text, span, quoted))
    )


def _says(text: Text, span: Span, quoted: Sequence[Span]) -> bool:
    outside = text.text[span.start : quoted[0].start] + text.text[quoted[0].end : span.end]
    return _SAID.search(outside) is not None and quoted[0].end - quoted[0].start > WEIGHTS.quoted_characters


def _read_quotes(text: Text, paragraphs: list[Span], found: set[str], parts: list[Section]) -> list[Section]:
    taken = [part.body for part in parts if part.id.endswith("_quote")]
    quotes = [
        span
        for span in paragraphs
        if _is_quote(text, span) and not any(body.start < span.end and span.start < body.end for body in taken)
    ]
    wanted = [section for section in ("leader_quote", "customer_quote") if section not in found]
    if not quotes or not wanted:
        return []
    announcer = " ".join(text.cut(part.body) for part in parts if part.id in ("heading", "summary"))
    led = [span for span in quotes if _leads(_outside(text, span), announcer)]
    if len(wanted) == 1:
        fitting = led if wanted == ["leader_quote"] else [span for span in quotes if span not in led]
        return [_part(wanted[0], (fitting or quotes)[0], found)]
    leader = led[0] if led else quotes[0] if len(quotes) > 1 else None
    parts = [_part("leader_quote", leader, found)] if leader else []
    customer = next((span for span in quotes if span != leader), None)
    return parts + ([_part("customer_quote", customer, found)] if customer else [])


_NAME = re.compile(r"\b[A-Z][\w'’&.-]+(?:[ \t]+[A-Z][\w'’&.-]+)+")


def _leads(outside: str, announcement: str) -> bool:
    """Is the speaker a leader by their title, or are they or their company named in the announcement?"""
    return _LEADER.search(outside) is not None or any(
        name.group().strip(".") in announcement for name in _NAME.finditer(outside)
    )


def _outside(text: Text, span: Span) -> str:
    kept, place = [], span.start
    for quotation in within(text.quotations, span):
        kept.append(text.text[place : quotation.start])
        place = quotation.end
    return " ".join([*kept, text.text[place : span.end]])


def _read_ending(text: Text, paragraphs: list[Span], found: set[str], parts: list[Section]) -> list[Section]:
    """Find the first step and the call to action among the paragraphs that no other section needs."""
    busy = [
        part.body
        for part in parts
        if part.id in ("heading", "sub_heading", "summary", "problem") or part.id.endswith("quote")
    ]
    free = [span for span in paragraphs if not any(body.start <= span.start < body.end for body in busy)]
    added: list[Section] = []
    steps = [span for span in free if _starts(text, span)] or [
        span for span in free if _count(text, span, "first-step") > 2 and _count(text, span, "place-to-go")
    ]
    if "getting_started" not in found and steps:
        added.append(_part("getting_started", steps[0], found))
        steps = steps[1:]
    if "call_to_action" not in found:
        onward = [span for span in reversed(free) if _count(text, span, "onward") > 0]
        chosen = next((span for span in onward if not added or span != added[0].body), None)
        chosen = chosen or (steps[-1] if steps else None) or (onward[0] if onward else None)
        if chosen is not None:
            added.append(_part("call_to_action", chosen, found))
    return added


def _count(text: Text, span: Span, cue: str) -> int:
    said = f" {' '.join(word.lower for word in text.words_in(span))} "
    return sum(item in said for item in cue_items(cue))
