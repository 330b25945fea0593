"""Reviews a text, or one field of a record, by the rules for its kind."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from prepkit.content.shapes.rules import Kind, Rule, Severity
from prepkit.errors import UsageError
from prepkit.models.fields import Record
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.review.documents import write
from prepkit.review.findings import Acknowledgement, Finding, Review
from prepkit.review.reading.language import name_language
from prepkit.review.reading.reading import PACE, Hit, Reading, gather
from prepkit.review.reading.sections import Outline, Section
from prepkit.review.reading.vocabulary import WEIGHTS
from prepkit.review.rules.resumes import bullets_of, impact_lines
from prepkit.review.rules.rulebook import Runner, check_kind, is_worded, load_rules, prepare
from prepkit.text import Span, Text, read
from prepkit.text.lazy import Lazy

_SHOWN = 60
_KEPT = 20_000  # characters of a text whose review is kept while others are
_MILDER: dict[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info"}
_PLACE = re.compile(r"(\{found\}|\{better\}|\{value\}|\{limit\})")
_ACROSS_LINES = "repeated-opener"
_BEGINNINGS = ("no-text", "barely-begun")


def review(
    text: str | Record,
    kind: str | None = None,
    *,
    today: dt.date | None = None,
    pace: float | None = None,
    rules: Sequence[Rule] | None = None,
    acknowledged: Iterable[Acknowledgement | tuple[str, str] | tuple[str, str, str]] = (),
    beside: Iterable[str] = (),
) -> Review:
    """Review a text.

    Args:
        text: Any text; or a Bullet, Story, PRFAQ or Letter, which is written out with its sections labeled.
        kind: bullet (one line, or one a line), resume, story, letter, prfaq or talk; a model knows its own.
        today: The day from which a PRFAQ's launch date must lie ahead; without it, dates are not compared.
        pace: Words spoken in a minute, for stories and talks; 140 if left out.
        rules: The rules to apply; all of prepkit's own if left out.
        acknowledged: Findings that the writer has decided to live with: code, marked passage, reason.
        beside: Other texts that this one should not repeat, such as the resume lines beside a letter.

    Raises:
        UsageError: if the kind is unknown, the pace is not above 0, or there are no rules to apply.
    """
    if not isinstance(text, str):
        text, own = write(text)
        kind = kind or own
    known = check_kind(kind or "")
    if pace is not None and not pace > 0:
        raise UsageError(f"a pace of {pace:g} words a minute", where="pace", cure="Give a number above 0")
    given = (text, known, today, pace or PACE, tuple(beside))
    found = _review_once(*given) if rules is None and len(text) <= _KEPT else _review(*given, rules)
    unacknowledged, apart = _split_acknowledged(text, found.findings, acknowledged)
    return replace(found, findings=unacknowledged, acknowledged=apart) if apart else found


def _review(
    text: str,
    kind: Kind,
    today: dt.date | None,
    pace: float,
    beside: tuple[str, ...],
    rules: Sequence[Rule] | None = None,
) -> Review:
    runners = _prepare(kind) if rules is None else _Runners(rules, kind)
    whole = read(text)
    reading = Reading(whole, kind, gather(whole, kind, pace=pace), today, beside)
    if language := name_language(whole):
        return Review(text, kind, (), reading.facts, language=language)
    findings = [make_finding(rule, hit, whole, kind) for rule, hit in _collect(reading, runners)]
    if len(findings) > 1:
        findings.sort(key=lambda finding: (finding.start, finding.end, finding.code))
    return Review(text, kind, tuple(findings), reading.facts, reading.outline.sections)


# After a save each view that shows reviews reviews all its records again, of which one has changed.
_review_once = functools.lru_cache(maxsize=128)(_review)


class _Runners:
    """The rules for a whole text, for each line of it, across its lines, and for one that has barely begun."""

    def __init__(self, rules: Sequence[Rule], kind: Kind) -> None:
        own = [rule for rule in rules if kind in rule.kinds]
        if not own:
            raise UsageError(f"no rules for a {kind}", where="rules", cure="Leave rules out to apply prepkit's own")
        self.whole: Runner = prepare([rule for rule in own if rule.name not in _BEGINNINGS])
        lines = (
            own if kind == "bullet" else [rule for rule in rules if "bullet" in rule.kinds and kind not in rule.kinds]
        )
        self.lines: Runner = prepare([rule for rule in lines if rule.name not in (*_BEGINNINGS, _ACROSS_LINES)])
        self.across: Runner = prepare([rule for rule in own if rule.name == _ACROSS_LINES])
        self.beginning: Runner = prepare([rule for rule in own if rule.name in _BEGINNINGS])


@functools.cache
def _prepare(kind: Kind) -> _Runners:
    return _Runners(load_rules(), kind)


def _collect(reading: Reading, runners: _Runners) -> list[tuple[Rule, Hit]]:
    words = len(reading.text.words)
    if not words or (words < WEIGHTS.shortest_text and reading.kind != "bullet"):
        return runners.beginning.run(reading)
    if reading.kind == "bullet":
        lines = split_lines(reading.text)
        if len(lines) > 1:
            found = [pair for line in lines for pair in _run_line(reading, line, runners.lines)]
            return found + runners.across.run(reading)
        return runners.lines.run(reading)
    found = runners.whole.run(reading)
    if reading.kind == "resume":
        skipped = impact_lines(reading)
        for line in bullets_of(reading):
            if not any(part.start <= line.start < part.end for part in skipped):
                found += _run_line(reading, line, runners.lines)
    return found


def split_lines(text: Text) -> list[Span]:
    """Return the resume lines of a text: its list items, or its lines if it has none, or the whole if it is wrapped."""
    if len(text.lines) == 1:
        return [Span(0, len(text.text))]
    filled = [line for line in text.lines if text.words_in(line)]
    bullets = [bullet for bullet in text.bullets if text.words_in(bullet)]
    if bullets:
        loose = [
            line
            for line in filled
            if not any(line.start <= one.start <= line.end for one in bullets[:1]) and line.end < bullets[0].start
        ]
        return loose + bullets
    wrapped = any(text.text[line.start : line.end].lstrip()[:1].islower() for line in filled[1:])
    return [Span(filled[0].start, filled[-1].end)] if wrapped and filled else filled


def _run_line(reading: Reading, line: Span, runner: Runner) -> list[tuple[Rule, Hit]]:
    part = read(reading.text.text[line.start : line.end])
    inner = Reading(part, "bullet", gather(part), reading.today)
    return [
        (rule, hit._replace(start=hit.start + line.start, end=hit.end + line.start)) for rule, hit in runner.run(inner)
    ]


def make_finding(rule: Rule, hit: Hit, text: Text, kind: Kind) -> Finding:
    """Return what a rule says about a place of a text."""
    severity = rule.milder.get(kind, rule.severity)
    line, column = text.position(hit.start)
    return Finding(
        code=rule.id,
        name=rule.name,
        severity=_MILDER[severity] if hit.soft else severity,
        start=hit.start,
        end=hit.end,
        line=line,
        column=column,
        message=_fill(rule.message, hit, text.text[hit.start : hit.end]),
        why=rule.why,
        instead=rule.instead,
    )


def _fill(message: str, hit: Hit, passage: str) -> str:
    if "{" not in message:
        return message
    found = " ".join(passage.split())
    found = found if len(found) <= _SHOWN else found[: _SHOWN - 1].rstrip() + "…"
    parts = {"{found}": found, "{better}": hit.better, "{value}": hit.value, "{limit}": hit.limit}
    pieces = _PLACE.split(message)
    return "".join(parts.get(piece, piece) for piece in pieces)


def _split_acknowledged(
    text: str, findings: tuple[Finding, ...], acknowledged: Iterable[Sequence[str]]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    known = {(one[0], one[1]) for one in acknowledged}
    apart = tuple(one for one in findings if (one.code, text[one.start : one.end]) in known)
    return tuple(one for one in findings if one not in apart), apart


def review_field(text: str, kind: str, section: str | None = None) -> Review:
    """Review the text of one field.

    Rules that count over a whole document, or miss a part of it, are left out; a blank field has no findings.

    Args:
        text: What stands in the field.
        kind: The kind of text that the field is a part of. A bullet is a whole text, so all its rules hold.
        section: The section that the field is, as in headings.toml: a PRFAQ's problem, a resume's summary.

    Raises:
        UsageError: if the kind is unknown.
    """
    known = check_kind(kind)
    if known == "bullet" and text.strip():
        return review(text, known)
    whole = read(text)
    reading = _FieldReading(whole, known, gather(whole, known), section=section)
    if language := name_language(whole):
        return Review(text, known, (), reading.facts, language=language)
    rules = _prepare_field(known, section)
    runner = rules.words if len(whole.words) < WEIGHTS.shortest_text else rules.all
    findings = [make_finding(rule, hit, whole, known) for rule, hit in runner.run(reading)] if whole.words else []
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.code))
    return Review(text, known, tuple(findings), reading.facts, reading.outline.sections)


@dataclass(frozen=True)
class _FieldReading(Reading):
    """What is known of a field: it has no headings, and is one section, or none."""

    section: str | None = None

    @Lazy
    def outline(self) -> Outline:
        """The section that the field is."""
        if self.section is None:
            return Outline((), ())
        return Outline((Section(self.section, Span(self.whole.start, self.whole.start), self.whole),), ())


class _FieldRules(NamedTuple):
    words: Runner
    all: Runner


@functools.cache
def _prepare_field(kind: Kind, section: str | None) -> _FieldRules:
    rules = [rule for rule in load_rules() if kind in rule.kinds and holds_in(rule, section)]
    return _FieldRules(prepare([rule for rule in rules if is_worded(rule)]), prepare(rules))


def holds_in(rule: Rule, section: str | None) -> bool:
    """Tell whether a rule holds for a field that is this section, or none."""
    asked = rule.match.sections
    inside = {section, "release"} if section in RELEASE_SECTIONS else {section}
    return rule.alone and (not asked or not inside.isdisjoint(asked))
