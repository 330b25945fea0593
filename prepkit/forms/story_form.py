"""The form of product stories."""

from __future__ import annotations

from prepkit.forms.record_form import RecordForm
from prepkit.models import Story


class StoryForm(RecordForm[Story]):
    """Edits the stories of a collection; arguments as RecordForm."""

    model = Story
    noun = "story"
