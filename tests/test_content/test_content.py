"""The shipped content is whole and sourced, and a wrong entry is named with file, key and cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prepkit.content import library
from prepkit.content.shapes.base import Entry, Source
from prepkit.content.shapes.lexicon import OpenerList, VerbFamily
from prepkit.content.shapes.planning import Assumption, BasePay, ChecklistItem, HourPreset, Stage
from prepkit.content.shapes.rehearsal import FollowUp, Prompt, Question, RubricDimension
from prepkit.content.shapes.stories import Principle
from prepkit.content.shapes.writing import Limit, OfferedQuestion, PRFAQSection
from prepkit.errors import ContentError, UsageError
from prepkit.models import Profile
from prepkit.models.prfaq import PRFAQ, RELEASE_SECTIONS
from prepkit.models.sections import sections_of

GUIDE_IDS = {f"G{number}" for number in range(1, 17)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(library.FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        library.check(folder)
    return caught.value.faults


def entries() -> list[Entry]:
    return [entry for shape in library.SHAPES for entry in library.load(shape) if isinstance(entry, Entry)]


class TestShippedContent:
    def test_check_passes(self):
        """The content that ships has no fault."""
        library.check()

    def test_folders_are_small(self):
        """No folder of the content holds more than 20 files and folders."""
        folders = [library.FOLDER, *(path for path in library.FOLDER.rglob("*") if path.is_dir())]
        sizes = {folder.name: sum(one.name != "__pycache__" for one in folder.iterdir()) for folder in folders}

        assert {name: size for name, size in sizes.items() if size > 20} == {}

    def test_guide_is_covered(self):
        """Each requirement of the guide is cited by an entry."""
        cited = {source for entry in entries() for source in entry.source}

        assert set() == GUIDE_IDS - cited

    def test_sources_are_used(self):
        """No source is listed that no entry cites."""
        cited = {source for entry in entries() for source in entry.source}

        assert set() == {source.id for source in library.load(Source)} - cited

    def test_sources_say_where(self):
        """A public page comes with its address; guide ids are guide sources."""
        sources = library.load(Source)

        assert [source.id for source in sources if source.kind == "seen" and not source.where] == []
        assert {source.id for source in sources if source.kind == "guide"} == GUIDE_IDS

    def test_sixteen_principles(self):
        """There are sixteen principles with unique names, and the five of the guide are marked."""
        principles = library.load(Principle)
        in_guide = {"customer-obsession", "ownership", "invent-and-simplify", "learn-and-be-curious", "deliver-results"}

        assert 16 == len({principle.name for principle in principles}) == len(principles)
        assert in_guide == {principle.id for principle in principles if principle.in_guide}

    def test_openers_to_avoid_are_no_product_verbs(self):
        """No verb is praised in one list and warned of in another."""
        verbs = {verb.lower() for family in library.load(VerbFamily) for verb in family.verbs}
        avoid = [opener.lower() for opener_list in library.load(OpenerList) for opener in opener_list.openers]

        assert set() == verbs & set(avoid)
        assert len(avoid) == len(set(avoid))

    def test_verbs_stand_in_one_family(self):
        """Each verb belongs to one of nine families, and neutral verbs are among their family's."""
        families = library.load(VerbFamily)
        verbs = [verb for family in families for verb in family.verbs]

        assert len(families) == 9
        assert len(verbs) == len(set(verbs))
        assert all(set(family.neutral) <= set(family.verbs) for family in families)

    def test_presets(self):
        """The two presets hold the published splits."""
        shares = {preset.id: tuple(preset.shares.values()) for preset in library.load(HourPreset)}

        assert shares == {"guide": (40, 30, 20, 10), "evidence": (25, 50, 15, 10)}

    def test_checklist_counts_each_thing_once(self):
        """The items of the checklist have the guide's targets, and each counts something else."""
        items = library.load(ChecklistItem)
        targets = {item.counts: item.target for item in items}

        assert len(items) == len(targets)
        guide = {"complete_prfaqs": 3, "principle_stories": 5, "bar_raiser_mocks": 2, "finished_letters": 1}
        assert guide == {counts: targets[counts] for counts in guide}

    def test_checklist_cuts(self):
        """Items are cut in a definite order: extra stories first, principle stories nearly last."""
        ranks = {item.counts: item.cut_rank for item in library.load(ChecklistItem)}

        assert len(ranks) == len(set(ranks.values()))
        first_cut = sorted(ranks, key=lambda counts: ranks[counts])[:3]
        assert first_cut == ["distinct_stories", "readings", "finished_letters"]
        assert ranks["principle_stories"] > ranks["complete_prfaqs"]

    def test_checklist_hours(self):
        """The whole checklist takes between 50 and 60 hours."""
        hours = sum(item.target * item.hours_each for item in library.load(ChecklistItem))

        assert 50 <= hours <= 60

    def test_loop_spans_the_guides_weeks(self):
        """The stages run in order from application to the guide's eighth week."""
        stages = library.load(Stage)

        assert all(stage.first_week < stage.last_week for stage in stages)
        assert sorted(stage.first_week for stage in stages) == [stage.first_week for stage in stages]
        assert (stages[0].first_week, max(stage.last_week for stage in stages)) == (0, 8)

    def test_loop_sessions(self):
        """The day of interviews has the guide's five, two of them product sense."""
        sessions = {stage.id: stage.sessions for stage in library.load(Stage) if stage.minutes == 55}

        assert sessions == {"bar_raiser": 1, "product_sense": 2, "technical": 1, "hiring_manager": 1}

    def test_assumptions_name_profile_fields(self):
        """An assumption is about a field of the profile or the loop as a whole, with a value where it needs one."""
        assumptions = library.load(Assumption)

        assert set() == {assumption.field for assumption in assumptions} - {"loop", *Profile.model_fields}
        assert all(assumption.value is not None for assumption in assumptions if assumption.holds_when == "at_least")
        assert all(assumption.values for assumption in assumptions if assumption.holds_when == "one_of")

    def test_assumed_values_are_choices_of_the_profile(self):
        """What an assumption expects can be entered in the profile."""
        for assumption in library.load(Assumption):
            for value in assumption.values:
                Profile.model_validate({assumption.field: value})

    def test_prfaq_sections_follow_the_model(self):
        """The sections and customer questions are the PRFAQ's own, in its order."""
        sections = [section.id for section in library.load(PRFAQSection)]
        customer = [question.id for question in library.load(OfferedQuestion) if question.faq == "customer"]

        assert [*RELEASE_SECTIONS, "external_faq", "internal_faq"] == sections
        questions = next(one for one in sections_of(PRFAQ) if one.id == "the_five_customer_questions")
        assert [field.name for field in questions.fields if field.review] == customer

    def test_section_lengths_fit_the_limits(self):
        """Sections written to their length keep the release and both FAQs within their limits."""
        words = {section.id: section.words for section in library.load(PRFAQSection)}
        release = sum(words[section] for section in RELEASE_SECTIONS)

        assert release <= library.find(Limit, "release_words").high
        assert words["external_faq"] + words["internal_faq"] <= library.find(Limit, "faq_words").high

    def test_limits_are_in_order(self):
        """A least value lies below its most, and base pay too."""
        limits = [limit for limit in library.load(Limit) if limit.low is not None]

        assert [limit.id for limit in limits if limit.low > limit.high] == []
        assert [pay.id for pay in library.load(BasePay) if pay.low >= pay.high] == []

    def test_rubric_sizes(self):
        """Each rubric has its dimensions."""
        rubrics = [dimension.rubric for dimension in library.load(RubricDimension)]
        sizes = {rubric: rubrics.count(rubric) for rubric in rubrics}

        assert sizes == {"behavioral": 7, "product_sense": 8, "technical": 7, "prfaq": 7, "resume": 6}

    def test_practice_material(self):
        """There are 24 prompts, 10 twists, 20 technical questions, and each text is its own."""
        texts = [entry.text for shape in (Prompt, FollowUp, Question, OfferedQuestion) for entry in library.load(shape)]
        technical = [question for question in library.load(Question) if question.topic == "technical"]

        assert (len(library.load(Prompt)), len(library.load(FollowUp)), len(technical)) == (24, 10, 20)
        assert len(texts) == len(set(texts))


