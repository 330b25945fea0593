"""The review editor's half in Python: it judges what the browser sends, answers by revision, and saves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st
from memory_collection import MemoryCollection
from shared import NASTY_TEXTS

from prepkit.errors import UsageError
from prepkit.live.editor.judging import LONGEST, MOST, judge, sendable
from prepkit.live.editor.review_editor import ReviewEditor
from prepkit.models import AcknowledgedFinding, Story
from prepkit.review.reviewer import review

VERY = "very"


@dataclass(frozen=True)
class Found:
    """A finding, as small as the editor takes it."""

    start: int
    end: int
    code: str = "AL001"
    name: str = "intensifier"
    severity: str = "warning"
    line: int = 1
    message: str = "How much is that?"
    why: str = "A figure says more."
    instead: str = "Give the figure."


@dataclass(frozen=True)
class Judgment:
    """What a reviewer gives back."""

    findings: tuple[Found, ...]


def find_very(text: str, _kind: str) -> Judgment:
    """Find each "very"."""
    starts = [place for place in range(len(text)) if text.startswith(VERY, place)]
    return Judgment(tuple(Found(start, start + len(VERY)) for start in starts))


def spans(editor: ReviewEditor) -> list[tuple[int, int]]:
    """Return where the findings lie that the browser is told of."""
    return [(one["start"], one["end"]) for one in editor.judged["findings"]]


def type_in(editor: ReviewEditor, text: str, revision: int, by: str = "view") -> None:
    """Do what the browser does when a text was typed."""
    editor.set_state({"typed": {"revision": revision, "by": by, "text": text}})


class TestProtocol:
    def test_a_text_is_judged_before_it_is_shown(self) -> None:
        """The first judgment is there with the first text, under the same revision."""
        editor = ReviewEditor("very good", review=find_very)

        assert spans(editor) == [(0, 4)]
        assert (editor.judged["revision"], editor.judged["by"]) == (0, "python")

    def test_a_judgment_names_the_text_that_it_is_about(self) -> None:
        """Each answer carries the revision and the sender of what was judged."""
        editor = ReviewEditor(review=find_very)
        type_in(editor, "so very", 7, "left")

        assert {name: editor.judged[name] for name in ("revision", "by")} == {"revision": 7, "by": "left"}
        assert spans(editor) == [(3, 7)]
        assert editor.text == "so very"

    def test_the_same_text_under_a_new_revision_is_answered(self) -> None:
        """A letter typed and taken back is a new revision, and the browser waits for its judgment."""
        editor = ReviewEditor("very", review=find_very)
        type_in(editor, "very", 2)

        assert editor.judged["revision"] == 2

    def test_what_the_browser_sent_is_never_sent_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The only answer to a typed text is its judgment, so nothing can overwrite what is typed by then."""
        editor = ReviewEditor(review=find_very)
        sent: list[str] = []
        monkeypatch.setattr(editor, "_send", lambda message, **_: sent.extend(message["state"]))
        type_in(editor, "very", 1)

        assert sent == ["judged"]

    def test_a_text_set_in_python_is_a_new_revision(self) -> None:
        """It goes to the browser under a number above the last, and is judged under it."""
        editor = ReviewEditor(review=find_very)
        type_in(editor, "typed", 4)
        editor.text = "very new"

        assert editor.typed == {"revision": 5, "by": "python", "text": "very new"}
        assert (editor.judged["revision"], spans(editor)) == (5, [(0, 4)])

    @pytest.mark.parametrize("typed", [{}, {"revision": "1", "by": "a", "text": ""}, {"revision": 1, "text": "x"}])
    def test_a_malformed_message_changes_nothing(self, typed: dict[str, Any]) -> None:
        """What is no text with a revision is refused, and the text stays."""
        editor = ReviewEditor("kept", review=find_very)
        with pytest.raises(traitlets.TraitError):
            editor.set_state({"typed": typed})

        assert editor.text == "kept"

    def test_another_kind_or_pace_is_another_judgment(self) -> None:
        """Both are judged again, under the revision of the text that stands."""
        asked: list[str] = []

        def ask(text: str, kind: str) -> Judgment:
            asked.append(kind)
            return find_very(text, kind)

        editor = ReviewEditor("very", "talk", review=ask)
        editor.kind = "letter"
        editor.pace = 120.0

        assert asked == ["talk", "letter", "letter"]
        assert editor.judged["revision"] == 0

    def test_typed_line_ends_are_judged_as_they_are_shown(self) -> None:
        """A client that sends other line ends gets them back as line feeds, and findings counted so."""
        editor = ReviewEditor(review=find_very)
        type_in(editor, "one\r\nvery", 1)

        assert (editor.typed["text"], spans(editor)) == ("one\nvery", [(4, 8)])
        assert editor.judged["revision"] == editor.typed["revision"]

    def test_line_ends_are_those_of_a_text_box(self) -> None:
        """A browser's text box turns every line end into one line feed, so findings must count them so."""
        editor = ReviewEditor("one\r\ntwo\rvery", review=find_very)

        assert editor.text == "one\ntwo\nvery"
        assert spans(editor) == [(8, 12)]


