"""Reviews one field of a record without the others: by the rules that need no more than its own words."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import NamedTuple

from prepkit.content.rule_shapes import Kind, Rule
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.review.facts import gather
from prepkit.review.findings import Review
from prepkit.review.outline import Outline, Part
from prepkit.review.reading import Reading
from prepkit.review.reviewer import make_finding, review
from prepkit.review.rulebook import Runner, check_kind, is_worded, load_rules, prepare
from prepkit.text import Span, read
from prepkit.text.lazy import Lazy

_SHORTEST = 12  # words below which only single words are judged: what is still missing may be on its way


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
    rules = _prepare(known, section)
    runner = rules.words if len(whole.words) < _SHORTEST else rules.all
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
        return Outline((Part(self.section, Span(self.whole.start, self.whole.start), self.whole),), ())


class _Rules(NamedTuple):
    words: Runner
    all: Runner


@functools.cache
def _prepare(kind: Kind, section: str | None) -> _Rules:
    rules = [rule for rule in load_rules() if kind in rule.kinds and holds_in(rule, section)]
    return _Rules(prepare([rule for rule in rules if is_worded(rule)]), prepare(rules))


def holds_in(rule: Rule, section: str | None) -> bool:
    """Tell whether a rule holds for a field that is this section, or none."""
    asked = rule.match.sections
    inside = {section, "release"} if section in RELEASE_SECTIONS else {section}
    return rule.alone and (not asked or not inside.isdisjoint(asked))
