"""Each rule fires on its bad examples, is silent on its good ones, and says why and whose advice it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from shared import ROOT

from prepkit.content.rule_shapes import KINDS, Example, Rule
from prepkit.errors import UsageError
from prepkit.review import pages, rulebook
from prepkit.review.reviewer import review

TODAY = dt.date(2026, 2, 2)
DOCS = ROOT / "docs"
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


class TestRulebook:
    def test_codes_and_names_are_unique(self):
        """No two rules share a code or a name."""
        keys = [key for rule in RULES for key in (rule.id, rule.name)]

        assert len(set(keys)) == len(keys)

    def test_codes_say_the_file(self):
        """The prefix of a code says which file the rule stands in."""
        files = {
            "AL": "all",
            "BU": "bullet",
            "RE": "resume",
            "ST": "story",
            "LE": "letter",
            "PR": "prfaq",
            "TA": "talk",
        }

        assert [rule.id for rule in RULES if rule.file != f"rules/{files[rule.id[:2]]}.toml"] == []

    def test_catalogue_is_complete(self):
        """Every code of the PRFAQ catalogue has its rule."""
        numbers = [*range(1, 21), *range(101, 106), *range(201, 216)]

        assert {f"PR{number:03}" for number in numbers} <= {rule.id for rule in RULES}

    def test_every_kind_has_rules(self):
        """Each kind of text has rules of its own besides those for all."""
        assert all(sum(kind in rule.kinds for rule in RULES) > 10 for kind in KINDS)

    def test_found_by_code_and_name(self):
        """A rule is found by code or name in any case; a wrong one is answered with a suggestion."""
        assert rulebook.find_rule("bu001") is rulebook.find_rule("Weak-Opener")
        with pytest.raises(UsageError, match="weak-opener"):
            rulebook.find_rule("weak-opner")

    def test_names_that_nobody_defines(self):
        """A rule that asks for an unknown signal, measure, cue, limit or rule is named with what there is."""
        rule = rulebook.find_rule("BU001")
        matches = [
            {"shape": "existence", "signal": "quantitty"},
            {"shape": "limit", "measure": "wordz", "most": 3},
            {"shape": "absence", "cues": ["launhc"]},
            {"shape": "limit", "measure": "words", "limit": "bulet_words"},
        ]
        broken = [type(rule).model_validate({**rule.model_dump(), "match": match}) for match in matches]
        broken.append(rule.model_copy(update={"yields_to": ("BU999",)}))
        faults = [next(iter(rulebook.check_rules([one]))) for one in broken]

        for fault, suggestion in zip(faults, ["quantity", "words", "launch", "bullet_words", "BU001"], strict=True):
            assert fault.startswith("rules/bullet.toml: [[rule]] BU001")
            assert suggestion in fault

    def test_twice(self):
        """Two rules with the same code are one fault each for code and name."""
        rule = rulebook.find_rule("BU001")

        assert len(list(rulebook.check_rules([rule, rule.model_copy()]))) == 2

    def test_no_rules_is_an_error(self):
        """An empty list of rules, or one without a rule for the kind, is refused, and not read as praise."""
        for rules in ([], [rulebook.find_rule("TA001")]):
            with pytest.raises(UsageError, match="no rules for a bullet"):
                review("Launched a bread subscription", "bullet", rules=rules)


class TestPages:
    @pytest.mark.parametrize(
        ("name", "write"), [("rules.md", pages.render_rules), ("rules-not-checked.md", pages.render_unchecked)]
    )
    def test_current(self, name: str, write: Callable[[], str]):
        """The committed page is what the content says today; `make docs` writes it."""
        assert (DOCS / name).read_text(encoding="utf-8") == write()

    def test_explains_every_rule(self):
        """Each rule is explained under its code, with its message, limits and source."""
        page = pages.render_rules()

        for rule in RULES:
            assert f"### {rule.id} {rule.name}\n" in page
            assert all(text in page for text in (rule.message, rule.why, rule.instead, rule.limits))
