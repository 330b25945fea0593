"""The form of readings."""

from __future__ import annotations

from prepkit.models import Reading
from prepkit.widgets.record_form import RecordForm


class ReadingForm(RecordForm[Reading]):
    """Edits what was read for its tone and structure; arguments as RecordForm."""

    model = Reading
    noun = "reading"
