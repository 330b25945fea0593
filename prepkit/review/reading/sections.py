"""The sections of a document, whatever their headings are called; a resume's and a story's are those with headings."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from prepkit.content.library import load
from prepkit.content.shapes.lexicon import Heading
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS
from prepkit.text import Span, Text, skip_mark

_MARKS = "*_#>=|~ \t\u00a0"
_NUMBER = re.compile(r"(?:(?:part|section|step)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-h])\s?[.):\-–—]\s*", re.I)
_LABEL = re.compile(r"[ \t]{0,20}[*_#>\-•]{0,4}[ \t]?([^:\n]{2,60}?)[*_]{0,3}:[*_]{0,3}(?=\s|$)")
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its id, where its heading stands (empty if it has none), and its body (empty if it is blank)."""

    id: str
    heading: Span
    body: Span

    @property
    def start(self) -> int:
        """Where the section begins, heading included."""
        return self.heading.start if self.heading.end > self.heading.start else self.body.start

    @property
    def end(self) -> int:
        """Where the section ends."""
        return max(self.heading.end, self.body.end)

    @property
    def blank(self) -> bool:
        """Is there nothing under the heading?"""
        return self.body.end <= self.body.start


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a FAQ with its answer (empty if it is not answered)."""

    audience: str
    question: Span
    answer: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections and questions of a document, in reading order."""

    sections: tuple[Section, ...]
    questions: tuple[AskedQuestion, ...]

    def find(self, section: str) -> Section | None:
        """Return the section with this id, None if the document has none."""
        return next((part for part in self.sections if part.id == section), None)

    def asked(self, audience: str | None = None) -> tuple[AskedQuestion, ...]:
        """Return the questions for an audience, external or internal, or all."""
        return tuple(question for question in self.questions if audience in (None, question.audience))


