"""Forms without a browser: made from the models, saved as typed, readable where no kernel runs."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from typing import Any

import ipywidgets as ipw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_collection import MemoryCollection, find, read_html, walk
from shared import NASTY_TEXTS, ROOT

import prepkit.forms as forms
from prepkit.content.library import load
from prepkit.content.shapes.stories import Principle
from prepkit.errors import RecordNotFoundError, UsageError
from prepkit.forms import named
from prepkit.forms.named import BulletForm, LetterForm, MockForm, PRFAQForm, ProfileForm, ResumeForm, StoryForm
from prepkit.forms.record_form import RecordForm
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.models import PRFAQ, Bullet, FAQEntry, Letter, Mock, Profile, Record, Resume, Score, Story
from prepkit.review.reviewer import review
from prepkit.show.readable_box import ReadableBox
from prepkit.store import Workspace
from prepkit.store.draft import flush_all

PUBLIC = [getattr(forms, name) for name in forms.__all__]
ALL_FORMS = [*(each for name, each in vars(named).items() if name.endswith("Form") and name != "RecordForm")]
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def _collection_of(workspace: Workspace, form: type[RecordForm[Any]]) -> Any:
    collections = {"Bullet": "bullets", "Letter": "letters", "Loop": "loops", "Mock": "mocks", "PRFAQ": "prfaqs"}
    collections |= {"Panel": "panels", "Profile": "profiles", "Reading": "readings", "Resume": "resumes"}
    collections |= {"Story": "stories"}
    return getattr(workspace, collections.get(form.__name__.removesuffix("Form"), "metric_plans"))


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.__name__)
class TestEveryForm:
    def test_it_opens_empty_and_full(
        self, form: type[RecordForm[Any]], workspace: Workspace, sample: Workspace
    ) -> None:
        """It opens on an empty workspace and on the sample, and opening saves nothing."""
        before = [_collection_of(each, form).all() for each in (workspace, sample)]
        shown = [form(_collection_of(each, form)) for each in (workspace, sample)]
        for each in shown:
            each.flush()

        assert before == [_collection_of(each, form).all() for each in (workspace, sample)]

    def test_every_control_is_labelled_once(self, form: type[RecordForm[Any]], sample: Workspace) -> None:
        """Each control has a description; each button says what it does."""
        labels = [each.description for each in walk(form(_collection_of(sample, form))) if _is_control(each)]

        assert labels
        assert all(labels)

    @pytest.mark.slow
    def test_it_reads_without_a_kernel(self, form: type[RecordForm[Any]], sample: Workspace) -> None:
        """Its output is the live view, plain HTML and plain text, the same for two forms on the same records."""
        one, two = (form(_collection_of(sample, form))._repr_mimebundle_() for _ in range(2))

        assert set(one) == {WIDGET_VIEW, "text/html", "text/plain"}
        assert one["text/html"] == two["text/html"]
        assert one["text/plain"] == two["text/plain"]
        assert one["text/plain"].strip()
        assert one[WIDGET_VIEW]["model_id"] not in str(one["text/html"]) + one["text/plain"]
        # A chart hides its picture by itself where styles are not trusted.
        assert "style=" not in re.sub(r"<figure.*?</figure>", "", one["text/html"], flags=re.DOTALL)

    def test_it_refuses_another_collection(self, form: type[RecordForm[Any]]) -> None:
        """A collection of another kind is named in one line with the cure."""
        with pytest.raises(UsageError, match=rf"{form.__name__}: edits records of \w+, not Record"):
            form(MemoryCollection(Record))

    def test_it_needs_no_output_widget(self, form: type[RecordForm[Any]], sample: Workspace) -> None:
        """No Output widget stands in a form, since it breaks the comparison of notebooks."""
        assert not [each for each in walk(form(_collection_of(sample, form))) if isinstance(each, ipw.Output)]


def _is_control(widget: Any) -> bool:
    return isinstance(widget, ipw.DOMWidget) and hasattr(widget, "description") and not isinstance(widget, ipw.HTML)


class TestSaving:
    def test_what_is_typed_is_saved(self) -> None:
        """A change of any kind of control is in the collection after a flush, and the form says when it was saved."""
        collection = MemoryCollection(Story, Story(id="s"))
        form = StoryForm(collection)
        find(form, "Title").value = "Shoes"
        find(form, "Situation").value = "Two lines\nof text"
        find(form, "Year").value = " 2024 "
        find(form, "Baseline").value = "0.1"
        find(form, "Customer Obsession").value = True
        find(form, "Failure").value = True
        form.flush()

        story = collection.get("s")
        assert (story.title, story.situation, story.year) == ("Shoes", "Two lines\nof text", 2024)
        assert story.customer_impact_metric.baseline == 0.1
        assert (story.principles, story.themes) == (("customer-obsession",), ("failure",))
        assert "Saved on 26 Jan 2026 at 14:03:22" in read_html(form)

    def test_the_profile_is_saved(self, workspace: Workspace) -> None:
        """Choices, dates, numbers, a tick and a part of the profile reach profile.yaml."""
        form = ProfileForm(workspace.profiles)
        find(form, "Your name").value = "Mira"
        find(form, "Target level").value = "L4"
        find(form, "Interview date").value = dt.date(2026, 5, 1)
        find(form, "Hours a week").value = "7.5"
        find(form, "I work in SQL").value = True
        find(form, "Resume (%)").value = "10"
        form.flush()

        profile = workspace.profile
        assert ("Mira", "L4", dt.date(2026, 5, 1)) == (profile.candidate, profile.target_level, profile.interview_date)
        assert (profile.hours_per_week, profile.knows_sql, profile.custom_shares.resume) == (7.5, True, 10)

    def test_unsaved_text_is_saved_when_the_process_ends(self) -> None:
        """What waits for its pause is saved by the last flush of all forms."""
        collection = MemoryCollection(Story, Story(id="s"))
        form = StoryForm(collection)
        find(form, "Title").value = "Shoes"
        flush_all()

        assert collection.get("s").title == "Shoes"

    def test_a_failure_is_shown_and_the_text_is_tried_again(self) -> None:
        """A collection that cannot save is said in words; the next change saves the earlier text too."""
        collection = MemoryCollection(Story, Story(id="s"))
        form = StoryForm(collection)
        collection.broken = "the <disk> is full"
        find(form, "Title").value = "Shoes"
        form.flush()
        assert "Not saved: the &lt;disk&gt; is full. Try again" in read_html(form)
        assert find(form, "Title").value == "Shoes"
        collection.broken = ""
        find(form, "Project").value = "Size advice"
        form.flush()

        assert (collection.get("s").title, collection.get("s").project) == ("Shoes", "Size advice")

    def test_what_is_typed_during_a_save_is_saved_by_the_next(self) -> None:
        """A keystroke that comes while an earlier one is being saved is not taken for saved."""
        collection = MemoryCollection(Story, Story(id="s"))
        form = StoryForm(collection)
        save = collection.save

        def type_and_save(record: Story) -> Story:
            find(form, "Title").value = "Shoes that fit"
            find(form, "Project").value = "Size advice"
            return save(record)

        collection.save = type_and_save
        find(form, "Title").value = "Shoes"
        form.flush()
        collection.save = save
        form.flush()

        assert (collection.get("s").title, collection.get("s").project) == ("Shoes that fit", "Size advice")

    def test_a_failure_keeps_the_record_open(self) -> None:
        """While a record cannot be saved, another one cannot be picked over it."""
        collection = MemoryCollection(Story, Story(id="a", title="First"), Story(id="b", title="Second"))
        form = StoryForm(collection)
        collection.broken = "the disk is full"
        find(form, "Learning").value = "typed"
        find(form, "Story").value = "b"

        assert (find(form, "Story").value, find(form, "Learning").value) == ("a", "typed")

    def test_a_wrong_value_stays_with_its_reason(self) -> None:
        """The text stays, the reason stands in words at the field, and a cured value clears both."""
        collection = MemoryCollection(Story, Story(id="s"))
        form = StoryForm(collection)
        find(form, "Year").value = "soon"
        find(form, "Title").value = "Shoes"
        form.flush()
        assert "Not a whole number; write digits only." in read_html(form)
        assert "Not a whole number" in find(form, "Year").tooltip
        assert (collection.get("s").title, collection.draft("s")) == ("Shoes", {"year": "soon"})
        assert find(StoryForm(collection), "Year").value == "soon"
        find(form, "Year").value = "2024"
        form.flush()

        assert "Not a whole number" not in read_html(form)
        assert (collection.get("s").year, collection.draft("s")) == (2024, {})

    def test_words_are_counted_and_never_limited(self) -> None:
        """The meter follows the text, and a text over its aim is saved all the same."""
        collection = MemoryCollection(Story, Story(id="s"))
        form = StoryForm(collection)
        find(form, "Situation").value = "word " * 60
        form.flush()

        assert find(form, "Situation").words == 50
        assert collection.get("s").situation == "word " * 60

    @pytest.mark.parametrize("text", NASTY_TEXTS)
    def test_nasty_text_is_saved_and_escaped(self, workspace: Workspace, text: str) -> None:
        """Any text is stored to the last character, and none of it is markup where it is shown."""
        form = StoryForm(workspace.stories)
        find(form, "Title").value = text
        find(form, "Year").value = text
        form.flush()
        again = StoryForm(workspace.stories)

        assert (text, text) == (find(again, "Title").value, find(again, "Year").value)
        assert workspace.stories.all()[0].title == text
        assert "<script" not in read_html(again) + again.render_html()


@pytest.mark.slow
@given(st.text(max_size=300))
@settings(max_examples=30)
def test_any_text_survives_the_form(text: str) -> None:
    """Whatever is typed is in the record or, where it does not fit, in the draft, byte for byte."""
    collection = MemoryCollection(Story, Story(id="s"))
    form = StoryForm(collection)
    find(form, "Title").value = text
    form.flush()

    assert text == {"title": collection.get("s").title, **collection.draft("s")}["title"]


class TestPicking:
    def test_records_are_picked_by_name(self) -> None:
        """Picking shows the record; two of one name can both be picked."""
        stories = [Story(id="a", title="Shoes"), Story(id="b", title="Shoes", learning="of b"), Story(id="c")]
        form = StoryForm(MemoryCollection(Story, *stories))
        assert [name for name, _ in find(form, "Story").options] == ["Shoes", "Shoes (2)", "Untitled story"]
        find(form, "Story").value = "b"

        assert find(form, "Learning").value == "of b"

    def test_picking_saves_what_was_typed_first(self) -> None:
        """Text goes into the record that it was typed into, not the one that is picked next."""
        collection = MemoryCollection(Story, Story(id="a"), Story(id="b"))
        form = StoryForm(collection)
        find(form, "Title").value = "Of a"
        find(form, "Story").value = "b"
        form.flush()

        assert [story.title for story in collection.all()] == ["Of a", ""]
        assert "Of a" in [name for name, _ in find(form, "Story").options]

    def test_a_new_story_is_saved_once_something_is_typed(self) -> None:
        """The button gives blank fields; nothing is stored, or left in the list, until something is typed."""
        collection = MemoryCollection(Story, Story(id="a", title="First"))
        form = StoryForm(collection)
        find(form, "New story").click()
        assert find(form, "Title").value == ""
        form.flush()
        find(form, "Story").value = "a"
        assert list(find(form, "Story").options) == [("First", "a")]
        find(form, "New story").click()
        find(form, "Title").value = "Second"
        form.flush()

        assert [story.title for story in collection.all()] == ["First", "Second"]
        assert [name for name, _ in find(form, "Story").options] == ["First", "Second"]

    def test_a_record_is_opened_by_id(self) -> None:
        """The record asked for is shown; one that does not exist is refused."""
        collection = MemoryCollection(Story, Story(id="a"), Story(id="b", title="Second"))

        assert find(StoryForm(collection, record_id="b"), "Title").value == "Second"
        with pytest.raises(RecordNotFoundError):
            StoryForm(collection, record_id="c")


class TestChoices:
    def test_all_principles_are_offered_by_name(self) -> None:
        """Each principle of the content has a box."""
        form = StoryForm(MemoryCollection(Story))

        assert all(find(form, principle.name) for principle in load(Principle))

    def test_principles_keep_the_order_in_which_they_are_ticked(self) -> None:
        """The main principle is the one ticked first; one that the content does not know stays."""
        collection = MemoryCollection(Story, Story(id="s", principles=("thrift",)))
        form = StoryForm(collection)
        find(form, "Ownership").value = True
        find(form, "Customer Obsession").value = True
        find(form, "Ownership").value = False
        form.flush()

        assert collection.get("s").principles == ("thrift", "customer-obsession")

    def test_a_story_is_chosen_by_its_title(self) -> None:
        """With stories at hand a record refers to one by name; one that is gone is kept."""
        stories = MemoryCollection(Story, Story(id="a", title="Shoes"))
        collection = MemoryCollection(Mock, Mock(id="m", story_id="gone"))
        form = MockForm(collection, stories=stories)
        assert [name for name, _ in find(form, "Story").options] == ["Not chosen", "Shoes", "gone (not in the list)"]
        find(form, "Story").value = "a"
        form.flush()

        assert collection.get("m").story_id == "a"
        assert "Story: Shoes" in form.render_text()


class TestJudging:
    @pytest.mark.parametrize(
        ("form", "model", "labels"),
        [
            (StoryForm, Story, ["Situation", "Customer need", "Actions", "Learning"]),
            (PRFAQForm, PRFAQ, ["Problem", "Solution", "Customer's quote"]),
            (ResumeForm, Resume, ["Summary"]),
            (BulletForm, Bullet, ["Rewritten"]),
            (LetterForm, Letter, ["3. The effort across teams"]),
        ],
    )
    def test_long_fields_are_judged_while_typed(self, form: Any, model: Any, labels: list[str]) -> None:
        """Each long text of stories, PRFAQs, resumes and letters is an editor that knows its rules."""
        shown = form(MemoryCollection(model))
        for label in labels:
            editor = find(shown, label)
            editor.value = "Leveraged state-of-the-art"

            assert isinstance(editor, ReviewEditor)
            assert {"AL006", "AL012"} <= {one["code"] for one in editor.judged["findings"]}
            assert editor.hint
            assert editor.compact

    def test_answers_are_judged_too(self) -> None:
        """The answer of a question that was just added is an editor of its number."""
        form = PRFAQForm(MemoryCollection(PRFAQ, PRFAQ(id="p")))
        find(form, "Add a question").click()
        find(form, "Answer 1").value = "We leverage it."

        assert [one["code"] for one in find(form, "Answer 1").judged["findings"]] == ["AL012"]

    def test_what_is_set_apart_in_a_form_stays_so(self, workspace: Workspace) -> None:
        """It is gone from every field at once, from the next form, and from the review of the record."""
        workspace.stories.save(Story(id="s", situation="We leveraged it.", learning="What leveraged means."))
        form = StoryForm(workspace.stories)
        finding = {"code": "AL012", "text": "leveraged", "reason": "the product's name"}
        find(form, "Situation").set_state({"acknowledged": [finding]})
        again = StoryForm(workspace.stories)

        assert [find(form, "Learning").judged[name] for name in ("findings", "apart")] == [[], [finding]]
        assert find(again, "Situation").judged["findings"] == []
        assert workspace.acknowledged == [("AL012", "leveraged", "the product's name")]
        found = review(workspace.stories.get("s"), acknowledged=workspace.acknowledged)
        assert "AL012" not in [one.code for one in found.findings]

    def test_a_wrong_text_stays_with_its_reason(self) -> None:
        """A text that does not fit is marked in its editor, and no longer once it fits."""
        collection = MemoryCollection(Story, Story(id="s"))
        collection.save_draft("s", {"situation": 7})
        form = StoryForm(collection)
        assert (find(form, "Situation").value, find(form, "Situation").status["wrong"]) == ("7", True)
        assert find(form, "Situation").status["text"] == "Not a text; put it in quotes."
        find(form, "Situation").value = "Seven."
        form.flush()

        assert find(form, "Situation").status == {"text": "", "wrong": False}
        assert collection.get("s").situation == "Seven."

    def test_showing_another_record_is_no_edit(self) -> None:
        """Texts that a record brings along are not taken for typed, also where their line ends change."""
        stories = [Story(id="a", situation="one\r\ntwo"), Story(id="b", situation="three")]
        collection = MemoryCollection(Story, *stories)
        form = StoryForm(collection)
        find(form, "Story").value = "b"
        form.flush()

        assert collection.saves == []
        assert find(form, "Situation").value == "three"


class TestRows:
    def test_rows_are_added_edited_and_removed(self) -> None:
        """Rows are stored as they stand; removing one leaves the text of the others alone."""
        collection = MemoryCollection(PRFAQ, PRFAQ(id="p", external_faq=(FAQEntry(question="One?"),)))
        form = PRFAQForm(collection)
        find(form, "Add a question").click()
        find(form, "Question 2").value = "Two?"
        find(form, "Answer 2").value = "Yes."
        form.flush()
        assert [(e.question, e.answer) for e in collection.get("p").external_faq] == [("One?", ""), ("Two?", "Yes.")]
        find(form, "Remove question 1").click()
        form.flush()

        assert collection.get("p").external_faq == (FAQEntry(question="Two?", answer="Yes."),)
        assert find(form, "Question 1").value == "Two?"

    def test_removing_a_row_never_stores_a_row_half_moved(self) -> None:
        """Between the rows before and after a removal no other state is saved."""
        faq = tuple(FAQEntry(question=f"{number}?") for number in range(4))
        collection = MemoryCollection(PRFAQ, PRFAQ(id="p", external_faq=faq))
        form = PRFAQForm(collection)
        find(form, "Remove question 2").click()
        form.flush()

        assert [faq[:1] + faq[2:]] == [saved.external_faq for saved in collection.saves]

    def test_a_second_click_on_a_row_that_is_gone_removes_nothing(self) -> None:
        """Two quick clicks on the last row's button take one row away."""
        faq = tuple(FAQEntry(question=f"{number}?") for number in range(3))
        collection = MemoryCollection(PRFAQ, PRFAQ(id="p", external_faq=faq))
        form = PRFAQForm(collection)
        button = find(form, "Remove question 3")
        button.click()
        button.click()
        form.flush()

        assert collection.get("p").external_faq == faq[:2]

    def test_a_wrong_score_is_marked_in_its_row(self) -> None:
        """The rows are kept as typed, and the reason stands at the score."""
        collection = MemoryCollection(Mock, Mock(id="m", scores=(Score(score=3), Score(score=4))))
        form = MockForm(collection)
        find(form, "Score 2").value = "7"
        form.flush()

        assert "Too high; 5 is the most." in find(form, "Score 2").tooltip
        assert "Too high" not in find(form, "Score 1").tooltip
        assert find(MockForm(collection), "Score 2").value == "7"


