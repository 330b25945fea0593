"""Lines, paragraphs, list items, sentences and quotations of a text, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text, end excluded."""

    start: int
    end: int


_LINE_END = re.compile(r"\r\n|\n|\r")
_MARK = re.compile(
    r"[ \t]{0,40}(?:[-*+•‣◦▪▫■□●○◆◇►▶➤➢✓✔✦–—·→](?=[ \t\u00a0*_\"“]|[^\W\d_])"
    r"|\(?(?:\d{1,2}|[a-z])[.)](?=[ \t]))[ \t\u00a0]*"
)
_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]*_]*(?=\s|$|(?<=[。！？]))")
_ABBREVIATED = (
    "e.g i.e etc vs approx est incl excl no nos fig dept inc ltd corp co mr mrs ms dr prof st "
    "jr sr al cf ca sec min max avg jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k "
    "e.u ph.d b.sc m.sc a.m p.m yr mo wk hr vol ed resp"
)
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_TERMINATED = ".!?…:;。！？"
_WRAPPED = 60  # a line this long may have been broken by an editor; a shorter one ends on purpose
_QUOTED_AT_MOST = 1000


def skip_mark(line: str, start: int = 0, end: int | None = None) -> int:
    """Return where the content of a line begins, behind a list mark or number if there is one."""
    match = _MARK.match(line, start, len(line) if end is None else end)
    return match.end() if match else start


def find_lines(text: str) -> Iterator[Span]:
    """Find every line, without its line end."""
    start = 0
    for match in _LINE_END.finditer(text) if "\n" in text or "\r" in text else ():
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def find_paragraphs(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    """Find runs of lines that are not blank."""
    first: int | None = None
    last = 0
    for line in lines:
        blank = not text[line.start : line.end].strip()
        if blank and first is not None:
            yield _trim(text, first, last)
            first = None
        if not blank:
            first = line.start if first is None else first
            last = line.end
    if first is not None:
        yield _trim(text, first, last)


def find_bullets(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    """Find the content of each list item."""
    start: int | None = None
    end = 0
    for line in lines:
        content = skip_mark(text, line.start, line.end)
        marked = content > line.start and not text[line.start : content].isspace()
        carried = text[line.start : line.start + 1] in (" ", "\t") and text[line.start : line.end].strip() != ""
        if start is not None and (marked or not carried):
            yield _trim(text, start, end)
            start = None
        if marked:
            start = content
        if marked or carried:
            end = line.end
    if start is not None:
        yield _trim(text, start, end)


def find_sentences(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    """Find the sentences; a heading or list item is one, too."""
    for block in _find_blocks(text, lines):
        start = block.start
        for match in _STOP.finditer(text, block.start, block.end):
            if _ends_sentence(text, match, block):
                yield from _nonempty(_trim(text, start, match.end()))
                start = match.end()
        yield from _nonempty(_trim(text, start, block.end))


def _nonempty(span: Span) -> Iterator[Span]:
    if span.end > span.start:
        yield span


def _find_blocks(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    # A block is what one sentence may run through: a list item, or lines that an editor wrapped.
    start: int | None = None
    before = Span(0, 0)
    for line in lines:
        content = skip_mark(text, line.start, line.end)
        words = text[content : line.end].lstrip()
        fresh = content > line.start and not text[line.start : content].isspace()
        if start is not None and (not words or fresh or _breaks(text, before, words)):
            yield Span(start, before.end)
            start = None
        if words and start is None:
            start = content
        before = line
    if start is not None:
        yield Span(start, before.end)


def _breaks(text: str, before: Span, words: str) -> bool:
    line = text[before.start : before.end].strip()
    if line.startswith("#") or words[0] in "#>|" or line.endswith(tuple(_TERMINATED)):
        return True
    return len(line) < _WRAPPED and not words[0].islower()


def _ends_sentence(text: str, match: re.Match[str], block: Span) -> bool:
    if match.end() >= block.end:
        return True
    if match.group()[0] != "." or match.group().startswith(".."):
        return _opens(text, match.end(), block.end) or match.group()[0] in "!?。！？"
    first = match.start()
    while first > block.start and first > match.start() - 12 and (text[first - 1].isalnum() or text[first - 1] == "."):
        first -= 1
    token = text[first : match.start()].lower()
    if token in _ABBREVIATIONS or (len(token) == 1 and token.isalpha()):
        return token in {"etc", "inc", "ltd", "corp", "co"} and _opens(text, match.end(), block.end, capital=True)
    return _opens(text, match.end(), block.end)


def _opens(text: str, place: int, end: int, capital: bool = False) -> bool:
    following = text[place : min(end, place + 12)].lstrip()[:1]
    return following.isupper() if capital else not following.islower()


def find_quotations(text: str) -> Iterator[Span]:
    """Find quoted speech, marks included; a quotation ends with its paragraph."""
    opened = -1
    for match in re.finditer(r"[\"“”]|\r?\n[ \t]*\r?\n", text):
        mark, place = match.group(), match.start()
        if mark[0] in "\r\n" or (opened >= 0 and place - opened > _QUOTED_AT_MOST):
            opened = -1
        if mark == "“" or (mark == '"' and opened < 0 and _may_open(text, place)):
            opened = place
        elif mark in '"”' and opened >= 0:
            yield Span(opened, place + 1)
            opened = -1


def _may_open(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or not before.isalnum()) and after != "" and not after.isspace()
