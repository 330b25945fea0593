"""The sections of a document; for a PRFAQ also those without a heading, and its questions with their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepkit.review.reading.release import fill_gaps
from prepkit.review.reading.sections import (
    AskedQuestion,
    Line,
    Outline,
    Section,
    bodies,
    clean,
    keep_first,
    read_headings,
    read_resume,
    read_story,
    trim,
)
from prepkit.review.reading.vocabulary import WEIGHTS, WORDS, cue_items
from prepkit.text import Span, Text

_FAQ = ("faq", "external_faq", "internal_faq")
_CONTAINERS = ("press_release", "faq")
_TITLES = ("heading", "sub_heading", "")
_Q = re.compile(
    r"[ \t*_#>\-•]{0,8}(?:\d{1,2}[.)][ \t]*)?[*_]{0,3}Q(?:uestion)?[ \t]?\d{0,2}[.:)\]][*_]{0,3}[ \t]*", re.I
)
_A = re.compile(r"[ \t*_>\-•]{0,8}A(?:nswer)?[ \t]?\d{0,2}[.:)\]][*_]{0,3}[ \t]*", re.I)
_INLINE_A = re.compile(r"\?[*_]{0,3}[ \t]+(?:[*_]{0,3}A(?:nswer)?:[*_]{0,3}[ \t]*)?")


def read_outline(text: Text, kind: str) -> Outline:
    """Return the sections of a text of this kind, in reading order; a bullet, letter or talk has none."""
    readers = {"prfaq": read_prfaq, "resume": read_resume, "story": read_story}
    if kind not in readers or not text.words:
        return Outline((), ())
    return readers[kind](text, read_headings(text, kind))


def read_prfaq(text: Text, headings: list[Line]) -> Outline:
    """Return the sections and questions of a PRFAQ."""
    lines = _drop_misread(text, headings)
    faq_start = next((line.span.start for line in lines if line.section in _FAQ), None)
    if faq_start is None:
        faq_start = _find_bare_faq(text)
    named = [line for line in lines if line.span.start < faq_start]
    start = _find_release(named)
    parts = _read_release(text, [line for line in named if line.span.start >= start], Span(start, faq_start))
    parts += _read_preamble(text, [line for line in named if line.span.start < start], start, parts)
    questions = tuple(_read_questions(text, [line for line in lines if line.span.start >= faq_start], faq_start))
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


def _read_preamble(text: Text, lines: list[Line], start: int, parts: list[Section]) -> list[Section]:
    """Take a heading or sub-heading that the release lacks from what stands before it."""
    lacking = {"heading", "sub_heading"} - {part.id for part in parts}
    named = [Section(line.section, line.span, body) for line, body in bodies(text, lines) if line.section in lacking]
    named = keep_first([part for part in named if part.body.end <= start and not part.blank])
    if "heading" not in lacking or any(part.id == "heading" for part in named):
        return named
    title = next((line for line in lines if line.level and not line.section), None)
    return [*named, Section("heading", Span(title.span.start, title.span.start), title.span)] if title else named


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


def _read_release(text: Text, lines: list[Line], release: Span) -> list[Section]:
    parts: list[Section] = []
    loose: list[Span] = [trim(text.text, release.start, lines[0].span.start if lines else release.end)]
    for place, line in enumerate(lines):
        end = lines[place + 1].span.start if place + 1 < len(lines) else release.end
        body = trim(text.text, line.rest, end)
        if line.section in ("", "press_release", "quote"):
            loose.append(Span(line.span.start, end) if not line.section else body)
        else:
            parts.append(Section(line.section, line.span, body))
    parts = keep_first(parts)
    return fill_gaps(text, parts, [span for span in loose if span.end > span.start], release)


def _read_faq(lines: list[Line], questions: tuple[AskedQuestion, ...], text: Text, faq_start: int) -> list[Section]:
    parts: list[Section] = []
    for audience in ("external", "internal"):
        asked = [question for question in questions if question.audience == audience]
        heading = next((line.span for line in lines if line.section == f"{audience}_faq"), None)
        if not asked and heading is None:
            continue
        start = asked[0].question.start if asked else heading.end if heading else faq_start
        end = max((max(question.question.end, question.answer.end) for question in asked), default=start)
        parts.append(Section(f"{audience}_faq", heading or Span(start, start), Span(start, end)))
    parts += [Section("appendix", line.span, body) for line, body in bodies(text, lines) if line.section == "appendix"]
    return parts


def _read_questions(text: Text, lines: list[Line], start: int) -> Iterator[AskedQuestion]:
    """Yield each question from `start` on, with its answer and whom it is for."""
    headings = {line.span.start: line for line in lines}
    audience = ""
    open_question: Span | None = None
    answer_start = 0
    for line in text.lines:
        if line.end < start:
            continue
        heading = headings.get(line.start)
        asked = None if heading and heading.section else _find_question(text.text, line)
        if (asked or (heading and heading.section)) and open_question is not None:
            yield _close(text.text, open_question, answer_start, line.start, audience)
            open_question = None
        if heading and heading.section:
            audience = {"external_faq": "external", "internal_faq": "internal"}.get(heading.section, "")
            if heading.section == "appendix":
                return
        if asked:
            open_question, answer_start = asked
    if open_question is not None:
        yield _close(text.text, open_question, answer_start, len(text.text), audience)


def _find_question(text: str, line: Span) -> tuple[Span, int] | None:
    """Return the question on a line and where its answer may begin."""
    shown = text[line.start : min(line.end, line.start + 400)]
    label = _Q.match(shown)
    if label and shown[label.end() :].strip():
        offset = label.end()
        inline = _INLINE_A.search(shown, offset)
        end = line.start + (inline.start() + 1 if inline else len(shown.rstrip(" \t\r*_")))
        return trim(text, line.start + offset, min(end, line.end)), line.start + inline.end() if inline else line.end
    title = clean(shown)
    marked = shown.lstrip().startswith(("**", "__", "#"))
    if title.endswith("?") and len(title.split()) <= WEIGHTS.question_words and title.count(". ") <= 1:
        found = text.find(title, line.start, line.end)
        return Span(found, found + len(title)), line.end
    inline = _INLINE_A.search(shown)
    if inline and marked and len(shown[: inline.start()].split()) <= WEIGHTS.question_words:
        return trim(text, line.start, line.start + inline.start() + 1), line.start + inline.end()
    if marked and shown.rstrip().endswith(("**", "__")) and 3 <= len(title.split()) <= 20:
        found = text.find(title, line.start, line.end)
        return Span(found, found + len(title)), line.end
    return None


def _close(text: str, question: Span, start: int, end: int, audience: str) -> AskedQuestion:
    label = _A.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    answer = trim(text, label.end() if label else start, end)
    return AskedQuestion(audience or _guess_audience(text[question.start : question.end]), question, answer)


def _guess_audience(question: str) -> str:
    said = re.findall(r"[a-z'-]+", question.lower())
    padded = f" {' '.join(said)} "
    if not WORDS.customer_pronouns.isdisjoint(said):
        return "external"
    known = any(item in padded for item in cue_items("internal-question"))
    return "internal" if known or not WORDS.company_pronouns.isdisjoint(said) else "external"
