"""A project in one's own words, met with questions."""

from __future__ import annotations

from memory_collection import find, read_html

from prepkit.boards.translator import OWN_WORDS, Translator
from prepkit.store import Workspace

TITLE = "Your project, in your own words"


class TestTranslator:
    def test_typing_is_asked_about_and_kept(self, workspace: Workspace) -> None:
        """G2: what one types is met with questions at once, and is there again after a restart."""
        pad = Translator(workspace)
        find(pad, TITLE).value = "We built a churn model with an AUC of 0.87."

        assert "did they stay?" in read_html(pad)
        assert "churn model | What was offered" in pad.render_text()
        pad.flush()
        assert workspace.scratch_texts.get(OWN_WORDS).text == "We built a churn model with an AUC of 0.87."
        assert "churn model" in Translator(workspace).render_text()

    def test_a_story_can_be_read(self, sample: Workspace) -> None:
        """G12: a story that is picked is asked about; typing goes back to one's own words."""
        pad = Translator(sample)
        find(pad, "Read").value = "story-return-model-draft"

        assert "hyperparameter tuning" in read_html(pad)
        find(pad, TITLE).value = "A dashboard."
        assert "hyperparameter tuning" not in read_html(pad)
        assert "Which meeting now goes differently?" in read_html(pad)

    def test_a_story_that_is_gone_leaves_the_list(self, sample: Workspace) -> None:
        """A story deleted elsewhere cannot be picked any more, and the text typed stays."""
        pad = Translator(sample)
        find(pad, "Read").value = "story-heat-wave"
        sample.stories.delete("story-heat-wave")
        assert "Cannot be read" in str(pad._describe())
        pad.update()

        assert find(pad, "Read").label == "The text above"
        assert find(pad, TITLE).value

    def test_nothing_is_markup_and_empty_says_what_to_enter(self, workspace: Workspace) -> None:
        """Typed markup is text; an empty pad says what to write; a text beyond measure says so."""
        pad = Translator(workspace)

        assert "Nothing to read yet" in pad.render_html()
        find(pad, TITLE).value = "<script>alert(1)</script> on our AUC"
        assert "<script>" not in pad.render_html() + read_html(pad)
        find(pad, TITLE).value = "word " * 50_000
        assert "Over 50,000 characters" in read_html(pad)
