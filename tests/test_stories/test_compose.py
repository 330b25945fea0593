"""One story told elsewhere: resume line, scripts, letter, PRFAQ draft; nothing in them that the story does not say."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import NASTY_TEXTS, TODAY

from prepkit.content.library import find, load
from prepkit.content.shapes.stories import Blank, Passage, Phrase, SpokenLength, StoryBeat
from prepkit.content.shapes.writing import Limit, OfferedQuestion
from prepkit.errors import UsageError
from prepkit.models import ImpactMetric, Story
from prepkit.models.prfaq import RELEASE_SECTIONS
from prepkit.review.reviewer import review
from prepkit.store import Workspace
from prepkit.stories.drafts import compose_bullet, compose_letter, derive_id, draft_prfaq
from prepkit.stories.material import clean, cut_clauses, lower_first
from prepkit.stories.scripts import compose_script

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_FIELDS = [
    name for name, field in Story.model_fields.items() if field.annotation is str and name not in ("id", "project")
]
_PROSE = [name for name in _FIELDS if name not in ("title", "customer")]
_CONNECTIVES = [
    *(one.text for shape in (Phrase, Blank, OfferedQuestion) for one in load(shape)),
    *(one.ask for shape in (StoryBeat, Passage) for one in load(shape)),
]

lines = st.text(st.characters(codec="utf-8"), max_size=80)
proses = st.lists(
    st.sampled_from(
        [
            "I decided to ask one question: which shoe fits?",
            "We used 40 features.",
            "Members left after 1,200 days; nobody saw it.",
            "產品經理決定停止。",
            'She said "no" (twice), e.g. in May.',
            "מדד ירד",
            "NUL \x00 here",
            "12% of 3.5M rows",
        ]
    )
    | lines,
    max_size=4,
).map(" ".join)
numbers = st.none() | st.floats(-1e9, 1e9) | st.integers(-1000, 100000).map(float)
metrics = st.builds(
    ImpactMetric,
    name=lines,
    baseline=numbers,
    actual=numbers,
    unit=st.sampled_from(["", "%", "orders a week"]) | lines,
    population=lines,
    window=lines,
    attribution=lines,
)
stories = st.builds(
    Story,
    id=st.just("story-x"),
    customer_impact_metric=metrics,
    title=lines,
    customer=lines,
    **dict.fromkeys(_PROSE, proses),
)


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def sources_of(story: Story) -> set[str]:
    """Return every word and number that a text composed from a story may hold."""
    metric = story.customer_impact_metric
    figures = [f"{value:,.10g}" for value in (metric.baseline, metric.actual) if value is not None]
    texts = [getattr(story, name) for name in _FIELDS]
    texts += [metric.name, metric.unit, metric.population, metric.window, metric.attribution, *figures]
    return words_of(" ".join(map(clean, texts))) | words_of(" ".join(_CONNECTIVES))


def compose_all(story: Story) -> dict[str, str]:
    prfaq, letter = draft_prfaq(story, TODAY), compose_letter(story)
    answers = [f"{one.question} {one.answer}" for one in (*prfaq.external_faq, *prfaq.internal_faq)]
    names = (*RELEASE_SECTIONS, "customer", "customer_problem", "benefit", "evidence", "experience")
    return {
        "bullet": compose_bullet(story).rewritten,
        **{f"script {seconds}": compose_script(story, seconds).text for seconds in (30, 90, 120)},
        "letter": " ".join(value for value in letter.model_dump().values() if value != letter.id),
        "prfaq": " ".join([*(getattr(prfaq, name) for name in names), *answers]),
    }


class TestFaithfulness:
    @settings(max_examples=30)
    @given(stories)
    def test_no_fact_that_the_story_does_not_say(self, story: Story) -> None:
        """Every number and every word of a composed text is the story's, or one of the content's connectives."""
        known = sources_of(story)

        for name, text in compose_all(story).items():
            assert set() == words_of(text) - known, name

    def test_the_property_would_notice_an_invention(self, sample: Workspace) -> None:
        """A number that is not the story's is told from those that are."""
        story = sample.stories.get("story-size-advice")

        assert {"73"} == words_of(compose_bullet(story).rewritten + " 73") - sources_of(story)

    @settings(max_examples=30)
    @given(stories, st.sampled_from([15, 30, 45, 90, 120, 600]), st.sampled_from([40.0, 140.0, 400.0]))
    def test_a_script_keeps_to_its_time_in_whole_sentences(self, story: Story, seconds: int, pace: float) -> None:
        """The words never exceed what the time holds, and each beat is made of sentences as the story has them."""
        from prepkit.stories.material import gather

        script = compose_script(story, seconds, pace=pace)
        whole = {one for sentences in gather(story).values() for one in sentences}

        assert script.words <= script.budget == int(seconds * pace / 60)
        assert sum(beat.budget for beat in script.beats) == script.budget
        for beat in script.beats:
            if beat.words:
                rest = beat.text
                for sentence in sorted(whole, key=len, reverse=True):
                    rest = rest.replace(sentence, "")
                assert not rest.strip()

    @settings(max_examples=15)
    @given(stories)
    def test_a_letter_keeps_to_the_guides_words(self, story: Story) -> None:
        """G11: a composed letter has at most 350 words, greeting and closing included."""
        assert compose_letter(story, "A team with a long name").words() <= find(Limit, "letter_words").high == 350

    def test_an_empty_story_shows_blanks_and_a_draft_is_never_finished(self, sample: Workspace) -> None:
        """What is missing stands in square brackets, and no draft counts as a finished PRFAQ."""
        empty = compose_all(Story(id="empty"))

        assert all("[" in text for text in empty.values())
        assert "[who was it for?]" in empty["bullet"]
        assert not draft_prfaq(sample.stories.get("story-size-advice"), TODAY).is_complete()


