"""Each rule fires on its bad examples, is silent on its good ones, and says why and whose advice it is."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tomllib
from collections.abc import Callable

import pytest
import rule_pages as pages
from shared import ROOT

from prepkit.content import library
from prepkit.content.shapes.rules import KINDS, RULE_FILES, Example, Examples, Rule
from prepkit.errors import ContentError, UsageError
from prepkit.review.examples import WrittenExample, write, write_examples
from prepkit.review.reviewer import review
from prepkit.review.rules import rulebook

TODAY = dt.date(2026, 2, 2)
DOCS = ROOT / "docs"
RULES = rulebook.load_rules()


def codes(rule: Rule, example: WrittenExample) -> list[str]:
    found = review(example.text, rule.kinds[0], today=TODAY, beside=example.beside, rules=[rule])
    return [finding.code for finding in found.findings]


CASES = [
    pytest.param(rule, example, wanted, id=f"{rule.id}-{group}-{number}")
    for rule in RULES
    for group, wanted, examples in zip(("bad", "good"), (True, False), write_examples(rule), strict=True)
    for number, example in enumerate(examples, start=1)
]


@pytest.mark.parametrize(("rule", "example", "wanted"), CASES)
def test_examples(rule: Rule, example: WrittenExample, wanted: bool):
    """A rule alone fires on what it calls bad and on nothing that it calls good."""
    assert wanted == (rule.id in codes(rule, example)), example.text[:600]


class TestExamples:
    def test_every_rule_has_examples(self):
        """Each rule has examples, and no examples stand there without a rule."""
        assert {entry.id for entry in library.load(Examples)} == {rule.id for rule in RULES}

    def test_a_change_that_no_longer_fits(self):
        """A change whose words do not stand in its text, or twice, is refused with both."""
        for change in ({"drop": ["Nobody"]}, {"edits": [["never said", "x"]]}, {"edits": [["e", "a"]]}):
            with pytest.raises(ContentError, match="bread: "):
                write(Example.model_validate({"base": "bread", **change}))

    def test_not_read_when_a_text_is_reviewed(self):
        """A review reads the rules and the word lists, and none of the examples."""
        code = (
            "import sys, tomllib\nread = tomllib.loads\n"
            "tomllib.loads = lambda text: [print('[[example]]' in text), read(text)][1]\n"
            "from prepkit.review.reviewer import review\nreview('Launched refill reminders', 'bullet')"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert set(done.stdout.split()) == {"False"}


class TestRulebook:
    def test_codes_and_names_are_unique(self):
        """No two rules share a code or a name."""
        keys = [key for rule in RULES for key in (rule.id, rule.name)]

        assert len(set(keys)) == len(keys)

    def test_codes_say_the_file(self):
        """The prefix of a code says which file the rule stands in."""
        for folder, table in (("rules", "rule"), ("examples", "example")):
            for prefix, name in RULE_FILES.items():
                text = (library.FOLDER / folder / f"{name}.toml").read_text(encoding="utf-8")
                assert {entry["id"][:2] for entry in tomllib.loads(text)[table]} == {prefix}

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
