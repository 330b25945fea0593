"""The form of product stories."""

from __future__ import annotations

from prepkit.models import Story
from prepkit.widgets.record_form import RecordForm


class StoryForm(RecordForm[Story]):
    """Edits the stories of a collection; arguments as RecordForm."""

    model = Story
    noun = "story"
