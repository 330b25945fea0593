"""Questions and answers, however they are set: bold, numbered, "Q:", Markdown headings or plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepkit.review.outline.headings import Line, clean, trim
from prepkit.review.outline.parts import Question
from prepkit.review.vocabulary import cue_items
from prepkit.text import Span, Text

_Q = re.compile(
    r"[ \t*_#>\-•]{0,8}(?:\d{1,2}[.)][ \t]*)?[*_]{0,3}Q(?:uestion)?[ \t]?\d{0,2}[.:)\]][*_]{0,3}[ \t]*", re.I
)
_A = re.compile(r"[ \t*_>\-•]{0,8}A(?:nswer)?[ \t]?\d{0,2}[.:)\]][*_]{0,3}[ \t]*", re.I)
_INLINE_A = re.compile(r"\?[*_]{0,3}[ \t]+(?:[*_]{0,3}A(?:nswer)?:[*_]{0,3}[ \t]*)?")
_MOST_WORDS = 45


def read_questions(text: Text, lines: list[Line], start: int) -> Iterator[Question]:
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
    words = text[line.start : min(line.end, line.start + 400)]
    label = _Q.match(words)
    if label and words[label.end() :].strip():
        offset = label.end()
        inline = _INLINE_A.search(words, offset)
        end = line.start + (inline.start() + 1 if inline else len(words.rstrip(" \t\r*_")))
        return trim(text, line.start + offset, min(end, line.end)), line.start + inline.end() if inline else line.end
    title = clean(words)
    marked = words.lstrip().startswith(("**", "__", "#"))
    if title.endswith("?") and len(title.split()) <= _MOST_WORDS and title.count(". ") <= 1:
        found = text.find(title, line.start, line.end)
        return Span(found, found + len(title)), line.end
    inline = _INLINE_A.search(words)
    if inline and marked and len(words[: inline.start()].split()) <= _MOST_WORDS:
        return trim(text, line.start, line.start + inline.start() + 1), line.start + inline.end()
    if marked and words.rstrip().endswith(("**", "__")) and 3 <= len(title.split()) <= 20:
        found = text.find(title, line.start, line.end)
        return Span(found, found + len(title)), line.end
    return None


def _close(text: str, question: Span, start: int, end: int, audience: str) -> Question:
    label = _A.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    answer = trim(text, label.end() if label else start, end)
    return Question(audience or _guess_audience(text[question.start : question.end]), question, answer)


def _guess_audience(question: str) -> str:
    words = re.findall(r"[a-z'-]+", question.lower())
    padded = f" {' '.join(words)} "
    if {"i", "my", "me"}.intersection(words):
        return "external"
    known = any(item in padded for item in cue_items("internal-question"))
    return "internal" if known or {"we", "us", "our"}.intersection(words) else "external"
