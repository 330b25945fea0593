"""The facts of a line agree with a careful reader's, on lines that built the reviewer and on lines that did not."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import ROOT

from prepkit.review.reading.facts import Facts
from prepkit.review.reading.reading import gather
from prepkit.text import read

PIECES = re.split(" ", "from to 4% $3M 2x half one AUC churn , ; ( ) users model of in 9 → per by - hours")
CORPUS = ROOT / "tests" / "corpus"
LEAST = {"facts_development.toml": 250, "facts_heldout.toml": 120, "facts_fresh.toml": 600}  # lines in a corpus
THRESHOLDS = {"framing": 0.92, "opener": 0.95, "has_quantity": 0.98, "customer": 0.90, "kind": 0.85}


def facts_of(line: str, kind: str = "bullet") -> Facts:
    return gather(read(line), kind)


def opener_of(line: str) -> tuple[str, str]:
    opener = facts_of(line).opener
    assert opener is not None
    assert line[opener.start : opener.end] == opener.text
    return opener.text, opener.class_


def quantities_of(line: str) -> list[tuple[str, str]]:
    found = facts_of(line).quantities
    assert [line[one.start : one.end] for one in found] == [one.text for one in found]
    return [(one.text, one.kind) for one in found]


def measure(name: str) -> dict[str, float]:
    rows = tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))["bullet"]
    right = dict.fromkeys(THRESHOLDS, 0)
    labelled = 0
    for row in rows:
        facts = facts_of(row["text"])
        right["framing"] += facts.framing == row["framing"]
        right["opener"] += facts.opener is not None and facts.opener.class_ == row["opener"]
        right["has_quantity"] += bool(facts.quantities) == bool(row["quantities"])
        right["customer"] += facts.customer == row["customer"]
        labelled += len(row["quantities"])
        right["kind"] += sum(has_kind(facts, row["text"], *labels) for labels in row["quantities"])
    return {name: count / (labelled if name == "kind" else len(rows)) for name, count in right.items()}


def has_kind(facts: Facts, text: str, part: str, kind: str) -> bool:
    start = text.index(part)
    covering = [one for one in facts.quantities if one.start < start + len(part) and start < one.end]
    return [one.kind for one in covering[:1]] == [kind]


class TestCorpus:
    @pytest.mark.parametrize("name", ["facts_development.toml", "facts_heldout.toml", "facts_fresh.toml"])
    def test_agrees_with_a_reader(self, name: str):
        """Framing, opener, quantities, their kind and the customer are right as often as promised."""
        shares = measure(name)

        assert {fact: share for fact, share in shares.items() if share < THRESHOLDS[fact]} == {}

    @pytest.mark.parametrize(("name", "least"), LEAST.items())
    def test_is_large_and_distinct(self, name: str, least: int):
        """The corpora hold enough lines, and no line twice."""
        texts = [row["text"] for row in tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))["bullet"]]

        assert len(texts) >= least
        assert len(texts) == len(set(texts))


class TestOpener:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Launched gift cards", ("Launched", "product-verb")),
            ("Growth: Launched gift cards", ("Launched", "product-verb")),
            ("**Growth & pricing:** Re-launched gift cards", ("Re-launched", "product-verb")),
            ("• Successfully rolled out gift cards", ("rolled out", "product-verb")),
            ("1. Co-led the exit from two markets", ("Co-led", "product-verb")),
            ("“Chose a flat fee”", ("Chose", "product-verb")),
            ("Lead pricing for the grocery line", ("Lead", "product-verb")),
            ("Leading the move to one price list", ("Leading", "product-verb")),
            ("Built a model", ("Built", "strong-verb")),
            ("Spearheaded the move to one price list", ("Spearheaded", "strong-verb")),
            ("Worked on the bidding model", ("Worked", "weak")),
            ("Was part of four launches", ("Was", "weak")),
            ("Lead data scientist for loyalty", ("Lead", "noun")),
            ("Pricing strategy for the premium tier", ("Pricing", "noun")),
            ("Review vendor contracts each spring", ("Review", "strong-verb")),
            ("Lead product discovery with tenants", ("Lead", "product-verb")),
            ("Experiment tracking and a model registry", ("Experiment", "noun")),
            ("Architect of the booking desk", ("Architect", "noun")),
            ("15% more orders through bundles", ("15", "noun")),
            ("Dedicated analyst of grocery prices", ("Dedicated", "noun")),
        ],
    )
    def test_class(self, line: str, expected: tuple[str, str]):
        """A line is classed by its verb, behind marks, labels and adverbs."""
        text, class_ = opener_of(line)

        assert class_ == expected[1]
        assert text.startswith(expected[0])

    def test_base_and_family(self):
        """Forms of one verb share a base, so that repeats are seen."""
        openers = [facts_of(line).opener for line in ("Launched it", "Launching the app", "Launches the app")]

        assert {("launch", "deliver")} == {(one.base, one.family) for one in openers if one}


class TestQuantities:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Cut churn from 4.1% to 3.6%", [("from 4.1% to 3.6%", "business")]),
            ("Cut the wait from 4 to 2 days for patients", [("from 4 to 2 days", "business")]),
            ("Reduced p95 latency 800ms → 240ms", [("800ms → 240ms", "model")]),
            ("Saved $1.2MM", [("$1.2MM", "business")]),
            ("NPS +11", [("+11", "business")]),
            ("Trained a model, AUC .81", [(".81", "model")]),
            ("NDCG −12 bps", [("−12 bps", "model")]),
            ("Doubled repeat orders", [("Doubled", "business")]),
            ("Aligned three teams", [("three teams", "scale")]),
            ("Managed a $40M book of loans", [("$40M", "scale")]),
            ("Cleaned 10M rows", [("10M rows", "scale")]),
            ("Found that 1 in 9 searches failed", [("1 in 9 searches", "scale")]),
            ("Rated 4.8/5 by parents", [("4.8/5", "business")]),
            ("Won two thirds of the votes", [("two thirds", "business")]),
            ("Cut remakes by a fifth", [("a fifth", "business")]),
            ("Closed two contracts worth $4M", [("two contracts", "business"), ("$4M", "business")]),
            ("Inspected jobs worth $60K-$200K", [("$60K-$200K", "scale")]),
            ("Served an API at 10K req/s", [("10K req/s", "model")]),
            ("Found that 60% left at the phone field", [("60%", "scale")]),
            ("Answered in 10 days instead of 6 weeks", [("10 days instead of 6 weeks", "business")]),
            ("Repaired 15-20 bikes a week", [("15-20 bikes", "scale")]),
            ("Grew the team from 2 to 11", [("from 2 to 11", "scale")]),
            ("Counted the till with 100% accuracy every evening", [("100%", "business")]),
        ],
    )
    def test_kind(self, line: str, expected: list[tuple[str, str]]):
        """A number is read with its unit and classed by what it measures."""
        assert expected == quantities_of(line)

    @pytest.mark.parametrize(
        "line",
        [
            "Launched the 2024 plan in March 2025",
            "Upgraded from Python 3.8 to 3.11",
            "Promoted to L5 in Q3 2025",
            "Deployed GPT-4 on S3 in H1",
            "Staffed a 24/7 desk",
            "Modeled 3D scans for a B2B shop",
            "Ran level 2 support for iPhone 12",
            "Wrote a one-pager for a two-sided marketplace",
            "Tracked 30-day retention",
            "Met in 1:1 sessions, 401(k) plan included",
            "Ported the scorer to PyTorch 2",
            "Upgraded Spark 2.4 clusters to 3.3",
            "Championed a four-day week",
        ],
    )
    def test_names_are_no_quantities(self, line: str):
        """Years, versions, levels and names that hold a number are left out."""
        assert quantities_of(line) == []

    def test_values(self):
        """A pair keeps both values, with magnitudes multiplied in."""
        assert [one.values for one in facts_of("Grew from $1.5K to $2M").quantities] == [(1500.0, 2_000_000.0)]


class TestCustomer:
    @pytest.mark.parametrize(
        ("line", "named"),
        [
            ("Shortened checkout for first-time buyers", "buyers"),
            ("Built a scorecard used by 40 marketers", "marketers"),
            ("Gave analysts the list on Mondays", "analysts"),
            ("Wrote a guide for beekeepers", "beekeepers"),
            ("Fixed customers' invoices", "customers"),
        ],
    )
    def test_is_named(self, line: str, named: str):
        """Those who use, buy or benefit are found, colleagues only where they are served."""
        span = facts_of(line).customer_span

        assert span is not None
        assert named in line[span.start : span.end]

    @pytest.mark.parametrize(
        "line",
        [
            "Built a customer lifetime value model",
            "Trained a churn model on customer data",
            "Created a user table",
            "Cleaned the users table",
            "Raised revenue per user",
            "Worked with analysts and engineers",
            "Led a team of 8 nurses",
            "Found the main drivers of churn",
            "Tuned Kafka consumers",
            "Volunteer coordinator, city food bank",
            "Supervised a crew of 9",
            "Responsible for opening the store",
            "Wrote minutes for board members",
            "Scored in the top 10% of advisors",
        ],
    )
    def test_modifiers_name_nobody(self, line: str):
        """A noun that only describes another names nobody; nor do those who work alongside."""
        assert facts_of(line).customer_span is None


class TestFraming:
    @pytest.mark.parametrize(
        ("line", "framing"),
        [
            ("Developed a revenue prediction model with gradient boosting", "technical"),
            ("Selected the random forest", "technical"),
            ("Launched a feature store", "technical"),
            ("Prioritized hyper-parameter tuning", "technical"),
            ("Reduced inference latency by 30%", "technical"),
            ("Experienced in writing MapReduce jobs", "technical"),
            ("Mentored interns on Git and unit testing", "technical"),
            ("Generated synthetic data using CTGAN", "technical"),
            ("Reduced hiring bias by removing names from resumes", "product"),
            ("Advised the C-suite on two mergers", "product"),
            ("Prioritized a save-offer for members likely to leave; churn fell 12%", "product"),
            ("Cut churn 12% for subscribers using SQL", "product"),
            ("Trained staff at 40 restaurants to turn tables faster", "product"),
            ("Built an XGBoost churn model (AUC 0.9) that cut churn 12%", "mixed"),
        ],
    )
    def test_framing(self, line: str, framing: str):
        """The tool and model words are struck out; what is left decides."""
        assert framing == facts_of(line).framing

    def test_longer_text_by_sentence(self):
        """A text is judged by the share of its sentences that are technical."""
        product = "Riders waited nine minutes. We moved the stop. Waits fell by half."
        technical = "We trained a random forest. We tuned its hyper-parameters with Optuna."

        assert facts_of(product, "story").framing == "product"
        assert facts_of(f"{product} {technical}", "story").framing == "mixed"
        assert facts_of(technical, "story").framing == "technical"

    def test_share(self):
        """The technical share is technical words over content words."""
        assert facts_of("Python helped riders Kafka").technical_share == 0.5


class TestAnyText:
    @given(st.text(max_size=300), st.sampled_from(["bullet", "story"]))
    def test_spans_are_inside(self, text: str, kind: str):
        """Whatever is typed, facts are found without fault and lie inside the text."""
        facts = facts_of(text, kind)
        spans = [(one.start, one.end) for one in facts.quantities] + [tuple(span) for span in facts.technical]
        spans += [tuple(facts.customer_span)] if facts.customer_span else []

        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert 0 <= facts.technical_share <= 1

    @given(
        st.lists(
            st.sampled_from(PIECES),
            max_size=30,
        )
    )
    def test_quantities_do_not_overlap(self, words: list[str]):
        """Quantities stand in reading order and do not overlap."""
        found = facts_of(" ".join(words)).quantities

        assert all(before.end <= after.start for before, after in pairwise(found))

    def test_empty(self):
        """A text without a word has no opener and is not technical."""
        facts = facts_of("… 🙂")

        assert (
            facts.opener, facts.quantities, facts.customer, facts.technical_share, facts.framing, facts.words,
        ) == (None, (), False, 0.0, "product", 0)  # fmt: skip

    def test_minutes(self):
        """Speaking time is words over pace."""
        assert gather(read("word " * 60), pace=120).minutes == 0.5

    def test_all_are_spans_of_a_longer_text(self):
        """In a text of several sentences, spans count from the beginning of the text."""
        text = "Riders waited.\n\nWe cut the wait by 12% for riders with Kafka."
        facts = facts_of(text, "story")

        assert [text[one.start : one.end] for one in facts.quantities] == ["12%"]
        assert [text[span.start : span.end] for span in facts.technical] == ["Kafka"]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Reworked reminders, which raised repeat visits by x2 and orders by x1.5", ["business", "business"]),
        ("Automated label checks, reducing manual work by 12 hours per week", ["business"]),
        ("Developed models that improved no-show prediction by 20%", ["model"]),
        ("Rewrote the release scripts, cutting deployment time (2 hours to 30 minutes)", ["model"]),
        ("Rolled out a stock planner in Python that cut excess inventory by 8%", ["business"]),
    ],
)
def test_kinds_of_harder_figures(line: str, kinds: list[str]):
    """A multiple written "x2" counts; work saved for people is business, what a model predicts is not."""
    assert [quantity.kind for quantity in gather(read(line), "bullet").quantities] == kinds


@pytest.mark.parametrize("line", ["Own pricing for lockers", "Drive repeat use of lockers", "Partner with courts"])
def test_openers_in_the_present(line: str):
    """A current job's line may open in the present; these verbs are not nouns there."""
    opener = gather(read(line), "bullet").opener
    assert opener is not None
    assert opener.class_ != "noun"


def test_decisions_informed_are_substance():
    """A model whose output informed a named decision is more than a technique."""
    line = "Built demand models in Python and SQL, informing pricing decisions for night trains"
    assert gather(read(line), "bullet").framing == "mixed"
