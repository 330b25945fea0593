"""Each of the seven ways to match finds what is planted and nothing else, inside the text and in order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from prepkit.content.shapes.rules import Rule
from prepkit.review.findings import Finding
from prepkit.review.reading.vocabulary import PhraseIndex
from prepkit.review.reviewer import review
from prepkit.text import read

SOME = ["bread", "Sunday", "family", "ovens", "émigré", "東京", "🙂", "nine", "12%", "É", "ß", "it's"]
WORDS = st.lists(st.sampled_from(SOME), max_size=30)
ANY = st.text(max_size=300)


def make(match: dict[str, Any], kind: str = "talk", **changes: Any) -> Rule:
    values = {
        "id": "TA999",
        "name": "planted-fault",
        "source": ["J"],
        "kinds": [kind],
        "severity": "warning",
        "message": '"{found}" ({value}, {limit}, {better}): really?',
        "why": "It is planted.",
        "instead": "Take it out.",
        "limits": "None.",
        "match": match,
    }
    return Rule.model_validate({**values, **changes})


def find(rule: Rule, text: str) -> tuple[Finding, ...]:
    return review(text, rule.kinds[0], rules=[rule]).findings


def places(rule: Rule, text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in find(rule, text)]


PADDING = " and then the old baker went home to sleep until the evening"
RULES = {
    "existence": make({"shape": "existence", "items": ["zorblat", "glim-glam glom"], "quoted": "keep"}),
    "signal": make({"shape": "existence", "signal": "blank"}),
    "absence": make({"shape": "absence", "cues": ["launch"]}),
    "substitution": make({"shape": "substitution", "swap": {"in zorder to": "to"}}),
    "opening": make({"shape": "opening", "items": ["zorblat we"]}),
    "limit": make({"shape": "limit", "measure": "sentence-words", "most": 5}),
    "ratio": make({"shape": "ratio", "part": "our-words", "whole": "own-words", "most": 50}),
    "section": make({"shape": "section", "needs": "result"}, kind="story"),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@given(text=ANY)
def test_spans(rule: Rule, text: str):
    """Whatever the text, findings lie inside it, in reading order, and their line and column point there."""
    findings = find(rule, text)

    assert sorted(findings, key=lambda one: (one.start, one.end)) == list(findings)
    for one in findings:
        assert 0 <= one.start <= one.end <= len(text)
        assert read(text).position(one.start) == (one.line, one.column)


class TestExistence:
    @given(before=WORDS, after=WORDS)
    def test_found_if_planted(self, before: list[str], after: list[str]):
        """A word is found exactly where it was planted, whatever stands around it and in whatever case."""
        start = " ".join([*before, ""])
        text = f"{start}ZorBlat {' '.join(after)}{PADDING}"

        assert places(RULES["existence"], text) == ["ZorBlat"]
        assert [len(start)] == [finding.start for finding in find(RULES["existence"], text)]

    @given(words=WORDS)
    def test_silent_otherwise(self, words: list[str]):
        """Nothing is found where nothing was planted, nor in a longer word."""
        assert places(RULES["existence"], " ".join([*words, "zorblats"]) + PADDING) == []

    @pytest.mark.parametrize("written", ["glim-glam glom", "Glim glam\nglom", "glim glam  glom"])
    def test_phrase(self, written: str):
        """A phrase is found across blanks and line ends, and with or without its hyphen."""
        assert [written] == places(RULES["existence"], f"A {written}{PADDING}")

    def test_phrase_stops_at_signs(self):
        """A comma or full stop within the words means that they are no phrase."""
        assert places(RULES["existence"], f"Glim glam, glom{PADDING}") == []

    @pytest.mark.parametrize(
        ("excuse", "text"),
        [
            ({"before": ["most"]}, "The most zorblat thing"),
            ({"after": ["seller"]}, "A zorblat seller"),
            ({"near": ["statistically"]}, "It was statistically a zorblat"),
            ({"number_excuses": True}, "A zorblat of 12 loaves"),
            ({"question_excuses": True}, "Where is the zorblat that you had in that bag of yours all day?"),
            ({"needs_after": ["people"]}, "A zorblat loaf"),
            ({"framings": ["technical"]}, "A zorblat loaf"),
            ({"quoted": "skip"}, 'She said: "A zorblat, that is what I want."'),
        ],
        ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
    )
    def test_excuses(self, excuse: dict[str, Any], text: str):
        """Each excuse silences the rule where it holds, and only there."""
        text = text if text.endswith("?") else f"{text}{PADDING}"
        bare = {"shape": "existence", "items": ["zorblat"], "quoted": "keep"}

        assert places(make(bare), text) == ["zorblat"]
        assert places(make({**bare, **excuse}), text) == []

    def test_softened(self):
        """In quoted speech a rule may be one step milder."""
        rule = make({"shape": "existence", "items": ["zorblat"], "quoted": "soften"})

        assert [one.severity for one in find(rule, f'She said: "A zorblat, please."{PADDING}')] == ["info"]

    @given(words=WORDS)
    def test_index_agrees_with_search(self, words: list[str]):
        """The index finds what a plain search over the words finds."""
        text = read(" ".join(words))
        lower = [word.lower for word in text.words]
        index = PhraseIndex([("bread", 1), ("sunday family", 2)])
        expected = [(place, 1) for place, word in enumerate(lower) if word == "bread"]
        expected += [(place, 2) for place in range(len(lower) - 1) if lower[place : place + 2] == ["sunday", "family"]]
        spaced = [one for one in index.find(text) if one.label == 1 or "\U0001f642" not in text.text]

        assert {one for one in expected if one[1] == 1} == {(one.first, 1) for one in spaced if one.label == 1}
        assert {(one.first, 2) for one in spaced if one.label == 2} <= set(expected)


class TestSubstitution:
    @given(before=WORDS)
    def test_offers_the_better_word(self, before: list[str]):
        """The message names the better phrase."""
        findings = find(RULES["substitution"], " ".join([*before, "In", "zorder", "to"]) + PADDING)

        assert [one.message for one in findings] == ['"In zorder to" (, , to): really?']


class TestAbsence:
    @given(words=WORDS, planted=st.booleans())
    def test_fires_iff_missing(self, words: list[str], planted: bool):
        """The rule speaks once if nothing of its kind is in the text."""
        text = " ".join([*words, "shipped" if planted else ""]) + PADDING

        assert (not planted) == (len(find(RULES["absence"], text)) == 1)

    def test_least_words(self):
        """A text that is too short for the question is let be."""
        rule = make({"shape": "absence", "cues": ["launch"], "least_words": 50})

        assert find(rule, f"Bread{PADDING}") == ()


class TestOpening:
    @given(words=WORDS)
    def test_opens(self, words: list[str]):
        """The words count at the beginning of the text and nowhere else."""
        rest = " ".join(["bread", *words]) + PADDING

        assert places(RULES["opening"], f"Zorblat we {rest}") == ["Zorblat we"]
        assert places(RULES["opening"], f"{rest} zorblat we") == []

    def test_families(self):
        """An opener is judged by the family of its verb."""
        rule = make({"shape": "opening", "families": ["weak"]}, kind="bullet")

        assert places(rule, "- Responsible for bread on Sundays") == ["Responsible for"]
        assert places(rule, "- Launched bread on Sundays") == []


class TestLimit:
    @given(lengths=st.lists(st.integers(1, 12), min_size=3, max_size=10))
    def test_longer_than(self, lengths: list[int]):
        """Exactly the sentences above the limit are hit, with their measure in the message."""
        text = " ".join("Bread" + " bread" * (length - 1) + "." for length in lengths)
        if sum(lengths) < 12:
            return
        findings = find(RULES["limit"], text)

        assert [length for length in lengths if length > 5] == [
            len(read(text[one.start : one.end]).words) for one in findings
        ]
        assert all("5" in one.message for one in findings)

    def test_least(self):
        """A limit may be the least as well."""
        rule = make({"shape": "limit", "measure": "words", "least": 40})

        assert len(find(rule, f"Bread{PADDING}")) == 1
        assert find(rule, f"Bread{PADDING * 5}") == ()


class TestRatio:
    @given(ours=st.integers(0, 6), mine=st.integers(0, 6))
    def test_share(self, ours: int, mine: int):
        """The rule speaks if the part is more than its share of the whole."""
        text = "We baked. " * ours + "I baked. " * mine + "Bread" + PADDING

        assert (ours * 100 > 50 * (ours + mine) and ours > 0) == bool(find(RULES["ratio"], text))


class TestSection:
    @pytest.mark.parametrize(
        "heading", ["Result", "## Result", "**RESULT**", "3. Results:", "IMPACT", "Customer impact metric"]
    )
    def test_found_by_many_names(self, heading: str):
        """A section is found under each of its names, however it is marked."""
        assert places(RULES["section"], f"Situation\nBread{PADDING}\n\n{heading}\nSales rose.") == []

    def test_missing_or_blank(self):
        """A section that is missing, or is a heading and nothing else, is a finding."""
        assert len(find(RULES["section"], f"Situation\nBread{PADDING}")) == 1
        assert places(RULES["section"], f"Situation\nBread{PADDING}\n\nResult\n") == ["Result"]

    def test_order(self):
        """The first section that stands behind a later one is hit."""
        rule = make({"shape": "section", "order": ["situation", "decision", "result"]}, kind="story")

        assert places(rule, f"Result\nSales rose.\n\nSituation\nBread{PADDING}") == ["Situation"]
        assert places(rule, f"Situation\nBread{PADDING}\n\nResult\nSales rose.") == []


@pytest.mark.parametrize(
    "match",
    [
        {"shape": "existence"},
        {"shape": "existence", "items": ["a"], "signal": "blank"},
        {"shape": "limit", "measure": "words"},
        {"shape": "limit", "measure": "words", "most": 1, "least": 1},
        {"shape": "ratio", "part": "words", "whole": "words"},
        {"shape": "section"},
        {"shape": "absence"},
        {"shape": "opening"},
        {"shape": "substitution", "swap": {}},
        {"shape": "vibes"},
    ],
    ids=str,
)
def test_half_a_match_is_refused(match: dict[str, Any]):
    """A match without what it needs, or with two of what it needs one of, is refused."""
    with pytest.raises(ValidationError):
        make(match)


def test_message_must_ask():
    """A message that does not end in a question, or fills in an unknown place, is refused."""
    for message in ("Do better.", "What is {this}?"):
        with pytest.raises(ValidationError):
            make({"shape": "existence", "items": ["a"]}, message=message)