class TestBullet:
    def test_finished_stories_make_lines_that_pass(self, sample: Workspace) -> None:
        """G10: the line of a finished story opens with its verb, names whom it was for, and what changed."""
        found = {story.id: compose_bullet(story) for story in sample.stories.all()}
        size = found["story-size-advice"].rewritten
        reviews = {name: review(bullet) for name, bullet in found.items() if name != "story-return-model-draft"}

        assert size.startswith("Decided to ask one question")
        assert "for first-time buyers of running shoes" in size
        assert "first orders returned because of size fell from 14% to 11.2%" in size
        assert "technical" not in {one.facts.framing for one in reviews.values()}
        assert sum(len(one) == 0 for one in reviews.values()) >= 6
        assert sum(one.count("error") for one in reviews.values()) == 0
        assert all(len(bullet.rewritten.split()) <= 30 for name, bullet in found.items() if name != "story-low-stock")

    def test_a_team_s_decision_is_not_made_one_s_own(self, sample: Workspace) -> None:
        """G4: where a story says only "we", one's own part is asked for, and the model metric is called out."""
        story = sample.stories.get("story-return-model-draft")
        bullet = compose_bullet(story)

        assert bullet.rewritten.startswith("[your own part, beginning with a verb] We decided to use XGBoost")
        assert "[who was it for?]" in bullet.rewritten
        assert "model-metric-only" in [one.name for one in review(bullet).findings]

    def test_clauses_are_left_out_whole(self) -> None:
        """A long line loses whole clauses, never half a quotation, a list behind a colon, or the year of a date."""
        assert list(cut_clauses("Stop it, if legal agrees.")) == ["Stop it, if legal agrees", "Stop it"]
        assert list(cut_clauses('Ask: "this, or that?"')) == ['Ask: "this, or that?"', "Ask"]
        assert list(cut_clauses("Two rules: first come, first told")) == [
            "Two rules: first come, first told",
            "Two rules",
        ]
        assert list(cut_clauses("8 weeks from March 3, 2025")) == ["8 weeks from March 3, 2025"]

    def test_names_keep_their_capital(self) -> None:
        """Inside a sentence a name keeps its capital: acronyms, months, and what the person writes with one."""
        assert lower_first("Shoppers in May") == "shoppers in May"
        assert lower_first("AWS teams") == "AWS teams"
        assert lower_first("Germans") == "Germans"
        assert lower_first("Pinelace members", "returns at Pinelace rose") == "Pinelace members"
        assert lower_first("İstanbul") == "İstanbul"


class TestScript:
    def test_two_minutes_of_a_finished_story(self, sample: Workspace) -> None:
        """G3: the script tells situation, decision, actions and metric in this order, within two minutes."""
        script = compose_script(sample.stories.get("story-size-advice"), 120)
        beats = {beat.id: beat for beat in script.beats}

        assert list(beats) == ["headline", "problem", "decision", "actions", "result", "learning"]
        assert 260 <= script.words <= 280
        assert all(beat.words for beat in script.beats)
        assert "They could not tell which size to order." in beats["problem"].text
        assert beats["result"].text.startswith("First orders returned because of size fell from 14% to 11.2%.")
        assert [one for one in review(script.text, "talk").findings if one.severity == "error"] == []

    def test_what_is_left_out_is_said(self, sample: Workspace) -> None:
        """A shorter script says which parts it leaves out, and counts their sentences."""
        script = compose_script(sample.stories.get("story-size-advice"), 30)
        left = {one.title: (one.sentences, one.of) for one in script.left_out}

        assert left["Actions"] == (6, 6)
        assert "Left out:" in script.summary()
        assert "Actions" in script.summary()
        assert [beat.id for beat in script.beats] == ["headline", "problem", "decision", "result"]

    def test_a_sentence_too_long_to_say_is_not_cut(self) -> None:
        """A sentence that fits no time is left out whole, with a blank that asks for a shorter one."""
        story = Story(product_decision="I decided " + "on and " * 200 + "on.")
        beats = {beat.id: beat for beat in compose_script(story, 120).beats}

        assert find(Blank, "shorter").text == beats["decision"].text
        assert beats["decision"].words == 0

    def test_a_faster_voice_says_more(self, sample: Workspace) -> None:
        """The pace is settable, and the budget follows it."""
        story = sample.stories.get("story-size-advice")

        assert compose_script(story, 120, pace=120).budget == 240
        assert compose_script(story, 120, pace=120).words < compose_script(story, 120, pace=160).words

    @pytest.mark.parametrize(("seconds", "pace"), [(0, None), (14, None), (601, None), (120, 0), (120, float("nan"))])
    def test_bad_times_are_refused(self, seconds: int, pace: float | None) -> None:
        """Seconds from 15 to 600 and a pace from 40 to 400; anything else is said in one line."""
        with pytest.raises(UsageError, match="Give a number from"):
            compose_script(Story(), seconds, pace=pace)

    def test_shares_make_a_hundred(self) -> None:
        """The split of each length names every beat and makes 100."""
        beats = {beat.id for beat in load(StoryBeat)}

        for length in load(SpokenLength):
            assert beats == set(length.shares)
            assert sum(length.shares.values()) == 100

    def test_it_reads_as_text_and_as_escaped_html(self) -> None:
        """A script shows its beats as a table; what a person wrote is never markup."""
        script = compose_script(Story(title="<script>alert(1)</script>"), 30)

        assert "&lt;script&gt;" in script._repr_html_()
        assert "<script>" not in script._repr_html_()
        assert script.summary() in repr(script)
        assert {name: str(dtype) for name, dtype in script.frame().dtypes.items()} == {
            "beat": "str",
            "budget": "int64",
            "words": "int64",
            "text": "str",
        }