TYPE_AND_WAIT = """
import sys, time
from memory_collection import find
from prepkit.store import Workspace
form = Workspace(sys.argv[1]).stories.form()
find(form, "Title").value = "Typed two seconds before the end"
time.sleep(2)
print("now", flush=True)
time.sleep(600)
"""


@pytest.mark.slow
def test_a_kill_loses_nothing_older_than_two_seconds(workspace: Workspace) -> None:
    """A process that is killed without warning has saved what was typed two seconds before."""
    command = [sys.executable, "-c", TYPE_AND_WAIT, str(workspace.path)]
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **paths}) as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()

    assert [story.title for story in workspace.stories.all()] == ["Typed two seconds before the end"]


def test_two_forms_on_one_profile_keep_each_others_edits(workspace: Workspace) -> None:
    """Two open forms that edit different fields of one record are both saved."""
    one, two = ProfileForm(workspace.profiles), ProfileForm(workspace.profiles)
    find(one, "Your name").value = "Mira"
    find(two, "Current role").value = "Data scientist"
    one.flush()
    two.flush()

    assert (workspace.profile.candidate, workspace.profile.current_role) == ("Mira", "Data scientist")


def test_an_order_of_dates_that_cannot_be_is_shown_at_its_field(workspace: Workspace) -> None:
    """The start after the interview is kept as typed, with the reason, and shown again by the next form."""
    workspace.profiles.save(Profile(interview_date=dt.date(2026, 3, 1)))
    form = ProfileForm(workspace.profiles)
    find(form, "Start of preparation").value = dt.date(2026, 4, 1)
    form.flush()

    assert workspace.profile.start_date is None
    assert "is after" in find(form, "Start of preparation").tooltip
    assert find(ProfileForm(workspace.profiles), "Start of preparation").value == dt.date(2026, 4, 1)


def test_every_view_says_what_it_shows() -> None:
    """A box that cannot be read is no view of ours."""
    with pytest.raises(NotImplementedError):
        ReadableBox().render_html()
    with pytest.raises(NotImplementedError):
        ReadableBox().render_text()
