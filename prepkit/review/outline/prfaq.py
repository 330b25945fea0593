"""The sections of a PRFAQ: by their headings, and where these are missing, by what stands where."""

from __future__ import annotations

from prepkit.review.outline.faq import read_questions
from prepkit.review.outline.headings import Line, bodies, clean, trim
from prepkit.review.outline.parts import Outline, Part, Question, keep_first
from prepkit.review.outline.release import fill_gaps
from prepkit.text import Span, Text

_FAQ = ("faq", "external_faq", "internal_faq")
_CONTAINERS = ("press_release", "faq")
_TITLES = ("heading", "sub_heading", "")


def draw_prfaq(text: Text, headings: list[Line]) -> Outline:
    """Return the sections and questions of a PRFAQ."""
    lines = _drop_misread(text, headings)
    faq_start = next((line.span.start for line in lines if line.section in _FAQ), None)
    if faq_start is None:
        faq_start = _find_bare_faq(text)
    named = [line for line in lines if line.span.start < faq_start]
    start = _find_release(named)
    parts = _read_release(text, [line for line in named if line.span.start >= start], Span(start, faq_start))
    parts += _read_preamble(text, [line for line in named if line.span.start < start], start, parts)
    questions = tuple(read_questions(text, [line for line in lines if line.span.start >= faq_start], faq_start))
    parts += _read_faq(lines, questions, text, faq_start)
    return Outline(tuple(sorted(parts, key=lambda part: (part.start, part.end))), questions)


def _drop_misread(text: Text, headings: list[Line]) -> list[Line]:
    # A title such as "A new solution for small shops" holds a heading's word without being that heading.
    first = _first_line(text)
    kept: list[Line] = []
    in_faq = False
    audience = 0  # the level of the heading that says whom the questions are for
    for line in headings:
        section = line.section
        in_faq = in_faq or section in _FAQ
        if line.span.start == first and section not in _CONTAINERS and len(line.title.split()) > 4:
            continue
        if section.startswith("@") and in_faq and not 0 < audience < line.level:
            section = "external_faq" if section == "@external" else "internal_faq"
        elif section.startswith("@") or (in_faq and section not in (*_FAQ, "appendix")):
            section = ""
        if section in ("external_faq", "internal_faq"):
            audience = line.level
        if section or not in_faq:
            kept.append(line._replace(section=section))
    return kept


def _find_release(lines: list[Line]) -> int:
    # What stands before the heading of the release (title, status, author) belongs to the document around it.
    start = 0
    for line in lines:
        if line.section == "press_release":
            start = line.span.start
        elif line.section not in _TITLES and line.marked:
            break
    return start


def _read_preamble(text: Text, lines: list[Line], start: int, parts: list[Part]) -> list[Part]:
    """Take a heading or sub-heading that the release lacks from what stands before it."""
    lacking = {"heading", "sub_heading"} - {part.id for part in parts}
    named = [Part(line.section, line.span, body) for line, body in bodies(text, lines) if line.section in lacking]
    named = keep_first([part for part in named if part.body.end <= start and not part.blank])
    if "heading" not in lacking or any(part.id == "heading" for part in named):
        return named
    title = next((line for line in lines if line.level and not line.section), None)
    return [*named, Part("heading", Span(title.span.start, title.span.start), title.span)] if title else named


def _first_line(text: Text) -> int:
    return next((line.start for line in text.lines if text.words_in(line)), 0)


def _find_bare_faq(text: Text) -> int:
    # Without a heading, a FAQ begins with the first of two questions that stand on lines of their own.
    asked = []
    for line in text.lines:
        title = clean(text.text[line.start : min(line.end, line.start + 300)])
        if title.endswith("?") and 2 < len(title.split()) <= 40:
            asked.append(line.start)
    return asked[0] if len(asked) >= 2 else len(text.text)


def _read_release(text: Text, lines: list[Line], release: Span) -> list[Part]:
    parts: list[Part] = []
    loose: list[Span] = [trim(text.text, release.start, lines[0].span.start if lines else release.end)]
    for place, line in enumerate(lines):
        end = lines[place + 1].span.start if place + 1 < len(lines) else release.end
        body = trim(text.text, line.rest, end)
        if line.section in ("", "press_release", "quote"):
            loose.append(Span(line.span.start, end) if not line.section else body)
        else:
            parts.append(Part(line.section, line.span, body))
    parts = keep_first(parts)
    return fill_gaps(text, parts, [span for span in loose if span.end > span.start], release)


def _read_faq(lines: list[Line], questions: tuple[Question, ...], text: Text, faq_start: int) -> list[Part]:
    parts: list[Part] = []
    for audience in ("external", "internal"):
        asked = [question for question in questions if question.audience == audience]
        heading = next((line.span for line in lines if line.section == f"{audience}_faq"), None)
        if not asked and heading is None:
            continue
        start = asked[0].question.start if asked else heading.end if heading else faq_start
        end = max((max(question.question.end, question.answer.end) for question in asked), default=start)
        parts.append(Part(f"{audience}_faq", heading or Span(start, start), Span(start, end)))
    parts += [Part("appendix", line.span, body) for line, body in bodies(text, lines) if line.section == "appendix"]
    return parts