class TestTexts:
    @given(st.text(), st.text())
    def test_places_are_code_points(self, before: str, after: str) -> None:
        """Whatever stands before it, a finding's place cuts its passage out of the text that was sent."""
        editor = ReviewEditor(review=find_very)
        type_in(editor, f"{before}{VERY}{after}", 1)
        sent = sendable(editor.typed)["text"]

        assert {VERY} == {sent[start:end] for start, end in spans(editor)}

    @given(st.text(st.characters(), max_size=40))
    def test_what_is_sent_can_be_sent(self, text: str) -> None:
        """A lone surrogate is replaced one for one, and nothing else changes."""
        sent = sendable(text)

        assert len(text) == len(sent)
        assert sent.encode().decode() == sent
        assert all(one == two for one, two in zip(text, sent, strict=True) if not "\ud800" <= one <= "\udfff")

    @pytest.mark.parametrize("text", [*NASTY_TEXTS, "\ud800 alone", "\ud83d\ude00 in two", "", "\x00"])
    def test_every_text_is_taken_and_can_be_read_cold(self, text: str) -> None:
        """Any text is reviewed by prepkit's own rules, shown escaped, and fits into a message."""
        editor = ReviewEditor(text, "story")
        bundle = editor._repr_mimebundle_()

        json.dumps([bundle, editor.get_state()]).encode("utf-8")
        json.dumps([bundle, sendable(editor.judged)], ensure_ascii=False).encode("utf-8")
        assert "<script" not in bundle["text/html"]
        assert text.replace("\r\n", "\n") == editor.text

    def test_a_megabyte_is_kept_and_not_judged(self) -> None:
        """A text that no one types is taken whole, and says why nothing is underlined."""
        editor = ReviewEditor(review=find_very)
        type_in(editor, "very " * 200_000, 1)

        assert len(editor.text) == 1_000_000
        assert editor.judged == {
            "revision": 1,
            "by": "view",
            "findings": [],
            "more": 0,
            "apart": [],
            "error": f"Over {LONGEST:,} characters, so it is not checked as you type. Review it in parts.",
        }

    def test_so_many_findings_are_drawn_and_the_others_counted(self) -> None:
        """The first thousand go to the browser, and how many follow."""
        found = judge("very " * 1_234, "talk", find_very, ())

        assert (len(found["findings"]), found["more"]) == (MOST, 234)

    def test_a_reviewer_that_fails_stops_nobody(self) -> None:
        """What it raised is said in place of findings, and the text is taken."""

        def fail(_text: str, _kind: str) -> Judgment:
            raise ValueError("no dictionary")

        editor = ReviewEditor(review=fail)
        type_in(editor, "typed on", 1)

        assert editor.judged["error"] == "Could not be checked: no dictionary"
        assert editor.text == "typed on"

    def test_the_readable_rendering_holds_text_and_findings(self) -> None:
        """Without a kernel the text stands there, with the findings below it, escaped."""
        bundle = ReviewEditor("<b>very</b>\nold", review=find_very, label="Q&A")._repr_mimebundle_()

        assert "<h3>Q&amp;A</h3><p>&lt;b&gt;very&lt;/b&gt;<br>old</p>" in bundle["text/html"]
        assert "<li>Warning AL001, line 1: How much is that?</li>" in bundle["text/html"]
        assert bundle["text/plain"].split("\n") == [
            *("Q&A", "", "<b>very</b>", "old", ""),
            *("- Warning AL001, line 1: How much is that?", "", "1 finding"),
        ]