def within(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of some sorted spans that begin within a span."""
    return spans[bisect.bisect_left(spans, Span(span.start, -1)) : bisect.bisect_left(spans, Span(span.end, -1))]


def keep_first(parts: Iterable[Section]) -> list[Section]:
    """Keep the first section of each id that is not blank; a blank one only if there is no other."""
    kept: dict[str, Section] = {}
    for part in parts:
        if part.id not in kept or (kept[part.id].blank and not part.blank):
            kept[part.id] = part
    return sorted(kept.values(), key=lambda part: part.start)


class Line(NamedTuple):
    """A line that may be a heading: its place, where its text goes on, the section it names, how it is marked."""

    span: Span
    rest: int
    section: str
    level: int
    title: str
    marked: bool


def read_headings(text: Text, kind: str) -> list[Line]:
    """Return the lines that name a section, and those that are marked as headings without naming one."""
    return [found for span in text.lines if (found := _read_line(text.text, span, kind)) is not None]


def _read_line(text: str, span: Span, kind: str) -> Line | None:
    line = text[span.start : min(span.end, span.start + 200)]
    bare = line.strip()
    if not bare:
        return None
    level = len(bare) - len(bare.lstrip("#"))
    title = clean(bare)
    length = len(title.split())
    if span.end - span.start <= 160 and 0 < length <= WEIGHTS.heading_words:
        marked = _is_marked(bare)
        section = name_section(
            title, kind, exact=title.endswith("?") or not (marked or length <= WEIGHTS.bare_heading_words)
        )
        if section and (marked or not title.endswith((".", "!", ";", ",", "?"))):
            return Line(span, span.end, section, level, title, marked)
        if level and not title.endswith("?"):
            return Line(span, span.end, "", level, title, True)
    return _read_label(text, span, kind)


def _read_label(text: str, span: Span, kind: str) -> Line | None:
    match = _LABEL.match(text, span.start, min(span.end, span.start + 90))
    if match is None:
        return None
    title = clean(match.group(1))
    length = len(title.split())
    line = text[span.start : min(span.end, span.start + 300)].strip()
    whole = _is_marked(line)
    bold = line.startswith(("**", "__")) and not whole
    section = name_section(title, kind, exact=whole or (length > WEIGHTS.label_words and not bold))
    if not section or section.startswith("@") or length > WEIGHTS.label_words * 2:
        return None
    return Line(Span(span.start, match.end()), match.end(), section, 0, title, False)


def clean(line: str) -> str:
    """Return a heading without its marks, its number and its colon."""
    title = line.strip(_MARKS)
    number = _NUMBER.match(title)
    skipped = number.end() if number and number.end() < len(title) else skip_mark(title)
    title = title[skipped:] or title
    return title.strip(_MARKS).rstrip(":").strip(_MARKS)


def _is_marked(line: str) -> bool:
    bold = line.startswith(("**", "__")) and line.rstrip(":").endswith(("**", "__"))
    return bold or line.startswith("#") or line.endswith(":") or (line.isupper() and len(line) > 3)


@functools.lru_cache(maxsize=4096)
def name_section(title: str, kind: str, exact: bool = False) -> str:
    """Return the id of the section that a heading names, or an empty text."""
    whole = _plain(title.lower().replace("q&a", "faq"))
    if not whole:
        return ""
    names, parts = _names(kind)
    if names.get(whole, "faq") not in ("faq", "quote"):
        return names[whole]
    if kind == "prfaq" and _is_release(whole):
        return "press_release"
    if all(word in WORDS.around_audience or names.get(word, "").startswith("@") for word in whole.split()):
        return _audience(whole, names)
    found = [(len(part), section) for part, section in parts if f" {part} " in f" {whole} "]
    if any(section == "faq" for _, section in found):
        return _name_faq(whole, names)
    if exact or not found:
        return ""
    section = max(found, key=lambda one: one[0])[1]
    return _name_quote(whole, names) if section == "quote" else section


def _is_release(whole: str) -> bool:
    # The name of the whole document, such as "Press Release / FAQ", and the line that says when it may go out.
    names_release = "press release" in whole or whole.startswith(("pr faq", "prfaq")) or " pr faq" in f" {whole}"
    return names_release or whole.endswith("prfaq") or (whole.startswith("for ") and " release" in whole)


def _audience(whole: str, names: dict[str, str]) -> str:
    return next((names[word] for word in whole.split() if names.get(word, "").startswith("@")), "")


def _name_faq(whole: str, names: dict[str, str]) -> str:
    return {"@external": "external_faq", "@internal": "internal_faq", "@leader": "internal_faq"}.get(
        _audience(whole, names), "faq"
    )


def _name_quote(whole: str, names: dict[str, str]) -> str:
    sections = {"@external": "customer_quote", "@internal": "leader_quote", "@leader": "leader_quote"}
    return sections.get(_audience(whole, names), "customer_quote" if "testimonial" in whole else "quote")


@functools.cache
def _names(kind: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    names: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    for heading in load(Heading):
        if heading.kind == kind:
            names.update(dict.fromkeys((_plain(name) for name in (*heading.exact, *heading.words)), heading.section))
            parts += [(_plain(name), heading.section) for name in heading.words]
    return names, parts


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(name.lower().replace("’", "'")))


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without blanks, rules and stray marks at either end."""
    while start < end and (text[start].isspace() or text[start] in "*_#>="):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "#="):
        end -= 1
    return Span(start, end)


def bodies(text: Text, lines: list[Line]) -> Iterator[tuple[Line, Span]]:
    """Yield each heading with its body, which ends where the next begins."""
    for place, line in enumerate(lines):
        end = lines[place + 1].span.start if place + 1 < len(lines) else len(text.text)
        yield line, trim(text.text, line.rest, end)


def read_resume(text: Text, headings: list[Line]) -> Outline:
    """Return the sections of a resume; what stands before its first heading is `contact`."""
    story = read_story(text, headings)
    first = next((line.span.start for line in headings if line.section), len(text.text))
    top = trim(text.text, 0, first)
    if top.end <= top.start:
        return story
    return Outline(tuple(keep_first([Section("contact", Span(top.start, top.start), top), *story.sections])), ())


def read_story(text: Text, headings: list[Line]) -> Outline:
    """Return the labeled sections of a story; one that is told in one go has none."""
    named = [line for line in headings if line.section]
    return Outline(tuple(keep_first(Section(line.section, line.span, body) for line, body in bodies(text, named))), ())