class TestFaults:
    def test_all_faults_at_once(self, folder):
        """Faults in several files make one error that names each with file, key and cure."""
        change(folder / "stories/principles.toml", 'tier = "A"\n', "")
        change(folder / "stories/principles.toml", "pitfall =", "pitfal =")
        change(folder / "planning/loop.toml", "minutes = 60", 'minutes = "an hour"')
        change(folder / "writing/limits.toml", 'source = ["G11"]', 'source = ["G99"]')
        change(folder / "planning/hours.toml", "resume = 10", "resume = 5")
        change(folder / "planning/facts.toml", 'id = "L5"', 'id = "L4"')
        change(folder / "rehearsal/prompts.toml", "[[prompt]]", "[[promt]]")
        change(folder / "lexicon/verbs.toml", 'name = "Discover"', "name = Discover")
        (folder / "rehearsal/questions.toml").unlink()

        expected = [
            "stories/principles.toml: [[principle]] customer-obsession: tier: missing key; add tier = ...",
            'stories/principles.toml: [[principle]] customer-obsession: pitfal: unknown key; did you mean "pitfall"?',
            "stories/principles.toml: [[principle]] customer-obsession: pitfall: missing key; add pitfall = ...",
            "writing/limits.toml: [[limit]] letter_words: source: G99 is unknown; correct it or add it to sources.toml",
            "planning/hours.toml: [[preset]] guide: shares: make 95; name each area once, together 100",
            "planning/facts.toml: [[base_pay]] L4: the id stands twice; rename one",
            'rehearsal/prompts.toml: unknown table [[promt]]; did you mean "prompt"?',
            "rehearsal/questions.toml: the file is missing; restore it or reinstall prepkit",
        ]
        faults = faults_of(folder)

        assert [fault for fault in expected if fault not in faults] == []
        others = sorted(fault for fault in faults if fault not in expected)
        assert [fault.split(":")[0] for fault in others] == ["lexicon/verbs.toml", "planning/loop.toml"]
        assert "phone_screen: minutes: Input should be a valid integer" in others[1]
        assert "not valid TOML" in others[0]
        assert "line 6" in others[0]

    def test_missing_sources_do_not_flood(self, folder):
        """Without sources.toml that file is named, and not each entry that cites it."""
        (folder / "sources.toml").unlink()

        assert faults_of(folder) == ["sources.toml: the file is missing; restore it or reinstall prepkit"]

    def test_file_that_is_a_folder(self, folder):
        """A folder in place of a file is a fault, not a crash."""
        (folder / "planning/loop.toml").unlink()
        (folder / "planning/loop.toml").mkdir()
        (fault,) = faults_of(folder)

        assert fault.startswith("planning/loop.toml: cannot be read")

    def test_file_that_is_not_utf8(self, folder):
        """A file in another encoding is named with the cure."""
        (folder / "planning/loop.toml").write_bytes(b'name = "\xff"')
        (fault,) = faults_of(folder)

        assert fault.startswith("planning/loop.toml: not UTF-8")
        assert fault.endswith("save it as UTF-8")

    def test_empty_file(self, folder):
        """A file without entries says which to add."""
        (folder / "writing/reframing.toml").write_text("", encoding="utf-8")

        assert faults_of(folder) == ["writing/reframing.toml: no [[reframing]] entries; add at least one"]

    def test_unknown_area_in_a_preset(self, folder):
        """A share for an area that does not exist is named."""
        change(folder / "planning/hours.toml", "technical_analytics = 20", "technical = 20")
        (fault,) = faults_of(folder)

        assert fault.startswith("planning/hours.toml: [[preset]] guide: shares.technical")

    def test_area_left_out_of_a_preset(self, folder):
        """A preset that makes 100 without one of the areas is refused."""
        change(folder / "planning/hours.toml", "technical_analytics = 20, resume = 10", "technical_analytics = 30")
        (fault,) = faults_of(folder)

        assert fault == "planning/hours.toml: [[preset]] guide: shares: make 100; name each area once, together 100"

    def test_load_raises_every_fault(self, folder, monkeypatch):
        """Loading a wrong file raises the same faults."""
        change(folder / "writing/limits.toml", "high = 350", "hihg = 350")
        monkeypatch.setattr(library, "FOLDER", folder)
        with pytest.raises(ContentError) as caught:
            library.load(Limit)

        expected = [
            "writing/limits.toml: [[limit]] letter_words: high: missing key; add high = ...",
            'writing/limits.toml: [[limit]] letter_words: hihg: unknown key; did you mean "high"?',
        ]
        assert expected == caught.value.faults


class TestFind:
    def test_entry(self):
        """An entry is found by its id."""
        assert library.find(Principle, "ownership").name == "Ownership"

    def test_near_name(self):
        """A misspelled id is answered with the near one."""
        with pytest.raises(UsageError) as caught:
            library.find(Principle, "ownershp")

        assert str(caught.value) == 'stories/principles.toml: no principle "ownershp". Did you mean "ownership"?'

    def test_far_name(self):
        """An id like none is answered with those there are, spelled as they are."""
        with pytest.raises(UsageError) as caught:
            library.find(BasePay, "director")

        assert str(caught.value) == 'planning/facts.toml: no base pay "director". Known are: L4, L5'