class TestDocuments:
    def test_letter_follows_the_four_moves(self, sample: Workspace) -> None:
        """G11: problem seen in data, product answer, effort across teams, measured result, in the person's words."""
        letter = compose_letter(sample.stories.get("story-size-advice"), "Fit and Returns team")

        assert letter.greeting == "Dear Fit and Returns team,"
        assert "I read 400 return notes" in letter.customer_problem
        assert "I decided to ask one question" in letter.product_answer
        assert "Two engineers built it." in letter.cross_team_effort
        assert "fell from 14% to 11.2%" in letter.measured_result
        assert [one.name for one in review(letter).findings if one.name != "placeholder-left"] == []

    def test_prfaq_draft_holds_what_the_story_holds(self, sample: Workspace) -> None:
        """G13: the draft names story, customer, problem and success metric, and leaves the rest as visible blanks."""
        story = sample.stories.get("story-size-advice")
        prfaq = draft_prfaq(story, TODAY)
        answers = {one.question: one.answer for one in prfaq.internal_faq}

        assert (story.id, story.customer) == (prfaq.story_id, prfaq.customer)
        assert prfaq.heading == "[name of the product] for first-time buyers of running shoes"
        assert "14% to 11.2%" in answers[find(OfferedQuestion, "success_metric").text]
        assert "scan by phone" in answers[find(OfferedQuestion, "alternatives").text]
        assert answers[find(OfferedQuestion, "kill_criteria").text] == ""
        assert {one.text for one in load(OfferedQuestion) if one.faq == "internal" and one.needed} == set(answers)
        assert (prfaq.launch_date.year, prfaq.launch_date.month, prfaq.launch_date.day) == (2026, 4, 26)

    def test_passages_name_fields_and_parts_that_exist(self) -> None:
        """Each passage of the content is made of fields of a story and goes into a part of its document."""
        for one in (*load(StoryBeat), *load(Passage)):
            assert set(one.say) == set(one.prefer) <= set(Story.model_fields)
        for one in load(Passage):
            if one.document == "internal_faq":
                assert find(OfferedQuestion, one.part).faq == "internal"

    @pytest.mark.parametrize("text", [*NASTY_TEXTS, "x" * 1_000_000, "A sentence. " * 20_000, "產品" * 100_000])
    def test_any_text_is_composed(self, text: str) -> None:
        """Markup, emoji, other scripts, NUL and a megabyte in every field make texts, in time and without a control."""
        line = text[:200]
        metric = ImpactMetric(
            name=line, population=line, window=line, attribution=line, unit=line, baseline=1, actual=2
        )
        story = Story(
            id="x" * 64,
            customer_impact_metric=metric,
            title=line,
            customer=line,
            **dict.fromkeys(_PROSE if len(text) < 1000 else _PROSE[:4], text),
        )

        for told in compose_all(story).values():
            assert told
            assert not re.search("[\x00-\x08\u202a-\u202e]", told)
        assert compose_letter(story, line).words() <= 350

    def test_ids_are_the_same_each_time_and_fit(self) -> None:
        """The id of what is composed follows from the story's, within 64 characters."""
        assert derive_id("story-x", "bullet") == "bullet-of-story-x"
        assert derive_id("y" * 64, "letter") == derive_id("y" * 64, "letter") != derive_id("z" * 64, "letter")
        assert len(derive_id("y" * 64, "prfaq")) <= 64

    def test_a_script_is_a_value(self, sample: Workspace) -> None:
        """Fixed input, fixed output; and what comes out cannot be changed in place."""
        story = sample.stories.get("story-late-parcels")
        script = compose_script(story)

        assert script == compose_script(story)
        with pytest.raises(dataclasses.FrozenInstanceError):
            script.seconds = 1