class TestAcknowledging:
    def test_an_acknowledged_finding_is_left_out(self) -> None:
        """The browser adds code, passage and reason; the judgment comes again without that finding."""
        editor = ReviewEditor("very much, so very", review=find_very)
        kept: list[Any] = []
        editor.observe(lambda change: kept.append(change["new"]), names="acknowledged")
        editor.set_state({"acknowledged": [{"code": "AL001", "text": "very", "reason": "a quotation"}]})

        assert spans(editor) == []
        assert kept == [[{"code": "AL001", "text": "very", "reason": "a quotation"}]]

    def test_another_passage_or_rule_stays(self) -> None:
        """Only the passage that was acknowledged, and only under that rule, is left out."""
        acknowledged = [{"code": "AL999", "text": "very"}, {"code": "AL001", "text": "so very"}]

        assert spans(ReviewEditor("so very", review=find_very, acknowledged=acknowledged)) == [(3, 7)]

    def test_only_what_stands_in_the_text_is_listed_as_set_apart(self) -> None:
        """Of all that is acknowledged, the browser lists what this text has."""
        here, elsewhere = ({"code": "AL001", "text": text, "reason": "so"} for text in ("very", "Very"))
        editor = ReviewEditor("so very", review=find_very, acknowledged=[here, elsewhere])

        assert editor.judged["apart"] == [here]
        editor.text = "so"
        assert editor.judged["apart"] == []

    def test_what_is_set_apart_is_kept_and_known_to_the_next_editor(self) -> None:
        """An editor on a record keeps it in the workspace, and one that is opened later leaves it out."""
        collection = _with_acknowledgements(Story(id="s", situation="very"), Story(id="t", learning="very"))
        editor = ReviewEditor.on(collection, "s", "situation", review=find_very)
        editor.set_state({"acknowledged": [{"code": "AL001", "text": "very", "reason": "a quotation"}]})
        again = ReviewEditor.on(collection, "t", "learning", review=find_very)

        assert collection.acknowledgements
        assert collection.acknowledgements.all() == [AcknowledgedFinding.of("AL001", "very", "a quotation")]
        assert (spans(again), again.judged["apart"][0]["reason"]) == ([], "a quotation")

    def test_what_is_raised_again_is_taken_out(self) -> None:
        """Only that one goes; what another editor has set apart meanwhile stays."""
        collection = _with_acknowledgements(Story(id="s", situation="very"))
        one, two = (ReviewEditor.on(collection, "s", "situation", review=find_very) for _ in range(2))
        one.set_state({"acknowledged": [{"code": "AL001", "text": "very", "reason": "mine"}]})
        yours = {"code": "AL002", "text": "very", "reason": "yours"}
        two.set_state({"acknowledged": [*two.acknowledged, yours]})
        assert yours in one.acknowledged
        one.set_state({"acknowledged": [yours]})

        assert collection.acknowledgements
        assert [each.code for each in collection.acknowledgements.all()] == ["AL002"]
        assert spans(one) == spans(two) == [(0, 4)]

    def test_a_failure_to_keep_it_is_said(self) -> None:
        """When it cannot be stored, the person is told, and the finding stays away for this time."""
        collection = _with_acknowledgements(Story(id="s", situation="very"))
        editor = ReviewEditor.on(collection, "s", "situation", review=find_very)
        assert collection.acknowledgements
        collection.acknowledgements.broken = "the disk is full"
        editor.set_state({"acknowledged": [{"code": "AL001", "text": "very", "reason": "mine"}]})

        assert editor.status["wrong"]
        assert "the disk is full" in editor.status["text"]
        assert spans(editor) == []


def _with_acknowledgements(*stories: Story) -> MemoryCollection:
    collection = MemoryCollection(Story, *stories)
    collection.acknowledgements = MemoryCollection(AcknowledgedFinding)
    return collection


