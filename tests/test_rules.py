"""Each rule fires on its bad examples, is silent on its good ones, and says why and whose advice it is."""

from __future__ import annotations

import datetime as dt

import pytest

from prepkit.content.rule_shapes import Example, Rule
from prepkit.review import rulebook
from prepkit.review.reviewer import review

TODAY = dt.date(2026, 2, 2)
RULES = rulebook.load_rules()


def codes(rule: Rule, example: Example) -> list[str]:
    found = review(example.write(), rule.kinds[0], today=TODAY, beside=example.beside, rules=[rule])
    return [finding.code for finding in found.findings]


CASES = [
    pytest.param(rule, example, wanted, id=f"{rule.id}-{group}-{number}")
    for rule in RULES
    for group, wanted in (("bad", True), ("good", False))
    for number, example in enumerate(getattr(rule, group), start=1)
]


@pytest.mark.parametrize(("rule", "example", "wanted"), CASES)
def test_examples(rule: Rule, example: Example, wanted: bool):
    """A rule alone fires on what it calls bad and on nothing that it calls good."""
    assert wanted == (rule.id in codes(rule, example)), example.write()[:600]