class TestWeight:
    def test_editors_share_one_program(self) -> None:
        """What an editor sends to the browser is small; the program goes there once, for all of them."""
        one, two = ReviewEditor("very", review=find_very), ReviewEditor(review=find_very)

        assert one.shared is two.shared
        assert len(json.dumps({name: str(value) for name, value in two.get_state().items()})) < 4_000
        assert "export default { render }" in one.shared.program
        assert ".pk-review-editor" in one.shared.style

    def test_a_closed_connection_is_made_again(self) -> None:
        """After all widgets were closed, the next editor brings the program anew."""
        before = ReviewEditor(review=find_very).shared
        before.close()
        after = ReviewEditor(review=find_very).shared

        assert before is not after
        assert after.comm is not None

    def test_a_text_from_python_is_one_message(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The text and its judgment go to the browser together."""
        editor = ReviewEditor(review=find_very)
        sent: list[list[str]] = []
        monkeypatch.setattr(editor, "_send", lambda message, **_: sent.append(sorted(message["state"])))
        editor.text = "very new"

        assert sent == [["judged", "typed"]]


class TestReviewer:
    def test_prepkits_own_review_is_the_default(self) -> None:
        """Without a reviewer the findings are those of prepkit's rules for the kind, in the same places."""
        text = "Built a GBM model 👩‍🔬, AUC 0.91"
        expected = [(one.code, one.start, one.end) for one in review(text, "bullet").findings]
        actual = [(one["code"], one["start"], one["end"]) for one in ReviewEditor(text, "bullet").judged["findings"]]

        assert expected
        assert expected == actual

    def test_an_unknown_kind_or_pace_is_refused(self) -> None:
        """Both are named with a cure; a reviewer of one's own may have kinds of its own."""
        with pytest.raises(UsageError, match="bullet, resume, story, letter, prfaq, talk"):
            ReviewEditor(kind="haiku")
        with pytest.raises(UsageError, match="from 40 to 400"):
            ReviewEditor(pace=0)
        assert ReviewEditor("very", "haiku", review=find_very).kind == "haiku"


class TestBound:
    def test_the_field_is_read_and_saved(self) -> None:
        """The editor opens with the stored text under the field's title, and a save changes that field alone."""
        collection = MemoryCollection(Story, Story(id="s", title="Shoes", situation="Slow refunds."))
        editor = ReviewEditor.on(collection, "s", "situation", review=find_very)
        assert (editor.text, editor.label, editor.kind) == ("Slow refunds.", "Situation", "story")
        type_in(editor, "Very slow refunds.", 1)
        assert editor.status == {"text": "Saving soon", "wrong": False}
        editor.flush()

        assert collection.get("s") == Story(id="s", title="Shoes", situation="Very slow refunds.")
        assert editor.status["text"].startswith("Saved ")

    def test_opening_saves_nothing(self) -> None:
        """A text is stored only once it changes, also one whose line ends a text box changes."""
        collection = MemoryCollection(Story, Story(id="s", situation="one\r\ntwo"))
        ReviewEditor.on(collection, "s", "situation", review=find_very).flush()

        assert collection.saves == []

    def test_a_field_is_judged_as_a_part(self) -> None:
        """Without a kind, what a whole story owes is not missed in one of its fields; with one, it is."""
        text = "In March 40,000 shoppers of Pinelace could not tell which size to order, and returned one pair in four."
        collection = MemoryCollection(Story, Story(id="s", situation=text))
        part, whole = (ReviewEditor.on(collection, "s", "situation", kind=kind) for kind in (None, "story"))

        assert part.judged["findings"] == []
        assert {"ST002", "ST011"} <= {one["code"] for one in whole.judged["findings"]}

    def test_a_failure_to_save_is_said_and_the_text_tried_again(self) -> None:
        """The disk being full, the person is told; the next change saves everything."""
        collection = MemoryCollection(Story, Story(id="s"))
        editor = ReviewEditor.on(collection, "s", "situation", review=find_very)
        collection.broken = "the disk is full"
        type_in(editor, "kept", 1)
        editor.flush()
        assert editor.status["wrong"]
        assert "the disk is full" in editor.status["text"]
        collection.broken = ""
        editor.flush()

        assert collection.get("s").situation == "kept"

    def test_a_text_that_does_not_fit_is_kept_as_typed(self) -> None:
        """A title beyond its length is a draft, is said to be one, and stands in the box again."""
        collection = MemoryCollection(Story, Story(id="s", title="Shoes"))
        editor = ReviewEditor.on(collection, "s", "title", review=find_very)
        type_in(editor, "long " * 60, 1)
        editor.flush()

        assert collection.get("s").title == "Shoes"
        assert "does not fit yet" in editor.status["text"]
        again = ReviewEditor.on(collection, "s", "title", review=find_very)
        assert (again.text, again.status["wrong"]) == ("long " * 60, True)

    def test_what_is_stored_elsewhere_is_shown(self) -> None:
        """A text that another view saves stands in the box and is judged; what is typed here is left alone."""
        collection = MemoryCollection(Story, Story(id="s"))
        one, two = (ReviewEditor.on(collection, "s", "situation", review=find_very) for _ in range(2))
        type_in(one, "very late", 1)
        one.flush()
        assert (two.text, spans(two)) == ("very late", [(0, 4)])
        type_in(two, "mine", 2)
        type_in(one, "very, very late", 2)
        one.flush()

        assert two.text == "mine"
        two.flush()
        assert one.text == collection.get("s").situation == "mine"
        assert len(collection.saves) == 3

    def test_a_field_that_is_not_there_is_named(self) -> None:
        """The error of a wrong field lists the texts there are."""
        collection = MemoryCollection(Story, Story(id="s"))
        with pytest.raises(UsageError, match="Name one of: title, project, situation"):
            ReviewEditor.on(collection, "s", "year")

    def test_a_record_that_is_not_there_is_begun(self) -> None:
        """An editor on a new id shows a blank text, and saves a record once something is typed."""
        collection = MemoryCollection(Story, Story(id="s"))
        editor = ReviewEditor.on(collection, "t", "title", review=find_very)
        editor.flush()
        assert [story.id for story in collection.all()] == ["s"]

        editor.typed = {"revision": 1, "by": "browser", "text": "Sizes"}
        editor.flush()
        assert collection.get("t").title == "Sizes"
